"""What is missing from a scheme that loads: examples, scores, codes of the crosswalk.

Codes that do not exist stop the loading itself; here is what a scheme can run without but should not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dragoman.errors import SchemeError
from dragoman.scheme.crosswalk import load_cameo, to_cameo
from dragoman.scheme.entries import Example
from dragoman.scheme.scheme import Scheme

HIGHEST_SCORE = 10
POSITIVE_EXAMPLES = 2


def check_scheme(scheme: Scheme) -> list[str]:
    """The problems of a scheme, one sentence each; empty when there are none.

    Whether the coder gives the codes of `scheme.examples` is for the caller to run: the scheme knows no coder.
    """
    return [
        *_missing_examples(scheme),
        *_unfit_examples(scheme),
        *_unfit_numbers(scheme),
        *_unfit_territories(scheme),
        *_gaps_to_cameo(scheme),
        *_gaps_from_cameo(scheme),
    ]


def _missing_examples(scheme: Scheme) -> Iterator[str]:
    positive = Counter(example.entry for example in scheme.examples if not example.is_near_miss)
    near_misses = Counter(example.entry for example in scheme.examples if example.is_near_miss)
    for event_type in scheme.types.values():
        if positive[event_type.code] < POSITIVE_EXAMPLES:
            yield f"type {event_type.code} has {positive[event_type.code]} examples; give at least {POSITIVE_EXAMPLES}"
        if not near_misses[event_type.code]:
            yield f"type {event_type.code} has no near miss; give one that it is easily taken for"
        for mode in event_type.modes:
            if not positive[f"{event_type.code} {mode}"]:
                yield f"mode {event_type.code} {mode} has no example"
    for context in scheme.contexts:
        if not positive[context]:
            yield f"context {context} has no example"


def _unfit_examples(scheme: Scheme) -> Iterator[str]:
    seen: dict[str, Example] = {}
    for example in scheme.examples:
        first = seen.setdefault(example.text, example)
        if first is not example and first.event != example.event:
            yield f"the example in {example.where} is {example.event}, and {first.event} in {first.where}"
        if example.is_near_miss and example.event == example.entry:
            yield f"the near miss in {example.where} is {example.event} all the same"
        if scheme.requires_recipient(example.event) and not example.recipient and len(example.actor) == 1:
            yield f"the example in {example.where} has no recipient, which {example.event} requires"
        rule = scheme.rules[example.rule] if example.rule else None
        if rule is not None and example.event not in (rule.then.type, rule.also.type if rule.also else None):
            yield f"the example in {example.where} is {example.event}, but rule {rule.code} says {rule.then.type}"


def _unfit_numbers(scheme: Scheme) -> Iterator[str]:
    for event_type in scheme.types.values():
        scores = {event_type.code: event_type.score}
        scores |= {
            f"{event_type.code} {mode.code}": mode.score for mode in event_type.modes.values() if mode.score is not None
        }
        for entry, score in scores.items():
            if abs(score) > HIGHEST_SCORE:
                yield f"the score of {entry}, {score:g}, is not in -{HIGHEST_SCORE} to {HIGHEST_SCORE}"


def _unfit_territories(scheme: Scheme) -> Iterator[str]:
    for territory in scheme.territories:
        if territory.state not in scheme.countries:
            yield f"{territory.name} folds into {territory.state}, which is no country"
        for sector in territory.sectors:
            if sector not in scheme.sectors:
                yield f"{territory.name} has sector {sector}, which the scheme lacks"


def _gaps_to_cameo(scheme: Scheme) -> Iterator[str]:
    for event_type in scheme.types.values():
        for modes in ((), *((mode,) for mode in event_type.modes)):
            try:
                to_cameo(scheme, event_type.code, modes)
            except SchemeError as error:
                yield str(error)
                break


def _gaps_from_cameo(scheme: Scheme) -> Iterator[str]:
    for code in load_cameo().values():
        if code.type is None or code.type not in scheme.types:
            continue
        for mode in code.modes:
            if not scheme.is_mode(code.type, mode):
                yield f"CAMEO {code.code} gives {code.type} the mode {mode}, which the scheme lacks"
        for context in code.contexts:
            if context not in scheme.contexts:
                yield f"CAMEO {code.code} gives the context {context}, which the scheme lacks"
