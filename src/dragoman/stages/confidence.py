"""How likely a record is right in type, actor and recipient: a calibrated probability (contract section 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from dragoman.knowledge.bundled import read_bundled
from dragoman.stages.tellings import Telling


def load_confidence_weights() -> Mapping[str, float]:
    """The bundled weights, by feature."""
    return {name: float(weight) for name, weight in read_bundled("lexicons/confidence.yml").items()}


def features_of(tellings: Sequence[Telling]) -> dict[str, float]:
    """What the confidence of an event rests on, each between 0 and 1."""
    actors = [side for telling in tellings for side in telling.actors]
    recipients = [side for telling in tellings for side in telling.recipients]
    known = any(side.resolution is not None and side.resolution.actor.code for side in actors)
    return {
        "bias": 1.0,
        "event": max(telling.mention.score for telling in tellings),
        "actor": max(side.score for side in actors),
        "recipient": max((side.score for side in recipients), default=0.0),
        "no_recipient": float(not recipients),
        "several_tellings": float(len(tellings) > 1),
        "known_actor": float(known),
    }


def confidence_of(tellings: Sequence[Telling], weights: Mapping[str, float]) -> float:
    """The probability, to three places."""
    total = sum(weights[name] * value for name, value in features_of(tellings).items())
    return round(1 / (1 + exp(-total)), 3)
