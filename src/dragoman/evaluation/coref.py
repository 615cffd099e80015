"""Coreference of actors in reports, against GUM (Zeldes 2017; its coref/gum/tsv) and the entity chains of ECB+.

On GUM everything is found from the text alone. What is compared: chains of two mentions or more, as is usual since
CoNLL-2012, of entities that can act, which are GUM's sorts `person` and `organization`, and `place` where one of its
mentions names a state or its capital. Relations of identity, apposition, predication and anaphora make a chain; bridging
does not. A predicted chain is compared when by the stages' own account it can act; nationality adjectives ("Russian") are no
mentions of GUM's and are left out. Whatever else is predicted counts, whether or not GUM marks it.

A mention is known by its head, as in the CorefUD scorer, because where a phrase ends is a matter of guidelines: GUM takes
relative clauses in, Dragoman stops at the head. The head of a marked phrase is the token of it that depends on none of the
others.

ECB+ marks only who takes part in some events of some sentences. There the mentions are given: predicted chains are cut down
to the marked ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from dragoman.evaluation.coref_corpora import CorefDocument, GoldMention, read_ecbplus, read_gum, sort_of
from dragoman.evaluation.coref_scores import Chain, CorefScores
from dragoman.knowledge.actor_base import ActorBase, open_actor_base
from dragoman.knowledge.entry import How
from dragoman.model.actor import ActorKind
from dragoman.model.document import Document
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.reading import Reading
from dragoman.model.syntax import Token
from dragoman.pipeline import Pipeline, Stage
from dragoman.stages.actors import actors_stage
from dragoman.stages.coreference import coreference_stage
from dragoman.stages.entities import entities_stage
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage

ACTING = ("person", "organization")
PLACE = "place"
# Parts of a name that modify a noun outside of the marked phrase; the last of them is taken for its head.
NAME_PARTS = ("compound", "nmod")
STATE_NAMES = (How.NAME, How.ALIAS, How.CAPITAL, How.METONYM)


@dataclass(frozen=True, slots=True)
class Compared:
    """One document's chains on both sides, each mention as the span of its head."""

    document: CorefDocument
    reading: Reading
    gold: tuple[Chain, ...]
    predicted: tuple[Chain, ...]


def reading_stages(base: ActorBase) -> tuple[Stage, ...]:
    """The stages that coreference rests on, and coreference."""
    parser = syntax_stage(load_parser())
    return (sentences_stage(), parser, entities_stage(base), actors_stage(base), coreference_stage(base))


def compare(documents: Sequence[CorefDocument], base: ActorBase, *, given: bool = False) -> tuple[list[Compared], float]:
    """The chains of each document, gold and predicted, and the seconds of processor time that coreference took.

    With `given`, predicted chains are cut down to the marked mentions.
    """
    *first, last = reading_stages(base)
    readings = Pipeline(tuple(first)).read([Document(document.id, document.text) for document in documents])
    begun = process_time()
    readings = last.run(readings)
    seconds = process_time() - begun
    compared = []
    for document, reading in zip(documents, readings, strict=True):
        tree = Tree(reading)
        gold = (frozenset(tree.head(document, mention) for mention in chain) for chain in acting(document, base))
        chains = tuple(chain for chain in gold if len(chain) > 1)
        marked = frozenset().union(*chains) if given else None
        compared.append(Compared(document, reading, chains, tuple(predicted_chains(reading, marked))))
    return compared, seconds


class Tree:
    """All tokens of a reading, by their first characters."""

    def __init__(self, reading: Reading) -> None:
        self.tokens = [(token, parse.tokens) for parse in reading.syntax or () for token in parse.tokens]

    def head(self, document: CorefDocument, mention: GoldMention) -> tuple[int, int]:
        """The span of the head of a marked phrase, which depends on no other token of it; of a name its last word."""
        start, end = document.tokens[mention.start].start, document.tokens[mention.end - 1].end
        inside = [pair for pair in self.tokens if start <= pair[0].span.start < end]
        tops = [token for token, tokens in inside if is_top(token, tokens, start, end)]
        nouns = [token for token in tops if token.pos in ("NOUN", "PROPN", "PRON")]
        first = (nouns or tops)[:1]
        best = [token for token in nouns if token.dep in NAME_PARTS and token.head == first[0].head][-1:] or first
        return (best[0].span.start, best[0].span.end) if best else (start, end)


def is_top(token: Token, tokens: Sequence[Token], start: int, end: int) -> bool:
    """True when a token's head lies outside the stretch, or it has none."""
    head = tokens[token.head]
    return token.pos != "PUNCT" and (head.index == token.index or not start <= head.span.start < end)


def acting(document: CorefDocument, base: ActorBase) -> Iterator[tuple[GoldMention, ...]]:
    """The gold chains of entities that can act."""
    for chain in document.chains:
        sort = sort_of(chain)
        if sort in ACTING or (sort == PLACE and any(names_state(document, mention, base) for mention in chain)):
            yield chain


