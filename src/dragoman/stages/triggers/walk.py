"""Who a verb's subject and object are, where the sentence does not put them beside it.

Coordination, infinitives, participles, relative clauses and gerunds after prepositions share the arguments of another
verb; a passive swaps them. All functions give token indexes, without looking at what the tokens name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.model.syntax import Parse

RELATIVES = frozenset(("which", "who", "that", "whom", "whose"))
# After these a gerund belongs to the object: "accused Iran of bombing", "stopped them from leaving".
OBJECT_PREPOSITIONS = frozenset(("of", "for", "from", "with", "into", "against"))
# These keep their own subject for the infinitive although an object stands between: "promised Iran to leave".
SUBJECT_CONTROL = frozenset(("promise", "vow", "threaten", "pledge", "agree", "offer", "use", "sign", "send"))
# With these the word above has the same subject.
SHARING = frozenset(("conj", "advcl", "ccomp", "acomp", "attr", "oprd", "prep", "dep", "appos"))
MAX_STEPS = 8


def is_passive(parse: Parse, verb: int) -> bool:
    """True for "was hit", "hit by", and for a bare participle ("five arrested", "troops deployed in")."""
    token = parse.tokens[verb]
    below = list(parse.dependants(verb))
    if any(child.dep in ("nsubjpass", "auxpass", "csubjpass", "agent") for child in below):
        return True
    if token.dep == "amod":
        return token.tag == "VBN"
    if token.tag != "VBN" or any(child.dep == "aux" and child.lemma in ("have", "'ve", "'s") for child in below):
        return False
    if token.dep == "conj" and not any(child.dep in ("nsubj", "aux") for child in below):
        first = parse.tokens[token.head]
        return first.tag == "VBN" and is_passive(parse, first.index)
    return not any(child.dep in ("nsubj", "dobj") for child in below) or token.dep == "acl"


def coordinated(parse: Parse, indexes: list[int]) -> list[int]:
    """The tokens with all that are coordinated after them."""
    return [index for first in indexes for index in (first, *parse.conjuncts(first))]


def named_by(parse: Parse, verb: int, index: int) -> int:
    """The antecedent in place of a relative pronoun."""
    token = parse.tokens[index]
    while parse.tokens[verb].dep == "conj":
        verb = parse.tokens[verb].head
    if token.lemma in RELATIVES and parse.tokens[verb].dep == "relcl":
        return parse.tokens[verb].head
    return index


def surface_subjects(parse: Parse, verb: int, steps: int = 0) -> list[int]:
    """What stands, or is understood, in subject position of a verb, an adjective or a participle."""
    own = [child.index for child in parse.dependants(verb, "nsubj", "nsubjpass")]
    if own:
        return coordinated(parse, [named_by(parse, verb, index) for index in own])
    if steps == MAX_STEPS or parse.tokens[verb].head == verb:
        return []
    return understood_subjects(parse, verb, steps)


def understood_subjects(parse: Parse, verb: int, steps: int) -> list[int]:
    """What a verb, adjective or participle without a subject takes it from: the word that it depends on."""
    token = parse.tokens[verb]
    if token.dep in ("relcl", "amod") or (token.dep == "acl" and not is_infinitive(parse, verb)):
        return [token.head]
    if token.dep == "acl":
        return holders(parse, token.head, steps)
    if token.dep == "xcomp":
        return controllers(parse, token.head, steps)
    if token.dep == "pcomp":
        return controllers_over_preposition(parse, token.head, steps)
    if token.dep in SHARING and parse.tokens[token.head].pos != "NOUN":
        return surface_subjects(parse, token.head, steps + 1)
    return []


def is_infinitive(parse: Parse, verb: int) -> bool:
    """True for "to leave"."""
    return any(child.lemma == "to" for child in parse.dependants(verb, "aux"))


def controllers(parse: Parse, verb: int, steps: int) -> list[int]:
    """Who does what an infinitive below `verb` says: its object ("urged Iran to"), else its subject ("agreed to")."""
    if parse.tokens[verb].pos in ("NOUN", "PROPN"):
        return holders(parse, verb, steps)
    objects = [child.index for child in parse.dependants(verb, "dobj", "dative")]
    if objects and parse.tokens[verb].lemma not in SUBJECT_CONTROL:
        return coordinated(parse, objects)
    return surface_subjects(parse, verb, steps + 1)


def controllers_over_preposition(parse: Parse, preposition: int, steps: int) -> list[int]:
    """Who does what a gerund says: "accused Iran of bombing" Iran, "left after meeting" the subject."""
    token = parse.tokens[preposition]
    above = parse.tokens[token.head]
    if above.pos in ("NOUN", "PROPN"):
        return holders(parse, above.index, steps)
    if token.lemma in OBJECT_PREPOSITIONS and (found := objects(parse, above.index)):
        return found
    return surface_subjects(parse, above.index, steps + 1)


def holders(parse: Parse, noun: int, steps: int) -> list[int]:
    """Whose a noun is: its possessor ("Iran's decision"), or the subject of the verb it depends on ("made a decision")."""
    owners = [child.index for child in parse.dependants(noun, "poss")]
    if owners:
        return coordinated(parse, owners)
    token = parse.tokens[noun]
    if steps < MAX_STEPS and token.dep in ("dobj", "attr", "pobj") and token.head != noun:
        verb = parse.tokens[token.head]
        if verb.dep == "prep":
            verb = parse.tokens[verb.head]
        if verb.pos in ("VERB", "AUX"):
            return surface_subjects(parse, verb.index, steps + 1)
    return [noun]


def subjects(parse: Parse, verb: int) -> list[int]:
    """Who acts: the subject of an active verb, the agent of a passive one."""
    if not is_passive(parse, verb):
        return surface_subjects(parse, verb)
    agents = [child.index for child in parse.dependants(verb, "agent")]
    agents += [child.index for child in parse.dependants(verb, "prep") if child.lemma == "by"]
    found = [index for agent in agents for index in preposition_objects(parse, agent)]
    return found or hyphenated_agents(parse, verb)


def hyphenated_agents(parse: Parse, participle: int) -> list[int]:
    """Iran for "Iran-backed", where the parser cuts at the hyphen."""
    below = parse.dependants(participle, "npadvmod", "compound", "nmod", "amod")
    return [child.index for child in below if child.index == participle - 2 and parse.tokens[participle - 1].text == "-"]


def objects(parse: Parse, verb: int) -> list[int]:
    """Whom the act is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(parse, verb):
        return surface_subjects(parse, verb)
    own = [child.index for child in parse.dependants(verb, "dobj")]
    if own:
        return coordinated(parse, [named_by(parse, verb, index) for index in own])
    token = parse.tokens[verb]
    if token.dep == "relcl" and any(
        child.dep == "nsubj" and child.lemma not in RELATIVES for child in parse.dependants(verb)
    ):
        return [token.head]
    for child in parse.dependants(verb, "conj"):
        if child.pos == "VERB" and not list(parse.dependants(child.index, "nsubj", "nsubjpass")):
            return objects(parse, child.index)
    return []


