"""Which words report: the lexicon of cues, and whether a frame is one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.errors import ResourceError
from dragoman.knowledge.bundled import read_bundled
from dragoman.stages.voices.frames import Frame, Part

DOUBT = "?"


@dataclass(frozen=True, slots=True)
class CueEntry:
    """What a cue word does ("says", "thinks", "wants", ...), and the constructions in which it does so, the best first.

    In `doubtful` constructions it does so only where it is asserted of somebody ("backed the plan", not "to back the plan").
    """

    act: str
    constructions: tuple[str, ...]
    doubtful: frozenset[str]

    def takes(self, construction: str) -> bool:
        """True when the word is a cue in this construction, if a doubtful one."""
        return construction in self.constructions


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """The cue words by part of speech and lemma, and the phrases that have no frame of their own."""

    words: Mapping[Part, Mapping[str, CueEntry]]
    catenatives: frozenset[str]
    speech_places: frozenset[str]
    hearsay_adverbs: frozenset[str]
    views: frozenset[str]
    surveys: frozenset[str]
    speakers: frozenset[str]
    claims_by_infinitive: frozenset[str]

    def entry(self, part: Part, lemma: str) -> CueEntry | None:
        """The entry of a lemma as this part, or None."""
        return self.words[part].get(lemma)

    def accepts(self, frame: Frame) -> bool:
        """True when the frame's word is a cue in the frame's construction."""
        entry = self.entry(frame.part, frame.lemma)
        return entry is not None and entry.takes(frame.construction)


@cache
def load_cues() -> CueLexicon:
    """The lexicon that is shipped.

    Raises:
        ResourceError: when a file is not of the form that its header tells.
    """
    return CueLexicon(
        words={
            Part.VERB: read_words("verbs"),
            Part.PASSIVE: read_words("passives"),
            Part.ADJECTIVE: read_words("adjectives"),
            Part.NOUN: read_words("nouns"),
        },
        **read_phrases(),
    )


def read_words(name: str) -> dict[str, CueEntry]:
    """One file of cue words: act, then lemma, then constructions."""
    found: dict[str, CueEntry] = {}
    for act, lemmas in read_resource(name).items():
        if not isinstance(lemmas, dict):
            raise ResourceError(f"cues/{name}.yml: '{act}' holds no words; give lemma: constructions")
        for lemma, constructions in lemmas.items():
            if str(lemma) in found:
                raise ResourceError(f"cues/{name}.yml: '{lemma}' stands twice, under '{found[str(lemma)].act}' and '{act}'")
            words = str(constructions).split()
            doubtful = frozenset(word.removesuffix(DOUBT) for word in words if word.endswith(DOUBT))
            found[str(lemma)] = CueEntry(act, tuple(word.removesuffix(DOUBT) for word in words), doubtful)
    return found


def read_phrases() -> dict[str, frozenset[str]]:
    """The lists of words that are no cues by themselves."""
    return {key: frozenset(str(words).split()) for key, words in read_resource("phrases").items()}


def read_resource(name: str) -> dict[str, object]:
    """A YAML mapping from the cues folder."""
    return read_bundled(f"cues/{name}.yml")
