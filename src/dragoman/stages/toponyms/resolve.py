"""Which place each name of a document means.

Every candidate has named features: how big and of what kind it is, whether the words beside the name say where it lies, how
it agrees with the other names of the document, with the nationalities in it, and with the home of the publication. Their
weighted sum, made into probabilities over the candidates of one name, feeds the features of the other names, three times
over. One name has one sense in one document, except where it is told where each lies ("Paris, Texas and Paris, France").
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.knowledge.gazetteer import FIRST_OWN_ID, Row, fold_name
from dragoman.model.span import Span
from dragoman.model.where import Place
from dragoman.stages.toponyms.candidates import DESIGNATORS, find_areas, find_rows, lies_in, of_class
from dragoman.stages.toponyms.knowledge import Home, PlaceKnowledge

ROUNDS = 3
KM_OF_DEGREE = 111.2
NEAR_KM = 120.0
# What the index gives no population counts as if it had one of ten to this power, by how wide it is.
SIZE_BY_RESOLUTION = {0: 7.0, 1: 6.5, 2: 6.0, 3: 5.0, 4: 5.0, 5: 5.5}
# Towns that GeoNames gives no population are villages.
SIZE_OF_TOWN = 2.7
# After a name: ", Texas" and " (Texas)" and " in Texas"; the area is one to three capitalised words.
BESIDE = re.compile(
    r"(?:,\s*|\s*\(|\s+(?:located\s+)?in\s+(?:the\s+)?)((?:[A-Z][\w.'’-]*\.?)(?:\s(?:of\s|and\s)?[A-Z][\w.'’-]*){0,2})"
)
WORD_AFTER = re.compile(r"\s([Cc]ounty|[Pp]arish|[Pp]rovince|[Gg]overnorate|[Pp]refecture|oblast|raion)\b")
WORD_BEFORE = re.compile(r"\b([a-z]+) of (?:the )?$")
LISTED = re.compile(r",?\s*(?:,|and|or|&|,\s*and)\s+(?:in\s+|the\s+)?")
BEFORE = re.compile(r"([A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?)(?:['’]s|\s(?:city|town|village|province|port|capital|state) of)\s+$")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name was resolved to; `place` is None where the gazetteer has nothing of that name."""

    place: Place | None
    because: str
    score: float = 0.0


@dataclass(slots=True)
class Group:
    """The mentions of one name, taken together, with its candidates and their probabilities as they change.

    `listed_with` are the numbers of the groups whose names stand beside it in a list ("Ohio, Texas and Utah").
    """

    name: str
    members: list[int]
    rows: tuple[Row, ...]
    fixed: list[dict[str, float]]
    scores: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    listed_with: list[int] = field(default_factory=list)

    def best(self) -> int:
        """The number of the likeliest candidate."""
        return max(range(len(self.rows)), key=lambda i: (self.scores[i], -self.rows[i].key))


@dataclass(frozen=True, slots=True)
class Context:
    """What of a document bears on all of its names."""

    text: str
    home: Home | None
    nationalities: Mapping[str, float]


def resolve_places(text: str, spans: Sequence[Span], knowledge: PlaceKnowledge, home: Home | None = None) -> list[Resolved]:
    """What each of the names at `spans` of `text` means, in their order."""
    groups = to_groups(Context(text, home, count_nationalities(text, knowledge)), spans, knowledge)
    settle(groups, knowledge.weights)
    resolved = [Resolved(None, "the gazetteer has no place of this name")] * len(spans)
    for group in groups:
        best = group.best()
        found = Resolved(knowledge.gazetteer.place(group.rows[best]), reason(group, best, knowledge), group.chances[best])
        for member in group.members:
            resolved[member] = found
    return resolved


def count_nationalities(text: str, knowledge: PlaceKnowledge) -> dict[str, float]:
    """The share of each country among the words for nationalities in a text."""
    counts = Counter(knowledge.demonyms[word] for word in knowledge.nationality.findall(text))
    return {code: count / counts.total() for code, count in counts.items() if code}


def to_groups(context: Context, spans: Sequence[Span], knowledge: PlaceKnowledge) -> list[Group]:
    """The names with candidates, those of one name together unless they are said to lie in different areas."""
    areas = [find_area_beside(context.text, span, knowledge) for span in spans]
    by_name: dict[str, list[int]] = {}
    for number, span in enumerate(spans):
        by_name.setdefault(fold_name(span.of(context.text)), []).append(number)
    groups = []
    for name, members in by_name.items():
        rows = find_meanings(spans[members[0]].of(context.text), knowledge)
        rows = next((told for member in members if (told := told_class(rows, context.text, spans[member]))), rows)
        for part, part_areas in by_area(members, areas):
            if rows:
                areas_of = [area for area in part_areas if contains_some(area, rows)]
                fixed = [fixed_features(row, rows, areas_of, context, knowledge) for row in rows]
                groups.append(Group(name, part, rows, fixed))
    note_lists(context.text, spans, groups)
    return groups


