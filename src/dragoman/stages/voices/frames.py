"""Where a sentence could report what somebody says or thinks, by its syntax alone.

A frame is a word that could be a cue with what depends on it: whether it is one is for the lexicon of cues to decide.
Dependency labels are those of spaCy's English models.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.syntax import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
HELPERS = frozenset({"aux", "auxpass", "neg"})
COPULAS = frozenset({"be", "feel", "seem", "remain", "become", "sound", "look", "appear", "stay", "get"})
CLAUSE_DEPS = frozenset({"ccomp", "xcomp"})
# Verbs whose subject is spoken of, as that of a passive is: "talks seem to have failed".
RAISING = frozenset({"seem", "appear"})


class Part(StrEnum):
    """The sort of word that a cue is built on."""

    VERB = "verb"
    PASSIVE = "passive"
    ADJECTIVE = "adjective"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Frame:
    """A possible cue: its `head` token, and the `construction` that it stands in.

    `construction` is "clause", "question", "infinitive", "object-infinitive", "gerund", "object", "naming", "alone", or a
    preposition. `complements` are the tokens that head the content. `verb` is the verb of the clause (the head itself, the
    copula, or the light verb of a noun), `link` the preposition or relative that joins cue and content.
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
    part = Part.PASSIVE if passive else Part.VERB
    inverted = inverted_subject(parse, verb)
    objects = tuple(child.index for child in parse.dependants(verb.index, "dobj") if child.index != inverted)

    def frame(construction: str, complements: tuple[int, ...], link: int | None = None) -> Frame:
        return Frame(part, verb.lemma, construction, verb.index, verb.index, complements, link)

    subjects = [child.index for child in parse.dependants(verb.index, "nsubj")]
    if len(subjects) > 1:
        # "Two soldiers killed in Mali, army says": the parser takes the headline for a subject.
        yield frame("clause", (subjects[0],))
    for child in parse.dependants(verb.index, *CLAUSE_DEPS):
        if child.index == inverted:
            continue
        construction = clause_construction(parse, child)
        if construction == "infinitive" and objects and objects[0] < child.index:
            yield frame("object-infinitive", (child.index,))
        else:
            yield frame(construction, (child.index,))
    for child in parse.dependants(verb.index, "advcl"):
        if child.index > verb.index and clause_construction(parse, child) == "infinitive":
            yield frame("infinitive" if not objects else "object-infinitive", (child.index,))
    for child in parse.dependants(verb.index, "oprd"):
        if child.index != inverted:
            yield frame("naming", (*objects, child.index))
    for child in parse.dependants(verb.index, "prep", "agent", "dative"):
        governed = tuple(below.index for below in parse.dependants(child.index, "pobj", "pcomp"))
        if governed and child.dep != "agent":
            name = f"object-{child.lemma}" if objects else child.lemma
            yield frame(name, (*objects, child.index) if objects else governed, None if objects else child.index)
    if objects:
        yield frame("object", objects)
    if passive and any(parse.dependants(verb.index, "agent")):
        yield frame("agent", (verb.head,) if verb.dep == "acl" else ())
    yield frame("alone", ())


def inverted_subject(parse: Parse, verb: Token) -> int | None:
    """The speaker after a verb that follows a quotation or a comma and has no subject, taken for its object (", said Smith")."""
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
    marks = {child.text.lower() for child in children if child.dep == "mark"}
    if marks & {"whether", "if"}:
        return "question"
    left_most = parse.tokens[parse.subtree(head.index)[0]]
    if left_most.tag in {"WP", "WRB", "WDT", "WP$"}:
        return "question"
    if any(child.dep == "aux" and child.tag == "TO" for child in children):
        subject = any(child.dep in SUBJECTS for child in children)
        return "object-infinitive" if subject else "infinitive"
    if head.tag == "VBG" and not any(child.dep in HELPERS for child in children):
        return "gerund"
    if head.pos not in {"VERB", "AUX"}:
        return "naming"
    if not any(child.dep in SUBJECTS or child.dep in {"expl", "mark"} for child in children):
        return "bare"
    return "clause"


