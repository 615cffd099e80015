"""The corpora as training examples: parsed documents with records, marked pairs, tagged sentences.

Every loader reads a corpus in its own format from the data folder. Nothing of them is kept but what a model learns.
"""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import pickle
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from dragoman.model.document import Document
from dragoman.model.syntax import Parse
from dragoman.pipeline import Pipeline
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage, to_parse

DEVELOPMENT_SHARE = 20
LEAD_WORDS = 140
SHORTEST, LONGEST = 80, 260
ANNOTATIONS = Path(__file__).parent / "annotations"


@dataclass
class Annotated:
    """A document with its parses and its records."""

    id: str
    text: str
    parses: tuple[Parse, ...]
    records: list[dict]
    annotator: int = -1
    is_further: bool = False

    @property
    def held_out(self) -> bool:
        """True for documents that are only measured on."""
        if self.is_further:
            return False
        return int(hashlib.sha1(self.id.encode(), usedforsecurity=False).hexdigest(), 16) % DEVELOPMENT_SHARE == 0


@dataclass
class Pair:
    """A sentence as words, with source and target as half-open word stretches and a distribution over types.

    PLV leaves the source or the target of some sentences unmarked.
    """

    words: list[str]
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    types: dict[str, float]
    weight: float = 1.0
    group: str = ""
    origin: str = "plv"
    uid: str = ""


@dataclass
class Tagged:
    """A sentence with a BIO tag for each word, and its parse (same words)."""

    words: list[str]
    tags: list[str]
    group: str
    parse: Parse | None = None
    weight: float = 1.0
    quad: int = -1


@dataclass
class Corpora:
    """All that the coder is trained on."""

    annotated: list[Annotated] = field(default_factory=list)
    unlabelled: list[Annotated] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    tagged: list[Tagged] = field(default_factory=list)


def normal(text: str) -> str:
    """Letters and digits alone, small: near copies share it."""
    return re.sub(r"\W+", "", text.lower())


