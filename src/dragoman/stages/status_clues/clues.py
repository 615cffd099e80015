"""What stands around a word that bears on whether what it tells happened, as short strings that a table gives weights to.

A clue is "name:value" in lemmas, tags and dependency labels: `group:would+have/VBN` (the verb with its auxiliaries),
`up1:refuse<xcomp` (what it hangs from and how), `mark:if`. Clues decide nothing; `tables.py` says what they are worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model.event_mention import EventMention
from dragoman.model.reading import Reading
from dragoman.model.status import EventStatus
from dragoman.model.syntax import Parse, Sentence, Token

# The clue that every word has.
ALWAYS = "always"
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
VERBAL = ("VERB", "AUX")
# How far up the parse clues are looked for, and how far up single words of a clause still count.
HIGHEST, NEAR = 4, 2
BEFORE = 4
# Sentences and years further away than this are all far.
FARTHEST = 6
YEAR = re.compile("(?:19|20)[0-9]{2}")
NOTED_CHILDREN = {"dobj", "attr", "acomp", "prt", "xcomp", "ccomp", "advcl", "neg"}
WORDED_CHILDREN = {"attr", "acomp", "prt", "xcomp", "ccomp"}


def clues_of(parse: Parse, head: int, temporal: frozenset[str]) -> list[str]:
    """The clues to whether what the word at `head` tells happened, each once; `temporal` are the words that tell when."""
    token = parse.tokens[head]
    group = group_of(parse, token)
    found = [
        ALWAYS,
        *own_clues(parse, token, group),
        *child_clues(parse, token, group),
        *governor_clues(parse, token, group),
        *sentence_clues(parse, token, group, temporal),
        *neighbour_clues(parse, token),
    ]
    return list(dict.fromkeys(found))


def auxiliaries(parse: Parse, verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those before the verb that it is joined to included ("will meet and sign")."""
    own = list(parse.dependants(verb.index, "aux", "auxpass"))
    if own or verb.dep != "conj" or any(parse.dependants(verb.index, "nsubj", "nsubjpass")):
        return own
    shared = parse.dependants(verb.head, "aux", "auxpass")
    return [aux for aux in shared if aux.index < verb.index and aux.tag in {"MD", "TO"}]


def group_of(parse: Parse, verb: Token) -> str:
    """The verb group without its words: "will+have+be/VBN"; "-/VBD" for a verb alone; a part of speech for no verb."""
    found = auxiliaries(parse, verb)
    modals = "_".join(word_of(aux) for aux in found if aux.tag in {"MD", "TO"})
    finite = next((aux.tag for aux in found if aux.tag in {"VBD", "VBZ", "VBP", "VBN"}), "-")
    lemmas = {aux.lemma for aux in found}
    return (modals or finite) + "".join(f"+{lemma}" for lemma in ("have", "be", "do") if lemma in lemmas) + f"/{verb.tag}"


def word_of(token: Token) -> str:
    """A word as clues name it: its lemma, modals as written ("might" is no past of "may"), no names and no numbers."""
    if token.tag == "MD":
        return token.text.lower()
    return {"PROPN": "Name", "NUM": "0"}.get(token.pos, token.lemma)


def is_negated(parse: Parse, token: Token) -> bool:
    """True for a word with "not", "never" or "no" of its own."""
    if any(parse.dependants(token.index, "neg")):
        return True
    return any(child.lemma in {"no", "never"} for child in parse.dependants(token.index, "det", "advmod"))


def subject_word(subject: Token) -> str:
    """A subject as clues name it: pronouns by their lemma, the rest by part of speech and number."""
    if subject.pos == "PRON" or subject.tag in {"DT", "WP", "WDT", "EX"}:
        return word_of(subject)
    return subject.pos + ("-s" if subject.tag.endswith("S") else "")


