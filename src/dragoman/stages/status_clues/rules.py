"""What the words around an event say of it by rule: the nearest word that decides whether it happened.

From the trigger the rules climb the parse and stop at the first word that decides: a negation, a modal, a verb, noun or
adjective that says of its complement that it is planned, possible or denied. What nothing decides is told as done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.knowledge.bundled import read_bundled
from dragoman.model.event_mention import EventMention
from dragoman.model.status import EventStatus, Status
from dragoman.model.syntax import Parse, Sentence, Token

NOMINAL = ("NOUN", "PROPN")
CLAUSAL = ("xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl", "conj", "parataxis", "csubj")
OBJECT = ("dobj", "attr", "oprd", "obj")
MAX_CLIMB = 6
# The rule that finds that there is no event at all.
ABSENCE = "absence"
NOBODY = ("no", "none", "neither", "nobody")
# "will meet him during the visit": the visit is as planned as the meeting.
SHARED = ("during", "at", "on")


@dataclass(frozen=True, slots=True)
class StatusCues:
    """The lists of resources/cues/status.yml, each from lemma to the status that it means."""

    modals: Mapping[str, Status]
    verbs: Mapping[str, Status]
    nouns: Mapping[str, Status]
    adjectives: Mapping[str, Status]
    adverbs: Mapping[str, Status]
    prepositions: Mapping[str, Status]
    reported_future: frozenset[str]
    conditions: frozenset[str]
    calls_off: frozenset[str]
    occurs: frozenset[str]
    carriers: frozenset[str]
    lasting: frozenset[str]
    proofs: frozenset[str]
    keeping: frozenset[str]
    taking_clauses: frozenset[str]
    absences: frozenset[str]
    temporal: frozenset[str]
    speech: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A status, the word that says so, and the rule that reads the word."""

    status: Status
    token: Token
    rule: str


def load_status_cues() -> StatusCues:
    """The bundled cue lists."""
    data = read_bundled("cues/status.yml")
    return StatusCues(
        modals=by_lemma({k: v for k, v in data["modals"].items() if k != "reported_future"}),
        verbs=by_lemma(data["verbs"]),
        nouns=by_lemma(data["nouns"]),
        adjectives=by_lemma(data["adjectives"]),
        adverbs=by_lemma(data["adverbs"]),
        prepositions=by_lemma(data["prepositions"]),
        reported_future=frozenset(data["modals"]["reported_future"]),
        conditions=frozenset(data["conditions"]),
        calls_off=frozenset(data["calls_off"]),
        occurs=frozenset(data["occurs"]),
        carriers=frozenset(data["carriers"]),
        lasting=frozenset(data["lasting"]),
        proofs=frozenset(data["proofs"]),
        keeping=frozenset(data["keeping"]),
        taking_clauses=frozenset(data["taking_clauses"]),
        absences=frozenset(data["absences"]),
        temporal=frozenset(data["temporal"]),
        speech={code: frozenset(rules) for code, rules in data["speech"].items()},
    )


def by_lemma(lists: Mapping[str, list[str]]) -> dict[str, Status]:
    """From each lemma to its status; the first list that names a lemma wins."""
    table: dict[str, Status] = {}
    for status, lemmas in lists.items():
        for lemma in lemmas:
            table.setdefault(lemma, Status(status))
    return table


def judge_status(sentence: Sentence, parse: Parse, event: EventMention, cues: StatusCues) -> EventStatus:
    """The status of one event mention, with the word that decided it."""
    own_words = cues.speech.get(event.type, frozenset())
    trigger = parse.tokens[event.head]
    for finding in findings(sentence, parse, event.head, cues):
        if finding.rule not in own_words and finding.token.lemma not in own_words:
            break
    else:
        if trigger.lemma in cues.lasting and trigger.pos == "NOUN" and not sentence.is_headline:
            return EventStatus(
                event.id, Status.ONGOING, trigger.span, f"'{trigger.text}': lasts while nothing says it ended"
            )
        return EventStatus(event.id, Status.HAPPENED, None, "told as done")
    because = f"'{finding.token.text}': {finding.rule}"
    return EventStatus(event.id, finding.status, finding.token.span, because, is_absent=finding.rule == ABSENCE)


