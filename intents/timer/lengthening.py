"""A timer that is to run longer or shorter: "add 2 minutes to pasta", 20분 타이머에서 5분 빼줘."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.plugins.api import Call, Context, Reply, Scheduled
from assistant.plugins.matching import ORDINALS
from assistant.plugins.picking import named, pick, pick_row
from assistant.plugins.plain import one_line
from assistant.plugins.rows import segments
from assistant.plugins.sparing import bare
from assistant.values import resolve
from assistant.values.durations import Duration

from .cancelling import KIND, has_length
from .lengths import lengths
from .words import Words

# In what the patterns read, each length is a mark: "add <0> to the <1> timer".
_BY = (
    r"(?:another\s+|(?:an?\s+)?(?:extra|further|additional)\s+)*"
    r"(?:<(?P<by>\d+)>|(?P<bare>\d+(?=\s)(?!\s*(?:more\s+)?timers?\b)))(?:\s+(?:more|extra))?"
)
_POLITE = (
    r"^\W*(?:(?:please|can|could|would|will|you|i|want|need|to|like|i'd|let's|now|then|and|also|just"
    r"|ok(?:ay)?|hey|actually|no)\b[\s,]*)*(?P<dont>(?:don['’]?t|do\s+not|never)\s+)?"
)
_END = r"(?:[\s,]*\b(?:please|thanks|thank\s+you|now|instead))*[\s.!?]*$"
_TARGET = r"(?P<target>.+?)"
_ENGLISH = tuple(
    re.compile(_POLITE + pattern + _END, re.I)
    for pattern in (
        rf"(?P<more>add|(?P<unsure>give|put))\s+{_BY}\s+(?:on\s?to|to|on)\s+{_TARGET}",
        rf"(?P<more>(?P<unsure>add))\s+{_BY}",
        rf"(?P<less>take|knock|cut|shave|remove|subtract|deduct|drop|trim)\s+(?:off\s+)?{_BY}\s+"
        rf"(?:off(?:\s+of)?|from)(?:\s+{_TARGET})?",
        r"(?:(?P<more>extend|lengthen|prolong|increase)|(?P<less>shorten|reduce|decrease|cut|trim))"
        rf"\s+{_TARGET}\s+(?:by|for|(?P<to>to))\s+{_BY}",
        rf"(?:make|let|have|keep)\s+{_TARGET}\s+(?:(?:run|go|last|ring)(?:ning|ing)?\s+)?(?:for\s+)?"
        rf"{_BY}\s+(?:(?P<more>longer|later)|(?P<less>shorter|less|sooner|earlier))",
        rf"make\s+{_TARGET}\s+(?:(?P<more>longer)|(?P<less>shorter))\s+by\s+{_BY}",
        rf"(?P<more>(?P<unsure>give))\s+(?!me\b|us\b){_TARGET}\s+{_BY}",
        r"(?P<unsure>make|change|adjust)\s+(?P<target>(?:the|my|our)\s.*?\btimer)\s+"
        rf"(?P<to>(?:in)?to\s+)?{_BY}",
    )
)
_KOREAN = re.compile(
    r"^(?P<target>.*?)\s*<(?P<by>\d+)>(?:만큼|정도|만|을|를|씩)?(?P<to>으로|까지)?\s*"
    r"(?:(?P<more>더\s*(?:해|하|추가|늘[려리]|연장|줘|주|맞춰|길게|돌[려아]|$)|늘[려리]|연장|길게"
    r"|(?P<unsure>추가))|(?P<less>줄[여이]|단축|빼(?!고|곤)|짧게|덜|앞?당[겨기])"
    r"|(?P<changes>바[꿔꾸]|변경|수정|고[쳐치]))"
    r"[^\s<,.]*(?:\s*(?:해|하|줘|주|줄|(?P<dont>마|말))[^\s<,.]*)*"
    r"(?:[\s,]+(?P<behind>\S.*타이머(?:에서?|에다가?|[를을은는])?))?[\s.!?~]*$"
)
_LIST = re.compile(r"\b(?:list|notes?|todos?|to-dos?)\b", re.I)
_LITTLE = re.compile(r"\ban?\s+(?:second|minute|hour)\b(?!\s+and\b)", re.I)
_MARK = re.compile(r"<(\d+)>")
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:에서|에다가?|에)$")
_NO_NAME = re.compile(  # words that tell no timer from another
    r"(?<!\S)(?:the|my|our|this|that|it|a|an|all|both|each|every|of|them|running|current|time|length"
    rf"|timers?|ones?|countdowns?|{'|'.join(ORDINALS)}|last"
    r"|타이머들?|모든|모두|전부|다|좀|지금|그|그거|이거|이|시간|마지막|짜리"
    r")(?:에서?|에다가?|[를을은는도])?(?!\S)|(?<=>)\s?짜리",
    re.I,
)


@dataclass(frozen=True)
class Change:
    """What a message makes of a timer's length, and the words for the timer."""

    by: Duration
    shorter: bool
    to: bool  # the length that it is to have, not the difference
    kept: bool  # "don't"
    target: str  # with marks for lengths
    lengths: tuple[Duration, ...]

    def end(self, timer: Scheduled, now: datetime) -> datetime | None:
        """When it rings then; None beyond the calendar."""
        if self.to:
            return self.by.after(timer.created)
        later = self.by.after(now)
        if later is None or not self.shorter:
            return later and self.by.after(timer.at)
        return timer.at - timedelta(seconds=later.timestamp() - now.timestamp())


