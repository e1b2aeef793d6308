"""Money: at the rates of a bank that answers, fails, or cannot be reached."""

import contextlib
import importlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.api import NotGrantedError
from tests.intents.bank_server import RATES, BankServer, bank_server, daily
from tests.intents.own_kit import Plugin

INTENT = "convert.amount"
DATED = " (European Central Bank, November 24, 2026)"
package = Plugin("convert", Path()).module.__package__
bank = importlib.import_module(f"{package}.bank")


@pytest.fixture
def server() -> Iterator[BankServer]:
    with bank_server() as server:
        yield server


@pytest.fixture
def convert(tmp_path: Path, server: BankServer) -> Plugin:
    config = {"url": server.url, "timeout": 2}
    return Plugin("convert", tmp_path, config=config, capabilities=frozenset({"network"}))


ASKED = {
    "100 dollars in won": "100 US dollars are about **140,046 South Korean won**.",
    "100 bucks in won": "100 US dollars are about **140,046 South Korean won**.",
    "$100 in euros": "100 US dollars are about **92.59 euros**.",
    "US$100 to EUR": "**92.59 euros**",
    "100 USD to KRW": "**140,046 South Korean won**",
    "₩50000 in dollars": "50,000 South Korean won are about **35.70 US dollars**.",
    "€20 in pounds": "20 euros are **17 British pounds**.",
    "100 pounds in euros": "100 British pounds are about **117.65 euros**.",
    "how many yen is 1 euro": "1 euro is about **163 Japanese yen**.",
    "what is a dollar worth in yen": "1 US dollar is about **151 Japanese yen**.",
    "a million won in dollars": "1,000,000 South Korean won are about **714.05 US dollars**.",
    "1 won in euros": "1 South Korean won is about **0.000661157 euros**.",
    "100달러 원으로": "100달러는 약 **140,046원**이에요.",
    "100달러는 몇 원이야": "100달러는 약 **140,046원**이에요.",
    "5만원은 몇 달러야": "50,000원은 약 **35.70달러**예요.",
    "천만원은 몇 유로": "10,000,000원은 약 **6,611.57유로**예요.",
    "이십 달러는 몇 원이야": "20달러는 약 **28,009원**이에요.",
    "100불은 몇 원": "100달러는 약 **140,046원**이에요.",
    "만 엔은 원화로 얼마야": "10,000엔은 약 **92,678원**이에요.",
    "달러 원 환율": "1달러는 약 **1,400원**이에요.",
    "스위스 프랑을 파운드로": "1스위스프랑은 약 **0.91파운드**예요.",
}


@pytest.mark.parametrize(("text", "said"), ASKED.items())
def test_names_codes_and_signs(convert: Plugin, text: str, said: str) -> None:
    reply = convert.ask(INTENT, text).text
    assert said in reply
    assert reply.endswith((DATED, " (유럽중앙은행, 2026년 11월 24일)"))


def test_several_are_told_with_the_rest_and_dated_once(convert: Plugin, server: BankServer) -> None:
    assert convert.ask(INTENT, "100 dollars in won and euros").text == (
        "- 100 US dollars are about **140,046 South Korean won**.\n"
        "- 100 US dollars are about **92.59 euros**.\n\n" + DATED.strip()
    )
    assert convert.ask(INTENT, "100달러랑 3마일은 몇 원이고 몇 킬로야").text == (
        "- 3마일은 **4.828032킬로미터**예요.\n- 100달러는 약 **140,046원**이에요.\n\n"
        "(유럽중앙은행, 2026년 11월 24일)"
    )
    none = convert.ask(INTENT, "100 dollars in won and rubles").text
    assert "no rate for Russian roubles" in none and "140,046" in none
    assert len(server.asked) == 1


class TestCache:
    def test_the_bank_is_asked_once_a_day(self, convert: Plugin, server: BankServer) -> None:
        first = convert.ask(INTENT, "$1 in won").text
        server.body = daily(RATES | {"KRW": "3000"}, "2026-11-25")
        convert.later(hours=13)
        assert convert.ask(INTENT, "$1 in won").text == first and len(server.asked) == 1
        convert.later(hours=1)  # midnight
        assert convert.ask(INTENT, "$1 in won").text == (
            "1 US dollar is about **2,778 South Korean won**. "
            "(European Central Bank, November 25, 2026)"
        )
        assert len(server.asked) == 2

    @pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b'{"asked": 5, "answer": []}', b"\xff"])
    def test_a_broken_one_is_fetched_anew(
        self, convert: Plugin, server: BankServer, rubbish: bytes
    ) -> None:
        file = convert.folder / "cache" / "rates.json"
        file.parent.mkdir()
        file.write_bytes(rubbish)
        assert "1,400" in convert.ask(INTENT, "$1 in won").text
        convert.ask(INTENT, "$2 in won")
        assert len(server.asked) == 1

    def test_without_a_place_for_it_the_answer_is_the_same(self, convert: Plugin) -> None:
        (convert.folder / "cache").write_text("a file where the folder should be")
        assert "1,400" in convert.ask(INTENT, "$1 in won").text


