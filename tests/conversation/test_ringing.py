"""Timers, alarms and reminders in a conversation, and what a bot is given when they ring."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant import Assistant

START = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot(home: Path, rehearsed: None, clock: Clock) -> Assistant:
    bot = Assistant(clock=clock)
    bot.teach(["set a timer for ten minutes", "set a timer for five minutes"], "timer.set")
    bot.teach(["cancel the timer"], "timer.cancel")
    bot.teach(["매주 월요일 아침 8시에 깨워줘", "wake me every weekday at 7"], "alarm.set")
    bot.teach(["remind me tomorrow"], "reminder.set")
    return bot


def test_timers_are_set_chosen_from_and_rung(bot: Assistant, clock: Clock) -> None:
    assert bot.next_due() is None
    assert bot.reply("set a timer for ten minutes").text == "I'll ring at 10:10, in ten minutes."
    bot.reply("set a timer for five minutes")
    asked = bot.reply("cancel the timer")
    assert len(asked.suggestions) == 3
    assert bot.reply("the second one").text == "The timer for ten minutes is off."
    assert bot.next_due() == START + timedelta(minutes=5)
    assert bot.due() == ()
    clock.now += timedelta(minutes=7)
    with Assistant(clock=clock) as other:  # after a restart, or beside it
        (rung,) = other.due()
    assert (rung.text, rung.late) == ("Your timer for five minutes is done.", timedelta(minutes=2))
    assert bot.due() == ()


def test_the_repetition_and_the_moment_are_both_taken(bot: Assistant) -> None:
    english = bot.reply("wake me every weekday at 7").text
    assert english == "I'll ring every weekday at 07:00, the next time tomorrow."
    korean = bot.reply("매주 월요일 아침 8시에 깨워줘").text
    assert korean == "매주 월요일 오전 8시에 울릴게요. 다음은 월요일이에요."


def test_a_reminder_asks_until_it_knows_what_and_when(bot: Assistant) -> None:
    assert bot.reply("remind me tomorrow").asks == "what"
    assert bot.reply("call mum").text.startswith("I'll remind you tomorrow at 09:00, in 23 hours")