def own_clues(parse: Parse, token: Token, group: str) -> Iterator[str]:
    """The word itself and its auxiliaries."""
    negated = is_negated(parse, token)
    yield f"word:{word_of(token)}"
    yield f"tag:{token.tag}"
    yield f"pos:{token.pos}"
    yield f"dep:{token.dep}"
    yield f"dep:{token.dep}/{token.tag}"
    yield f"group:{group}"
    yield f"group:{group}<{token.dep}"
    yield f"negated:{negated}"
    yield f"negated:{negated} {group}"
    for aux in auxiliaries(parse, token):
        yield f"aux:{word_of(aux)}"
        yield f"aux:{word_of(aux)} {word_of(token)}"


def child_clues(parse: Parse, token: Token, group: str) -> Iterator[str]:
    """What hangs from the word: marks, adverbs, subject, determiners, objects."""
    has_subject = False
    for child in parse.dependants(token.index):
        if child.dep == "mark":
            yield f"mark:{word_of(child)}"
            yield f"mark:{word_of(child)}<{token.dep}"
        elif child.dep in {"advmod", "npadvmod"}:
            yield f"adverb:{word_of(child)}"
        elif child.dep in SUBJECTS:
            has_subject = True
            yield f"subject:{subject_word(child)}"
            yield f"subject:{word_of(child) if child.pos == 'PRON' else child.pos} {group}"
        elif child.dep in {"det", "amod", "compound", "poss", "prep", "agent"}:
            yield f"{child.dep}:{word_of(child)}"
        elif child.dep == "punct" and child.text in "?!:":
            yield f"stop:{child.text}"
        yield from complement_clues(parse, child)
    if not has_subject:
        yield f"no subject:{token.dep}/{token.tag}"


def complement_clues(parse: Parse, child: Token) -> Iterator[str]:
    """What a complement of the word adds."""
    if child.dep not in NOTED_CHILDREN:
        return
    yield f"has:{child.dep}"
    if child.dep in WORDED_CHILDREN:
        yield f"{child.dep}:{word_of(child)}"
    elif child.dep == "dobj":
        yield f"object:{word_of(child) if child.pos == 'PRON' else child.tag}"
        yield "object det:" + ",".join(word_of(below) for below in parse.dependants(child.index, "det", "poss", "neg"))
    elif child.dep == "advcl":
        yield "clause:" + next((word_of(mark) for mark in parse.dependants(child.index, "mark", "advmod")), "-")


def governor_clues(parse: Parse, token: Token, group: str) -> Iterator[str]:
    """What the word hangs from, and what that hangs from, and how."""
    node, path, negations = token, "", int(is_negated(parse, token))
    for height in range(1, HIGHEST + 1):
        if node.head == node.index:
            yield f"root at:{height - 1}"
            break
        above = parse.tokens[node.head]
        path += f"<{node.dep}"
        own = group_of(parse, above) if above.pos in VERBAL else above.pos
        negated = above.pos in {*VERBAL, "NOUN", "ADJ"} and is_negated(parse, above)
        yield f"up{height}:{word_of(above)}"
        yield f"up{height} dep:{node.dep}"
        yield f"up{height}:{word_of(above)}{path}"
        yield f"up{height} group:{own}{path}"
        yield f"up:{word_of(above)}"
        if height <= NEAR:
            yield f"up{height}:{word_of(above)}{path} negated:{negated}"
            yield f"up{height} negated:{negated}{path}"
            yield f"up{height} tags:{token.tag}{path}{above.tag}"
            yield f"up{height}:{word_of(above)} {group}{path}"
            yield from near_governor(parse, node, above, f"up{height}", path)
        yield from marks_above(parse, node, above, height)
        negations += negated
        node = above
    yield f"negations:{negations}"


def near_governor(parse: Parse, node: Token, above: Token, name: str, path: str) -> Iterator[str]:
    """Auxiliaries, subject and object of a word not far above."""
    for aux in auxiliaries(parse, above):
        yield f"{name} aux:{word_of(aux)}{path}"
    subject = next((child for child in parse.dependants(above.index, *SUBJECTS) if child.index != node.index), None)
    if subject is not None:
        yield f"{name} subject:{word_of(subject) if subject.pos == 'PRON' else subject.pos}"
    yield f"{name} object:{any(parse.dependants(above.index, 'dobj'))} {word_of(above)}<{node.dep}"


