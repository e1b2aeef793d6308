"""What is said of timers, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.plugins.api import Scheduled
from assistant.plugins.plain import plain
from assistant.values.durations import Duration
from assistant.values.saying import capital, clock, count, left, length, moment

SHORT = timedelta(minutes=10)
LONGEST = 200  # characters of a line of the list


@dataclass(frozen=True)
class Words:
    """Sentences in one language, as of now."""

    language: str
    now: datetime

    def ring(self, label: str, time: timedelta) -> str:
        """What it says when its time is over."""
        said = length(time, self.language)
        if self._korean:
            return f"{plain(label) or said} 타이머가 끝났어요."
        return f"Your {plain(label)} timer is done." if label else f"Your timer for {said} is done."

    def started(self, timer: Scheduled) -> str:
        time, when = self._left(timer), self._at(timer.at)
        then = f"{time} 뒤" if self._korean else f"in {time}"
        if self._korean:
            named = f"{plain(timer.label)} 타이머: " if timer.label else ""
            return f"{named}{then}, {when}에 울릴게요."
        if timer.label:
            return f"The {plain(timer.label)} timer will ring {when}, {then}."
        return f"I'll ring {when}, {then}."

    def changed(self, timers: Sequence[Scheduled], by: Duration | None, shorter: bool) -> str:
        """That they run longer or shorter, and when they ring now; `by` None: by some time."""
        said = plain(by.said, 40) if by else ""
        if self._korean:
            head = f"{said} {'줄였어요' if shorter else '늘렸어요'}." if said else "바꿨어요."
        else:
            head = f"{'Shorter' if shorter else 'Longer'} by {said}." if said else "Changed."
        if len(timers) == 1:
            return f"{head} {self.started(timers[0])}"
        return "\n".join([head, "", *(f"- {plain(self._started(e), LONGEST)}" for e in timers)])

    def too_short(self, timer: Scheduled) -> str:
        """That nothing would be left of it."""
        name, time = self._name(timer), self._left(timer)
        if self._korean:
            return f"{name}는 {time}밖에 안 남아서 그대로 두었어요."
        return f"{capital(name)} has only {time} left, so I left it as it is."

    def as_they_are(self) -> str:
        return "타이머는 그대로 두었어요." if self._korean else "I left the timers as they are."

    def which_meant(self) -> str:
        return "어느 타이머 말씀이세요?" if self._korean else "Which timer do you mean?"

    def set_later(self, said: str) -> str:
        """That one half of a message waits to be said again."""
        if self._korean:
            return f"“{plain(said, 60)}”: 이건 아직 안 맞췄으니 따로 말씀해 주세요."
        return f"I have not done “{plain(said, 60)}” yet; please tell me that on its own."

    def started_several(self, timers: Sequence[Scheduled]) -> str:
        """That all of them run, and when each rings."""
        number = len(timers)
        if number == 1:
            return self.started(timers[0])
        head = f"타이머 {number}개를 맞췄어요."
        head = head if self._korean else f"{capital(count(number, 'timer'))} are set."
        lines = [f"- {plain(self._started(each), LONGEST)}" for each in timers]
        return "\n".join([head, "", *lines])

    def unsure(self, left_out: Sequence[str], asked_for: int) -> str:
        """What is to be said where a message may have asked for more."""
        said = ", ".join(f"“{plain(each)}”" for each in left_out)
        if self._korean:
            left = f"{said}: 이건 빼놓았으니 따로 말씀해 주세요." if left_out else ""
            number = f"{asked_for}개라고 하셨는데 길이를 그만큼 못 찾았어요." if asked_for else ""
        else:
            left = f"I left out {said}; please tell me that on its own." if left_out else ""
            number = f"You said {count(asked_for, 'timer')}; this is what I found."
            number = number if asked_for else ""
        below = " ".join(each for each in (left, number) if each)
        return f"\n\n{below}" if below else ""

    def which_of(self, number: int) -> str:
        """Where a length is corrected of one of several."""
        if self._korean:
            return (
                f"방금 맞춘 타이머 {number}개 가운데 어느 것인지 모르겠어요. "
                "되돌린 다음에 다시 말씀해 주세요."
            )
        return (
            f"I can't tell which of the {count(number, 'timer')} you mean. "
            "Please undo that and tell me again."
        )

    def which_length(self, lengths: Sequence[str]) -> str:
        said = ", ".join(f"“{plain(each)}”" for each in lengths)
        return f"{said}: 얼마 동안 잴까요?" if self._korean else f"{said}: which of them?"

    def unclear(self, said: str) -> str:
        shown = plain(said, 40)
        if self._korean:
            return f"“{shown}”, 이건 잘 모르겠어요. {self.how_long()}"
        return f"I can't make out “{shown}”. {self.how_long()}"

    def how_long(self) -> str:
        return "얼마 동안 잴까요?" if self._korean else "For how long?"

    def too_long(self) -> str:
        return "그렇게 길게는 못 재요." if self._korean else "That is longer than I can count."

    def left(self, timers: Sequence[Scheduled]) -> str:
        """How much is left of each."""
        if len(timers) == 1:
            (timer,) = timers
            time, when = self._left(timer), self._at(timer.at)
            if self._korean:
                return f"{self._name(timer)}는 {time} 남았어요. {when}에 울려요."
            return f"{capital(self._name(timer))} has {time} left and rings {when}."
        head = f"타이머 {len(timers)}개가 돌아가고 있어요."
        head = head if self._korean else f"{capital(count(len(timers), 'timer'))} are running."
        return "\n".join([head, "", *self._lines(timers)])

    def choice(self, timer: Scheduled) -> str:
        """It in a line: its name, and what is left."""
        time = self._left(timer)
        name = self.called(timer)
        return f"{name}: {time} 남음" if self._korean else f"{name}: {time} left"

    def called(self, timer: Scheduled) -> str:
        """Its name, or for how long it was set."""
        return timer.label or self._length(timer)

    def stopped(self, timers: Sequence[Scheduled]) -> str:
        if len(timers) == 1:
            name = self._name(timers[0])
            return f"{name}를 껐어요." if self._korean else f"{capital(name)} is off."
        number = len(timers)
        if self._korean:
            return f"타이머 {number}개를 껐어요."
        return f"{capital(count(number, 'timer'))} are off."

    def stopped_each(self, timers: Sequence[Scheduled], missing: str) -> str:
        """That all that were named are off, which these are, and what there is none of."""
        if len(timers) == 1:
            return f"{self.stopped(timers)} {missing}".strip()
        lines = [f"- {plain(self.called(timer), LONGEST)}" for timer in timers]
        return "\n".join([self.stopped(timers), "", *lines, *(["", missing] if missing else [])])

    def missing(self, named: Sequence[tuple[Duration | None, str]]) -> str:
        """That of these lengths, or of these names, there is none."""
        said = [f"“{plain(label or (time.said if time else ''), 40)}”" for time, label in named]
        if self._korean:
            return " ".join(f"{each} 타이머는 없어요." for each in said)
        return f"There is no timer for {' or for '.join(said)}." if said else ""

    def running_again(self, timers: Sequence[Scheduled]) -> str:
        done = "다시 켰어요." if self._korean else "Running again."
        if len(timers) == 1:
            return f"{done} {self.left(timers)}"
        return "\n".join([done, "", *self._lines(timers)])

    def gone(self) -> str:
        return "그 타이머는 이미 끝났어요." if self._korean else "That timer is over already."

    def none(self) -> str:
        return "켜 둔 타이머가 없어요." if self._korean else "No timer is running."

    def unknown(self, label: str) -> str:
        if self._korean:
            return f"“{plain(label)}” 타이머는 없어요." if label else "그런 타이머는 없어요."
        return f"No timer is called “{plain(label)}”." if label else "There is no such timer."

    def which(self) -> str:
        return "어느 타이머를 끌까요?" if self._korean else "Which timer shall I stop?"

    @property
    def _korean(self) -> bool:
        return self.language == "ko"

    def _started(self, timer: Scheduled) -> str:
        """It in a line: when it rings, and how long that is."""
        time, when = self._left(timer), self._at(timer.at)
        named = f"{timer.label}: " if timer.label else ""
        return f"{named}{time} 뒤, {when}" if self._korean else f"{named}{when}, in {time}"

    def _left(self, timer: Scheduled) -> str:
        """How long it still runs: to the second while that is short."""
        time = timer.at.astimezone(UTC) - self.now.astimezone(UTC)
        if time < SHORT:
            return length(time, self.language)
        return left(timer.at, self.now, self.language)

    def _lines(self, timers: Sequence[Scheduled]) -> list[str]:
        return [f"- {plain(self.choice(timer), LONGEST)}" for timer in timers]

    def _name(self, timer: Scheduled) -> str:
        if self._korean:
            return f"{plain(timer.label) or self._length(timer)} 타이머"
        return (
            f"the {plain(timer.label)} timer"
            if timer.label
            else f"the timer for {self._length(timer)}"
        )

    def _length(self, timer: Scheduled) -> str:
        """For how long it was set."""
        seconds = timer.at.timestamp() - timer.created.timestamp()
        return length(timedelta(seconds=seconds), self.language)

    def _at(self, at: datetime) -> str:
        """When it rings; of today the clock is enough in Korean."""
        at = at.astimezone(self.now.tzinfo)
        if self._korean and at.date() == self.now.date():
            return clock(at, "ko")
        return moment(at, self.now, self.language)