def findings(sentence: Sentence, parse: Parse, head: int, cues: StatusCues) -> Iterator[Finding]:
    """What the words from the trigger upwards say, the nearest first."""
    node = parse.tokens[head]
    for _ in range(MAX_CLIMB):
        nominal = node.pos in NOMINAL and not is_clause(parse, node)
        yield from nominal_findings(parse, node, cues) if nominal else clause_findings(sentence, parse, node, cues)
        if node.head == node.index:
            return
        above = parse.tokens[node.head]
        yield from governor_findings(parse, node, above, cues)
        if stops_at(node, above, cues, nominal=nominal):
            return
        node = above


def is_clause(parse: Parse, node: Token) -> bool:
    """True for a noun-tagged word that heads a clause ("is a threat", a headline verb taken for a noun)."""
    return any(child.dep in ("nsubj", "nsubjpass", "aux", "auxpass", "cop") for child in parse.dependants(node.index))


def stops_at(node: Token, above: Token, cues: StatusCues, *, nominal: bool) -> bool:
    """True where what stands above says nothing of the event.

    That is so above a relative clause, a reported clause or a subject, and above a noun unless its verb carries it: in
    "will testify about the attack" the future is not the attack's.
    """
    if nominal:
        carried = above.lemma in cues.carriers or above.pos not in ("VERB", "AUX")
        return node.dep not in (*OBJECT, "pobj", "prep", "conj", "compound", "nmod", "amod", "ROOT") or not carried
    if node.dep == "prep":
        return above.pos in ("VERB", "AUX") and above.lemma not in cues.carriers
    if node.dep in ("relcl", "parataxis", "appos", "nsubj", "csubj", "poss", "nsubjpass", "npadvmod"):
        return True
    return node.dep in ("ccomp", "advcl", "acl") and node.tag != "VB"


def clause_findings(sentence: Sentence, parse: Parse, verb: Token, cues: StatusCues) -> Iterator[Finding]:
    """What a clause says of its own verb: negation, modals, conditions, adverbs, aspect."""
    children = list(parse.dependants(verb.index))
    auxiliaries = [child for child in children if child.dep in ("aux", "auxpass")]
    if not auxiliaries and verb.dep == "conj" and not any(c.dep in ("nsubj", "nsubjpass") for c in children):
        auxiliaries = [c for c in parse.dependants(verb.head, "aux") if c.index < verb.index and c.tag in ("MD", "TO")]
    yield from particle_findings(children, cues)
    for child in children:
        if child.dep in ("nsubj", "nsubjpass", "dobj") and any(
            d.lemma in NOBODY for d in (*parse.dependants(child.index, "det", "preconj", "cc"), child)
        ):
            yield Finding(Status.DENIED, child, "negation")
    yield from modal_findings(parse, verb, auxiliaries, cues)
    yield from arranged_findings(parse, verb)
    if sentence.is_headline and verb.tag == "VB" and verb.dep in ("ROOT", "conj", "relcl", "acl"):
        to = next((aux for aux in auxiliaries if aux.tag == "TO"), None)
        if to is not None:
            yield Finding(Status.PLANNED, to, "headline infinitive")
    if verb.tag == "VBG" and any(aux.lemma == "be" and aux.tag in ("VBP", "VBZ", "VBN") for aux in auxiliaries):
        yield Finding(Status.ONGOING, verb, "progressive")


def arranged_findings(parse: Parse, verb: Token) -> Iterator[Finding]:
    """What "is to" says of the infinitive below it: "the deal is to be signed"."""
    above = parse.tokens[verb.head]
    to = next(parse.dependants(verb.index, "aux"), None)
    bare = (
        above.lemma == "be"
        and above.tag in ("VBZ", "VBP", "VBD")
        and not any(parse.dependants(above.index, "attr", "acomp"))
    )
    if verb.dep == "xcomp" and bare and to is not None and to.tag == "TO":
        yield Finding(Status.PLANNED, above, "arranged")


