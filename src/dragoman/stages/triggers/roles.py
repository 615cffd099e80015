"""Who plays which part in an event: slots of the role pattern are looked up in the tree, and tokens become mentions.

A slot is a preposition ("with", "on") or one of these, for a verb: subject, object, indirect; content (who is to do what
is asked: "urged that Iran leave"); content-recipient (the recipient of the governed event: "threatened to strike Iran").
For a noun: possessor; modifier ("the Israeli raid"); nation (the same without bare place names); body (a modifier that
inquires: "the FBI probe"); governor (the subject of the light verb it hangs on: "held talks"); clause (the subject of
the clause around it: "spoke after talks"). For adjectives and participles: modified, the noun they stand by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.model.event_mention import Role, RoleName
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.stages.triggers import walk
from dragoman.stages.triggers.proposal import RolePattern

if TYPE_CHECKING:
    from dragoman.model.syntax import Parse
    from dragoman.stages.triggers.lexicon import EventLexicon
    from dragoman.stages.triggers.proposal import Proposal

MODIFIERS = ("amod", "compound", "nmod", "npadvmod")
# Of a noun that names no actor these show whose it is: "the decision of the court", "a statement from the ministry".
OWNING = ("of", "by", "from")
# Prepositions that say whom it is directed at even when they hang on a phrase between.
DEEPER = frozenset(("against", "with", "at"))


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence's tree with its mentions, by head token."""

    parse: Parse
    lexicon: EventLexicon
    by_head: Mapping[int, EntityMention]


def to_scene(parse: Parse, mentions: Sequence[EntityMention], lexicon: EventLexicon) -> Scene:
    """The scene of a sentence; of two mentions with one head the longer counts."""
    ordered = sorted(mentions, key=lambda mention: len(mention.span))
    return Scene(parse, lexicon, {mention.head: mention for mention in ordered})


def find_roles(scene: Scene, proposal: Proposal) -> tuple[Role, ...]:
    """The parts of an event, each mention in one part only, in text order within a part."""
    pattern = proposal.pattern
    if any(after_word(scene, proposal, "between")):
        pattern = RolePattern(("between",), (), is_mutual=True)
    actors = found_in(scene, proposal, pattern.actor, every=pattern.is_mutual)
    recipients = found_in(scene, proposal, pattern.recipient, every=pattern.is_mutual)
    if pattern.is_mutual:
        actors, recipients = {**recipients, **actors}, {}
        return tuple(Role(RoleName.ACTOR, mention, slot) for mention, slot in sorted(actors.items()))
    recipients = recipients or receivers(scene, proposal.head)
    recipients = {mention: slot for mention, slot in recipients.items() if mention not in actors}
    return (
        *(Role(RoleName.ACTOR, mention, slot) for mention, slot in sorted(actors.items())),
        *(Role(RoleName.RECIPIENT, mention, slot) for mention, slot in sorted(recipients.items())),
    )


def found_in(scene: Scene, proposal: Proposal, slots: Sequence[str], *, every: bool) -> dict[int, str]:
    """The mentions that the first slot with any gives, or all slots; each with its slot."""
    found: dict[int, str] = {}
    for slot in slots:
        if found and (not every or slot in LAST_RESORT):
            continue
        if slot == "content-recipient":
            inner = proposal.content
            found |= found_in(scene, inner, inner.pattern.recipient or ("with",), every=False) if inner else {}
            continue
        for index in slot_tokens(scene, proposal, slot):
            for mention in mentions_at(scene, index, is_wording=index in proposal.words):
                found.setdefault(mention.id, slot)
    return found


def slot_tokens(scene: Scene, proposal: Proposal, slot: str) -> list[int]:
    """The tokens in one slot of a proposal."""
    lookup = SLOT_LOOKUPS.get(slot)
    if lookup is None:
        return after_word(scene, proposal, slot)
    found = lookup(scene, proposal.head)
    if not found and slot == "object":
        verbs = [word for word in proposal.words if scene.parse.tokens[word].pos == "VERB" and word != proposal.head]
        return [index for verb in verbs for index in lookup(scene, verb)]
    return found


def after_word(scene: Scene, proposal: Proposal, word: str) -> list[int]:
    """The nouns after a preposition that hangs on the wording, or on the verb that carries its noun."""
    parse, anchors = scene.parse, list(proposal.words)
    verb = carrier(scene, proposal.head)
    if verb is not None:
        anchors.append(verb)
    found = [index for anchor in anchors for index in walk.after_preposition(parse, anchor, word)]
    if found or word not in DEEPER:
        return found
    return [index for anchor in anchors for index in walk.after_deeper_preposition(parse, anchor, word)]