def changes(ctx: Context) -> Change | None:
    """The timer whose length is to change, and how; None where none is to.

    라면 1분 추가 is a new timer where none is called so.
    """
    text, found = _marked(ctx)
    patterns = (_KOREAN,) if ctx.language == "ko" else _ENGLISH
    match = next((each for one in patterns if (each := one.search(text))), None)
    if match is None or _LIST.search(text):
        return None
    said = match.groupdict()
    number = said.get("bare")
    by = resolve("duration", f"{number} minutes", ctx.now) if number else found[int(said["by"])]
    if not isinstance(by, Duration) or (said.get("changes") and not said["to"]):
        return None
    target = " ".join(each for each in (said.get("target"), said.get("behind")) if each)
    to = said.get("to") is not None or not (said.get("more") or said.get("less"))
    change = Change(by, bool(said.get("less")), to, bool(said["dont"]), target, tuple(found))
    unsure = said.get("unsure") or said.get("changes")
    bare_addition = said.get("unsure") == "추가" and not target
    if unsure and (bare_addition or not all(_row(ctx, change, ctx.schedule.pending(KIND))[1])):
        return None
    return change


def changed(ctx: Context, change: Change, label: str) -> Reply:
    """Let the timers that are meant ring later or sooner; `label` is the slot, or its answer."""
    words, there = Words(ctx.language, ctx.now), ctx.schedule.pending(KIND)
    if not there:
        return Reply(words.none())
    if change.kept:
        return Reply(words.as_they_are())
    said, row = _row(ctx, change, there)
    if label and label not in ctx.text:  # the answer
        said, row = [(None, label)], [named(there, label)]
    gone = [each for each, fitting in zip(said, row, strict=True) if not fitting]
    (length, name), *more = gone or [(None, "")]
    unknown = words.missing(gone) if length or more or not gone else words.unknown(name)
    question = f"{unknown} {words.which_meant()}".strip()
    about = replace(ctx, text=_MARK.sub("", change.target))
    if len(row) == 1:
        found = pick(about, "label", label, there, row[0], words.choice, question)
    else:
        found = pick_row(about, "label", label, there, [] if gone else row, words.choice, question)
    return found if isinstance(found, Reply) else _moved(ctx, change, found)


def undo_lengthened(ctx: Context, old: Sequence[int], new: Sequence[int]) -> Reply:
    """Take back that timers run longer or shorter."""
    ctx.schedule.cancel(new)
    ctx.schedule.restore(old)
    words = Words(ctx.language, ctx.now)
    back = [each for each in ctx.schedule.pending(KIND) if each.id in old]
    return Reply(words.running_again(back) if back else words.gone())


def _marked(ctx: Context) -> tuple[str, list[Duration]]:
    """The text with marks in place of its lengths, and these."""
    spans = [(each.start, each.end, each.duration) for each in lengths(ctx.text, ctx.now)]
    for little in _LITTLE.finditer(ctx.text):
        value = resolve("duration", little[0], ctx.now)
        apart = all(little.end() <= start or end <= little.start() for start, end, _ in spans)
        if apart and isinstance(value, Duration):
            spans.append((*little.span(), value))
    text = ctx.text
    for at, (start, end, _) in sorted(enumerate(spans), key=lambda each: -each[1][0]):
        text = f"{text[:start]}<{at}>{text[end:]}"
    return text, [duration for _, _, duration in spans]


def _row(
    ctx: Context, change: Change, there: Sequence[Scheduled]
) -> tuple[list[tuple[Duration | None, str]], list[list[Scheduled]]]:
    """Each timer that is named, by its length and its name, and what fits it."""
    said: list[tuple[Duration | None, str]] = []
    for start, end in segments(change.target):
        words = change.target[start:end]
        name = _MARK.sub(" ", _NO_NAME.sub(" ", words)).strip()
        name = _PARTICLE.sub("", bare(name)) if name else ""
        marks = [change.lengths[int(each)] for each in _MARK.findall(words)]
        said += [(each, name) for each in marks or [None]]
    row = [
        [each for each in named(there, name) if length is None or has_length(each, length)]
        for length, name in said
    ]
    return said, row


def _moved(ctx: Context, change: Change, timers: Sequence[Scheduled]) -> Reply:
    """Set each anew at its other time; all stay as they are where one would be over."""
    words = Words(ctx.language, ctx.now)
    ends: list[tuple[Scheduled, datetime]] = []
    for timer in timers:
        at = change.end(timer, ctx.now)
        if at is None:
            return Reply(words.too_long())
        if at.timestamp() <= ctx.now.timestamp():
            return Reply(words.too_short(timer))
        ends.append((timer, at))
    again = [
        ctx.schedule.add(
            at, words.ring(timer.label, at - ctx.now), kind=KIND, label=one_line(timer.label)
        )
        for timer, at in ends
    ]
    ctx.schedule.cancel([each.id for each in timers])
    data = {"old": [each.id for each in timers], "new": [each.id for each in again]}
    by = None if change.to else change.by
    return Reply(words.changed(again, by, change.shorter), undo=Call("undo_lengthened", data))
