"""Did it happen: the status of each event in the eyes of whoever tells it (contract section 4).

Three say what they think and the likeliest status wins: the rules, which name the word that decides; the clues around the
trigger, each with its weight in a table; and the learned coder, where there is one. The same clues put any predicate of a
sentence on the scale of those who were asked whether it happened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.model.event_mention import EventMention
from dragoman.model.reading import Reading
from dragoman.model.signal import TriggerSignal
from dragoman.model.status import EventStatus, Status
from dragoman.model.syntax import Parse, Sentence, by_sentence
from dragoman.pipeline import Stage, each
from dragoman.stages.status_clues.clues import Setting, clues_of, group_of, place_clues, rule_clues, setting_of, type_clues
from dragoman.stages.status_clues.rules import StatusCues, judge_status, load_status_cues
from dragoman.stages.status_clues.tables import ClueTables, load_clue_tables, to_value
from dragoman.stages.triggers.join import signal_of

__all__ = ["event_clues", "judge_status", "load_status_cues", "predicate_clues", "status_stage", "value_of", "weigh_status"]

# What the clues and a rule add to the learned probability of a status, a rule with a cue and one without; chosen on the
# development documents.
CLUES_WEIGHT, CUE_WEIGHT, SILENCE_WEIGHT = 2.0, 0.3, 0.0
LEAST_BACKGROUND = 0.5


@dataclass(frozen=True, slots=True)
class Belief:
    """How likely the clues make each status, and that the event is told as background."""

    status: dict[str, float]
    background: float


def predicate_clues(sentence: Sentence, parse: Parse, head: int, cues: StatusCues) -> list[str]:
    """The clues of any word that tells something, by its place in the sentence."""
    event = EventMention(0, sentence.index, head, parse.tokens[head].span, "", (), (), (), "")
    judged = judge_status(sentence, parse, event, cues)
    return [*clues_of(parse, head, cues.temporal), *rule_clues(judged)]


def value_of(sentence: Sentence, parse: Parse, head: int, cues: StatusCues, tables: ClueTables) -> float:
    """Where readers would put what the word at `head` tells, from -3 (certainly not) to 3 (it certainly happened).

    Theirs is the habit of UDS-IH2, where "did not want to" often counts as having happened: not wanting did.
    """
    return to_value(tables.happened.likelihood(predicate_clues(sentence, parse, head, cues)))


def event_clues(
    sentence: Sentence, parse: Parse, event: EventMention, judged: EventStatus, setting: Setting, cues: StatusCues
) -> list[str]:
    """The clues of an event mention, what the rules say of it among them."""
    group = group_of(parse, parse.tokens[event.head])
    return [
        *clues_of(parse, event.head, cues.temporal),
        *rule_clues(judged),
        *type_clues(event, judged, group),
        *place_clues(sentence, parse, event.head, setting),
    ]


def weigh_status(judged: EventStatus, belief: Belief, signal: TriggerSignal | None) -> EventStatus:
    """The status that rule, clues and learned coder together find likeliest; a cue counts for more than none."""
    if judged.is_absent:
        return judged
    scores = {status: CLUES_WEIGHT * share for status, share in belief.status.items()}
    for status, probability in (signal.status if signal is not None else {}).items():
        scores[status] = scores.get(status, 0.0) + probability
    scores[judged.status] = scores.get(judged.status, 0.0) + (CUE_WEIGHT if judged.cue is not None else SILENCE_WEIGHT)
    best = Status(max(scores, key=lambda status: (scores[status], status)))
    background = belief.background if signal is None else (belief.background + signal.background) / 2
    is_background = background >= LEAST_BACKGROUND
    if best is judged.status:
        return replace(judged, is_background=is_background)
    because = f"clues {best} {belief.status.get(best, 0.0):.2f}"
    if signal is not None:
        because += f", learned {signal.status.get(best, 0.0):.2f}"
    return EventStatus(
        judged.event, best, None, f"{because}, not {judged.status} by {judged.because}", is_background=is_background
    )


def status_stage(cues: StatusCues, *, learned: bool = False) -> Stage:
    """The stage that writes `status`, one for each event mention; where `learned`, the signals layer counts too."""
    tables = load_clue_tables()

    def find(reading: Reading) -> tuple[EventStatus, ...]:
        sentences, syntax = reading.sentences or (), reading.syntax or ()
        heard = by_sentence(reading.signals or (), len(sentences))
        setting = setting_of(reading)
        found = []
        for event in reading.events or ():
            sentence, parse = sentences[event.sentence], syntax[event.sentence]
            judged = judge_status(sentence, parse, event, cues)
            clues = event_clues(sentence, parse, event, judged, setting, cues)
            belief = Belief(tables.status.shares(clues), tables.background.likelihood(clues))
            signal = signal_of(parse, event, heard[event.sentence]) if learned else None
            found.append(weigh_status(judged, belief, signal))
        return tuple(found)

    reads = ("sentences", "syntax", *(("signals",) if learned else ()), "events")
    return Stage("status", reads, "status", each("status", find))
