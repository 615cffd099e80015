"""Why an event happens: PLOVER's contexts, from words of its sentence and of the whole document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.knowledge.bundled import RESOURCES, read_mapping
from dragoman.stages.triggers.entry import to_strings

if TYPE_CHECKING:
    from dragoman.model.syntax import Parse, Sentence

FILE = RESOURCES / "lexicons" / "contexts.yml"
# So many sentences tell of a context before it is the document's, and so of every event in it.
SENTENCES_FOR_DOCUMENT = 3

# From the first lemma of a phrase to the phrases, each with the context that it tells.
ContextCues = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def load_context_cues(path: Path = FILE) -> ContextCues:
    """The words of each context, by their first lemma.

    Raises:
        ResourceError: when the file is missing or does not map contexts to words.
    """
    cues: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for context, phrases in read_mapping(path).items():
        for phrase in to_strings(path.name, context, phrases):
            words = tuple(phrase.split())
            cues[words[0]].append((words, context))
    return cues


def contexts_in(parse: Parse, cues: ContextCues) -> Iterator[str]:
    """The contexts that the words of a sentence tell, in text order, some more than once."""
    lemmas = [token.lemma for token in parse.tokens]
    for start, lemma in enumerate(lemmas):
        for words, context in cues.get(lemma, ()):
            if len(words) == 1 or tuple(lemmas[start : start + len(words)]) == words:
                yield context


def find_contexts(sentences: Sequence[Sentence], parses: Sequence[Parse], cues: ContextCues) -> tuple[tuple[str, ...], ...]:
    """For each sentence the contexts of an event in it: its own, and those that headline or body keep coming back to."""
    own = [frozenset(contexts_in(parse, cues)) for parse in parses]
    told = Counter(context for contexts in own for context in contexts)
    common = {context for context, count in told.items() if count >= SENTENCES_FOR_DOCUMENT}
    headlines = {
        context for sentence, contexts in zip(sentences, own, strict=True) if sentence.is_headline for context in contexts
    }
    lasting = common & headlines if headlines else common
    return tuple(tuple(sorted(contexts | lasting)) for contexts in own)