def carrier(scene: Scene, noun: int) -> int | None:
    """The light verb that a noun completes: "held" of "held a round of talks"."""
    parse, token = scene.parse, scene.parse.tokens[noun]
    for _ in range(4):
        above = parse.tokens[token.head]
        if above.index == token.index or token.pos in ("VERB", "AUX"):
            return None
        if above.pos in ("VERB", "AUX"):
            fits = token.dep in ("dobj", "nsubjpass", "attr", "conj") or token.dep == "prep"
            return above.index if fits and above.lemma in scene.lexicon.light_verbs else None
        if token.dep == "pobj" or (token.dep == "prep" and above.lemma in scene.lexicon.partitives) or token.dep == "conj":
            token = above
            continue
        return None
    return None


def receivers(scene: Scene, noun: int) -> dict[int, str]:
    """Whom an act hits that stands as its verb's subject: "faces sanctions", "came under attack"."""
    parse, token = scene.parse, scene.parse.tokens[noun]
    above = parse.tokens[token.head]
    if token.dep == "pobj" and above.lemma == "under":
        above = parse.tokens[above.head]
    elif token.dep != "dobj":
        return {}
    if above.lemma not in scene.lexicon.receiving_verbs:
        return {}
    subjects = walk.surface_subjects(parse, above.index)
    return {mention.id: "receiver" for index in subjects for mention in mentions_at(scene, index)}


def governor_subjects(scene: Scene, noun: int) -> list[int]:
    """The subject of the light verb that carries a noun, unless that verb says that it receives it."""
    verb = carrier(scene, noun)
    if verb is not None and scene.parse.tokens[verb].lemma in scene.lexicon.receiving_verbs:
        return []
    if verb is not None:
        return walk.subjects(scene.parse, verb)
    token = scene.parse.tokens[noun]
    if token.dep == "relcl":
        return []
    carried = [child.head for child in scene.parse.dependants(noun, "acl", "relcl")]
    for child in scene.parse.dependants(noun, "acl", "relcl"):
        if carried and child.lemma in scene.lexicon.light_verbs:
            own = [c.index for c in scene.parse.dependants(child.index, "nsubj")]
            return walk.coordinated(scene.parse, own) if own else walk.subjects(scene.parse, child.index)
    return []


def clause_subjects(scene: Scene, index: int) -> list[int]:
    """The subject of the nearest verb above a token that is not its subject."""
    parse, token = scene.parse, scene.parse.tokens[index]
    for above in parse.ancestors(index):
        if above.pos in ("VERB", "AUX"):
            return [] if token.dep in ("nsubj", "nsubjpass") else walk.surface_subjects(parse, above.index)
        token = above
    return []


def possessors(scene: Scene, noun: int) -> list[int]:
    """Whose an event is: "Russia's attack"."""
    return walk.coordinated(scene.parse, [child.index for child in scene.parse.dependants(noun, "poss")])


def modifiers(scene: Scene, noun: int) -> list[int]:
    """Names and nationalities before a noun: "the Israeli raid", "the US-led strikes"."""
    found: list[int] = []
    for child in scene.parse.dependants(noun, *MODIFIERS):
        found.append(child.index)
        found += [below.index for below in scene.parse.dependants(child.index, *MODIFIERS)]
        found += scene.parse.conjuncts(child.index)
    return [index for index in found if index in scene.by_head and not is_against(scene.parse, index)]


def is_against(parse: Parse, index: int) -> bool:
    """True for Israel in "anti-Israel"."""
    before = [token.text.lower() for token in parse.tokens[max(0, index - 2) : index]]
    return any(word.startswith("anti") for word in before) or parse.tokens[index].text.lower().startswith("anti")


def nations(scene: Scene, noun: int) -> list[int]:
    """Modifiers without bare place names, which say where: "the Israeli raid", "U.S. strikes", not "the Paris attack"."""
    return [index for index in modifiers(scene, noun) if not is_bare_place(scene, index)]


