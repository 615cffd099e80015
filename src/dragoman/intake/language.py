"""The language of a document, and whether it is one that Dragoman reads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.errors import InputError
from dragoman.model.document import Document

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

UNKNOWN = "und"
ENGLISH = {"en", "eng", "english"}
# Nigerian Pidgin, for which one in fourteen English headlines is taken.
NEAR_ENGLISH = {"pcm"}
# Of 5,473 English reports none was taken for another language with .5 by its first 60 letters or more, nor any headline
# with .8, while whole sentences in other languages reach .65 and in other scripts, which take more bytes, .8.
SURE = 0.5
SURE_OF_SHORT = 0.8
SHORT = 60
LETTERS_READ = 2000


@cache
def open_identifier() -> LanguageIdentifier:
    """The model that tells languages apart, opened once for a process; takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - heavy

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> tuple[str, float]:
    """The likeliest language of a text, as an ISO 639 code, and its probability; `und` and 0 for a text without letters."""
    sample = text[:LETTERS_READ]
    if not any(letter.isalpha() for letter in sample):
        return UNKNOWN, 0.0
    code, probability = open_identifier().classify(sample)
    return code, probability


def language_of(document: Document) -> str | None:
    """The language that the document states, else the one detected; None where that is not sure enough to be said."""
    if document.language and document.language.strip():
        stated = document.language.strip().lower().replace("_", "-").partition("-")[0]
        return "en" if stated in ENGLISH else stated
    code, probability = detect_language(document.text)
    is_short = len(document.text.strip()[:SHORT].encode()) < SHORT
    return code if probability >= (SURE_OF_SHORT if is_short else SURE) else None


def is_readable(document: Document) -> bool:
    """True for English, and where nothing else is sure: a short text is not turned away for an odd name in it."""
    language = language_of(document)
    return language is None or language == "en" or (not document.language and language in NEAR_ENGLISH)


def unreadable(document: Document) -> InputError:
    """The error for a document in another language."""
    said = "stated" if document.language else "detected"
    return InputError(
        f"document {document.id}",
        f"in another language than English ({language_of(document)}, {said})",
        "use --language en if it is English",
    )