def preposition_objects(parse: Parse, preposition: int) -> list[int]:
    """The noun after a preposition, with all that are coordinated with it ("between A and B", "with A and with B")."""
    found = coordinated(parse, [child.index for child in parse.dependants(preposition, "pobj")])
    for other in parse.dependants(preposition, "conj"):
        if other.pos == "ADP":
            found += preposition_objects(parse, other.index)
    return found


def after_preposition(parse: Parse, index: int, word: str) -> list[int]:
    """The nouns that `word` joins to a token: for "on" and "strikes on Yemen", Yemen; also after "along with"."""
    found: list[int] = []
    for child in parse.dependants(index, "prep", "dative", "agent", "prt"):
        if child.lemma == word:
            found += preposition_objects(parse, child.index)
        for nested in parse.dependants(child.index, "prep"):
            if nested.lemma == word:
                found += preposition_objects(parse, nested.index)
    return found


def after_deeper_preposition(parse: Parse, index: int, word: str) -> list[int]:
    """The nouns after `word` where it hangs on another phrase: "lashed out in all directions at Paris"."""
    found: list[int] = []
    for child in parse.dependants(index, "prep", "dobj", "advmod"):
        for noun in (child.index, *(below.index for below in parse.dependants(child.index, "pobj"))):
            found += after_preposition(parse, noun, word)
    return found
