"""The coder: all resources opened, all stages in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from dragoman.intake.text import document_from_text
from dragoman.knowledge.actor_base import open_actor_base
from dragoman.knowledge.folders import actor_paths
from dragoman.knowledge.gazetteer import open_gazetteer
from dragoman.learned.coder import LearnedCoder, load_coder
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.pipeline import Pipeline
from dragoman.scheme import Scheme, load_scheme
from dragoman.stages import (
    actors,
    attribution,
    claims,
    coreference,
    entities,
    events,
    places,
    records,
    sentences,
    signals,
    status,
    times,
)
from dragoman.stages import syntax as syntax_stages
from dragoman.stages.confidence import load_confidence_weights
from dragoman.stages.sizes import load_size_words


@dataclass(frozen=True, slots=True)
class Settings:
    """What a coder is opened with: the parser's model, an own scheme, and further actor files, of which later ones win.

    The files of the user's actor folder come before `actors` without being named.
    """

    parser: str = syntax_stages.MODEL
    scheme: Path | None = None
    actors: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Coder:
    """A pipeline ready to read, and the scheme by which it codes; open one with `open_coder`."""

    pipeline: Pipeline = field(repr=False)
    scheme: Scheme = field(repr=False)
    name: str
    learned: LearnedCoder = field(repr=False)

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """The readings of documents, in their order, with all layers."""
        return self.pipeline.read(documents)

    def read_stream(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Reading]:
        """The readings of any number of documents, `batch_size` in memory at a time."""
        return self.pipeline.read_stream(documents, batch_size=batch_size)

    def code(self, text: str, *, published: date | None = None, title: str | None = None) -> list[Record]:
        """The records of one text, in text order."""
        document = document_from_text(text, title=title, published=published)
        return list(self.read([document])[0].records or ())

    def classify(
        self, sentence: str, actor_span: Span | tuple[int, int] | None, recipient_span: Span | tuple[int, int] | None
    ) -> dict[str, float]:
        """The probability of each event type for what the actor does to the recipient; they sum to 1.

        For those who bring their own actors: both are given as stretches of the sentence's characters, end exclusive, and
        None stands for a side that is not named. There is no probability of "no event".

        Raises:
            ValueError: when a span is empty or does not lie in the sentence.
        """
        actor, recipient = (stretch_of(span, sentence) for span in (actor_span, recipient_span))
        return self.learned.classify(sentence, actor, recipient)


def stretch_of(span: Span | tuple[int, int] | None, sentence: str) -> tuple[int, int] | None:
    """The ends of a span of words in a sentence.

    Raises:
        ValueError: when it holds no words of the sentence.
    """
    if span is None:
        return None
    start, end = (span.start, span.end) if isinstance(span, Span) else span
    if not 0 <= start < end <= len(sentence) or not sentence[start:end].strip():
        raise ValueError(f"[{start}, {end}) holds no words of a sentence of {len(sentence)} characters")
    return start, end


def coder_name() -> str:
    """Name and version, as records cite them."""
    return f"dragoman {version('dragoman')}"


def open_coder(settings: Settings | None = None) -> Coder:
    """A coder with all that it needs in memory; takes about a second.

    Raises:
        ResourceError: when a scheme or actor file does not hold together.
    """
    settings = settings or Settings()
    base = open_actor_base(actor_paths(settings.actors))
    learned = load_coder()
    scheme = load_scheme(settings.scheme)
    name = coder_name()
    stages = (
        sentences.sentences_stage(),
        syntax_stages.syntax_stage(syntax_stages.load_parser(settings.parser)),
        entities.entities_stage(base),
        actors.actors_stage(base),
        coreference.coreference_stage(base),
        signals.signals_stage(learned),
        events.events_stage(events.load_event_lexicon(), learned=True),
        attribution.attribution_stage(),
        status.status_stage(status.load_status_cues(), learned=True),
        times.times_stage(),
        places.places_stage(open_gazetteer()),
        records.records_stage(records.Codebook(scheme, load_size_words(), load_confidence_weights(), name)),
        claims.claims_stage(),
    )
    return Coder(Pipeline(stages), scheme, name, learned)


@cache
def default_coder() -> Coder:
    """The coder with default settings, opened once for a process."""
    return open_coder()


def code(text: str, *, published: date | str | None = None, title: str | None = None) -> list[Record]:
    """The records that a report tells, in text order.

    `published` is the day from which relative dates count: a date or an ISO 8601 day.

    Raises:
        TypeError: when `text` is no str.
        ValueError: when `published` is no ISO 8601 day.
    """
    if not isinstance(text, str):
        raise TypeError(f"text is {type(text).__name__}, not str; decode bytes first, read files with Path.read_text")
    day = date.fromisoformat(published) if isinstance(published, str) else published
    day = day.date() if isinstance(day, datetime) else day
    return default_coder().code(text, published=day, title=title)
