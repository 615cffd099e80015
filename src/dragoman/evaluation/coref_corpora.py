"""Coreference corpora in their own formats: GUM (WebAnno TSV) and ECB+ (the JSON of its gold mentions beside its tokens)."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import CorpusError
from dragoman.model.span import Span

TOKENS_LEFT_OUT = 3
TSV_COLUMNS = 10
NO_IDENTITY = ("bridge", "disc")
NUMBERED = re.compile(r"(.*?)(?:\[(\d+)\])?\Z")
RELATION = re.compile(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?\Z")
GENRE = re.compile(r"GUM_([a-z]+)_")
BEFORE = frozenset(".,;:!?)]}%’”…") | {"'s", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'m", "'d", "'"}
AFTER = frozenset("([{$£€“‘#")
HYPHENS = ("-", "–", "/")
STRAIGHT = '"'


class GoldMention(NamedTuple):
    """A marked phrase: tokens `start` up to, not including, `end`, counted through the document, and its sort."""

    start: int
    end: int
    sort: str


@dataclass(frozen=True, slots=True)
class CorefDocument:
    """A document as tokens in sentences, with the text that they make and their spans in it, and its gold chains."""

    id: str
    genre: str
    text: str
    tokens: tuple[Span, ...]
    chains: tuple[tuple[GoldMention, ...], ...]


class Unit(NamedTuple):
    """What a relation points at: the place of a token ("3-1") and the number of a mention there, 0 where it has none."""

    place: str
    number: int


def read_gum(path: Path) -> list[CorefDocument]:
    """The documents of a WebAnno TSV file, or of all in a folder, in the order of their names.

    Raises:
        CorpusError: when there is none or a line is not in the format.
    """
    files = sorted(path.rglob("*.tsv")) if path.is_dir() else [path]
    if not files:
        raise CorpusError(f"{path}: no .tsv file; give GUM's folder coref/gum/tsv")
    return [to_document(file) for file in files]


def to_document(file: Path) -> CorefDocument:
    """The document of one TSV file."""
    sentences: list[list[str]] = []
    marked: dict[Unit, list[tuple[int, str]]] = defaultdict(list)
    relations: list[tuple[Unit, Unit]] = []
    count, before = 0, ""
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < TSV_COLUMNS:
            raise CorpusError(f"{file}:{number}: {len(cells)} columns, not {TSV_COLUMNS}; is it GUM's coref/gum/tsv?")
        place = cells[0]
        sentence = place.partition("-")[0]
        if sentence != before:
            sentences.append([])
            before = sentence
        sentences[-1].append(cells[2])
        for sort, mention in units_of(cells[3]):
            marked[Unit("" if mention else place, mention)].append((count, sort))
        relations += relations_of(cells[8], cells[9], place)
        count += 1
    mentions = {unit: GoldMention(at[0][0], at[-1][0] + 1, at[0][1]) for unit, at in marked.items()}
    text, spans = to_text(sentences)
    genre = GENRE.match(file.name)
    return CorefDocument(file.stem, genre.group(1) if genre else "", text, spans, tuple(joined(mentions, relations)))


def units_of(cell: str) -> Iterator[tuple[str, int]]:
    """Sort and number of each mention that a token is part of ("person[3]|place[4]")."""
    for part in cell.split("|") if cell != "_" else ():
        sort, number = NUMBERED.fullmatch(part).groups()  # type: ignore[union-attr] # matches anything
        yield sort, int(number or 0)


def relations_of(kinds: str, targets: str, place: str) -> Iterator[tuple[Unit, Unit]]:
    """The pairs of mentions that a token's relations say to be one, which bridging and discourse deixis do not."""
    if kinds == "_":
        return
    for kind, target in zip(kinds.split("|"), targets.split("|"), strict=True):
        found = RELATION.fullmatch(target)
        if found is None or kind.startswith(NO_IDENTITY):
            continue
        there, first, second = found.group(1), int(found.group(2) or 0), int(found.group(3) or 0)
        yield Unit("" if second else place, second), Unit("" if first else there, first)


