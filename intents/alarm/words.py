"""What is said of alarms, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.korean import with_particle
from assistant.plugins.api import Scheduled
from assistant.plugins.plain import plain
from assistant.values import dates
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.recurrences import Recurrence
from assistant.values.saying import away, capital, clock, count, day, moment
from assistant.values.saying_repeats import repeats_at

LONGEST = 200  # characters of a line of the list


@dataclass(frozen=True)
class Words:
    """Sentences in one language, as of now."""

    language: str
    now: datetime

    def ring(self, at: datetime, label: str) -> str:
        """What it says at its time, and may say late."""
        named = f": {plain(label)}" if label else ""
        if self._korean:
            return f"{clock(at, 'ko')} 알람이에요{named or '.'}"
        return f"This is your alarm for {clock(at, 'en')}{named or '.'}"

    def set(self, alarm: Scheduled) -> str:
        named = f" ({plain(alarm.label)})" if alarm.label else ""
        if self._korean:
            when = self._when(alarm)
            return f"{when} 울릴게요{named}. {self._next(alarm)}"
        return f"I'll ring {self._when(alarm)}{self._next(alarm)}{named}."

    def set_several(self, alarms: Sequence[Scheduled]) -> str:
        number = len(alarms)
        head = (
            f"알람 {number}개를 맞췄어요."
            if self._korean
            else f"{capital(count(number, 'alarm'))} are set."
        )
        return "\n".join([head, "", *self._lines(alarms)])

    def left_out(self, times: Sequence[str]) -> str:
        """That a message may have asked for more alarms."""
        said = ", ".join(f"“{plain(each)}”" for each in times)
        if not said:
            return ""
        if self._korean:
            return f"\n\n{said}: 이건 빼놓았으니 따로 말씀해 주세요."
        return f"\n\nI left out {said}; please tell me that on its own."

    def rings_then_too(self, days: Sequence[str]) -> str:
        """That it passes over none of these days, whatever was asked."""
        said = ", ".join(f"“{plain(each, 40)}”" for each in dict.fromkeys(days))
        if not said:
            return ""
        if self._korean:
            return f"\n\n{said}: 이건 빼지 못했으니 그때도 울려요."
        return f"\n\nI could not leave out {said}: it rings then too."

    def set_later(self, said: str) -> str:
        """That one half of a message waits to be said again."""
        if self._korean:
            return f"“{plain(said, 60)}”: 이건 아직 안 맞췄으니 따로 말씀해 주세요."
        return f"I have not done “{plain(said, 60)}” yet; please tell me that on its own."

    def moved_several(self, alarms: Sequence[Scheduled]) -> str:
        number = len(alarms)
        head = f"알람 {number}개를 옮겼어요."
        head = head if self._korean else f"{capital(count(number, 'alarm'))} are moved."
        return "\n".join([head, "", *self._lines(alarms)])

    def moved_none(self, missing: str) -> str:
        """That of several moves none was made, since not all of them are clear."""
        if self._korean:
            return f"{missing} 어느 알람인지 분명하지 않아서 아무것도 옮기지 않았어요.".strip()
        return f"{missing} I moved nothing, since it is not clear which alarms you mean.".strip()

    def moved(self, alarm: Scheduled) -> str:
        return f"{'옮겼어요.' if self._korean else 'Moved.'} {self.set(alarm)}"

    def which_to_move(self) -> str:
        return "어느 알람을 옮길까요?" if self._korean else "Which alarm shall I move?"

    def one_at_once(self) -> str:
        if self._korean:
            return "알람은 한 번에 하나만 옮길 수 있어요."
        return "I can only move one alarm at a time."

    def listed(self, alarms: Sequence[Scheduled]) -> str:
        if len(alarms) == 1:
            (alarm,) = alarms
            named = f" ({plain(alarm.label)})" if alarm.label else ""
            if self._korean:
                return f"알람은 {self._when(alarm)} 울려요{named}. {self._next(alarm)}"
            return f"Your alarm rings {self._when(alarm)}{self._next(alarm)}{named}."
        head = f"알람이 {len(alarms)}개 있어요."
        if not self._korean:
            head = f"You have {count(len(alarms), 'alarm')}."
        return "\n".join([head, "", *self._lines(alarms)])

    def choice(self, alarm: Scheduled) -> str:
        """It in a line."""
        when = self._when(alarm).removesuffix("에")
        return f"{when} ({alarm.label})" if alarm.label else when

    def off(self, alarms: Sequence[Scheduled]) -> str:
        number = len(alarms)
        if number == 1:
            when = self._when(alarms[0]).removesuffix("에")
            return f"{when} 알람을 껐어요." if self._korean else f"The alarm {when} is off."
        if self._korean:
            return f"알람 {number}개를 껐어요."
        return f"{capital(count(number, 'alarm'))} are off."

    def off_each(self, alarms: Sequence[Scheduled]) -> str:
        """That all that were named are off, and which these are."""
        lines = ["", *self._lines(alarms)] if len(alarms) > 1 else []
        return "\n".join([self.off(alarms), *lines])

    def missing(self, named: Sequence[tuple[Instant | Day | Recurrence | None, str]]) -> str:
        """That at these times, or of these names, there is none."""
        if self._korean:
            return " ".join(f"“{plain(said, 40)}” 알람은 없어요." for _, said in named)
        places = [self._place(when, said) for when, said in named]
        return f"There is no alarm {' or '.join(places)}." if places else ""

    def skipped(self, alarm: Scheduled, again: Scheduled) -> str:
        """That it passes over its next time, and when it rings after that."""
        once = moment(alarm.at, self.now, self.language)
        if self._korean:
            return f"{once} 알람은 건너뛸게요. 그{self._next(again)}"
        return f"The alarm {once} is off{self._next(again)}."

    def on_again(self, alarms: Sequence[Scheduled]) -> str:
        done = "다시 켰어요." if self._korean else "On again."
        if len(alarms) == 1:
            return f"{done} {self.listed(alarms)}"
        return "\n".join([done, "", *self._lines(alarms)])

    def gone(self) -> str:
        return "그 알람은 이미 없어요." if self._korean else "That alarm is gone already."

    def none(self) -> str:
        return "맞춰 둔 알람이 없어요." if self._korean else "No alarm is set."

    def unknown(self) -> str:
        return "그런 알람은 없어요." if self._korean else "There is no such alarm."

    def which(self) -> str:
        return "어느 알람을 끌까요?" if self._korean else "Which alarm shall I switch off?"

    def what_time(self) -> str:
        return "몇 시에 울릴까요?" if self._korean else "At what time shall I ring?"

    def unclear(self, said: str) -> str:
        shown = plain(said, 40)
        if self._korean:
            return f"“{shown}”, 이건 잘 모르겠어요. 몇 시 알람이요?"
        return f"I can't make out “{shown}”. The alarm for when?"

    def no_other_clock(self) -> str:
        """That an alarm that repeats goes by the clock of here."""
        if self._korean:
            return (
                "되풀이하는 알람은 다른 시간대의 시계를 따라갈 수 없어요. "
                "여기 시간으로 몇 시에 울릴까요?"
            )
        return (
            "An alarm can't repeat by the clock of another time zone. "
            "At what time here shall I ring?"
        )

    def passed(self, when: Instant | Day) -> str:
        if self._korean:
            return f"“{when.said}”, 이 시간은 벌써 지났어요. 언제 울릴까요?"
        return f"“{when.said}” has passed already. When shall I ring?"

    @property
    def _korean(self) -> bool:
        return self.language == "ko"

    def _place(self, when: Instant | Day | Recurrence | None, said: str) -> str:
        """at 8:00, where that may be either half of the day; at 20:00; for “friday”."""
        if not isinstance(when, Instant) or said != when.said or dates.spot(said, self.now):
            return f"for “{plain(said, 40)}”"
        if when.alternatives:
            return f"at {when.at.hour % 12 or 12}:{when.at:%M}"
        return f"at {clock(when.at, 'en')}"

    def _lines(self, alarms: Sequence[Scheduled]) -> list[str]:
        return [f"- {plain(self.choice(alarm), LONGEST)}" for alarm in alarms]

    def _when(self, alarm: Scheduled) -> str:
        """tomorrow at 07:00, every weekday at 07:00; 내일 오전 7시에, 평일마다 오전 7시에."""
        if alarm.repeat is not None:
            return repeats_at(alarm.repeat, alarm.at, self.language)
        said = moment(alarm.at, self.now, self.language)
        return f"{said}에" if self._korean else said

    def _next(self, alarm: Scheduled) -> str:
        """How long it is until then, or which day is the next of several."""
        if alarm.repeat is None:
            then = away(alarm.at, self.now, self.language)
            return f"{with_particle(then, '이에요', '예요')}." if self._korean else f", {then}"
        if alarm.repeat.unit in ("minute", "hour"):
            then = moment(alarm.at, self.now, self.language)
        else:
            then = day(alarm.at.astimezone(self.now.tzinfo).date(), self.now.date(), self.language)
        if self._korean:
            return f"다음은 {with_particle(then, '이에요', '예요')}."
        return f", the next time {then}"
