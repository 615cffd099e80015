"""Lexicon and learned coder as one: each says what it found, and what both say counts for more than what one says.

A word's type is the one with the greatest weighted sum of learned probability and lexicon score; a mention's part likewise.
A wording of several words that the lexicon is sure of stands where the learned coder at least sees some event. Where the two
disagree the score, and so the confidence, is low, and `because` names both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from dragoman.model.event_mention import EventMention, Role, RoleName
from dragoman.model.mention import EntityMention, MentionKind
from dragoman.model.signal import RoleSignal, TriggerSignal
from dragoman.model.syntax import Parse

MUTUAL = frozenset(("CONSULT",))
NO_RULE = "no rule"
OTHER = {RoleName.ACTOR: RoleName.RECIPIENT, RoleName.RECIPIENT: RoleName.ACTOR}
# Types whose plans are coded as AGREE, and how likely a plan must be.
PROMISED = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
LEAST_AHEAD = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """How the two are weighed; chosen on the development documents."""

    learned: float = 0.7
    least: float = 0.4
    sure: float = 0.8
    least_sure: float = 0.28
    least_alone: float = 0.39
    least_some: float = 0.25
    role_learned: float = 0.75
    least_role: float = 0.35
    beside_rule: float = 0.1
    against_rule: float = 0.6
    least_actor: float = 0.2
    least_recipient: float = 0.25
    least_elsewhere: float = 0.6
    least_mode: float = 0.5
    unnamed: float = 0.4


def join(
    parse: Parse,
    events: Sequence[EventMention],
    signals: Sequence[TriggerSignal],
    mentions: Sequence[EntityMention],
    weights: Weights,
) -> list[EventMention]:
    """The events of one sentence, from the lexicon's and the learned coder's."""
    taken: set[int] = set()
    found: list[EventMention | None] = []
    for event in events:
        taken.update(signal.word for signal in signals if covers(parse, event, signal.word))
        best = signal_of(parse, event, signals)
        if best is not None:
            found.append(agreed(event, best, mentions, weights))
    fresh = [signal for signal in signals if signal.word not in taken]
    found += [learned_event(parse, signal, mentions, weights) for signal in fresh]
    return sorted((event for event in found if event is not None), key=lambda event: (event.trigger, event.head))


def covers(parse: Parse, event: EventMention, word: int) -> bool:
    """True when the token is part of the event's wording."""
    return word == event.head or event.trigger.contains(parse.tokens[word].span)


def signal_of(parse: Parse, event: EventMention, signals: Sequence[TriggerSignal]) -> TriggerSignal | None:
    """What the learned coder says of an event's wording, of several words the surest; `signals` are its sentence's."""
    inside = [signal for signal in signals if covers(parse, event, signal.word)]
    return max(inside, key=lambda signal: signal.some, default=None)


def agreed(
    event: EventMention, signal: TriggerSignal, mentions: Sequence[EntityMention], weights: Weights
) -> EventMention | None:
    """The event of a word of which both speak; None where together they do not believe in it."""
    types = before_retyping(event, signal)
    scores = {kind: weights.learned * probability for kind, probability in types.items()}
    both = scores.get(event.type, 0.0) + (1 - weights.learned) * event.score
    scores[event.type] = max(both, sure_alone(event, signal, weights))
    kind = max(scores, key=lambda code: (scores[code], code))
    if scores[kind] < least_of(signal, weights):
        return None
    believed = f"learned {kind} {types.get(kind, 0.0):.2f}"
    because = f"{event.because}; {believed}" if kind == event.type else f"{believed}, not {event.type} by {event.because}"
    modes = event.modes if kind == event.type and event.modes else likely_modes(signal, kind, weights)
    own = event.roles if kind == event.type else ()
    mutual = event.is_mutual if kind == event.type else kind in MUTUAL and "visit" not in modes
    event = replace(event, type=kind, modes=modes, score=scores[kind], because=because, is_mutual=mutual)
    return with_roles(event, own, signal, mentions, weights)


def least_of(signal: TriggerSignal, weights: Weights) -> float:
    """How likely a type must be: less where it is sure that the word tells some event."""
    return weights.least_sure if signal.some >= weights.sure else weights.least


def before_retyping(event: EventMention, signal: TriggerSignal) -> Mapping[str, float]:
    """The learned probabilities with an AGREE that is a plan counted to the type that is planned.

    The learned coder gives what records say, where "will meet" is an AGREE (PLOVER, disambiguation); here the event is still
    a meeting, with its sides, and the records stage makes a promise of it once its status is settled.
    """
    ahead = signal.status.get("planned", 0.0) + signal.status.get("possible", 0.0)
    if event.type not in PROMISED or ahead < LEAST_AHEAD:
        return signal.types
    both = signal.types.get(event.type, 0.0) + signal.types.get("AGREE", 0.0)
    return {**signal.types, event.type: both, "AGREE": 0.0}


