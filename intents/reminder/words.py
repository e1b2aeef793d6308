"""What is said of reminders, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.korean import with_particle
from assistant.plugins.api import Scheduled
from assistant.plugins.plain import plain
from assistant.values.saying import away, capital, clock, count, day, listed, moment
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

    def set_several(
        self,
        reminders: Sequence[Scheduled],
        guessed: Sequence[datetime],
        passed: Sequence[tuple[str, str]],
    ) -> str:
        """What each of them is and when it comes; `passed` are things with times that are over."""
        number = len(reminders)
        head = f"{capital(count(number, 'reminder'))} {'is' if number == 1 else 'are'} set."
        if self._korean:
            head = f"알림 {number}개를 맞췄어요."
        parts = [head, "", *self._lines(reminders)] if reminders else []
        below = [self._passed(what, said) for what, said in passed]
        if guessed:
            clocks = list(dict.fromkeys(clock(at, self.language) for at in guessed))
            took = ", ".join(clocks)
            below.append(
                f"시간을 말씀하지 않은 것은 {with_particle(took, '으로', '로')} 정했어요."
                if self._korean
                else f"Where you named no time, I took {listed(clocks)}."
            )
        return "\n".join([*parts, *([""] if parts and below else []), *below])

    def unsure(self, sure: bool, left_out: Sequence[str]) -> str:
        """What is to be said where a message may have asked for more."""
        if left_out:
            said = ", ".join(f"“{plain(each)}”" for each in left_out)
            if self._korean:
                return f" {said}: 이건 빼놓았으니 따로 말씀해 주세요."
            return f" I left out {said}; please tell me that on its own."
        if sure:
            return ""
        if self._korean:
            return " 알림 하나로 맞췄어요. 여러 개라면 하나씩 말씀해 주세요."
        return " That is one reminder; if you meant several, please tell me one at a time."

    def comes_then_too(self, days: Sequence[str]) -> str:
        """That it passes over none of these days, whatever was asked."""
        said = ", ".join(f"“{plain(each, 40)}”" for each in dict.fromkeys(days))
        if not said:
            return ""
        if self._korean:
            return f" {said}: 이건 빼지 못했으니 그때도 알려 드려요."
        return f" I could not leave out {said}: I'll remind you then too."

    def which_of(self, number: int) -> str:
        """Where a time is corrected of one of several."""
        if self._korean:
            return (
                f"방금 맞춘 알림 {number}개 가운데 어느 것인지 모르겠어요. "
                "되돌린 다음에 다시 말씀해 주세요."
            )
        return (
            f"I can't tell which of the {count(number, 'reminder')} you mean. "
            "Please undo that and tell me again."
        )

    def of_which(self) -> str:
        return "어느 것을 알려 드릴까요?" if self._korean else "Of which of them?"

    def which_time(self, times: Sequence[str]) -> str:
        said = ", ".join(f"“{plain(each)}”" for each in times)
        return f"{said}: 언제 알려 드릴까요?" if self._korean else f"{said}: which of them?"

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

    def forgotten_each(self, reminders: Sequence[Scheduled], missing: str) -> str:
        """That all that were named are gone, which these are, and what there is none of."""
        lines = ["", *self._lines(reminders)] if len(reminders) > 1 else []
        return "\n".join([self.forgotten(reminders), *lines, *(["", missing] if missing else [])])

    def missing(self, named: Sequence[str]) -> str:
        """That at these times, or about these things, there is none."""
        said = [f"“{plain(each, 40)}”" for each in named]
        if self._korean:
            return " ".join(f"{each} 알림은 없어요." for each in said)
        return f"There is no reminder for {' or for '.join(said)}." if said else ""

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

    def passed(self, said: str) -> str:
        if self._korean:
            return f"“{said}”, 이때는 벌써 지났어요. 언제 알려 드릴까요?"
        return f"“{said}” has passed already. When shall I remind you?"

    def unclear(self, said: str) -> str:
        if self._korean:
            return f"“{plain(said, 40)}”, 이건 잘 모르겠어요. 언제 알려 드릴까요?"
        return f"I can't make out “{plain(said, 40)}”. When shall I remind you?"

    @property
    def _korean(self) -> bool:
        return self.language == "ko"

    def _passed(self, what: str, said: str) -> str:
        if self._korean:
            return f"“{plain(said)}”, 이때는 벌써 지나서 못 맞췄어요: {plain(what)}."
        return f"“{plain(said)}” has passed already, so I left out: {plain(what)}."

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