def load_annotated(folder: Path) -> list[Annotated]:
    records = defaultdict(list)
    annotator = {}
    for line in (folder / "records.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        annotator[record["doc"]] = record["annotator"]
        if not record.get("none"):
            records[record["doc"]].append(record)
    documents = [json.loads(line) for line in (folder / "docs.jsonl").open(encoding="utf-8")]
    texts = [(each["id"], each["text"]) for each in documents if each["id"] in annotator]
    return [Annotated(id_, text, parses, records[id_], annotator[id_]) for id_, text, parses in parse_documents(texts)]


def load_further(annotations: Path, leads: dict[str, str]) -> list[Annotated]:
    """The documents annotated by offsets alone, their texts taken from `leads` (by document id).

    A document whose text is not the one that was annotated is left out, and said.
    """
    records: dict[str, list[dict]] = defaultdict(list)
    texts, annotator = [], {}
    for each in map(json.loads, annotations.open(encoding="utf-8")):
        if "text_sha256" not in each:
            records[each["doc"]].append(with_texts(each, leads.get(each["doc"], "")))
        elif hashlib.sha256(leads.get(each["doc"], "").encode()).hexdigest() == each["text_sha256"]:
            texts.append((each["doc"], leads[each["doc"]]))
            annotator[each["doc"]] = each["annotator"]
        else:
            print(f"{annotations.name}: {each['doc']} has another text here and is left out")
    return [
        Annotated(id_, text, parses, records[id_], annotator[id_], is_further=True)
        for id_, text, parses in parse_documents(texts)
    ]


def with_texts(record: dict, text: str) -> dict:
    """The record with the words of each of its spans."""
    fill = lambda span: {**span, "text": text[span["start"] : span["end"]]} if "start" in span else span  # noqa: E731
    made = {name: [fill(span) for span in record[name]] for name in ("also", "actor", "recipient", "voice")}
    return {**record, **made, "trigger": fill(record["trigger"]), "place": fill(record["place"])}


def load_unlabelled(news: dict[str, tuple[str, str]], known: set[str]) -> list[Annotated]:
    """The leads without those known by id, or by the title of one that is."""
    titles = {title for id_, (title, _) in news.items() if id_ in known}
    fresh = [
        (id_, text)
        for id_, (title, text) in news.items()
        if id_ not in known and title not in titles and SHORTEST <= len(text.split()) <= LONGEST
    ]
    return [Annotated(id_, text, parses, []) for id_, text, parses in parse_documents(fresh)]


def load_leads(news: Path) -> dict[str, tuple[str, str]]:
    """The title and the lead of every report, by id."""
    with open_lines(news) as lines:
        return {each["id"]: (each["title"], lead(each["title"], each["text"])) for each in map(json.loads, lines)}


def lead(title: str, text: str) -> str:
    """The title and as many paragraphs as bring the text to some 170 words."""
    parts, count = [title], len(title.split())
    for paragraph in filter(None, map(str.strip, text.split("\n"))):
        if count >= LEAD_WORDS:
            break
        parts.append(paragraph)
        count += len(paragraph.split())
    return "\n".join(parts)


def parse_documents(texts: list[tuple[str, str]]) -> list[tuple[str, str, tuple[Parse, ...]]]:
    """Each id and text with the parses of its sentences."""
    pipeline = Pipeline((sentences_stage(), syntax_stage(load_parser())))
    readings = pipeline.read_stream((Document(*each) for each in texts), batch_size=200)
    return [(each.document.id, each.document.text, each.syntax or ()) for each in readings]


def split_words(nlp: spacy.language.Language, text: str) -> list[tuple[str, int]]:
    return [(token.text, token.idx) for token in nlp.make_doc(text) if not token.is_space]


def word_stretch(words: list[tuple[str, int]], start: int, end: int) -> tuple[int, int] | None:
    """The words that a stretch of characters touches."""
    inside = [i for i, (word, at) in enumerate(words) if at < end and at + len(word) > start]
    return (inside[0], inside[-1] + 1) if inside else None


MARK = re.compile(r"</?[st]>")


def unmark(marked: str) -> tuple[str, dict[str, int]]:
    """The text without its marks, and where each mark stood."""
    text, at, places = "", 0, {}
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        places[match.group()] = len(text)
        at = match.end()
    return text + marked[at:], places


def load_plv(path: Path, nlp: spacy.language.Language) -> list[Pair]:
    """The marked pairs of PLV with their adjudicated types."""
    found = []
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        text, places = unmark(row["marked_sentence"])
        words = split_words(nlp, text)
        source = word_stretch(words, places["<s>"], places["</s>"]) if "<s>" in places else None
        target = word_stretch(words, places["<t>"], places["</t>"]) if "<t>" in places else None
        found.append(
            Pair(
                [word for word, _ in words],
                source,
                target,
                {row["gold_root"]: 1.0},
                group=normal(text)[:60],
                uid=row["sentence_id"],
            )
        )
    return found


def load_tagged(path: Path) -> list[Tagged]:
    found = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        rows = [line.rsplit(" ", 1) for line in block.split("\n") if line.strip()]
        if rows:
            words, tags = [row[0] for row in rows], [row[1] for row in rows]
            found.append(Tagged(words, tags, normal("".join(words))[:60]))
    return found


def tags_of_pair(pair: Pair) -> list[str]:
    tags = ["O"] * len(pair.words)
    for stretch, letter in ((pair.source, "S"), (pair.target, "T")):
        for i in range(*(stretch or (0, 0))):
            tags[i] = ("B-" if stretch and i == stretch[0] else "I-") + letter
    return tags


def parse_tagged(items: list[Tagged]) -> None:
    """Gives every tagged sentence a parse over its own words."""
    nlp = load_parser()
    docs = nlp.pipe(
        (spacy.tokens.Doc(nlp.vocab, words=[w.strip() or "_" for w in item.words]) for item in items), batch_size=128
    )
    for item, doc in zip(items, docs, strict=True):
        item.parse = to_parse(doc, 0, 0)


def load_corpora(data: Path, cache: Path | None = None) -> Corpora:
    """Everything under `data`, parsed; kept in `cache` between runs where one is named."""
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())  # noqa: S301 - written by this very function
    nlp = spacy.blank("en")
    corpora = Corpora(load_annotated(data / "annotated"), pairs=load_plv(data / "plv" / "PLV_train.tsv", nlp))
    news = load_leads(data / "news" / "international.jsonl.xz")
    corpora.annotated += load_further(ANNOTATIONS / "further.jsonl", {id_: text for id_, (_, text) in news.items()})
    corpora.unlabelled = load_unlabelled(news, {each.id for each in corpora.annotated})
    corpora.tagged = load_tagged(data / "cameo_ner" / "train.txt")
    seen = {item.group for item in corpora.tagged}
    for pair in corpora.pairs:
        if pair.group not in seen:
            corpora.tagged.append(Tagged(pair.words, tags_of_pair(pair), pair.group, weight=0.5))
    parse_tagged(corpora.tagged)
    if cache:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(pickle.dumps(corpora))
    return corpora


def open_lines(path: Path):  # noqa: ANN201
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
