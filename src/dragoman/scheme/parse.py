"""Entries of an ontology from the values of its files; a later file adds to what earlier ones say or overrides it.

Checks that every code named is one that the scheme has. Whether examples and codes are complete is left to `check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dragoman.errors import SchemeError
from dragoman.scheme.entries import Context, EventType, Example, Mode, Outcome, Rule, Sector, Setting
from dragoman.scheme.source import Fields, Value, unknown

SECTIONS = (
    "name",
    "version",
    "codebook",
    "licence",
    "source",
    "extends",
    "includes",
    "quads",
    "types",
    "contexts",
    "sectors",
    "international",
    "auxiliary",
    "rules",
    "settings",
)
TYPE_KEYS = (
    "quad",
    "score",
    "recipient",
    "meaning",
    "limits",
    "cameo",
    "cameo_with",
    "modes",
    "examples",
    "near_misses",
)
MODE_KEYS = ("score", "meaning", "limits", "implies", "cameo", "cameo_with", "examples")
CONTEXT_KEYS = ("covers", "limits", "examples")
RULE_KEYS = ("when", "then", "also", "roles", "because")
EXAMPLE_KEYS = ("text", "mode", "context", "actor", "recipient", "rule")
NO_EVENT = "none"
BLANK = Example("", "", (), (), (), (), entry="", is_near_miss=False, rule=None, where="")


@dataclass(frozen=True, slots=True)
class Draft:
    """An ontology while its files are read; `cameo` and `actors` are the codes that its entries may name."""

    cameo: frozenset[str]
    actors: frozenset[str]
    quads: dict[int, str] = field(default_factory=dict)
    types: dict[str, EventType] = field(default_factory=dict)
    contexts: dict[str, Context] = field(default_factory=dict)
    sectors: dict[str, Sector] = field(default_factory=dict)
    international: dict[str, str] = field(default_factory=dict)
    auxiliary: dict[str, str] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)


def append_files(draft: Draft, files: Iterable[Value]) -> None:
    """Adds what one scheme's files say to `draft`: codes first, then what names them, whatever the order of the files.

    Raises:
        SchemeError: at the first value that does not fit.
    """
    sections = [file.fields(SECTIONS) for file in files]
    for given in sections:
        _append_meanings(draft, given)
    for given in sections:
        for code, value in _entries(given, "types"):
            draft.types[code] = parse_type(draft, code, value)
    for given in sections:
        _append_rules(draft, given)
    for setting in draft.settings.values():
        draft.types[setting.type] = _with_setting(draft.types[setting.type], setting)
    for given in sections:
        draft.examples.extend(find_examples(draft, given))


def _append_meanings(draft: Draft, given: Fields) -> None:
    draft.quads.update((_whole(code), text) for code, text in _meanings(given, "quads"))
    draft.international.update((code.text(), text) for code, text in _meanings(given, "international"))
    draft.auxiliary.update((code.text(), text) for code, text in _meanings(given, "auxiliary"))
    for code, value in _entries(given, "contexts"):
        draft.contexts[code] = parse_context(code, value, draft.contexts.get(code))
    for code, value in _entries(given, "sectors"):
        draft.sectors[code] = parse_sector(code, value)


def _append_rules(draft: Draft, given: Fields) -> None:
    for code, value in _entries(given, "settings"):
        draft.settings[code] = parse_setting(draft, code, value)
    for code, value in _entries(given, "rules"):
        draft.rules[code] = parse_rule(draft, code, value)


def parse_type(draft: Draft, code: str, value: Value) -> EventType:
    """A new type, or one that the draft has with the fields given here instead."""
    given = value.fields(TYPE_KEYS)
    base = draft.types.get(code)
    quad = int(given.number("quad", base.quad if base else None))
    if quad not in draft.quads:
        raise unknown("quad", str(quad), map(str, draft.quads), given.needed("quad").where)
    needs = given.get("recipient")
    modes = dict(base.modes) if base else {}
    for name, mode in _entries(given, "modes"):
        modes[name] = parse_mode(draft, name, mode, modes.get(name))
    return EventType(
        code=code,
        quad=quad,
        score=given.number("score", base.score if base else None),
        requires_recipient=_is_required(needs) if needs else base is not None and base.requires_recipient,
        meaning=given.text("meaning", base.meaning if base else None),
        limits=_text(given, "limits") or (base.limits if base else None),
        modes=modes,
        cameo=_cameo(draft, given.get("cameo")) or (base.cameo if base else None),
        cameo_with={**(base.cameo_with if base else {}), **_cameo_with(draft, given)},
    )


def parse_mode(draft: Draft, code: str, value: Value, base: Mode | None) -> Mode:
    """A new mode, or `base` with the fields given here instead."""
    given = value.fields(MODE_KEYS)
    score = given.get("score")
    return Mode(
        code=code,
        meaning=given.text("meaning", base.meaning if base else None),
        score=score.number() if score else base.score if base else None,
        limits=_text(given, "limits") or (base.limits if base else None),
        implies=given.some_of("implies", "context", draft.contexts) or (base.implies if base else ()),
        cameo=_cameo(draft, given.get("cameo")) or (base.cameo if base else None),
        cameo_with={**(base.cameo_with if base else {}), **_cameo_with(draft, given)},
    )


def parse_context(code: str, value: Value, base: Context | None) -> Context:
    """A new context, or `base` with the fields given here instead."""
    given = value.fields(CONTEXT_KEYS)
    covers = given.text("covers", base.covers if base else None)
    return Context(code, covers, _text(given, "limits") or (base.limits if base else None))


def parse_sector(code: str, value: Value) -> Sector:
    """A sector."""
    given = value.fields(("use", "meaning"))
    return Sector(code, given.text("meaning"), given.needed("use").one_of("use", ("frequent", "less")) == "frequent")


def parse_setting(draft: Draft, name: str, value: Value) -> Setting:
    """A setting with what it decides; or, where the draft has one of that name, another of its allowed values."""
    known = draft.settings.get(name)
    if known is not None:
        if value.number() not in known.allowed:
            raise unknown(f"value of {name}", value.text(), (f"{number:g}" for number in known.allowed), value.where)
        return replace(known, value=value.number())
    if value.is_text():
        raise unknown("setting", name, draft.settings, value.where)
    given = value.fields(("type", "field", "value", "allowed", "because"))
    return Setting(
        name=name,
        type=given.needed("type").one_of("event code", draft.types),
        field=given.needed("field").one_of("field", ("quad", "score")),
        value=given.number("value"),
        allowed=tuple(item.number() for item in given.needed("allowed").items()),
        because=given.text("because"),
    )


def parse_rule(draft: Draft, code: str, value: Value) -> Rule:
    """A rule; one of the same name takes the place of the draft's."""
    given = value.fields(RULE_KEYS)
    when = given.needed("when").fields(("type", "mode", "aux", "wording"))
    types = when.needed("type").some_of("event code", draft.types)
    aux, also = when.get("aux"), given.get("also")
    return Rule(
        code=code,
        types=types,
        modes=when.some_of("mode", f"mode of {' or '.join(types)}", (m for t in types for m in draft.types[t].modes)),
        aux=aux.one_of("auxiliary mode", draft.auxiliary) if aux else None,
        wording=_text(when, "wording"),
        then=parse_outcome(draft, given.needed("then")),
        also=parse_outcome(draft, also) if also else None,
        roles=_text(given, "roles"),
        because=given.text("because"),
    )