def names_state(document: CorefDocument, mention: GoldMention, base: ActorBase) -> bool:
    """True when the words of a mention, but for an article, are a name or the capital of a state."""
    words = [span.of(document.text) for span in document.tokens[mention.start : mention.end]]
    words = words[1:] if words[0].lower() == "the" else words
    return any(
        match.start == 0
        and match.end == len(words)
        and any(entry.actor.kind is ActorKind.STATE and entry.how in STATE_NAMES for entry in match.entries)
        for match in base.find_names(words)
    )


def predicted_chains(reading: Reading, marked: Chain | None) -> Iterator[Chain]:
    """The chains that the stages found, as spans of heads."""
    mentions, parses = reading.entities or (), reading.syntax or ()
    states = {found.mention for found in reading.actors or () if found.actor.kind is ActorKind.STATE}
    for chain in reading.coreference or ():
        members = [mentions[number] for number in chain.mentions]
        if marked is None and not any(can_act(member, states) for member in members):
            continue
        heads = (parses[m.sentence].tokens[m.head] for m in members if m.kind is not MentionKind.NATIONALITY)
        spans = frozenset((token.span.start, token.span.end) for token in heads)
        spans = spans if marked is None else spans & marked
        if len(spans) > 1:
            yield spans


def can_act(mention: EntityMention, states: set[int]) -> bool:
    """True for a person, body or group, and for a place that was resolved to a state."""
    if mention.label is MentionLabel.PLACE:
        return mention.id in states
    return mention.label is not MentionLabel.UNKNOWN


def score_coref(path: Path, predictions: Path | None = None) -> dict[str, float]:
    """Figures of the coreference stage on GUM (a TSV file or a folder) or on an ECB+ split (its JSON of entity mentions).

    Given are the CoNLL score and its parts, and the CoNLL score of each genre; what was predicted is written to
    `predictions` as a CoNLL key file.

    Raises:
        CorpusError: when the corpus is not in its format.
    """
    is_ecbplus = ".json" in path.suffixes
    read: Callable[[Path], list[CorefDocument]] = read_ecbplus if is_ecbplus else read_gum
    documents = read(path)
    compared, seconds = compare(documents, open_actor_base(), given=is_ecbplus)
    if predictions is not None:
        predictions.write_text("".join(to_conll(each) for each in compared), encoding="utf-8")
    sentences = sum(len(each.reading.sentences or ()) for each in compared)
    return {
        "documents": len(compared),
        "sentences": sentences,
        **scores_of(compared).figures(),
        **{f"conll_f1_{genre}": scores.figures()["conll_f1"] for genre, scores in by_genre(compared).items()},
        "sentences_per_second": round(sentences / seconds, 1) if seconds else 0.0,
    }


def scores_of(compared: Iterable[Compared]) -> CorefScores:
    """The scores of some documents together."""
    scores = CorefScores()
    for each in compared:
        scores.add(each.gold, each.predicted)
    return scores


def by_genre(compared: Sequence[Compared]) -> Mapping[str, CorefScores]:
    """The scores of each genre, where there are several."""
    genres = dict.fromkeys(each.document.genre for each in compared)
    return (
        {genre: scores_of(c for c in compared if c.document.genre == genre) for genre in genres} if len(genres) > 1 else {}
    )


def to_conll(compared: Compared) -> str:
    """The predicted chains of a document as a CoNLL key file has them, each mention on the tokens of its phrase."""
    document, reading = compared.document, compared.reading
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for chain in reading.coreference or ():
        for number in chain.mentions:
            span = (reading.entities or ())[number].span
            inside = [at for at, token in enumerate(document.tokens) if token.overlaps(span)]
            if inside:
                opens.setdefault(inside[0], []).append(f"({chain.id}")
                closes.setdefault(inside[-1], []).append(f"{chain.id})")
    lines = [f"#begin document ({document.id}); part 000"]
    for at, token in enumerate(document.tokens):
        cell = merge_brackets(opens.get(at, []), closes.get(at, []))
        lines.append(f"{document.id}\t{at}\t{token.of(document.text)}\t{cell}")
    return "\n".join([*lines, "#end document", ""])


def merge_brackets(opens: Sequence[str], closes: Sequence[str]) -> str:
    """The cell of one token: mentions that begin, are the token alone, and end.

    >>> merge_brackets(["(1", "(2"], ["2)"])
    '(1|(2)'
    """
    left = list(closes)
    cell = []
    for opening in opens:
        closing = f"{opening[1:]})"
        if closing in left:
            left.remove(closing)
            cell.append(f"{opening})")
        else:
            cell.append(opening)
    return "|".join([*cell, *left]) or "-"
