"""Toponym resolution on LGL, TR-News and GeoVirus: the spans are given, the coordinates are to be found.

A prediction counts where it lies within 161 km (100 miles) of the gold coordinates; one that is missing is wrong, and
counts in the distances as half the earth's circumference.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from xml.etree import ElementTree as ET

from dragoman.errors import CorpusError
from dragoman.knowledge.gazetteer import open_gazetteer
from dragoman.model.document import Document
from dragoman.model.span import Span
from dragoman.stages.toponyms.knowledge import PlaceKnowledge, load_place_knowledge
from dragoman.stages.toponyms.resolve import resolve_places

NEAR_KM = 161.0
EARTH_KM = 6371.0
FARTHEST_KM = math.pi * EARTH_KM


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A marked name; the answer is None where the corpus gives none. `country` is a name, as LGL and TR-News have it.

    `marked` is the span as the file has it, `span` the one that covers the phrase: GeoVirus counts from 1.
    """

    marked: Span
    span: Span
    phrase: str
    latitude: float | None
    longitude: float | None
    country: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its marked names."""

    document: Document
    places: tuple[GoldPlace, ...]


@dataclass(frozen=True, slots=True)
class PredictedPlace:
    """One line of predictions: `doc` is the position of the article; nulls where the name was not resolved."""

    doc: int
    start: int
    end: int
    lat: float | None
    lon: float | None
    country_code: str | None


def read_geo_xml(path: Path) -> list[GoldArticle]:
    """The articles of an LGL, TR-News or GeoVirus file, in its order.

    Raises:
        CorpusError: when the file is no XML of that form.
    """
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - a corpus that the user names; expat refuses bombs
        return [to_article(number, article) for number, article in enumerate(root.iter("article"))]
    except (OSError, ET.ParseError, TypeError, ValueError) as error:
        raise CorpusError(f"{path}: not an LGL, TR-News or GeoVirus file ({error})") from error


def to_article(number: int, article: ET.Element) -> GoldArticle:
    """One article; `domain` and `source` are what the corpora call the publication."""
    url = article.findtext("url") or article.findtext("source")
    document = Document(
        id=article.get("docid") or str(number),
        text=article.findtext("text") or "",
        title=article.findtext("title"),
        url=url if url and "wikinews" not in url else None,
        source=article.findtext("domain"),
    )
    marked = [*article.iter("toponym"), *article.iter("location")]
    return GoldArticle(document, tuple(to_gold(element, document.text) for element in marked))


def to_gold(element: ET.Element, text: str) -> GoldPlace:
    """One marked name."""
    phrase = element.findtext("phrase") or element.findtext("name") or ""
    start, end = int(element.findtext("start") or ""), int(element.findtext("end") or "")
    shift = 1 if text[start:end] != phrase and start and text[start - 1 : end - 1] == phrase else 0
    answer = element if element.find("gaztag") is None else element.find("gaztag")
    latitude, longitude = (answer.findtext(name) if answer is not None else None for name in ("lat", "lon"))
    return GoldPlace(
        marked=Span(start, end),
        span=Span(start - shift, end - shift),
        phrase=phrase,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        country=answer.findtext("country") if answer is not None else None,
    )


def predict_places(articles: Sequence[GoldArticle], knowledge: PlaceKnowledge) -> Iterator[PredictedPlace]:
    """A prediction for every marked name, from the text, the spans and the publication alone."""
    for number, article in enumerate(articles):
        spans = [gold.span for gold in article.places]
        home = knowledge.home_of(article.document)
        resolved = resolve_places(article.document.text, spans, knowledge, home)
        for gold, found in zip(article.places, resolved, strict=True):
            place = found.place
            yield PredictedPlace(
                number,
                gold.marked.start,
                gold.marked.end,
                place.latitude if place else None,
                place.longitude if place else None,
                place.country_code if place else None,
            )


def great_circle_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points given as latitude and longitude."""
    a_latitude, a_longitude, b_latitude, b_longitude = map(math.radians, (*a, *b))
    chord = (
        math.sin((b_latitude - a_latitude) / 2) ** 2
        + math.cos(a_latitude) * math.cos(b_latitude) * math.sin((b_longitude - a_longitude) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def error_km(gold: GoldPlace, predicted: PredictedPlace) -> float | None:
    """How far off a prediction is; None where the corpus gives no answer."""
    if gold.latitude is None or gold.longitude is None:
        return None
    if predicted.lat is None or predicted.lon is None:
        return FARTHEST_KM
    return great_circle_km((gold.latitude, gold.longitude), (predicted.lat, predicted.lon))


def score_geo(path: Path, predictions: Path | None = None) -> dict[str, float]:
    """Figures of the places stage on the corpus file `path`; what it predicted is written to `predictions`.

    Raises:
        CorpusError: when the file is not in its format.
    """
    articles = read_geo_xml(path)
    knowledge = load_place_knowledge(open_gazetteer())
    predicted = list(predict_places(articles, knowledge))
    if predictions is not None:
        with predictions.open("w", encoding="utf-8") as out:
            for line in predicted:
                fields = {name: getattr(line, name) for name in PredictedPlace.__slots__}
                out.write(json.dumps(fields) + "\n")
    return figures([gold for article in articles for gold in article.places], predicted, knowledge)


def figures(gold: Sequence[GoldPlace], predicted: Sequence[PredictedPlace], knowledge: PlaceKnowledge) -> dict[str, float]:
    """Accuracy within 161 km and of the country, mean and median error, over the names that have an answer."""
    errors: list[float] = []
    countries: list[bool] = []
    for place, guess in zip(gold, predicted, strict=True):
        if (off := error_km(place, guess)) is None:
            continue
        errors.append(off)
        if place.country and (rows := [row for row in knowledge.gazetteer.rows(place.country) if row.resolution == 1]):
            countries.append(knowledge.gazetteer.countries[rows[0].country].code == guess.country_code)
    if not errors:
        return {"places": 0}
    result = {
        "places": len(errors),
        "accuracy_161km": round(fmean(off <= NEAR_KM for off in errors), 4),
        "mean_error_km": round(fmean(errors), 1),
        "median_error_km": round(median(errors), 1),
        "unresolved": round(fmean(off == FARTHEST_KM for off in errors), 4),
    }
    if countries:
        result["country_accuracy"] = round(fmean(countries), 4)
    return result
