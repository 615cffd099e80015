"""Which language a report is in: what is stated is believed, short texts are not judged harshly."""

from typing import cast

import pytest

from dragoman.app.code import code_inputs
from dragoman.coder import Coder
from dragoman.errors import InputError
from dragoman.intake.language import detect_language, is_readable, language_of
from dragoman.model.document import Document
from dragoman.model.reading import Reading

SENTENCES = {
    "fr": "Le ministre des Affaires étrangères a condamné mardi l'attaque contre le convoi humanitaire.",
    "de": "Der Außenminister verurteilte am Dienstag den Angriff auf den Hilfskonvoi.",
    "es": "El ministro de Exteriores condenó el martes el ataque contra el convoy humanitario en la frontera.",
    "it": "Il ministro degli Esteri ha condannato martedì l'attacco al convoglio umanitario.",
    "pt": "O ministro das Relações Exteriores condenou na terça-feira o ataque ao comboio humanitário.",
    "nl": "De minister van Buitenlandse Zaken veroordeelde dinsdag de aanval op het hulpkonvooi.",
    "pl": "Minister spraw zagranicznych potępił we wtorek atak na konwój humanitarny.",
    "tr": "Dışişleri bakanı salı günü insani yardım konvoyuna yönelik saldırıyı kınadı.",
    "ru": "Министр иностранных дел осудил во вторник нападение на гуманитарный конвой.",
    "ar": "أدان وزير الخارجية يوم الثلاثاء الهجوم على القافلة الإنسانية.",
    "zh": "外交部长星期二谴责了对人道主义车队的袭击。",
    "fa": "وزیر امور خارجه روز سه‌شنبه حمله به کاروان کمک‌های بشردوستانه را محکوم کرد.",
}
ENGLISH = [
    "",
    "12 345 !?",
    "Lavrov met Kerry in Doha.",
    "France condemned Russia on Tuesday in Paris.",
    "Boko Haram kidnapping",
    "Déjà vu for Obama in Syria",
    "Macron, Merkel, Erdoğan: São Paulo",
    "POLICE IN CAIRO ARREST 12 PROTESTERS",
    "The minister said: « Nous sommes prêts », and left the room without another word to reporters.",
]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_in_another_language_is_known_and_not_read(language: str) -> None:
    code, probability = detect_language(SENTENCES[language])
    assert code == language
    assert 0.5 <= probability <= 1
    document = Document("x", SENTENCES[language])
    assert language_of(document) == language
    assert not is_readable(document)


@pytest.mark.parametrize("text", ENGLISH)
def test_short_and_mixed_english_is_read(text: str) -> None:
    assert is_readable(Document("x", text))


@pytest.mark.parametrize("stated", ["en", "EN", "en-GB", "en_US", "eng", "English"])
def test_stated_english_is_believed(stated: str) -> None:
    assert is_readable(Document("x", SENTENCES["fr"], language=stated))


@pytest.mark.parametrize(("stated", "language"), [("fr", "fr"), ("de-CH", "de"), ("pcm", "pcm")])
def test_stated_other_language_is_believed(stated: str, language: str) -> None:
    document = Document("x", "The minister resigned on Tuesday after a vote in parliament.", language=stated)
    assert language_of(document) == language
    assert not is_readable(document)


def test_blank_statement_is_none() -> None:
    assert not is_readable(Document("x", SENTENCES["de"], language=" "))


class Silent:
    """A coder that finds nothing."""

    def read(self, documents: list[Document]) -> list[Reading]:
        return [Reading(document) for document in documents]


def test_documents_in_other_languages_are_told_and_the_rest_coded() -> None:
    bad = InputError("c", "bad", "mend it")
    inputs = (Document("a", "The minister resigned."), Document("b", SENTENCES["de"]), bad)
    first, second, third = code_inputs(inputs, cast("Coder", Silent()))
    assert isinstance(first, Reading)
    assert first.document is inputs[0]
    assert "document b: in another language than English (de, detected)" in str(second)
    assert "--language en" in str(second)
    assert third is bad
