"""How likely two records tell the same event, and why: a sum of weighed features, made a probability."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import yaml

from dragoman.dedupe.features import COSTLY, FEATURES, Figures, Pairs, feature_matrix
from dragoman.errors import ResourceError

FOLDER = "resources/dedupe"
LEAST_REASON = 0.25
MOST_REASONS = 6


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature counts for, and in which words it is given as a reason."""

    value: float
    says: str


@dataclass(frozen=True, slots=True)
class PairModel:
    """A logistic model over features; `version` names it in judgements, from the probability `least` on two are one."""

    version: str
    bias: float
    weights: Mapping[str, Weight]
    least: float

    @property
    def names(self) -> tuple[str, ...]:
        """The features in their order."""
        return tuple(self.weights)

    def probabilities(self, pairs: Pairs, *, least: float = 0.0) -> Figures:
        """For each pair how likely it is one event; 0 for those that cannot be as likely as `least`."""
        scores = self.bias + self.part(pairs, [name for name in self.names if name not in COSTLY])
        costly = [name for name in self.names if name in COSTLY]
        hope = sum(max(self.weights[name].value, 0.0) for name in costly)
        open_ = np.flatnonzero(scores + hope >= math.log(least / (1 - least)) if least > 0 else np.ones(len(scores), bool))
        scores[open_] += self.part(Pairs(pairs.table, pairs.left[open_], pairs.right[open_]), costly)
        found = np.zeros(len(scores), np.float64)
        found[open_] = 1 / (1 + np.exp(-scores[open_]))
        return found

    def part(self, pairs: Pairs, names: Sequence[str]) -> Figures:
        """What some of the features come to; the sum over a pair does not depend on which others there are."""
        values = np.array([self.weights[name].value for name in names])
        found: Figures = (feature_matrix(pairs, names).astype(np.float64) * values).sum(axis=1)
        return found

    def reasons(self, pairs: Pairs) -> list[str]:
        """For each pair what weighed most, the weightiest first, with what it counted for."""
        values = np.array([weight.value for weight in self.weights.values()], np.float32)
        shares = feature_matrix(pairs, self.names) * values
        return [self.told(row) for row in shares]

    def told(self, shares: Figures) -> str:
        """The reasons of one pair in words."""
        order = sorted(range(len(shares)), key=lambda place: (-abs(float(shares[place])), place))[:MOST_REASONS]
        says = [weight.says for weight in self.weights.values()]
        return ", ".join(f"{says[place]} ({shares[place]:+.1f})" for place in order if abs(shares[place]) >= LEAST_REASON)


def load_families() -> Mapping[str, list[str]]:
    """Event types that reports take for one another."""
    found: Mapping[str, list[str]] = yaml.safe_load(resource("families.yml"))
    return found


def load_model() -> PairModel:
    """The model that comes with Dragoman.

    Raises:
        ResourceError: when it names a feature that there is not.
    """
    fields = yaml.safe_load(resource("same_event.yml"))
    unknown = [name for name in fields["features"] if name not in FEATURES]
    if unknown:
        raise ResourceError(f"{FOLDER}/same_event.yml: no feature '{unknown[0]}'; there are {', '.join(FEATURES)}")
    weights = {name: Weight(float(item["weight"]), item["says"]) for name, item in fields["features"].items()}
    return PairModel(str(fields["version"]), float(fields["bias"]), weights, float(fields["least"]))


def resource(name: str) -> str:
    """The text of a file of this package's knowledge."""
    return files("dragoman").joinpath(*FOLDER.split("/"), name).read_text(encoding="utf-8")