def sure_alone(event: EventMention, signal: TriggerSignal, weights: Weights) -> float:
    """The belief in a wording of several words of which the learned coder sees no more than that it is some event."""
    sure = event.word_count > 1 and signal.some >= weights.least_some
    return weights.least * event.score / weights.least_alone if sure else 0.0


def learned_event(
    parse: Parse, signal: TriggerSignal, mentions: Sequence[EntityMention], weights: Weights
) -> EventMention | None:
    """The event of a word that only the learned coder knows; None where it does not believe in it."""
    kind, probability = max(signal.types.items(), key=lambda item: (item[1], item[0]))
    if weights.learned * probability < least_of(signal, weights):
        return None
    modes = likely_modes(signal, kind, weights)
    event = EventMention(
        id=0,
        sentence=signal.sentence,
        head=signal.word,
        trigger=parse.tokens[signal.word].span,
        type=kind,
        modes=modes,
        contexts=(),
        roles=(),
        because=f"learned {kind} {probability:.2f}; not in the lexicon",
        score=weights.learned * probability,
        is_mutual=kind in MUTUAL and "visit" not in modes,
    )
    return with_roles(event, (), signal, mentions, weights)


def likely_modes(signal: TriggerSignal, kind: str, weights: Weights) -> tuple[str, ...]:
    """The modes of a type that the learned coder believes."""
    return tuple(mode for mode, p in sorted(signal.modes.get(kind, {}).items()) if p >= weights.least_mode)


def with_roles(
    event: EventMention,
    own: Sequence[Role],
    signal: TriggerSignal,
    mentions: Sequence[EntityMention],
    weights: Weights,
) -> EventMention:
    """The event with the parts that lexicon and learned coder together find likely."""
    by_rule = {(role.name, role.mention): role.because for role in own}
    heard = {role.mention: role for role in signal.roles}
    for _, mention in by_rule:
        heard.setdefault(mention, RoleSignal(mention, 0.0, 0.0))
    unnamed = frozenset(mention for _, mention in by_rule if mentions[mention].kind is MentionKind.DESCRIPTION)
    scored = list(score_roles(heard, by_rule, unnamed, weights))
    roles: list[Role] = []
    for name in RoleName:
        roles += best_of(name, [role for role in scored if role.name is name], event.sentence, mentions, weights)
    actors = {role.mention for role in roles if role.name is RoleName.ACTOR}
    kept = [role for role in roles if role.name is RoleName.ACTOR or role.mention not in actors]
    if event.is_mutual:
        kept = [replace(role, name=RoleName.ACTOR) for role in kept]
    return replace(event, roles=tuple(sorted(kept, key=lambda role: (role.name is not RoleName.ACTOR, role.mention))))


def score_roles(
    heard: Mapping[int, RoleSignal],
    by_rule: Mapping[tuple[RoleName, int], str],
    unnamed: AbstractSet[int],
    weights: Weights,
) -> Iterator[Role]:
    """Every mention as actor and as recipient, with the belief in it.

    Of phrases without a name ("the movement") the learned coder knows little, since those who annotated reports gave the
    name that stands elsewhere; a rule that finds one of these `unnamed` is believed.
    """
    for mention, signal in heard.items():
        for name, probability in ((RoleName.ACTOR, signal.actor), (RoleName.RECIPIENT, signal.recipient)):
            rule = by_rule.get((name, mention))
            opposed = rule is None and (OTHER[name], mention) in by_rule
            heeded = probability * weights.against_rule if opposed else probability
            score = weights.role_learned * heeded + (1 - weights.role_learned) * (rule is not None)
            if rule is not None and mention in unnamed:
                score = max(score, weights.unnamed)
            yield Role(name, mention, f"{rule or NO_RULE}, learned {probability:.2f}", score)


def best_of(
    name: RoleName, roles: Sequence[Role], sentence: int, mentions: Sequence[EntityMention], weights: Weights
) -> list[Role]:
    """The likely mentions for one part: those of the event's own sentence, and only without any the best one elsewhere."""
    here = [role for role in roles if mentions[role.mention].sentence == sentence]
    sure = any(role.score >= weights.least_role and not role.because.startswith(NO_RULE) for role in here)
    beside = weights.beside_rule if sure else 0.0
    likely = [r for r in here if r.score >= weights.least_role + (beside if r.because.startswith(NO_RULE) else 0.0)]
    if likely:
        return likely
    nearly = max(here, key=lambda role: role.score, default=None)
    if nearly is not None and nearly.score >= (weights.least_actor if name is RoleName.ACTOR else weights.least_recipient):
        return [nearly]
    elsewhere = [
        role for role in roles if mentions[role.mention].sentence != sentence and role.score >= weights.least_elsewhere
    ]
    return sorted(elsewhere, key=lambda role: -role.score)[:1]
