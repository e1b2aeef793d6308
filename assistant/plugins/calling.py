"""From the slots of a message to the arguments of a handler, and the handler's call."""

import inspect
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from assistant.catalogue import say
from assistant.plugins.api import Context, Reply, Slots
from assistant.plugins.errors import PluginFailedError
from assistant.plugins.manifest import IntentSpec
from assistant.plugins.plain import plain
from assistant.plugins.slot_specs import CHOICE, FREE_TEXT
from assistant.tables import did_you_mean
from assistant.understanding.understanding import Entity
from assistant.values import MODULES

Handler = Callable[..., object]


def call(handler: Handler, spec: IntentSpec, ctx: Context, slots: Slots) -> object:
    """What the handler returns, or a Reply that asks for a slot it cannot do without.

    A parameter takes the slot of its name, `ctx` the context and `slots` all of them as they were
    said. One with a default may stay unsaid; words that mean nothing are asked for again. Raises
    PluginFailedError for a parameter that is no slot.
    """
    parameters = inspect.signature(handler).parameters
    hints = _hints(handler)
    given: dict[str, object] = {}
    for name, parameter in parameters.items():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        if name == "ctx":
            given[name] = ctx
        elif name == "slots":
            given[name] = slots
        elif name not in spec.slots:
            raise _no_slot(handler, name, spec)
        elif name in slots:
            said = [entity for entity in ctx.entities if entity.entity == name] or [slots[name]]
            value = _fitting(said, slots[name], hints.get(name), spec.slots[name].type, ctx)
            if value is None:
                return _ask(spec, name, ctx, slots[name].raw)
            given[name] = value
        elif parameter.default is parameter.empty:
            return _ask(spec, name, ctx)
    positional = [
        given.pop(name) for name, p in parameters.items()
        if p.kind is p.POSITIONAL_ONLY and name in given
    ]  # fmt: skip
    return handler(*positional, **given)


def question(spec: IntentSpec, slot: str, language: str) -> str:
    """What asks for a slot, in the words of its manifest."""
    prompt = spec.slots[slot].prompt
    return prompt.get(language) or say("conversation.ask_slot", language, slot=slot)


def _ask(spec: IntentSpec, slot: str, ctx: Context, raw: str = "") -> Reply:
    text = question(spec, slot, ctx.language)
    if raw:
        text = say("conversation.unclear", ctx.language, words=plain(raw, 40)) + " " + text
    return Reply(text, asks=slot)


def _hints(handler: Handler) -> Mapping[str, Any]:
    try:
        return typing.get_type_hints(handler)
    except Exception:  # an annotation may name what is only there for a type checker
        return {}


def _fitting(
    said: list[Entity], first: Entity, hint: Any, kind: str, ctx: Context
) -> object | None:
    """The value as the parameter's annotation wants it; None when the words mean nothing."""
    hint = _without_none(hint)
    if typing.get_origin(hint) in (list, tuple):
        inner = _without_none(next(iter(typing.get_args(hint)), None))
        values = [_fit(entity, inner, kind, ctx) for entity in said]
        return None if None in values else typing.get_origin(hint)(values)
    return _fit(first, hint, kind, ctx)


def _without_none(hint: Any) -> Any:
    """`City` of `City | None`."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(arg for arg in typing.get_args(hint) if arg is not type(None))
    return hint


def _fit(entity: Entity, hint: Any, kind: str, ctx: Context) -> object | None:
    if hint is Entity:
        return entity
    if entity.value is None and kind not in (FREE_TEXT,) and (kind in MODULES or kind == CHOICE):
        return None
    value = entity.value if entity.value is not None else entity.raw
    if hint is str and not isinstance(value, str):
        return entity.raw
    if hint is timedelta and hasattr(value, "after"):
        later = value.after(ctx.now)
        return None if later is None else later - ctx.now
    if hint is int and isinstance(value, float):
        return int(value) if value.is_integer() else None
    if hint is float and isinstance(value, int):
        return float(value)
    for each in (datetime, date, time):
        if hint is each:
            return _moment(value, each)
    return value


def _moment(value: Any, wanted: type) -> object | None:
    """The datetime of an Instant, the date of a Day or an Instant, the time of a Time."""
    at = getattr(value, "at", None) or getattr(value, "start", None)
    if wanted is date and isinstance(at, datetime):
        return at.date()
    return at if isinstance(at, wanted) else None


def _no_slot(handler: Handler, name: str, spec: IntentSpec) -> PluginFailedError:
    known = (*spec.slots, "ctx", "slots")
    return PluginFailedError(
        f"{getattr(handler, '__name__', 'The handler')} has a parameter {name!r}, "
        f"and {spec.name} no such slot.",
        where=f"intent {spec.name}",
        remedy=did_you_mean(name, known),
    )
