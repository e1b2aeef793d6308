"""Units and money, from one into another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.plugins.api import Context, Reply, Slots
from assistant.plugins.naming import listed
from assistant.plugins.plain import plain
from assistant.understanding.understanding import Entity

from . import amounts
from .money import Exchange, exchanged
from .question import Candidates, Given, Question, mentions, read
from .shown import sentence
from .units import MONEY, Unit, units

MOST = 12  # conversions that are told at once
CHOICES = 5  # units to choose from at most
LARGEST = Fraction(10**30)  # amount
ABSOLUTE_ZERO = Fraction("-273.15")


def amount(ctx: Context, slots: Slots) -> Reply:
    """How much an amount is in another unit, or in other money; or each of several in each."""
    asked = _asked(ctx, slots)
    if asked.targets and not asked.first.units:
        asked = _continued(asked, _before(ctx))
    source = asked.first.units
    if not source:
        return _ask(ctx, slots, "source", ctx.say(en="From which unit?", ko="어떤 단위에서요?"))
    likely = _likely(source)
    if not asked.targets and (len(likely) > 1 or "target" in slots):
        question = ctx.say(en="Into what?", ko="뭘로 바꿀까요?")
        choices = {unit.id: unit.called(ctx.language) for unit in likely[:CHOICES]}
        return _ask(ctx, slots, "target", question, choices)
    return _told(ctx, asked.given, asked.targets or (likely,))


def _asked(ctx: Context, slots: Slots) -> Question:
    """What is asked: as the message reads where it is whole, else with what the slots say.

    A slot that is no part of the message answers a question, and counts before it.
    """
    own = read(ctx.text)
    answers = {name for name in slots if slots[name].raw not in ctx.text}
    whole = bool(own.first.units and own.targets)
    given, targets = own.given, own.targets
    numbers, sources = _numbers(ctx, slots), _units(slots, "source")
    answer = read(slots["source"].raw) if "source" in answers else Question()
    if answer.first.amount is not None:
        given = answer.given
    elif sources and ("source" in answers or not whole):
        as_read = own.first.units
        given = tuple(
            replace(each, units=sources[0]) if each.units == as_read else each for each in given
        ) or _each(numbers, sources[0])
    first = given[0] if given else Given()
    if numbers and ("amount" in answers or first.amount is None):
        given = tuple(one for each in given or (first,) for one in _each(numbers, each.units))
    if (said := _units(slots, "target")) and ("target" in answers or not whole):
        targets = said
    itself = [first.units] if all(each.units == first.units for each in given) else []
    return Question(given, tuple(each for each in targets if each not in itself))


def _each(numbers: Sequence[Fraction], units: Candidates) -> tuple[Given, ...]:
    return tuple(Given(number, units) for number in numbers) or (Given(None, units),)


def _continued(asked: Question, before: Question) -> Question:
    """With what was converted before: "and in euros?" """
    units = before.first.units
    numbers = [each.amount for each in asked.given if each.amount is not None]
    return Question(_each(numbers, units) if numbers else before.given, asked.targets)


def _before(ctx: Context) -> Question:
    """What was just converted: "and in euros?" asks for more of it."""
    for exchange in ctx.previous:
        if exchange.intent != ctx.intent:
            break
        if (question := read(exchange.said)).first.units:
            return question
    return Question()


def _numbers(ctx: Context, slots: Slots) -> list[Fraction]:
    """What the slot says of the amount, or of several; nothing when it says none that is one."""
    entity = slots.get("amount")
    if entity is None:
        return []
    row = [each for each in ctx.entities if each.entity == "amount"]
    numbers = [_number(each) for each in (row if entity.raw in [e.raw for e in row] else [entity])]
    return [number for number in numbers if number is not None]


def _number(entity: Entity) -> Fraction | None:
    value = entity.value
    return Fraction(str(value)) if isinstance(value, int | float) else amounts.amount(entity.raw)


def _units(slots: Slots, name: str) -> tuple[Candidates, ...]:
    """What a slot says of a unit, or of each in a row; () when it says nothing that is one."""
    entity = slots.get(name)
    if entity is None:
        return ()
    if isinstance(entity.value, str) and entity.value in units().by_id:  # it was chosen
        return ((units().by_id[entity.value],),)
    if found := units().called(entity.raw):
        return (found,)
    return tuple(each.units for each in mentions(entity.raw))


def _told(ctx: Context, given: Sequence[Given], targets: Sequence[Candidates]) -> Reply:
    """Each of what is given in each unit that fits it, a line each; money after the rest."""
    lines: list[str] = []
    money: list[Exchange] = []
    for one, target in _fitting(given, targets):
        number = Fraction(1) if one.amount is None else one.amount
        pair = _pair(one.units, target)
        if pair is None:
            lines.append(_cannot(ctx, one.units[0], target[0]))
        elif abs(number) > LARGEST:
            lines.append(
                ctx.say(en="That is too much for me.", ko="제가 다루기에는 너무 큰 수예요.")
            )
        elif pair[0].quantity == MONEY:
            money.append(Exchange(number, *pair))
        else:
            lines.append(_converted(ctx, number, *pair))
    lines = list(dict.fromkeys(lines))
    if len(lines) + len(money) > MOST:
        en, ko = f"I tell up to {MOST} at once.", f"한 번에 {MOST}개까지만 알려 드려요."
        return Reply(ctx.say(en=en, ko=ko))
    return exchanged(ctx, money, lines) if money else Reply(listed(lines))


def _fitting(
    given: Sequence[Given], targets: Sequence[Candidates]
) -> Iterator[tuple[Given, Candidates]]:
    """What goes into what; what fits nothing with the first of the others, to say so."""
    used: list[Candidates] = []
    for one in given:
        fitting = [target for target in targets if _pair(one.units, target)]
        # 180 cm in feet and inches: the feet are told with their inches.
        told = [target for target in fitting if target[0].id != "inch" or not _has_feet(fitting)]
        used += fitting
        for target in told or targets[:1]:
            yield one, target
    for target in targets:
        if target not in used:
            yield given[0], target


def _has_feet(targets: Sequence[Candidates]) -> bool:
    return any(target[0].id == "foot" for target in targets)


def _pair(source: Candidates, target: Candidates) -> tuple[Unit, Unit] | None:
    """The likeliest two that measure the same; one unit into itself only when nothing else fits."""
    pairs = [(a, b) for a in source for b in target if a.quantity == b.quantity]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0] if pairs else None)


def _converted(ctx: Context, number: Fraction, source: Unit, target: Unit) -> str:
    try:
        base = source.base(number)
        result = target.of_base(base)
    except ZeroDivisionError:
        return ctx.say(en="That has no end.", ko="그 값은 끝이 없어요.")
    if source.quantity == "temperature" and base < ABSOLUTE_ZERO:
        return ctx.say(en="Nothing can be that cold.", ko="그렇게 차가울 수는 없어요.")
    return sentence(ctx, number, source, result, target)


def _likely(source: Candidates) -> Candidates:
    """What one probably wants to know, beside the unit itself."""
    names = units().quantities[source[0].quantity].likely
    return tuple(units().by_id[name] for name in names if name != source[0].id)


def _ask(
    ctx: Context, slots: Slots, slot: str, question: str, choices: dict[str, str] | None = None
) -> Reply:
    """Ask for a unit, after a word about one that is not known."""
    if slot in slots and not _units(slots, slot):
        words = plain(slots[slot].raw, 40)
        unknown = ctx.say(en=f"I don't know the unit “{words}”.", ko=f"“{words}”, 모르는 단위예요.")
        question = f"{unknown} {question}"
    return ctx.ask(slot, question, choices)


def _cannot(ctx: Context, source: Unit, target: Unit) -> str:
    first, second = (units().quantities[unit.quantity].name for unit in (source, target))
    one, other = (unit.called(ctx.language) for unit in (source, target))
    en = f"{one} are {first['en']}, {other} {second['en']}: one cannot become the other."
    ko = f"{one}: {first['ko']}, {other}: {second['ko']}. 서로 바꿀 수 없어요."
    return ctx.say(en=en[:1].upper() + en[1:], ko=ko)
