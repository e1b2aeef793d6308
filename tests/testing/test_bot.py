"""The world that a plugin's tests are made in."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from assistant.plugins.api import Reply
from assistant.problems import AssistantError
from assistant.testing.bot import START, AssistantBot
from assistant.testing.places import plugin_of
from assistant.testing.schedule import FakeSchedule
from assistant.testing.web import FakeWeb
from assistant.values.recurrences import Recurrence

EGG = """
from datetime import timedelta
from assistant import Call, Context, Reply, intent

@intent("egg.boil", en=["boil an egg", "boil me an egg please", "an egg please"],
        capabilities=["notify", "network", "exec"])
def boil(ctx: Context) -> Reply:
    ctx.schedule.add(ctx.now + timedelta(minutes=5), "The egg!", kind="egg")
    ctx.notify("Egg", "in 5 minutes")
    ctx.open("https://egg.example")
    return Reply("In the pot.", undo=Call("cool"))

def cool(ctx: Context) -> str:
    ctx.schedule.cancel(each.id for each in ctx.schedule.pending("egg"))
    return "Out of the pot."

@intent("egg.price", en=["what does an egg cost", "price of an egg", "how much is an egg"],
        capabilities=["network"])
def price(ctx: Context) -> str:
    with ctx.http() as client:
        said = client.get("https://egg.example/price", params={"key": ctx.secret("key")})
    return f"{said.json()['cents']} cents {ctx.config.get('where', '')} {ctx.now:%H:%M %Z}"