def note_lists(text: str, spans: Sequence[Span], groups: Sequence[Group]) -> None:
    """Notes in each group which others stand beside it in a list."""
    group_of = {member: number for number, group in enumerate(groups) for member in group.members}
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    for one, other in pairwise(order):
        if (
            LISTED.fullmatch(text, spans[one].end, max(spans[one].end, spans[other].start))
            and one in group_of
            and other in group_of
        ):
            groups[group_of[one]].listed_with.append(group_of[other])
            groups[group_of[other]].listed_with.append(group_of[one])


def find_meanings(name: str, knowledge: PlaceKnowledge) -> tuple[Row, ...]:
    """The places that a name, or a word for what belongs to a place ("Georgian"), may mean."""
    if rows := find_rows(knowledge.gazetteer, name):
        return rows
    word = re.sub(r"['’]s?$", "", name)
    rows = find_rows(knowledge.gazetteer, knowledge.belonging.get(word, ""))
    return tuple(row for row in rows if not row.feature.startswith("PPL")) or rows


def contains_some(area: Row, rows: Sequence[Row]) -> bool:
    """False where an area said after a name goes with it in a list: "Oregon, Washington and Idaho" are three states."""
    is_list = any(row.feature == area.feature for row in rows) and all(row.ordinal != area.ordinal for row in rows)
    return not is_list or any(row.feature == "PPLC" and lies_in(row, area) for row in rows)


def told_class(rows: Sequence[Row], text: str, span: Span) -> tuple[Row, ...]:
    """Those of `rows` that are what the word beside the name says: "the city of Quebec", "Hebei province"."""
    match = WORD_AFTER.match(text, span.end) or WORD_BEFORE.search(text, max(0, span.start - 20), span.start)
    classes = DESIGNATORS.get(match.group(1).lower()) if match else None
    return of_class(rows, classes) if classes else ()


def by_area(members: list[int], areas: Sequence[tuple[Row, ...]]) -> list[tuple[list[int], tuple[Row, ...]]]:
    """Mentions of one name split by the areas said beside them; those without go with the first that has one."""
    found: dict[int, list[int]] = {}
    for member in members:
        if areas[member]:
            found.setdefault(areas[member][0].ordinal, []).append(member)
    if not found:
        return [(members, ())]
    parts = [(part, areas[part[0]]) for part in found.values()]
    parts[0][0].extend(member for member in members if not areas[member])
    return parts


def find_area_beside(text: str, span: Span, knowledge: PlaceKnowledge) -> tuple[Row, ...]:
    """The country, province or district that the words right after or before a name give ("Paris, Texas")."""
    if match := BESIDE.match(text, span.end):
        words = match.group(1).split(" ")
        for count in range(len(words), 0, -1):
            if areas := find_areas(knowledge.gazetteer, " ".join(words[:count])):
                return areas
    if (match := BEFORE.search(text, max(0, span.start - 40), span.start)) and (
        areas := find_areas(knowledge.gazetteer, match.group(1))
    ):
        return areas
    return ()


def fixed_features(
    row: Row, rows: Sequence[Row], areas: Sequence[Row], context: Context, knowledge: PlaceKnowledge
) -> dict[str, float]:
    """The features of a candidate that do not depend on what the other names mean."""
    names_country = any(other.feature.startswith("PCL") for other in rows)
    is_capital = row.feature == "PPLC" and not names_country
    unknown = SIZE_BY_RESOLUTION[row.resolution] if row.key >= FIRST_OWN_ID or row.resolution < 4 else SIZE_OF_TOWN
    size = math.log10(row.population) if row.population > 0 else unknown
    features = {
        "size": size,
        "country": float(row.feature.startswith("PCL")),
        "province": float(row.feature == "ADM1"),
        "district": float(row.feature == "ADM2"),
        "capital": float(is_capital),
        "capital_in_world_news": float(is_capital and (context.home is None or not context.home.is_local)),
        "wide": float(row.resolution == 0),
        "own": float(row.key >= FIRST_OWN_ID),
        "other_name": float(row.is_other_name),
        "largest": float(row.population == max(other.population for other in rows)),
        "namesake": float(
            row.resolution == 4 and not names_country and any(lies_in(row, other) for other in rows if other.resolution == 2)
        ),
        "beside": float(any(lies_in(row, area) for area in areas)),
    }
    country = knowledge.gazetteer.countries[row.country].code
    features["nationality"] = context.nationalities.get(country, 0.0)
    if (home := context.home) is not None:
        away = distance_km(row.latitude, row.longitude, home.latitude, home.longitude)
        reach = "local" if home.is_local else "national"
        features[f"{reach}_country"] = float(country == home.country_code)
        features[f"{reach}_near"] = math.exp(-away / 60.0)
        features[f"{reach}_around"] = math.exp(-away / 300.0)
    return features