def joined(mentions: dict[Unit, GoldMention], relations: Iterable[tuple[Unit, Unit]]) -> Iterator[tuple[GoldMention, ...]]:
    """The chains that relations make of mentions, singletons too."""
    chain_of = {unit: [unit] for unit in mentions}
    for one, other in relations:
        if one in chain_of and other in chain_of and chain_of[one] is not chain_of[other]:
            chain_of[one] += chain_of[other]
            for unit in chain_of[other]:
                chain_of[unit] = chain_of[one]
    for chain in {id(chain): chain for chain in chain_of.values()}.values():
        yield tuple(sorted(mentions[unit] for unit in chain))


def to_text(sentences: Sequence[Sequence[str]]) -> tuple[str, tuple[Span, ...]]:
    """Tokens as a text, a sentence on a line, spaced as English is, with the span of each token.

    >>> to_text([["He", "said", ":", '"', "No", ".", '"']])[0]
    'He said: "No."'
    """
    text, spans = "", []
    for sentence in sentences:
        text += "\n" if text else ""
        is_open, glued = False, True
        for place, word in enumerate(sentence):
            closes = word == STRAIGHT and is_open
            hyphen = word in HYPHENS and 0 < place < len(sentence) - 1
            if not (glued or word in BEFORE or closes or (hyphen and word != "–")):
                text += " "
            spans.append(Span(len(text), len(text) + len(word)))
            text += word
            is_open = is_open != (word == STRAIGHT)
            glued = word in AFTER or (word == STRAIGHT and is_open) or (hyphen and word != "–")
    return text, tuple(spans)


def read_ecbplus(path: Path) -> list[CorefDocument]:
    """The documents of an ECB+ split: `path` is its file of entity mentions, beside which its tokens lie.

    Only people and bodies are kept (mention type HUM), and only the sentences that have marked mentions.

    Raises:
        CorpusError: when a file is missing or not in the format.
    """
    corpus = path.with_name(path.name.replace("Entity_gold_mentions.json", "corpus.txt"))
    try:
        items = json.loads(content_of(path))
        lines = [line.split("\t") for line in content_of(corpus).split("\n") if line.strip()]
        words = {(doc, int(sentence), int(token)): text for doc, sentence, token, text, *_ in lines}
        keyed = [(item["doc_id"], int(item["sent_id"]), item["tokens_number"], item) for item in items]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: not an ECB+ split with its tokens beside it ({error})") from error
    documents = []
    for doc in dict.fromkeys(key[0] for key in words):
        own = [(sentence, tokens, item) for name, sentence, tokens, item in keyed if name == doc]
        marked = {sentence for sentence, _, _ in own}
        places = sorted(key for key in words if key[0] == doc and key[1] in marked)
        at = {(sentence, token): number for number, (_, sentence, token) in enumerate(places)}
        chains: dict[str, list[GoldMention]] = defaultdict(list)
        for sentence, tokens, item in own:
            if item["mention_type"].startswith("HUM") and (sentence, tokens[-1]) in at:
                mention = GoldMention(at[sentence, tokens[0]], at[sentence, tokens[-1]] + 1, "person")
                chains[item["coref_chain"]].append(mention)
        rows = [[words[place] for place in places if place[1] == sentence] for sentence in sorted(marked)]
        text, spans = to_text(rows)
        documents.append(CorefDocument(doc, "ecbplus", text, spans, tuple(tuple(sorted(c)) for c in chains.values())))
    return documents


def content_of(path: Path) -> str:
    """The text of a file, plain or xz-compressed."""
    for file in (path, path.with_name(path.name + ".xz")):
        if file.exists():
            data = file.read_bytes()
            return (lzma.decompress(data) if file.suffix == ".xz" else data).decode("utf-8")
    raise FileNotFoundError(path)


def sort_of(chain: Sequence[GoldMention]) -> str:
    """The sort that most mentions of a chain have."""
    return Counter(mention.sort for mention in chain).most_common(1)[0][0]