"""


@pytest.fixture
def bot(tmp_path: Path, rehearsal: Path) -> AssistantBot:
    (tmp_path / "egg.py").write_text(EGG)
    bot = AssistantBot(tmp_path / "world", seed=rehearsal.parent, beside=tmp_path)
    bot.use("egg.py")
    return bot


def test_what_a_plugin_does_outside_is_written_down(bot: AssistantBot) -> None:
    assert bot.say("boil an egg").text == "In the pot."
    assert [(n.title, n.text) for n in bot.notifications] == [("Egg", "in 5 minutes")]
    assert bot.opened == ("https://egg.example",)
    (egg,) = bot.rings
    assert (egg.at, egg.kind, egg.created) == (START + timedelta(minutes=5), "egg", START)


def test_it_rings_when_the_clock_gets_there(bot: AssistantBot) -> None:
    bot.at("2026-12-24 18:00")
    bot.say("boil an egg")
    bot.wait(minutes=4)
    assert (bot.rang, len(bot.rings)) == ((), 1)
    bot.wait(minutes=1)
    assert (bot.rang, bot.rings) == (("The egg!",), ())
    assert bot.now.isoformat() == "2026-12-24T18:05:00+00:00"


def test_the_conversation_goes_on_between_messages(bot: AssistantBot) -> None:
    bot.say("boil an egg")
    schedule = bot._outside.schedules["egg"]
    first = bot.rings[0].id
    schedule.cancel([first, 99])
    assert bot.rings == ()
    schedule.restore([first, 99])
    assert [each.id for each in bot.rings] == [first]


class Daily:
    """As much of a Recurrence as a schedule needs."""

    def first(self, at: datetime) -> datetime:
        return at

    def next_after(self, at: datetime, now: datetime) -> datetime:
        return at + timedelta(days=(now - at).days + 1)


def test_what_repeats_rings_again_and_again() -> None:
    schedule = FakeSchedule(lambda: START)
    schedule.add(START, "Up!", repeat=cast(Any, Daily()))
    rang = schedule.ring(START + timedelta(days=2))
    assert [at - START for at, _ in rang] == [timedelta(days=n) for n in range(3)]
    assert schedule.pending()[0].at == START + timedelta(days=3)


def test_one_time_of_what_repeats_is_passed_over_and_that_is_taken_back() -> None:
    schedule = FakeSchedule(lambda: START)
    up = schedule.add(START + timedelta(hours=1), "Up!", repeat=Recurrence("day"))
    schedule.skip([up.id, 99])
    assert schedule.pending()[0].at == up.at + timedelta(days=1)
    schedule.skip([up.id])
    for days in (1, 0, 0):  # the last is taken back first, and no more than were passed over
        schedule.unskip([up.id, 99])
        assert schedule.pending()[0].at == up.at + timedelta(days=days)


def test_a_capability_that_is_revoked_is_asked_for(bot: AssistantBot) -> None:
    bot.revoke()
    reply = bot.say("boil an egg")
    assert "egg" in reply.text and bot.notifications == ()
    assert bot.say("yes").text == "In the pot."
    bot.revoke("notify")
    bot.grant("notify")
    assert bot.say("boil an egg").text == "In the pot."


def test_the_network_is_what_the_test_says(bot: AssistantBot) -> None:
    bot.secret("key", "s3cret")
    bot.web.answers("https://egg.example/price", json={"cents": 30})
    bot.lives_in("Seoul")
    assert bot.say("what does an egg cost").text == "30 cents  10:00 KST"
    assert str(bot.web.requests[0].url) == "https://egg.example/price?key=s3cret"
    bot.use("egg.py", where="here")
    assert "30 cents here" in bot.say("what does an egg cost").text


def test_what_the_test_does_not_answer_cannot_be_reached(bot: AssistantBot) -> None:
    reply = bot.say("what does an egg cost")
    assert "ConnectError" in reply.text and "web.answers" in reply.text
    assert len(bot.web.requests) == 1


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("https://a.example/b", True),
        ("https://a.example/b?q=1", True),
        ("https://a.example/*", True),
        ("https://a.example/", False),
        ("https://?.example/b", False),
        ("https://[a].example/b", False),
        (re.compile(r"q=\d"), True),
        (re.compile(r"q=\D"), False),
    ],
)
def test_a_url_or_a_pattern_is_answered(pattern: str | re.Pattern[str], fits: bool) -> None:
    web = FakeWeb()
    web.answers(pattern, text="x", status=404)
    with web.client(1) as client:
        if fits:
            answer = client.get("https://a.example/b?q=1")
            assert (answer.status_code, answer.text) == (404, "x")
        else:
            with pytest.raises(httpx.ConnectError):
                client.get("https://a.example/b?q=1")


def test_the_last_answer_counts() -> None:
    web = FakeWeb()
    web.answers("https://a.example/*", json=1)
    web.answers("https://a.example/b", json=[2])
    with web.client(1) as client:
        assert client.get("https://a.example/b").json() == [2]
        assert client.get("https://a.example/c").json() == 1


def test_what_is_no_plugin_is_refused(bot: AssistantBot, tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("x = 1\n")
    for place in ("plain.py", "gone.py", "gone"):
        with pytest.raises(AssistantError):
            bot.use(place)
    (tmp_path / "time.py").write_text(EGG)
    bot.use("time.py")
    with pytest.raises(AssistantError, match="already a plugin"):
        bot.say("boil an egg")
    with pytest.raises(AssistantError, match="no city"):
        AssistantBot(tmp_path / "other").lives_in("Nowheretown")
    with pytest.raises(AssistantError, match=r"assistant_bot\.use"):
        AssistantBot(tmp_path / "other").grant()


def test_the_built_in_plugins_answer_too(tmp_path: Path, rehearsal: Path) -> None:
    with AssistantBot(tmp_path / "world") as bot:
        bot.at("2026-11-25 07:30")
        reply = bot.say("what time is it")
    assert isinstance(reply, Reply) and "07:30" in reply.text


def test_the_plugin_of_a_test_is_the_nearest(tmp_path: Path) -> None:
    folder = tmp_path / "intents" / "coffee"
    (folder / "tests").mkdir(parents=True)
    (folder.parent / "tests").mkdir()
    assert plugin_of(folder.parent / "tests" / "test_tea.py") is None
    (folder.parent / "tea.py").write_text("")
    assert plugin_of(folder.parent / "tests" / "test_tea.py") == folder.parent / "tea.py"
    assert plugin_of(folder.parent / "tea.py") is None
    (folder / "intent.toml").write_text("")
    assert plugin_of(folder / "tests" / "test_tea.py") == folder
    assert plugin_of(folder / "test_coffee.py") == folder


def test_a_plugin_is_used_where_the_user_lives(bot: AssistantBot) -> None:
    bot.lives_in("Seoul")
    bot.use("egg.py", where="at Kim's")
    assert bot.assistant.home is not None and bot.assistant.home.name == "Seoul"
    assert bot.assistant.settings.plugins == {"egg": {"where": "at Kim's"}}


def test_an_hour_is_an_hour_where_summer_time_begins(tmp_path: Path) -> None:
    with AssistantBot(tmp_path) as bot:
        bot.lives_in("Berlin")
        bot.at("2027-03-28 01:30")
        bot.wait(hours=1)
        assert f"{bot.now:%H:%M %Z}" == "03:30 CEST"


def test_a_time_without_a_zone_is_refused_as_outside_of_tests() -> None:
    with pytest.raises(ValueError, match="zone"):
        FakeSchedule(lambda: START).add(datetime(2026, 11, 25, 11), "The egg!")