def settle(groups: Sequence[Group], weights: Mapping[str, float]) -> None:
    """Scores the candidates of all groups, with the context that the round before gives."""
    for group in groups:
        score(group, group.fixed, weights)
    for _ in range(ROUNDS if len(groups) > 1 else 0):
        contexts = [context_features(group, groups) for group in groups]
        for group, context in zip(groups, contexts, strict=True):
            score(group, [{**fixed, **more} for fixed, more in zip(group.fixed, context, strict=True)], weights)


def score(group: Group, features: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> None:
    """Weighted sums of the features, and probabilities from them."""
    group.scores = [sum(weights[name] * value for name, value in row.items() if value) for row in features]
    top = max(group.scores)
    shares = [math.exp(value - top) for value in group.scores]
    total = sum(shares)
    group.chances = [share / total for share in shares]


def context_features(group: Group, groups: Sequence[Group]) -> list[dict[str, float]]:
    """For each candidate, how it agrees with what the other names are likely to mean."""
    others = [
        [(other.rows[i], other.chances[i]) for i in likeliest(other.chances)] for other in groups if other.name != group.name
    ]
    listed = [groups[number] for number in group.listed_with if groups[number] is not group]
    return [{**agreement(row, others), "listed": kinship(row, listed)} for row in group.rows]


def kinship(row: Row, listed: Sequence[Group]) -> float:
    """How likely the names in one list with a candidate are of its kind: states with states, towns with towns."""
    chances = [
        chance
        for group in listed
        for rival, chance in zip(group.rows, group.chances, strict=True)
        if rival.resolution == row.resolution and rival.feature[:3] == row.feature[:3] and rival.ordinal != row.ordinal
    ]
    return sum(chances) / len(listed) if listed else 0.0


def likeliest(chances: Sequence[float], count: int = 3) -> list[int]:
    """The numbers of the likeliest candidates, without those that are all but excluded."""
    order = sorted(range(len(chances)), key=lambda i: -chances[i])[:count]
    return [i for i in order if chances[i] > 0.02]


def agreement(row: Row, others: Sequence[Sequence[tuple[Row, float]]]) -> dict[str, float]:
    """How a candidate agrees with the other names: same country and province on average, an area named, a neighbour."""
    same_country = same_province = in_area = in_district = in_country = near = closeness = 0.0
    for other in others:
        country = province = close = 0.0
        for rival, chance in other:
            if rival.country != row.country or not row.country:
                continue
            country += chance
            if lies_in(row, rival):
                match rival.feature:
                    case "ADM1":
                        in_area = max(in_area, chance)
                    case "ADM2":
                        in_district = max(in_district, chance)
                    case _:
                        in_country = max(in_country, chance)
            if row.province >= 0 and row.province in (rival.province, rival.ordinal):
                province += chance
            if rival.resolution > 2:
                away = distance_km(row.latitude, row.longitude, rival.latitude, rival.longitude)
                close += chance * math.exp(-away / NEAR_KM) if rival.ordinal != row.ordinal else 0.0
        same_country += country
        same_province += province
        near = max(near, close)
        closeness += close
    count = max(len(others), 1)
    return {
        "same_country": same_country / count,
        "same_province": same_province / count,
        "in_province": in_area,
        "in_district": in_district,
        "in_country": in_country,
        "near": near,
        "neighbours": closeness / count,
    }


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points, good to some per cent: enough to tell near from far."""
    across = abs(longitude - other_longitude)
    across = min(across, 360.0 - across) * math.cos(math.radians((latitude + other_latitude) / 2))
    return KM_OF_DEGREE * math.hypot(across, latitude - other_latitude)


def reason(group: Group, best: int, knowledge: PlaceKnowledge) -> str:
    """Why this candidate: how many there were, and the features that set it apart from the next."""
    if len(group.rows) == 1:
        return "the only place of this name"
    rival = sorted(range(len(group.rows)), key=lambda i: -group.scores[i])[0 if best != 0 else 1]
    mine, theirs = group.fixed[best], group.fixed[rival]
    names = {*mine, *theirs}
    gains = {name: knowledge.weights[name] * (mine.get(name, 0.0) - theirs.get(name, 0.0)) for name in names}
    strongest = [name for name, gain in sorted(gains.items(), key=lambda item: (-item[1], item[0]))[:2] if gain > 0]
    said = " and ".join(strongest) or "the other places named"
    return f"one of {len(group.rows)} places of this name, for {said} ({group.chances[best]:.2f})"