def parse_outcome(draft: Draft, value: Value) -> Outcome:
    """What a rule says the event is."""
    given = value.fields(("type", "mode", "context", "wording"))
    code = given.needed("type").one_of("event code", (*draft.types, NO_EVENT))
    modes = draft.types[code].modes if code != NO_EVENT else ()
    return Outcome(
        type=None if code == NO_EVENT else code,
        modes=given.some_of("mode", f"mode of {code}", modes),
        contexts=given.some_of("context", "context", draft.contexts),
        wording=_text(given, "wording"),
    )


def find_examples(draft: Draft, given: Fields) -> Iterator[Example]:
    """The examples of every type, mode and context in one file."""
    for code, value in _entries(given, "types"):
        fields = value.fields(TYPE_KEYS)
        example = replace(BLANK, entry=code, event=code)
        for item in _list(fields, "examples"):
            yield parse_example(draft, item, example)
        for item in _list(fields, "near_misses"):
            yield parse_example(draft, item, replace(example, event="", is_near_miss=True))
        for mode, details in _entries(fields, "modes"):
            for item in _list(details.fields(MODE_KEYS), "examples"):
                yield parse_example(draft, item, replace(example, entry=f"{code} {mode}", mode=(mode,)))
    for code, value in _entries(given, "contexts"):
        for item in _list(value.fields(CONTEXT_KEYS), "examples"):
            yield parse_example(draft, item, replace(BLANK, entry=code, context=(code,)))


def parse_example(draft: Draft, value: Value, base: Example) -> Example:
    """An example; `base` gives what its entry settles, and an empty `event` there is one that it must give itself."""
    given = value.fields(EXAMPLE_KEYS if base.event else (*EXAMPLE_KEYS, "event"))
    code = base.event or given.needed("event").one_of("event code", draft.types)
    rule = given.get("rule")
    actors = draft.actors | draft.international.keys()
    return replace(
        base,
        text=given.text("text"),
        event=code,
        mode=given.some_of("mode", f"mode of {code}", draft.types[code].modes) or base.mode,
        context=given.some_of("context", "context", draft.contexts) or base.context,
        actor=given.needed("actor").some_of("country code", actors),
        recipient=given.some_of("recipient", "country code", actors),
        rule=rule.one_of("rule", draft.rules) if rule else None,
        where=value.where,
    )


def _entries(given: Fields, key: str) -> Iterable[tuple[str, Value]]:
    value = given.get(key)
    return value.entries().items() if value else ()


def _meanings(given: Fields, key: str) -> Iterator[tuple[Value, str]]:
    value = given.get(key)
    for code, meaning in value.pairs() if value else ():
        yield code, meaning.text()


def _list(given: Fields, key: str) -> tuple[Value, ...]:
    value = given.get(key)
    return value.items() if value else ()


def _text(given: Fields, key: str) -> str | None:
    value = given.get(key)
    return value.text() if value else None


def _whole(value: Value) -> int:
    number = value.number()
    if not number.is_integer():
        raise SchemeError(f"a whole number is needed in {value.where}, not '{value.text()}'")
    return int(number)


def _is_required(value: Value) -> bool:
    return value.one_of("recipient", ("required", "optional")) == "required"


def _cameo(draft: Draft, value: Value | None) -> str | None:
    return value.one_of("CAMEO code", draft.cameo) if value else None


def _cameo_with(draft: Draft, given: Fields) -> Mapping[str, str]:
    value = given.get("cameo_with")
    pairs = value.pairs() if value else ()
    return {key.one_of("context", draft.contexts): item.one_of("CAMEO code", draft.cameo) for key, item in pairs}


def _with_setting(event_type: EventType, setting: Setting) -> EventType:
    if setting.field == "quad":
        return replace(event_type, quad=int(setting.value))
    return replace(event_type, score=setting.value)