def particle_findings(children: Sequence[Token], cues: StatusCues) -> Iterator[Finding]:
    """What the small words of a clause say: "not", "if", "never", "still"."""
    for child in children:
        if child.dep == "neg":
            yield Finding(Status.DENIED, child, "negation")
        if child.dep == "mark" and child.lemma in cues.conditions:
            yield Finding(Status.POSSIBLE, child, "condition")
        if child.dep == "advmod" and child.lemma in cues.adverbs:
            yield Finding(cues.adverbs[child.lemma], child, "adverb")


def modal_findings(parse: Parse, verb: Token, auxiliaries: list[Token], cues: StatusCues) -> Iterator[Finding]:
    """What modals say: "will" a plan, "may" a possibility, "would" a plan in a report and a supposition elsewhere."""
    for aux in auxiliaries:
        if aux.tag != "MD":
            continue
        word = aux.lemma if aux.lemma in cues.reported_future or aux.lemma in cues.modals else aux.text.lower()
        if word in cues.reported_future:
            supposed = any(token.lemma in ("if", "unless") for token in parse.tokens)
            perfect = any(other.lemma == "have" and other.index > aux.index for other in auxiliaries)
            reported = any(up.tag in ("VBD", "VBN") and up.index != verb.index for up in parse.ancestors(verb.index))
            planned = reported and not supposed and not perfect
            yield Finding(
                Status.PLANNED if planned else Status.POSSIBLE, aux, "reported future" if planned else "supposition"
            )
        elif word in cues.modals:
            yield Finding(cues.modals[word], aux, "modal")


def nominal_findings(parse: Parse, noun: Token, cues: StatusCues) -> Iterator[Finding]:
    """What the words before an event's noun say of it: "no talks", "the planned visit"."""
    for child in parse.dependants(noun.index):
        if child.dep in ("det", "neg") and child.lemma in ("no", "neither"):
            yield Finding(Status.DENIED, child, "negation")
        if child.dep in ("amod", "compound") and child.index < noun.index and child.lemma in cues.adjectives:
            yield Finding(cues.adjectives[child.lemma], child, "adjective")
        if (
            child.dep in ("amod", "compound")
            and child.text.lower() in cues.adjectives
            and child.lemma not in cues.adjectives
        ):
            yield Finding(cues.adjectives[child.text.lower()], child, "adjective")


def governor_findings(parse: Parse, node: Token, above: Token, cues: StatusCues) -> Iterator[Finding]:
    """What the word above says of its complement."""
    infinitive = node.tag == "VB" and any(child.tag == "TO" for child in parse.dependants(node.index, "aux"))
    if node.dep in CLAUSAL and (infinitive or node.dep in ("xcomp", "ccomp", "csubj") or is_that_clause(parse, node)):
        yield from governed_clause(parse, node, above, cues, infinitive=infinitive)
    elif node.dep in OBJECT and above.pos in ("VERB", "AUX"):
        status = cues.verbs.get(above.lemma)
        if status in (Status.DENIED, Status.PLANNED, Status.POSSIBLE) and above.lemma not in cues.taking_clauses:
            yield Finding(status, above, "object of a verb")
    elif node.dep == "nsubjpass" or (node.dep == "nsubj" and (above.lemma in cues.occurs or is_awaited(parse, above, cues))):
        yield from subject_findings(parse, above, cues)
    elif node.dep in ("pobj", "pcomp") and above.pos in ("ADP", "SCONJ"):
        yield from prepositional_findings(parse, above, cues)
        yield from prevented(parse, above, cues)
    elif node.dep in ("compound", "amod", "nmod") and above.lemma in cues.nouns and above.pos in NOMINAL:
        yield Finding(cues.nouns[above.lemma], above, "noun")


def is_that_clause(parse: Parse, node: Token) -> bool:
    """True for the clause of a noun: "evidence that they colluded"."""
    return node.dep == "acl" and any(parse.dependants(node.index, "mark"))


