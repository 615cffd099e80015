"""Who says what in US political news, against PolNeAR (Newell, Margolin and Ruths 2018).

The corpus is a folder with `text/` (a file per article) and `attributions/` (brat standoff, one file per article and
annotator). A span may be discontinuous. Attributions inside the content of another are not annotated, and each one has a
cue, so voices without a cue and voices inside a voice are left out of what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import CorpusError
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.voice import Voice
from dragoman.pipeline import Pipeline
from dragoman.stages.attribution import find_voices
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage

Pieces = tuple[Span, ...]
TOKEN = re.compile(r"\w+|[^\w\s]")
ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
ARGUMENT = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")
PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution as the corpus has it: each part in its pieces, () for a part that is missing."""

    source: Pieces
    cue: Pieces
    content: Pieces


@dataclass(frozen=True, slots=True)
class Article:
    """One article as one annotator marked it; `annotator` is "" for a prediction."""

    name: str
    annotator: str
    text: str
    attributions: tuple[Attributed, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found, how many there are, and how many of them are the same."""

    predicted: int = 0
    gold: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.predicted + other.predicted, self.gold + other.gold, self.right + other.right)

    def figures(self, name: str) -> dict[str, float]:
        """Precision, recall and F1, each under its own key."""
        precision = self.right / self.predicted if self.predicted else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0
        return {f"{name}_precision": round(precision, 4), f"{name}_recall": round(recall, 4), f"{name}_f1": round(f1, 4)}


def read_polnear(folder: Path) -> list[Article]:
    """The annotated articles, by name and annotator.

    Raises:
        CorpusError: when a folder is missing, or an annotation is not brat standoff or has no text.
    """
    attributions = folder / "attributions"
    if not attributions.is_dir():
        raise CorpusError(f"{folder}: no folder 'attributions' beside 'text'")
    return [read_article(path, folder / "text") for path in sorted(attributions.glob("*.ann"))]


def read_article(path: Path, texts: Path) -> Article:
    """One brat file with its text; the annotator's code is split from the name where there is one."""
    name = ANNOTATOR.sub("", path.stem)
    text = texts / f"{name}.txt"
    if not text.is_file():
        raise CorpusError(f"{path}: no text {text.name}")
    return Article(name, path.stem[len(name) + 1 :], read_text(text), tuple(parse_standoff(path)))


def read_text(path: Path) -> str:
    """The text with its line ends as they stand, since offsets count them."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def parse_standoff(path: Path) -> Iterator[Attributed]:
    """The attributions of one brat file; those with no cue or no content are no attributions."""
    spans: dict[str, Pieces] = {}
    events: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if re.fullmatch(r"T\d+", fields[0]):
            if len(fields) < 2:
                raise CorpusError(f"{path}:{number}: a text span without offsets")
            spans[fields[0]] = parse_offsets(fields[1], f"{path}:{number}")
        elif re.fullmatch(r"E\d+", fields[0]):
            events.append(fields[-1])
    for event in events:
        parts: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
        for role, key in ARGUMENT.findall(event):
            parts[role].extend(spans.get(key, ()))
        if parts["Cue"] and parts["Content"]:
            yield Attributed(*(tuple(sorted(set(parts[role]))) for role in ("Source", "Cue", "Content")))


def parse_offsets(field: str, where: str) -> Pieces:
    """The pieces of "Content 209 236;91 186", in text order.

    Raises:
        CorpusError: when the numbers are no spans.
    """
    try:
        pieces = [piece.split() for piece in field.split(" ", 1)[1].split(";")]
        return tuple(sorted(Span(int(start), int(end)) for start, end in pieces))
    except (IndexError, ValueError) as error:
        raise CorpusError(f"{where}: offsets '{field}' are not 'Label start end;start end'") from error


def to_attributions(voices: Sequence[Voice], text: str) -> tuple[Attributed, ...]:
    """Voices in the form of the corpus: outermost ones with a cue; content without the source and cue that break it."""
    cued = [voice for voice in voices if voice.cue is not None]
    return tuple(to_attributed(voice, text) for voice in cued if not any(is_inside(voice, other) for other in cued))


def is_inside(voice: Voice, other: Voice) -> bool:
    """True when the cue and content of `voice` lie in the content of `other`."""
    return (
        voice is not other
        and voice.cue is not None
        and other.content.contains(voice.cue)
        and other.content.contains(voice.content)
        and not voice.content.contains(other.content)
    )


def to_attributed(voice: Voice, text: str) -> Attributed:
    """One voice in the form of the corpus."""
    cue = (voice.cue,) if voice.cue else ()
    source = (voice.source,) if voice.source else ()
    return Attributed(source, cue, without(voice.content, (*source, *cue), text))


def without(whole: Span, holes: Iterable[Span], text: str) -> Pieces:
    """What is left of `whole` when `holes` and the white space and stops around them are cut out; `whole` if nothing is."""
    pieces: list[Span] = []
    start = whole.start
    for hole in sorted(hole for hole in holes if whole.overlaps(hole)):
        pieces.append(Span(start, max(start, hole.start)))
        start = max(start, hole.end)
    pieces.append(Span(start, max(start, whole.end)))
    kept = [pieces[0], *(after_hole(piece, text) for piece in pieces[1:])]
    return tuple(piece for piece in (trimmed(piece, text) for piece in kept) if len(piece)) or (whole,)


def after_hole(piece: Span, text: str) -> Span:
    """A piece without the stops and commas that the cue before it leaves at its beginning."""
    words = piece.of(text)
    return Span(piece.end - len(words.lstrip(" .,;:\n\t")), piece.end)


def trimmed(piece: Span, text: str) -> Span:
    """A piece without white space at its ends."""
    words = piece.of(text)
    start = piece.end - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def write_standoff(article: Article, path: Path) -> None:
    """Writes the attributions of `article` as brat standoff in the form of the corpus."""
    lines: list[str] = []
    keys: dict[tuple[str, Pieces], str] = {}

    def marked(label: str, pieces: Pieces) -> str:
        if (label, pieces) not in keys:
            keys[label, pieces] = f"T{len(keys) + 1}"
            offsets = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
            words = " ".join(piece.of(article.text) for piece in pieces).replace("\r", " ").replace("\n", " ")
            lines.append(f"{keys[label, pieces]}\t{label} {offsets}\t{words}")
        return keys[label, pieces]

    for number, found in enumerate(article.attributions, 1):
        label = "Attribution" if found.source else "Attribution-no-source"
        arguments = [f"{label}:{marked(label, found.cue)}"]
        arguments += [
            f"{role}:{marked(role, pieces)}"
            for role, pieces in (("Content", found.content), ("Cue", found.cue), ("Source", found.source))
            if pieces
        ]
        lines.append(f"E{number}\t{' '.join(arguments)}")
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def predict_articles(texts: Path) -> Iterator[Article]:
    """The articles of a folder of texts with the attributions that are read out of the text alone."""
    pipeline = Pipeline((sentences_stage(), syntax_stage(load_parser())))
    documents = (Document(path.stem, read_text(path)) for path in sorted(texts.glob("*.txt")))
    for reading in pipeline.read_stream(documents):
        yield to_article(reading)


def to_article(reading: Reading) -> Article:
    """The voices of a parsed document in the form of the corpus."""
    voices = find_voices(reading.document, reading.sentences or (), reading.syntax or (), reading.entities)
    return Article(reading.document.id, "", reading.document.text, to_attributions(voices, reading.document.text))


def words_of(text: str, pieces: Pieces) -> frozenset[int]:
    """The places of the tokens in a span."""
    return frozenset(piece.start + match.start() for piece in pieces for match in TOKEN.finditer(piece.of(text)))


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the larger of two spans that the smaller one holds."""
    return len(one & other) / max(len(one), len(other)) if one and other else 0.0


def match_spans(predicted: Iterable[Pieces], gold: Iterable[Pieces], text: str) -> Tally:
    """How many spans share at least half of each other's tokens, each matched once, the closest first."""
    ours = [words_of(text, pieces) for pieces in sorted(set(predicted)) if pieces]
    theirs = [words_of(text, pieces) for pieces in sorted(set(gold)) if pieces]
    shares = sorted(
        (
            (share, i, j)
            for i, one in enumerate(ours)
            for j, other in enumerate(theirs)
            if (share := overlap(one, other)) >= 0.5
        ),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    return Tally(len(ours), len(theirs), count_pairs((i, j) for _, i, j in shares))


def count_pairs(pairs: Iterable[tuple[int, int]]) -> int:
    """How many of the pairs can stand when no side is used twice, the first come first."""
    used_left: set[int] = set()
    used_right: set[int] = set()
    for left, right in pairs:
        if left not in used_left and right not in used_right:
            used_left.add(left)
            used_right.add(right)
    return len(used_left)


def match_wholes(predicted: Sequence[Attributed], gold: Sequence[Attributed], text: str) -> Tally:
    """How many attributions have cue, content and source right; a source counts where the gold has one."""
    ours = [[words_of(text, getattr(found, part)) for part in PARTS] for found in predicted]
    theirs = [[words_of(text, getattr(found, part)) for part in PARTS] for found in gold]
    pairs = (
        (i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if all(overlap(a, b) >= 0.5 for a, b in zip(one, other, strict=True) if b)
    )
    return Tally(len(ours), len(theirs), count_pairs(pairs))


def compare(predicted: Article, gold: Article) -> dict[str, Tally]:
    """The tallies of one article: overlap and exact match of each part, and of whole attributions."""
    found: dict[str, Tally] = {}
    for part in PARTS:
        ours = {getattr(item, part) for item in predicted.attributions} - {()}
        theirs = {getattr(item, part) for item in gold.attributions} - {()}
        found[part] = match_spans(ours, theirs, gold.text)
        found[f"{part}_exact"] = Tally(len(ours), len(theirs), len(ours & theirs))
    found["attribution"] = match_wholes(predicted.attributions, gold.attributions, gold.text)
    exact = {(item.source, item.cue, item.content) for item in predicted.attributions}
    marked = {(item.source, item.cue, item.content) for item in gold.attributions}
    found["attribution_exact"] = Tally(len(exact), len(marked), len(exact & marked))
    return found


def score_articles(predicted: Iterable[Article], gold: Iterable[Article]) -> dict[str, float]:
    """The figures of predictions against each annotator's reading of the same article."""
    by_name = {article.name: article for article in predicted}
    total: dict[str, Tally] = {}
    count = 0
    for article in gold:
        count += 1
        for name, tally in compare(by_name[article.name], article).items():
            total[name] = total.get(name, Tally()) + tally
    figures: dict[str, float] = {"annotated_articles": count}
    for name, tally in total.items():
        figures |= tally.figures(name)
    return figures


def score_polnear(folder: Path, predictions: Path | None) -> dict[str, float]:
    """The figures on the corpus in `folder`; what was predicted goes to `predictions` as brat files, one per text."""
    predicted = list(predict_articles(folder / "text"))
    if predictions is not None:
        predictions.mkdir(parents=True, exist_ok=True)
        for article in predicted:
            write_standoff(article, predictions / f"{article.name}.ann")
    return score_articles(predicted, read_polnear(folder))