def is_bare_place(scene: Scene, index: int) -> bool:
    """True for the name of a place that is no abbreviation ("Paris", not "U.S.") and leads nobody ("Saudi-led")."""
    mention, token = scene.by_head[index], scene.parse.tokens[index]
    named = mention.label is MentionLabel.PLACE and mention.kind is MentionKind.NAME
    leads = token.dep == "npadvmod" or scene.parse.tokens[token.head].lemma in ("lead", "back")
    return named and not leads and "." not in token.text and not (token.text.isupper() and len(token.text) < 4)


def bodies(scene: Scene, noun: int) -> list[int]:
    """Modifiers that name a body that inquires or judges: "the FBI probe", against "the Russia probe"."""
    body = scene.lexicon.classes["body"]
    return [index for index in modifiers(scene, noun) if body.has(scene.parse.tokens[index])]


def content_subjects(scene: Scene, verb: int) -> list[int]:
    """Who is to do what a verb asks: the subject of its clause, or its object, or who follows "on" or "for"."""
    parse = scene.parse
    for clause in parse.dependants(verb, "ccomp", "xcomp"):
        own = [child.index for child in parse.dependants(clause.index, "nsubj", "nsubjpass")]
        if own:
            return walk.coordinated(parse, own)
    return []


def modified(scene: Scene, index: int) -> list[int]:
    """The noun that an adjective or participle stands by."""
    token = scene.parse.tokens[index]
    return [token.head] if token.dep in ("amod", "acl", "nmod") else walk.surface_subjects(scene.parse, index)


SLOT_LOOKUPS: Mapping[str, Callable[[Scene, int], list[int]]] = MappingProxyType(
    {
        "subject": lambda scene, index: walk.subjects(scene.parse, index),
        "object": lambda scene, index: walk.objects(scene.parse, index),
        "indirect": lambda scene, index: [child.index for child in scene.parse.dependants(index, "dative")],
        "possessor": possessors,
        "modifier": modifiers,
        "nation": nations,
        "body": bodies,
        "governor": governor_subjects,
        "clause": clause_subjects,
        "content": content_subjects,
        "modified": modified,
    }
)
LAST_RESORT = frozenset(("clause",))


def mentions_at(scene: Scene, index: int, steps: int = 0, *, is_wording: bool = False) -> Iterator[EntityMention]:
    """The mentions that a noun stands for: its own, those of what it counts ("dozens of"), or whose it is.

    A noun of the event's own wording ("talks" of "held talks") stands for nobody else.
    """
    own = scene.by_head.get(index)
    if own is not None and can_act(own):
        yield own
        yield from further_homes(scene, index)
    if is_wording or (own is not None and can_act(own)):
        return
    nearer = appositions(scene, index) or list(owners(scene, index))
    found = [mention for nested in nearer for mention in mentions_at(scene, nested, steps + 1)] if steps < 3 else []
    if found:
        yield from found
    elif own is not None and scene.parse.tokens[index].lemma not in scene.lexicon.partitives and is_bearer(scene, own):
        yield own


def further_homes(scene: Scene, index: int) -> Iterator[EntityMention]:
    """Russia in "officials from Iran and Russia": the phrase names the first home only."""
    for preposition in scene.parse.dependants(index, "prep"):
        if preposition.lemma == "from":
            for home in list(walk.preposition_objects(scene.parse, preposition.index))[1:]:
                if home in scene.by_head:
                    yield scene.by_head[home]


def appositions(scene: Scene, index: int) -> list[int]:
    """Iran in "its rival, Iran": who a description that names nobody is said to be."""
    found = [child.index for child in scene.parse.dependants(index, "appos")]
    return [token for token in found if token in scene.by_head and can_act(scene.by_head[token])]


def can_act(mention: EntityMention) -> bool:
    """True for a phrase that names someone by itself, or describes one of a known kind."""
    return mention.kind is not MentionKind.DESCRIPTION or mention.label is not MentionLabel.UNKNOWN


def is_bearer(scene: Scene, mention: EntityMention) -> bool:
    """True for a description of no known kind that may still be someone: it is no event and no thing."""
    return mention.affiliation is not None or scene.lexicon.classes["person"].has(scene.parse.tokens[mention.head])


def owners(scene: Scene, index: int) -> Iterator[int]:
    """Where the actor behind a noun that is none itself stands."""
    parse = scene.parse
    if parse.tokens[index].lemma in scene.lexicon.partitives:
        yield from walk.after_preposition(parse, index, "of")
        return
    yield from possessors(scene, index)
    yield from modifiers(scene, index)
    for word in OWNING:
        yield from walk.after_preposition(parse, index, word)