def marks_above(parse: Parse, node: Token, above: Token, height: int) -> Iterator[str]:
    """The small words of a clause above: conjunctions, adverbs, modals."""
    for child in parse.dependants(above.index, "mark", "advmod"):
        if child.index != node.index and height < HIGHEST:
            yield f"up{height} {child.dep}:{word_of(child)}"
    for aux in auxiliaries(parse, above):
        if aux.tag == "MD":
            yield f"up modal:{word_of(aux)}"


def sentence_clues(parse: Parse, token: Token, group: str, temporal: frozenset[str]) -> Iterator[str]:
    """What the sentence says as a whole: questions, conditions, tense, persons, times."""
    tokens = parse.tokens
    tags = {other.tag for other in tokens}
    lemmas = {word_of(other) for other in tokens}
    root = next((other for other in (token, *parse.ancestors(token.index)) if other.head == other.index), token)
    yield f"question:{any(other.text == '?' for other in tokens[token.index :])}"
    yield f"last:{tokens[-1].text}"
    yield f"first:{word_of(tokens[0])}"
    yield f"condition:{bool(lemmas & {'if', 'unless'})}"
    yield f"you:{bool(lemmas & {'you', 'your'})}"
    yield f"we:{any(other.text.lower() in {'i', 'my', 'we'} for other in tokens)}"
    yield f"past:{'VBD' in tags}"
    yield f"past:{'VBD' in tags} {group}"
    yield f"modal:{'MD' in tags}"
    for lemma in sorted(lemmas & temporal):
        yield f"time:{lemma}"
    yield f"root:{word_of(root)}"
    yield f"root:{group_of(parse, root)}"
    yield f"root:{group_of(parse, root)} {group}"
    yield f"is root:{root.index == token.index}"


def neighbour_clues(parse: Parse, token: Token) -> Iterator[str]:
    """The words beside it, where the parser may have erred."""
    tokens, place = parse.tokens, token.index
    before = word_of(tokens[place - 1]) if place else "^"
    yield f"before:{before}"
    yield f"before:{word_of(tokens[place - 2]) if place > 1 else '^'} {before}"
    yield f"after:{word_of(tokens[place + 1]) if place + 1 < len(tokens) else '$'}"
    for other in tokens[max(0, place - BEFORE) : place]:
        yield f"near:{word_of(other)}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What of a report bears on all its events: its year, and the lemmas of its first two lines, which tell the news."""

    year: int | None
    news: frozenset[str]


def setting_of(reading: Reading) -> Setting:
    """The setting of a report."""
    published = reading.document.published
    first = [token for parse in (reading.syntax or ())[:2] for token in parse.tokens if token.pos in {*VERBAL, "NOUN"}]
    return Setting(published.year if published is not None else None, frozenset(word_of(token) for token in first))


def rule_clues(judged: EventStatus) -> Iterator[str]:
    """What the rules of status say."""
    yield f"rule:{judged.status}"
    yield f"rule:{judged.status} {judged.because.rsplit(': ', 1)[-1]}"
    yield f"rule:{judged.because.lower()}"


def type_clues(event: EventMention, judged: EventStatus, group: str) -> Iterator[str]:
    """What sort of event it is, with what decides most."""
    yield f"type:{event.type}"
    yield f"type:{event.type} {judged.status}"
    yield f"type:{event.type} {group}"
    yield from (f"mode:{mode}" for mode in event.modes)


def place_clues(sentence: Sentence, parse: Parse, head: int, setting: Setting) -> Iterator[str]:
    """Where in the report the sentence stands, and whether it names an earlier year than that of publication."""
    yield f"headline:{sentence.is_headline}"
    yield f"sentence:{min(sentence.index, FARTHEST)}"
    if sentence.index > 1:
        yield f"news:{word_of(parse.tokens[head]) in setting.news}"
    years = [int(token.text) for token in parse.tokens if YEAR.fullmatch(token.text)]
    if years and setting.year is not None:
        yield f"year:{max(-FARTHEST, min(max(years) - setting.year, 1))}"
