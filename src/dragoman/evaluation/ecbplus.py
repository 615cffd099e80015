"""ECB+: which event mentions of many documents tell the same event, from marked spans and without knowing the topics.

The corpus comes as a CoNLL table of tokens and a JSON list of mentions (document, sentence, tokens), of which nothing but
the spans is read while predicting: no chain, no topic, not what the names of documents betray. Figures are those of the
CoNLL scorer over all documents as one, with and without mentions that no other shares.
"""

from __future__ import annotations

import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.dedupe.cluster import Groups
from dragoman.errors import CorpusError
from dragoman.evaluation.coref_scores import Chain, CorefScores
from dragoman.evaluation.ecbplus_pairs import Mention, Topic, cluster_mentions, lemma_clusters
from dragoman.evaluation.items import Item, read_items
from dragoman.evaluation.topics import find_topics
from dragoman.model.document import Document
from dragoman.model.syntax import Parse, Token
from dragoman.pipeline import Pipeline
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage

KEYS = ("doc_id", "sent_id", "tokens_number")
MENTIONS, CORPUS = "_Event_gold_mentions.json", "_corpus.txt"
PACKED = ".xz"
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents as texts, a line a sentence, where each token stands, and the mentions as the corpus gives them."""

    name: str
    documents: tuple[Document, ...]
    offsets: Mapping[Place, tuple[int, int]]
    words: tuple[tuple[Place, str], ...]
    items: tuple[Item, ...]


def load_ecbplus(path: Path) -> Corpus:
    """The corpus of one split: the JSON file of its event mentions, with the table beside it, or a folder with both.

    Raises:
        CorpusError: when a file is missing, not in its format, or a folder holds several splits.
    """
    items_path = mentions_file(path)
    stem = items_path.name.removesuffix(PACKED).removesuffix(MENTIONS)
    tables = [items_path.with_name(stem + CORPUS + ending) for ending in ("", PACKED)]
    table = next((file for file in tables if file.is_file()), None)
    if table is None:
        raise CorpusError(f"{items_path}: no {stem}{CORPUS} beside it")
    words = tuple(read_words(table))
    documents, offsets = to_documents(words)
    items = tuple(read_items(items_path, keys=KEYS))
    for number, item in enumerate(items, 1):
        for token in item["tokens_number"]:
            if (item["doc_id"], item["sent_id"], token) not in offsets:
                raise CorpusError(f"{items_path}: mention {number}: no token {token} in its sentence")
    return Corpus(stem, tuple(documents), offsets, words, items)


def mentions_file(path: Path) -> Path:
    """The file of event mentions."""
    if path.is_file():
        return path
    found = sorted(file for file in path.iterdir() if MENTIONS in file.name)
    if len(found) != 1:
        names = ", ".join(file.name for file in found) or f"none ends in {MENTIONS}"
        raise CorpusError(f"{path}: not one split ({names}); give the file of the mentions with --data")
    return found[0]


def read_words(path: Path) -> Iterator[tuple[Place, str]]:
    """The tokens of the table with their places; the column of clusters is not read."""
    content = lzma.decompress(path.read_bytes()) if path.suffix == PACKED else path.read_bytes()
    for number, line in enumerate(content.decode("utf-8").split("\n"), 1):
        parts = line.split("\t")
        if len(parts) < 4 or line.startswith("#"):
            continue
        try:
            yield (parts[0], int(parts[1]), int(parts[2])), parts[3]
        except ValueError as error:
            raise CorpusError(f"{path}:{number}: no number of a sentence and token") from error


def to_documents(words: Iterable[tuple[Place, str]]) -> tuple[list[Document], dict[Place, tuple[int, int]]]:
    """Texts with a line for each sentence and a blank between tokens, and where each token stands."""
    texts: dict[str, list[str]] = {}
    lengths: dict[str, int] = {}
    offsets: dict[Place, tuple[int, int]] = {}
    last: dict[str, int] = {}
    for (name, sentence, token), word in words:
        gap = "" if name not in texts else " " if last[name] == sentence else "\n"
        pieces = texts.setdefault(name, [])
        start = lengths.get(name, 0) + len(gap)
        pieces += [gap, word]
        offsets[name, sentence, token] = (start, start + len(word))
        lengths[name], last[name] = start + len(word), sentence
    return [Document(name, "".join(pieces)) for name, pieces in texts.items()], offsets


def to_mentions(corpus: Corpus) -> list[Mention]:
    """The mentions with what the parse says of them, in the order of the corpus."""
    readings = Pipeline((sentences_stage(), syntax_stage(load_parser()))).read(list(corpus.documents))
    parses = {reading.document.id: reading.syntax or () for reading in readings}
    texts = {document.id: document.text for document in corpus.documents}
    found = []
    for number, item in enumerate(corpus.items):
        name = item["doc_id"]
        spans = [corpus.offsets[name, item["sent_id"], token] for token in item["tokens_number"]]
        parse, inside = covered(parses[name], spans)
        text = texts[name]
        line = text[text.rfind("\n", 0, spans[0][0]) + 1 :].split("\n", 1)[0]
        found.append(mention_of(number, name, item["sent_id"], parse, inside, line, " ".join(text[a:b] for a, b in spans)))
    return found


def covered(parses: Sequence[Parse], spans: Sequence[tuple[int, int]]) -> tuple[Parse | None, list[Token]]:
    """The parse in which a mention stands, and its tokens there."""
    for parse in parses:
        inside = [token for token in parse.tokens if any(a < token.span.end and token.span.start < b for a, b in spans)]
        if inside:
            return parse, inside
    return None, []


def mention_of(
    number: int, document: str, sentence: int, parse: Parse | None, inside: Sequence[Token], line: str, words: str
) -> Mention:
    """A mention: the lemma of its head, what depends on it, and the sentence around it."""
    if parse is None:
        return Mention(number, document, sentence, words.casefold(), "X", frozenset(), line, words.casefold())
    indexes = {token.index for token in inside}
    head = next((token for token in inside if token.head not in indexes or token.head == token.index), inside[0])
    around = {child.lemma.casefold() for child in parse.dependants(head.index) if child.pos in ("NOUN", "PROPN", "NUM")}
    above = parse.tokens[head.head]
    if above.index != head.index and above.pos in ("NOUN", "PROPN", "VERB"):
        around |= {below.lemma.casefold() for below in parse.dependants(above.index, "nsubj", "dobj", "pobj", "nsubjpass")}
    around -= {token.lemma.casefold() for token in inside}
    lemmas = (
        " ".join(token.lemma.casefold() for token in inside if token.pos not in ("DET", "ADP", "PUNCT", "PART", "AUX"))
        or words
    )
    return Mention(number, document, sentence, head.lemma.casefold(), head.pos, frozenset(around), line, lemmas)


def predict(corpus: Corpus) -> tuple[list[list[int]], list[list[int]]]:
    """The clusters of mentions (their places in the corpus), and those of the lemma baseline."""
    mentions = to_mentions(corpus)
    texts = {document.id: document.text for document in corpus.documents}
    topics = find_topics(texts)
    by_topic: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_topic[topics.of[mention.document]].append(mention)
    parts = [Topic(tuple(some), topics) for _, some in sorted(by_topic.items())]
    found = [cluster for part in parts for cluster in cluster_mentions(part)]
    return found, [cluster for part in parts for cluster in lemma_clusters(part)]


def chains_of(clusters: Iterable[Sequence[int]], least: int = 1, known: frozenset[int] | None = None) -> list[Chain]:
    """Clusters as the scorer takes them, of those mentions alone that are `known`."""
    kept = [[number for number in cluster if known is None or number in known] for cluster in clusters]
    return [frozenset((number, 0) for number in cluster) for cluster in kept if len(cluster) >= least]


def score(corpus: Corpus, clusters: Sequence[Sequence[int]]) -> tuple[dict[str, float], float]:
    """The figures over all mentions, and the CoNLL score where single mentions do not count on either side."""
    gold: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(corpus.items):
        gold[item["coref_chain"]].append(number)
    figures = []
    for least in (1, 2):
        scores = CorefScores()
        for ours, theirs in apart(chains_of(gold.values(), least), chains_of(clusters, least)):
            scores.add(ours, theirs)
        figures.append(scores.figures())
    return figures[0], figures[1]["conll_f1"]


def apart(gold: Sequence[Chain], predicted: Sequence[Chain]) -> Iterator[tuple[list[Chain], list[Chain]]]:
    """Gold and predicted chains in parts that share no mention: all counts of the scorer are sums over such parts."""
    groups = Groups()
    for chain in (*gold, *predicted):
        first = min(chain)[0]
        for mention in chain:
            groups.unite(first, mention[0])
    parts: dict[int, tuple[list[Chain], list[Chain]]] = defaultdict(lambda: ([], []))
    for side, chains in enumerate((gold, predicted)):
        for chain in chains:
            parts[groups.find(min(chain)[0])][side].append(chain)
    yield from parts.values()


def to_key(corpus: Corpus, clusters: Iterable[Sequence[int]]) -> str:
    """The CoNLL key: all documents as one, a line for each token, with the clusters that begin and end there."""
    opening, closing, whole = (defaultdict(list) for _ in range(3))
    for cluster, numbers in enumerate(clusters):
        for number in numbers:
            item = corpus.items[number]
            tokens = [(item["doc_id"], item["sent_id"], token) for token in item["tokens_number"]]
            if len(tokens) == 1:
                whole[tokens[0]].append(f"({cluster})")
            else:
                opening[tokens[0]].append(f"({cluster}")
                closing[tokens[-1]].append(f"{cluster})")
    lines = [f"#begin document ({corpus.name}); part 000"]
    before: tuple[str, int] | None = None
    for place, word in corpus.words:
        if before is not None and before != place[:2]:
            lines.append("")
        before = place[:2]
        marks = "|".join(closing[place] + whole[place] + opening[place]) or "-"
        lines.append("\t".join((place[0], str(place[1]), str(place[2]), word, marks)))
    return "\n".join([*lines, "", "#end document"]) + "\n"


def score_ecbplus(path: Path, predictions: Path | None) -> dict[str, float]:
    """Predicts, writes what was predicted, and scores; the lemma baseline stands beside."""
    corpus = load_ecbplus(path)
    clusters, baseline = predict(corpus)
    if predictions is not None:
        predictions.write_text(to_key(corpus, clusters), encoding="utf-8")
    if not all("coref_chain" in item for item in corpus.items):
        return {"mentions": len(corpus.items), "clusters": len(clusters)}
    figures, without = score(corpus, clusters)
    lemma, lemma_without = score(corpus, baseline)
    return {
        **figures,
        "conll_f1_without_singletons": without,
        "lemma_conll_f1": lemma["conll_f1"],
        "lemma_conll_f1_without_singletons": lemma_without,
    }
