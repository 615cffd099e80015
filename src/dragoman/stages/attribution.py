"""Who says so: the sources, cues and contents of what a document reports of others' words and thoughts.

Direct, indirect and mixed speech, and also beliefs, wishes, judgements and rulings are voices, as PolNeAR (Newell, Margolin
and Ruths 2018) draws them. `because` begins with what the source does ("says: ...", "wants: ..."); `voices.nesting.chain_of`
gives those that put forward as so what stands at a span. Who a source is, is left to the stages of actors and coreference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model.document import Document
from dragoman.model.mention import EntityMention
from dragoman.model.syntax import Parse, Sentence
from dragoman.model.voice import Voice
from dragoman.pipeline import Stage, each
from dragoman.stages.voices.cues import CueLexicon, load_cues
from dragoman.stages.voices.drafts import Draft, find_drafts
from dragoman.stages.voices.headlines import find_headline_drafts
from dragoman.stages.voices.nesting import to_voices
from dragoman.stages.voices.page import Page
from dragoman.stages.voices.phrases import find_phrase_drafts
from dragoman.stages.voices.quotations import find_quotations
from dragoman.stages.voices.speech import attach_quotations


def find_voices(
    document: Document,
    sentences: Sequence[Sentence],
    parses: Sequence[Parse],
    mentions: Sequence[EntityMention] | None = None,
) -> tuple[Voice, ...]:
    """The voices of a document in text order, an outer one before those in its content."""
    lexicon = load_cues()
    quotations = find_quotations(document.text, sentences)
    drafts = [draft for parse in parses for draft in drafts_of(parse, document.text, lexicon)]
    speech = attach_quotations(drafts, quotations, Page(document.text, sentences))
    by_sentence = {parse.sentence: parse for parse in parses}
    return to_voices(speech, quotations, by_sentence, mentions or (), document.text)


def drafts_of(parse: Parse, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The drafts of one sentence, phrases before words; of two whose cues share a word, the first."""
    taken: list[Draft] = []
    for find in (find_phrase_drafts, find_headline_drafts, find_drafts):
        for draft in find(parse, text, lexicon):
            if not any(draft.cue.overlaps(other.cue) for other in taken):
                taken.append(draft)
                yield draft


def attribution_stage() -> Stage:
    """The stage that writes `attribution`."""
    return Stage(
        "attribution",
        ("sentences", "syntax", "entities"),
        "attribution",
        each(
            "attribution",
            lambda reading: find_voices(reading.document, reading.sentences or (), reading.syntax or (), reading.entities),
        ),
    )