def is_awaited(parse: Parse, above: Token, cues: StatusCues) -> bool:
    """True for "set to begin", "due to resume": what is said to take place in time to come."""
    return any(child.lemma in cues.occurs for child in parse.dependants(above.index, "xcomp"))


def prevented(parse: Parse, preposition: Token, cues: StatusCues) -> Iterator[Finding]:
    """What "kept him from" says of what follows."""
    above = parse.tokens[preposition.head]
    if preposition.lemma == "from" and above.lemma in cues.keeping:
        yield Finding(Status.DENIED, above, "kept from")


def governed_clause(parse: Parse, node: Token, above: Token, cues: StatusCues, *, infinitive: bool) -> Iterator[Finding]:
    """What a verb, noun or adjective says of the clause below it."""
    if above.pos in ("VERB", "AUX") and above.lemma in cues.verbs and (above.lemma != "go" or above.tag == "VBG"):
        status = cues.verbs[above.lemma]
        if status in (Status.ONGOING, Status.HAPPENED):
            yield from modal_findings(parse, above, list(parse.dependants(above.index, "aux")), cues)
        if (
            infinitive
            or node.dep == "xcomp"
            or status is Status.DENIED
            or above.lemma in ("hope", "fear", "think", "believe")
        ):
            yield Finding(status, above, "verb above")
    elif above.pos in NOMINAL and above.lemma in cues.proofs:
        if any(child.lemma in NOBODY for child in parse.dependants(above.index, "det")):
            yield Finding(Status.DENIED, above, "no proof")
    elif above.pos in NOMINAL and above.lemma in cues.nouns:
        yield Finding(cues.nouns[above.lemma], above, "noun above")
    elif above.pos == "ADJ" and above.lemma in cues.adjectives:
        yield Finding(cues.adjectives[above.lemma], above, "adjective above")


def subject_findings(parse: Parse, verb: Token, cues: StatusCues) -> Iterator[Finding]:
    """What the verb of which the event is the subject says of it: "the visit was called off", "talks will resume"."""
    particle = "".join(f" {child.lemma}" for child in parse.dependants(verb.index, "prt"))
    if verb.lemma + particle in cues.calls_off:
        yield Finding(Status.DENIED, verb, "called off")
    status = cues.verbs.get(verb.lemma)
    if status in (Status.PLANNED, Status.POSSIBLE):
        yield Finding(status, verb, "subject of a verb")
    auxiliaries = list(parse.dependants(verb.index, "aux"))
    yield from (Finding(Status.DENIED, child, "negation") for child in parse.dependants(verb.index, "neg"))
    yield from modal_findings(parse, verb, auxiliaries, cues)


def prepositional_findings(parse: Parse, preposition: Token, cues: StatusCues) -> Iterator[Finding]:
    """What "plans for", "threat of", "without" and the like say of the event that follows."""
    above = parse.tokens[preposition.head]
    if cues.prepositions.get(preposition.lemma) in (Status.DENIED, Status.HAPPENED):
        yield Finding(cues.prepositions[preposition.lemma], preposition, "preposition")
    if preposition.lemma in SHARED and above.pos == "VERB":
        yield from modal_findings(parse, above, list(parse.dependants(above.index, "aux")), cues)
    if above.lemma in cues.absences and preposition.lemma in ("of", "in"):
        yield Finding(Status.DENIED, above, ABSENCE)
    if (
        preposition.lemma in ("for", "of", "on", "to", "against", "about")
        and above.pos in NOMINAL
        and above.lemma in cues.nouns
    ):
        yield Finding(cues.nouns[above.lemma], above, "noun above")
    if (
        preposition.lemma in ("for", "on", "about", "with", "to", "from")
        and above.pos == "VERB"
        and above.lemma in cues.verbs
    ):
        status = cues.verbs[above.lemma]
        if status in (Status.PLANNED, Status.POSSIBLE):
            yield Finding(status, above, "verb above")
    if preposition.lemma in ("before", "of") and above.lemma == "ahead":
        yield Finding(Status.PLANNED, above, "ahead of")
