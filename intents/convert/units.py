"""The units and currencies that are known, read from units.toml and currencies.toml."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

MONEY = "money"
LIKELY_MONEY = ("KRW", "USD", "EUR", "JPY", "GBP")


@dataclass(frozen=True)
class Unit:
    """`base` says how an amount of it is one of the quantity's base unit."""

    id: str  # "metre"; of money the code, "USD"
    quantity: str  # "length", or MONEY
    singular: str
    plural: str
    korean: str
    wordings: tuple[str, ...]
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    inverse: bool = False
    shape: Mapping[str, str] = field(default_factory=dict)  # by language; "{}°C"
    cents: int = 2  # decimals of an amount of money

    def base(self, amount: Fraction) -> Fraction:
        """Raises ZeroDivisionError for nothing of an inverse unit."""
        return self.factor / amount if self.inverse else amount * self.factor + self.offset

    def of_base(self, amount: Fraction) -> Fraction:
        """Likewise."""
        return self.factor / amount if self.inverse else (amount - self.offset) / self.factor

    def named(self, amount: str, language: str) -> str:
        """An amount of it in words: "3 metres", 3미터."""
        if language in self.shape:
            return self.shape[language].format(amount)
        if language == "ko":
            return amount + self.korean
        return f"{amount} {self.singular if amount == '1' else self.plural}"

    def called(self, language: str) -> str:
        return self.korean if language == "ko" else self.plural


@dataclass(frozen=True)
class Quantity:
    name: Mapping[str, str]  # by language: "a length", 길이
    likely: tuple[str, ...]  # units that one probably wants


@dataclass(frozen=True)
class Units:
    by_id: Mapping[str, Unit]
    quantities: Mapping[str, Quantity]
    exactly: Mapping[str, tuple[Unit, ...]]  # by wording as it is written
    folded: Mapping[str, tuple[Unit, ...]]  # by wording in small letters

    def called(self, words: str) -> tuple[Unit, ...]:
        """The units that words may mean, the likeliest first."""
        words = " ".join(unicodedata.normalize("NFC", words).split())
        exactly = self.exactly.get(words, ())
        return (*exactly, *(u for u in self.folded.get(words.casefold(), ()) if u not in exactly))


@cache
def units() -> Units:
    """All of them; the files are read when first asked for."""
    table, money = _read("units.toml"), _read("currencies.toml")
    found = [
        _unit(name, quantity, entry)
        for quantity, group in table.items()
        for name, entry in group["units"].items()
    ]
    found += [_unit(code, MONEY, entry) for code, entry in money.items()]
    quantities = {
        name: Quantity({"en": group["en"], "ko": group["ko"]}, tuple(group["likely"]))
        for name, group in table.items()
    }
    quantities[MONEY] = Quantity({"en": "money", "ko": "돈"}, LIKELY_MONEY)
    exactly: dict[str, tuple[Unit, ...]] = {}
    folded: dict[str, tuple[Unit, ...]] = {}
    for unit in found:
        for wording in unit.wordings:
            exactly[wording] = (*exactly.get(wording, ()), unit)
            small = wording.casefold()
            if unit not in folded.get(small, ()):
                folded[small] = (*folded.get(small, ()), unit)
    return Units({unit.id: unit for unit in found}, quantities, exactly, folded)


def _unit(name: str, quantity: str, entry: Mapping[str, Any]) -> Unit:
    singular, plural, *_ = entry["en"]
    return Unit(
        name,
        quantity,
        singular,
        plural,
        entry["ko"][0],
        tuple(dict.fromkeys((*entry["en"], *entry["ko"], *entry.get("short", ())))),
        _fraction(entry.get("is", "1")),
        _fraction(entry.get("plus", "0")),
        entry.get("inverse", False),
        entry.get("shape", {}),
        entry.get("cents", 2),
    )


def _fraction(written: str) -> Fraction:
    above, _, below = written.partition("/")
    return Fraction(above) / Fraction(below or "1")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