FAILURES = {
    "hangs": ({"hangs": True}, {"timeout": 0.3}, "cannot reach"),
    "refuses": ({}, {"url": "http://127.0.0.1:1/"}, "cannot reach"),
    "no address": ({}, {"url": "rates, please"}, "not a web address"),
    "odd address": ({}, {"url": "http://\ud800/"}, "not a web address"),
    "error": ({"status": 500}, {}, "no rates that I can read"),
    "busy": ({"status": 429}, {}, "no rates that I can read"),
    "a page": ({"body": b"<html><p>sign in to the wifi</html>"}, {}, "no rates"),
    "empty": ({"body": b""}, {}, "no rates"),
    "half": ({"body": daily()[:400]}, {}, "no rates"),
    "no day": ({"body": daily().replace(b"time=", b"when=")}, {}, "no rates"),
    "odd day": ({"body": daily(day="someday")}, {}, "no rates"),
    "no rates": ({"body": daily({})}, {}, "no rates"),
    "zero": ({"body": daily(RATES | {"KRW": "0"})}, {}, "no rates"),
    "too long": ({"body": daily() + b" " * 200_001}, {}, "no rates"),
    "not zipped": ({"headers": {"Content-Encoding": "gzip"}}, {}, "no rates"),
    "deep": ({"body": b"<a>" * 60_000}, {}, "no rates"),
    "entities": (
        {"body": b'<!DOCTYPE a [<!ENTITY x "y">]>' + daily().partition(b"?>")[2]},
        {},
        "no rates",
    ),
    "a bomb": (
        {
            "body": b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
            b'<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
        },
        {},
        "no rates",
    ),
}


class TestFailures:
    @pytest.mark.parametrize(("change", "config", "said"), FAILURES.values(), ids=FAILURES)
    def test_it_says_so_and_later_goes_by_the_last_known_rates(
        self,
        convert: Plugin,
        server: BankServer,
        change: dict[str, object],
        config: dict[str, object],
        said: str,
    ) -> None:
        good = dict(vars(server))
        for name, value in change.items():
            setattr(server, name, value)
        working, convert.config = convert.config, {**convert.config, **config}
        none = convert.ask(INTENT, "$1 in won")
        assert said in none.text and "no older ones" in none.text
        assert [each.say for each in none.suggestions] == ["$1 in won"]
        assert convert.ask(INTENT, "1달러는 몇 원").text.endswith("전에 받아 둔 환율도 없어요.")

        for name in change:
            setattr(server, name, good[name])
        convert.config = working
        convert.ask(INTENT, "$1 in won")
        convert.later(days=3)
        for name, value in change.items():
            setattr(server, name, value)
        convert.config = {**convert.config, **config}
        known = convert.ask(INTENT, "$1 in won")
        assert known.text.startswith("1 US dollar is about **1,400 South Korean won**. ")
        assert said in known.text and "These are the rates of November 24, 2026." in known.text
        korean = convert.ask(INTENT, "1달러는 몇 원").text
        assert korean.endswith("2026년 11월 24일 환율이에요.")

    def test_a_currency_without_a_rate(self, convert: Plugin) -> None:
        said = "The European Central Bank has no rate for Russian roubles."
        assert convert.ask(INTENT, "100 rubles in dollars").text == said
        assert "대만달러 환율이 없어요" in convert.ask(INTENT, "100원은 몇 대만달러").text

    def test_without_the_grant_units_work_and_money_asks_for_it(
        self, convert: Plugin, server: BankServer
    ) -> None:
        convert.capabilities = frozenset()
        assert "**30.48 centimetres**" in convert.ask(INTENT, "1 foot in cm").text
        with pytest.raises(NotGrantedError) as caught:
            convert.ask(INTENT, "$1 in won")
        assert caught.value.capability == "network" and not server.asked


def test_units_ask_nobody(convert: Plugin, server: BankServer) -> None:
    convert.ask(INTENT, "3 metres in feet")
    convert.ask(INTENT, "100 pounds in kg")
    assert not server.asked


def test_nothing_of_the_message_is_sent(convert: Plugin, server: BankServer) -> None:
    convert.ask(INTENT, "$1234567 in won")
    assert server.asked == ["/eurofxref-daily.xml"]


def test_money_without_a_target_offers_currencies(convert: Plugin, server: BankServer) -> None:
    reply = convert.ask(INTENT, "how much is 100 dollars")
    assert reply.asks == "target" and reply.choices["KRW"] == "South Korean won"
    assert "USD" not in reply.choices and not server.asked
    done = convert.ask(INTENT, "how much is 100 dollars", target="euros", chosen="EUR")
    assert done.text == "100 US dollars are about **92.59 euros**." + DATED


def test_the_rates_are_read_as_they_are_written() -> None:
    rates = bank.read(daily().decode())
    assert rates.day.isoformat() == "2026-11-24"
    assert rates.rates == {"EUR": 1, **{code: Fraction(rate) for code, rate in RATES.items()}}


@given(st.text() | st.binary().map(lambda data: data.decode("utf-8", "replace")))
def test_whatever_the_bank_sends_is_rates_or_none(answer: str) -> None:
    with pytest.raises(bank.BankError):
        bank.read(answer)
    spoiled = daily().decode().replace("1512.50", answer.replace("'", ""))
    with contextlib.suppress(bank.BankError):
        assert all(rate > 0 for rate in bank.read(spoiled).rates.values())
