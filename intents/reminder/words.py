"""What is said of reminders, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.plugins.api import Scheduled
from assistant.plugins.plain import plain
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.saying import away, capital, clock, count, day, moment
from assistant.values.saying_repeats import repeats_at

LONGEST = 200  # characters of a line of the list


@dataclass(frozen=True)
class Words:
    """Sentences in one language, as of now."""

    language: str
    now: datetime

    def ring(self, label: str) -> str:
        """What it says at its time."""
        return f"알림: {plain(label)}" if self._korean else f"Reminder: {plain(label)}"

    def set(self, reminder: Scheduled, guessed: bool) -> str:
        """When it comes; `guessed` says that nobody named the time."""
        when, then = self._when(reminder), self._next(reminder)
        at = clock(reminder.at, self.language)
        if self._korean:
            why = f" 시간을 말씀하지 않아서 {at}로 정했어요." if guessed else ""
            return f"{when}({then}) 알려 드릴게요: {plain(reminder.label)}.{why}"
        why = f" You named no time, so I took {at}." if guessed else ""
        return f"I'll remind you {when}, {then}: {plain(reminder.label)}.{why}"

    def listed(self, reminders: Sequence[Scheduled]) -> str:
        if len(reminders) == 1:
            (reminder,) = reminders
            when, then = self._when(reminder), self._next(reminder)
            if self._korean:
                return f"{when}({then}) 알려 드려요: {plain(reminder.label)}."
            return f"I'll remind you {when}, {then}: {plain(reminder.label)}."
        head = f"알림이 {len(reminders)}개 있어요."
        if not self._korean:
            head = f"You have {count(len(reminders), 'reminder')}."
        return "\n".join([head, "", *self._lines(reminders)])

    def choice(self, reminder: Scheduled) -> str:
        """It in a line."""
        return f"{reminder.label} ({self._when(reminder).removesuffix('에')})"

    def forgotten(self, reminders: Sequence[Scheduled]) -> str:
        number = len(reminders)
        if number == 1:
            label = reminders[0].label
            if self._korean:
                return f"알림을 지웠어요: {plain(label)}."
            return f"I won't remind you of that any more: {plain(label)}."
        if self._korean:
            return f"알림 {number}개를 지웠어요."
        return f"{capital(count(number, 'reminder'))} are gone."

    def there_again(self, reminders: Sequence[Scheduled]) -> str:
        if len(reminders) == 1:
            return f"{'되살렸어요.' if self._korean else 'It is back.'} {self.listed(reminders)}"
        done = "되살렸어요." if self._korean else "They are back."
        return "\n".join([done, "", *self._lines(reminders)])

    def gone(self) -> str:
        return "그 알림은 이미 없어요." if self._korean else "That reminder is gone already."

    def none(self) -> str:
        return "남은 알림이 없어요." if self._korean else "There are no reminders."

    def unknown(self, what: str) -> str:
        if self._korean:
            return f"“{plain(what)}” 알림은 없어요."
        return f"I know no reminder about “{plain(what)}”."

    def which(self) -> str:
        return "어느 알림을 지울까요?" if self._korean else "Which one shall I forget?"

    def of_what(self) -> str:
        return "무엇을 알려 드릴까요?" if self._korean else "What shall I remind you of?"

    def when(self, label: str) -> str:
        if self._korean:
            return f"언제 알려 드릴까요? ({plain(label)})"
        return f"When shall I remind you: {plain(label)}?"

    def passed(self, when: Instant | Day | None) -> str:
        said = when.said if when else ""
        if self._korean:
            return f"“{said}”, 이때는 벌써 지났어요. 언제 알려 드릴까요?"
        return f"“{said}” has passed already. When shall I remind you?"

    @property
    def _korean(self) -> bool:
        return self.language == "ko"

    def _lines(self, reminders: Sequence[Scheduled]) -> list[str]:
        return [f"- {plain(self.choice(each), LONGEST)}" for each in reminders]

    def _when(self, reminder: Scheduled) -> str:
        """tomorrow at 17:00, every day at 09:00; 내일 오후 5시에, 매일 오전 9시에."""
        if reminder.repeat is not None:
            return repeats_at(reminder.repeat, reminder.at, self.language)
        said = moment(reminder.at, self.now, self.language)
        return f"{said}에" if self._korean else said

    def _next(self, reminder: Scheduled) -> str:
        """in ten minutes; the next time tomorrow; 10분 뒤; 다음은 내일."""
        if reminder.repeat is None:
            return away(reminder.at, self.now, self.language)
        if reminder.repeat.unit in ("minute", "hour"):
            then = moment(reminder.at, self.now, self.language)
        else:
            date = reminder.at.astimezone(self.now.tzinfo).date()
            then = day(date, self.now.date(), self.language)
        return f"다음은 {then}" if self._korean else f"the next time {then}"
