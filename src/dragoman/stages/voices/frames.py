"""Where a sentence could report what somebody says or thinks, by its syntax alone.

A frame is a word that could be a cue with what depends on it: whether it is one is for the lexicon of cues to decide.
Dependency labels are those of spaCy's English models.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.model.syntax import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
HELPERS = frozenset({"aux", "auxpass", "neg"})
COPULAS = frozenset({"be", "feel", "seem", "remain", "become", "sound", "look", "appear", "stay", "get"})
CLAUSE_DEPS = frozenset({"ccomp", "xcomp"})
# Verbs whose subject is spoken of, as that of a passive is: "talks seem to have failed".
RAISING = frozenset({"seem", "appear"})
# Verbs whose infinitive is done by their subject, not by their object: "promised the rebels to leave".
SUBJECT_CONTROL = frozenset({"promise", "threaten"})
DEEPEST = 4
# "The first minister to say so" speaks; "a proposal to say so" does not.
SINGLING = frozenset({"first", "second", "third", "last", "latest", "only", "next", "late", "other"})


class Part(StrEnum):
    """The sort of word that a cue is built on."""

    VERB = "verb"
    PASSIVE = "passive"
    ADJECTIVE = "adjective"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Frame:
    """A possible cue: its `head` token, and the `construction` that it stands in.

    `construction` is "clause", "bare" (a clause with no subject), "question", "infinitive", "gerund", "naming", "object",
    "agent", a preposition, "object-" and one of those, "is-" and a clause after a noun, or "alone". `complements` are the
    tokens that head the content. `verb` is the verb of the clause (the head itself, the copula, or the light verb of a
    noun), `link` the preposition that joins cue and content.
    """

    part: Part
    lemma: str
    construction: str
    head: int
    verb: int | None
    complements: tuple[int, ...]
    link: int | None = None


def find_frames(parse: Parse, token: Token) -> Iterator[Frame]:
    """The frames that `token` heads, the most telling first."""
    if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass"}:
        yield from verb_frames(parse, token)
    elif token.pos == "ADJ" or (token.tag in {"VBN", "VBD"} and token.dep == "acomp"):
        yield from adjective_frames(parse, token)
    elif token.pos == "NOUN":
        yield from noun_frames(parse, token)


def verb_frames(parse: Parse, verb: Token) -> Iterator[Frame]:
    """The frames of a verb, with each of the complements that could be its content."""
    passive = is_passive(parse, verb) or verb.lemma in RAISING
    base = Frame(Part.PASSIVE if passive else Part.VERB, verb.lemma, "alone", verb.index, verb.index, ())
    inverted = inverted_subject(parse, verb)
    objects = tuple(child.index for child in parse.dependants(verb.index, "dobj") if child.index != inverted)
    if (headline := headline_subject(parse, verb)) is not None:
        yield replace(base, construction="clause", complements=(headline,))
    yield from clause_frames(parse, base, objects, inverted)
    yield from preposition_frames(parse, base, objects)
    if objects:
        yield replace(base, construction="object", complements=objects)
    if passive and any(parse.dependants(verb.index, "agent")):
        yield replace(base, construction="agent", complements=(verb.head,) if verb.dep == "acl" else ())
    yield base


def clause_frames(parse: Parse, base: Frame, objects: tuple[int, ...], inverted: int | None) -> Iterator[Frame]:
    """The frames of a verb with a clause or a name below it ("said that", "wants to", "called him a liar")."""
    for child in parse.dependants(base.head, *CLAUSE_DEPS, "advcl", "oprd"):
        if child.index == inverted:
            continue
        if child.dep == "oprd":
            yield replace(base, construction="naming", complements=(*objects, child.index))
            continue
        construction = clause_construction(parse, child)
        if child.dep == "advcl" and (child.index < base.head or construction != "infinitive"):
            continue
        if construction == "infinitive" and objects and objects[0] < child.index:
            construction = "object-infinitive"
        yield replace(base, construction=construction, complements=(child.index,))


def preposition_frames(parse: Parse, base: Frame, objects: tuple[int, ...] = ()) -> Iterator[Frame]:
    """The frames of a word with a prepositional phrase behind it ("called for", "accused him of", "critical of")."""
    for child in parse.dependants(base.head, "prep", "dative"):
        governed = tuple(below.index for below in parse.dependants(child.index, "pobj", "pcomp"))
        if not governed or (base.part in {Part.NOUN, Part.ADJECTIVE} and child.index < base.head):
            continue
        if objects:
            yield replace(base, construction=f"object-{child.lemma}", complements=(*objects, child.index))
        else:
            yield replace(base, construction=child.lemma, complements=governed, link=child.index)


def headline_subject(parse: Parse, verb: Token) -> int | None:
    """The headline that the parser takes for a subject: "Two soldiers killed in Mali, army says"."""
    subjects = [child.index for child in parse.dependants(verb.index, "nsubj")]
    if len(subjects) != 2 or verb.index + 2 < len(parse.tokens) or any(parse.dependants(verb.index, *CLAUSE_DEPS)):
        return None
    first = parse.subtree(subjects[1])[0]
    return subjects[0] if parse.tokens[first - 1].text == "," else None


def inverted_subject(parse: Parse, verb: Token) -> int | None:
    """The speaker that the parser takes for the object of a verb with no subject, behind a quotation: ", said Smith"."""
    if verb.tag not in {"VBD", "VBZ"} or verb.index == 0 or parse.tokens[verb.index - 1].pos != "PUNCT":
        return None
    if verb.dep in {"conj", "advcl", "relcl", "acl"} or any(child.dep in SUBJECTS for child in parse.dependants(verb.index)):
        return None
    for child in parse.dependants(verb.index, "dobj", "attr", "oprd", "npadvmod", "ccomp"):
        first = parse.subtree(child.index)[0]
        if child.pos in {"PROPN", "NOUN", "PRON"} and first == verb.index + 1:
            return child.index
    return None


def is_passive(parse: Parse, verb: Token) -> bool:
    """True for "was said", and for "a memo released by ..."."""
    if any(child.dep == "auxpass" for child in parse.dependants(verb.index)):
        return True
    return verb.tag == "VBN" and verb.dep in {"acl", "advcl", "relcl"} and not any(parse.dependants(verb.index, "aux"))


def clause_construction(parse: Parse, head: Token) -> str:
    """What sort of clause `head` is the head of."""
    children = list(parse.dependants(head.index))
    has_subject = any(child.dep in SUBJECTS for child in children)
    if is_question(parse, head):
        return "question"
    if any(child.dep == "aux" and child.tag == "TO" for child in children):
        return "object-infinitive" if has_subject else "infinitive"
    if head.tag == "VBG" and not any(child.dep in HELPERS for child in children):
        return "gerund"
    if head.pos not in {"VERB", "AUX"}:
        return "naming"
    return "clause" if has_subject or any(child.dep in {"expl", "mark"} for child in children) else "bare"


def is_question(parse: Parse, head: Token) -> bool:
    """True for a clause that "whether", "if" or a question word opens."""
    marks = {child.text.lower() for child in parse.dependants(head.index, "mark")}
    return bool(marks & {"whether", "if"}) or parse.tokens[parse.subtree(head.index)[0]].tag in {"WP", "WRB", "WDT", "WP$"}


def adjective_frames(parse: Parse, adjective: Token) -> Iterator[Frame]:
    """The frames of "is confident that", "was critical of", "are eager to"."""
    copula = parse.tokens[adjective.head]
    if adjective.dep not in {"acomp", "conj", "oprd", "ROOT", "advcl", "ccomp"}:
        return
    verb = copula.index if copula.lemma in COPULAS and adjective.dep in {"acomp", "oprd"} else None
    base = Frame(Part.ADJECTIVE, adjective.lemma, "alone", adjective.index, verb, ())
    for host in (adjective.index,) if verb is None else (adjective.index, verb):
        for child in parse.dependants(host, *CLAUSE_DEPS, "advcl"):
            construction = clause_construction(parse, child)
            if child.index > adjective.index and (child.dep != "advcl" or construction == "infinitive"):
                yield replace(base, construction=construction, complements=(child.index,))
    yield from preposition_frames(parse, base)


def noun_frames(parse: Parse, noun: Token) -> Iterator[Frame]:
    """The frames of "the claim that", "a call for", "plans to", "his concern is that", "made a promise to"."""
    base = Frame(Part.NOUN, noun.lemma, "alone", noun.index, light_verb(parse, noun), ())
    for child in parse.dependants(noun.index, "acl", "relcl", "ccomp"):
        if child.index < noun.index:
            continue
        marks = {mark.text.lower() for mark in parse.dependants(child.index, "mark")}
        if marks & {"that", "whether", "if"}:
            yield replace(base, construction="clause", complements=(child.index,))
        elif child.dep != "ccomp" and clause_construction(parse, child) == "infinitive":
            yield replace(base, construction="infinitive", complements=(child.index,))
    yield from preposition_frames(parse, base)
    yield from predicate_frames(parse, base, noun)


def predicate_frames(parse: Parse, base: Frame, noun: Token) -> Iterator[Frame]:
    """The frames of a noun whose clause hangs from the verb above it ("his hope is to", "raised fears on Monday that")."""
    host = parse.tokens[noun.head]
    if noun.dep not in {"nsubj", "dobj"}:
        return
    for child in parse.dependants(host.index, *CLAUSE_DEPS, "acl"):
        if child.index <= max(noun.index, host.index):
            continue
        construction = clause_construction(parse, child)
        if noun.dep == "nsubj" and host.lemma == "be":
            yield replace(base, construction=f"is-{construction}", verb=host.index, complements=(child.index,))
        elif noun.dep == "dobj" and construction == "clause":
            yield replace(base, construction="clause", complements=(child.index,))


def light_verb(parse: Parse, noun: Token) -> int | None:
    """The verb that takes the noun as its object or predicate ("made a promise", "was a supporter of").

    A noun with an owner of its own has none: in "heard the president's claim" it is not the hearer's.
    """
    if any(owner.tag != "PRP$" for owner in parse.dependants(noun.index, "poss")):
        return None
    if noun.dep in {"dobj", "attr"}:
        return noun.head
    if noun.dep == "pobj" and parse.tokens[noun.head].lemma in {"in", "on", "with"}:
        above = parse.tokens[parse.tokens[noun.head].head]
        return above.index if above.pos in {"VERB", "AUX"} else None
    return None


def find_subject(parse: Parse, verb: int, depth: int = 0) -> int | None:
    """The token that heads the subject of a verb, its own or the one that it shares with the verb above it."""
    token = parse.tokens[verb]
    own = [child.index for child in parse.dependants(verb) if child.dep in SUBJECTS]
    if own:
        return own[-1]
    if (inverted := inverted_subject(parse, token)) is not None:
        return inverted
    return None if token.head == verb or depth > DEEPEST else shared_subject(parse, token, depth)


def doer_of(parse: Parse, verb: Token, noun: Token) -> int | None:
    """Who does what a verb below a noun says: the noun itself, but in "a proposal to question them" it is not the proposal.

    It is in "the first minister to say so".
    """
    if verb.tag != "VB" or noun.pos in {"PROPN", "PRON"}:
        return noun.index
    if any(child.lemma in SINGLING for child in parse.dependants(noun.index, "amod")):
        return noun.index
    return next((owner.index for owner in parse.dependants(noun.index, "poss")), None)


def shared_subject(parse: Parse, token: Token, depth: int) -> int | None:
    """The subject of a verb that has none of its own: the noun it modifies, or the object or subject of the verb above."""
    above = parse.tokens[token.head]
    if token.dep == "acl" or (token.dep == "relcl" and token.tag == "VB"):
        return doer_of(parse, token, above) if above.pos in {"NOUN", "PROPN", "PRON"} else None
    if token.dep == "pcomp":
        above = parse.tokens[above.head]
    elif token.dep not in {"conj", "xcomp", "advcl", "ccomp", "dep"}:
        return None
    if above.pos not in {"VERB", "AUX"}:
        return None
    objects = [child.index for child in parse.dependants(above.index, "dobj")]
    if token.dep == "xcomp" and objects and above.lemma not in SUBJECT_CONTROL:
        return objects[-1]
    return find_subject(parse, above.index, depth + 1)