def adjective_frames(parse: Parse, adjective: Token) -> Iterator[Frame]:
    """The frames of "is confident that", "was critical of", "are eager to"."""
    copula = parse.tokens[adjective.head]
    if adjective.dep not in {"acomp", "conj", "oprd", "ROOT", "advcl", "ccomp"}:
        return
    verb = copula.index if copula.lemma in COPULAS and adjective.dep in {"acomp", "oprd"} else None

    def frame(construction: str, complements: tuple[int, ...], link: int | None = None) -> Frame:
        return Frame(Part.ADJECTIVE, adjective.lemma, construction, adjective.index, verb, complements, link)

    hosts = (adjective.index,) if verb is None else (adjective.index, verb)
    for host in hosts:
        for child in parse.dependants(host, "ccomp", "xcomp", "advcl"):
            if child.index > adjective.index:
                construction = clause_construction(parse, child)
                if child.dep != "advcl" or construction == "infinitive":
                    yield frame(construction, (child.index,))
    for child in parse.dependants(adjective.index, "prep"):
        governed = tuple(below.index for below in parse.dependants(child.index, "pobj", "pcomp"))
        if governed and child.index > adjective.index:
            yield frame(child.lemma, governed, child.index)


def noun_frames(parse: Parse, noun: Token) -> Iterator[Frame]:
    """The frames of "the claim that", "a call for", "plans to", "his concern is that", "made a promise to"."""
    verb = light_verb(parse, noun)

    def frame(construction: str, complements: tuple[int, ...], link: int | None = None) -> Frame:
        return Frame(Part.NOUN, noun.lemma, construction, noun.index, verb, complements, link)

    for child in parse.dependants(noun.index, "acl", "relcl", "ccomp"):
        if child.index < noun.index:
            continue
        marks = {mark.text.lower() for mark in parse.dependants(child.index, "mark")}
        if marks & {"that", "whether", "if"}:
            yield frame("clause", (child.index,))
        elif child.dep in {"acl", "relcl"} and clause_construction(parse, child) == "infinitive":
            yield frame("infinitive", (child.index,))
    for child in parse.dependants(noun.index, "prep"):
        governed = tuple(below.index for below in parse.dependants(child.index, "pobj", "pcomp"))
        if governed and child.index > noun.index:
            yield frame(child.lemma, governed, child.index)
    if noun.dep in {"nsubj", "dobj", "attr"}:
        host = parse.tokens[noun.head]
        for child in parse.dependants(host.index, "ccomp", "xcomp", "acl"):
            if child.index > max(noun.index, host.index):
                name = clause_construction(parse, child)
                if noun.dep == "nsubj" and host.lemma == "be":
                    yield Frame(Part.NOUN, noun.lemma, f"is-{name}", noun.index, host.index, (child.index,))
                elif noun.dep == "dobj" and name == "clause":
                    yield frame("clause", (child.index,))


def light_verb(parse: Parse, noun: Token) -> int | None:
    """The verb that takes the noun as its object or predicate ("made a promise", "was a supporter of")."""
    if noun.dep in {"dobj", "attr"}:
        return noun.head
    if noun.dep == "pobj" and parse.tokens[noun.head].lemma in {"in", "on", "with"}:
        above = parse.tokens[parse.tokens[noun.head].head]
        return above.index if above.pos in {"VERB", "AUX"} else None
    return None


def find_subject(parse: Parse, verb: int, depth: int = 0) -> int | None:
    """The token that heads the subject of a verb, its own or the one that it shares with the verb above it."""
    own = [child for child in parse.dependants(verb) if child.dep in SUBJECTS]
    token = parse.tokens[verb]
    if own:
        return own[-1].index
    if (inverted := inverted_subject(parse, token)) is not None:
        return inverted
    if token.head == verb or depth > 4:
        return None
    above = parse.tokens[token.head]
    if token.dep in {"conj", "xcomp", "advcl", "ccomp", "dep"} and above.pos in {"VERB", "AUX"}:
        if token.dep == "xcomp":
            objects = [child.index for child in parse.dependants(above.index, "dobj")]
            if objects and above.lemma not in {"promise", "threaten"}:
                return objects[-1]
        return find_subject(parse, above.index, depth + 1)
    if token.dep in {"acl", "relcl"} and above.pos in {"NOUN", "PROPN", "PRON"}:
        return above.index if token.dep == "acl" else None
    if token.dep == "pcomp":
        host = parse.tokens[above.head]
        return find_subject(parse, host.index, depth + 1) if host.pos in {"VERB", "AUX"} else None
    return None
