"""Money from one currency into another, and how old its rates are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.naming import listed
from assistant.values.saying import figures

from .bank import BankError
from .rates import Found, look_up
from .shown import sentence
from .units import Unit

_TROUBLE = {
    "unreachable": (
        "I cannot reach the European Central Bank for its rates.",
        "유럽중앙은행에서 환율을 받아 오지 못했어요.",
    ),
    "broken": (
        "The European Central Bank sent no rates that I can read.",
        "유럽중앙은행이 보낸 환율을 읽을 수 없어요.",
    ),
    "address": (
        "The address of the rates in config.toml is not a web address.",
        "config.toml에 적힌 환율 주소가 웹 주소가 아니에요.",
    ),
}


@dataclass(frozen=True)
class Exchange:
    """So much of one currency, to be told in another."""

    amount: Fraction
    source: Unit
    target: Unit


def exchanged(ctx: Context, asked: Sequence[Exchange], beside: Sequence[str] = ()) -> Reply:
    """The reply for money, behind the lines of what else was asked; says what is wrong when there
    are no rates, or only older ones."""
    again = Suggestion(ctx.say(en="Try again", ko="다시 시도"), ctx.text)
    try:
        found = look_up(ctx)
    except BankError as error:
        none = ctx.say(en="I have no older ones either.", ko="전에 받아 둔 환율도 없어요.")
        return Reply(listed([*beside, f"{_trouble(ctx, error)} {none}"]), (again,))
    rates = found.rates.rates
    told = [_sentence(ctx, each, rates) for each in asked]
    lines = [*beside, *dict.fromkeys(told)]
    if not any(each.source.id in rates and each.target.id in rates for each in asked):
        return Reply(listed(lines))
    apart = " " if len(lines) == 1 else "\n\n"
    text = f"{listed(lines)}{apart}{_dated(ctx, found)}"
    return Reply(text, (again,) if found.trouble else ())


def _sentence(ctx: Context, asked: Exchange, rates: Mapping[str, Fraction]) -> str:
    """What it comes to, or that the bank has no rate for it."""
    source, target = asked.source, asked.target
    for unit in (source, target):
        if unit.id not in rates:
            name = unit.called(ctx.language)
            en = f"The European Central Bank has no rate for {name}."
            ko = f"유럽중앙은행에는 {name} 환율이 없어요."
            return ctx.say(en=en, ko=ko)
    result = asked.amount * rates[target.id] / rates[source.id]
    return sentence(ctx, asked.amount, source, result, target)


def _dated(ctx: Context, found: Found) -> str:
    on = figures(found.rates.day, ctx.language)
    if found.trouble is None:
        return ctx.say(en=f"(European Central Bank, {on})", ko=f"(유럽중앙은행, {on})")
    en, ko = f"These are the rates of {on}.", f"{on} 환율이에요."
    return f"{_trouble(ctx, found.trouble)} {ctx.say(en=en, ko=ko)}"


def _trouble(ctx: Context, error: BankError) -> str:
    en, ko = _TROUBLE[error.reason]
    return ctx.say(en=en, ko=ko)
