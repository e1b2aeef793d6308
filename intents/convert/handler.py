"""Units and money, from one into another."""

from fractions import Fraction

from assistant.plugins.api import Context, Reply, Slots
from assistant.plugins.plain import plain

from . import amounts
from .money import exchanged
from .question import Candidates, Question, mentions, read
from .shown import sentence
from .units import MONEY, Unit, units

CHOICES = 5  # units to choose from at most
LARGEST = Fraction(10**30)  # amount
ABSOLUTE_ZERO = Fraction("-273.15")


def amount(ctx: Context, slots: Slots) -> Reply:
    """How much an amount is in another unit, or in other money."""
    asked = _asked(ctx, slots)
    if asked.target and not asked.source:
        before = _before(ctx)
        asked = Question(asked.amount or before.amount, before.source, asked.target)
    if not asked.source:
        return _ask(ctx, slots, "source", ctx.say(en="From which unit?", ko="어떤 단위에서요?"))
    likely = _likely(asked.source)
    if not asked.target and (len(likely) > 1 or "target" in slots):
        question = ctx.say(en="Into what?", ko="뭘로 바꿀까요?")
        choices = {unit.id: unit.called(ctx.language) for unit in likely[:CHOICES]}
        return _ask(ctx, slots, "target", question, choices)
    pair = _pair(asked.source, asked.target or likely)
    if pair is None:
        return _cannot(ctx, asked.source[0], asked.target[0])
    number = Fraction(1) if asked.amount is None else asked.amount
    if abs(number) > LARGEST:
        return Reply(ctx.say(en="That is too much for me.", ko="제가 다루기에는 너무 큰 수예요."))
    return (
        exchanged(ctx, number, *pair) if pair[0].quantity == MONEY else _units(ctx, number, *pair)
    )


def _asked(ctx: Context, slots: Slots) -> Question:
    """What is asked: as the message reads where it is whole, else with what the slots say.

    A slot that is no part of the message answers a question, and counts before it.
    """
    own = read(ctx.text)
    said = Question(_number(slots), _unit(slots, "source"), _unit(slots, "target"))
    answers = {name for name in slots if slots[name].raw not in ctx.text}
    whole = bool(own.source and own.target)
    number = said.amount if "amount" in answers or own.amount is None else own.amount
    source = said.source if said.source and ("source" in answers or not whole) else own.source
    target = said.target if said.target and ("target" in answers or not whole) else own.target
    if "source" in answers and (again := read(slots["source"].raw)).amount is not None:
        number = again.amount
    return Question(number, source, () if target == source else target)


def _before(ctx: Context) -> Question:
    """What was just converted: "and in euros?" asks for more of it."""
    for exchange in ctx.previous:
        if exchange.intent != ctx.intent:
            break
        if (question := read(exchange.said)).source:
            return question
    return Question()


def _number(slots: Slots) -> Fraction | None:
    """What the slot says of the amount; None when it says nothing that is one."""
    entity = slots.get("amount")
    if entity is None:
        return None
    value = entity.value
    return Fraction(str(value)) if isinstance(value, int | float) else amounts.amount(entity.raw)


def _unit(slots: Slots, name: str) -> Candidates:
    """What a slot says of a unit; () when it says nothing that is one."""
    entity = slots.get(name)
    if entity is None:
        return ()
    if isinstance(entity.value, str) and entity.value in units().by_id:  # it was chosen
        return (units().by_id[entity.value],)
    if found := units().called(entity.raw):
        return found
    inside = mentions(entity.raw)
    return inside[0].units if inside else ()


def _pair(source: Candidates, target: Candidates) -> tuple[Unit, Unit] | None:
    """The likeliest two that measure the same; one unit into itself only when nothing else fits."""
    pairs = [(a, b) for a in source for b in target if a.quantity == b.quantity]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0] if pairs else None)


def _units(ctx: Context, number: Fraction, source: Unit, target: Unit) -> Reply:
    try:
        base = source.base(number)
        result = target.of_base(base)
    except ZeroDivisionError:
        return Reply(ctx.say(en="That has no end.", ko="그 값은 끝이 없어요."))
    if source.quantity == "temperature" and base < ABSOLUTE_ZERO:
        cold = ctx.say(en="Nothing can be that cold.", ko="그렇게 차가울 수는 없어요.")
        return Reply(cold)
    return Reply(sentence(ctx, number, source, result, target))


def _likely(source: Candidates) -> Candidates:
    """What one probably wants to know, beside the unit itself."""
    names = units().quantities[source[0].quantity].likely
    return tuple(units().by_id[name] for name in names if name != source[0].id)


def _ask(
    ctx: Context, slots: Slots, slot: str, question: str, choices: dict[str, str] | None = None
) -> Reply:
    """Ask for a unit, after a word about one that is not known."""
    if slot in slots and not _unit(slots, slot):
        words = plain(slots[slot].raw, 40)
        unknown = ctx.say(en=f"I don't know the unit “{words}”.", ko=f"“{words}”, 모르는 단위예요.")
        question = f"{unknown} {question}"
    return ctx.ask(slot, question, choices)


def _cannot(ctx: Context, source: Unit, target: Unit) -> Reply:
    first, second = (units().quantities[unit.quantity].name for unit in (source, target))
    one, other = (unit.called(ctx.language) for unit in (source, target))
    en = f"{one} are {first['en']}, {other} {second['en']}: one cannot become the other."
    ko = f"{one}: {first['ko']}, {other}: {second['ko']}. 서로 바꿀 수 없어요."
    return Reply(ctx.say(en=en[:1].upper() + en[1:], ko=ko))
