"""Opening applications, folders, files and web addresses."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.naming import frame, listed, named
from assistant.plugins.plain import plain
from assistant.plugins.rows import is_choice
from assistant.problems import AssistantError

from .finding import FORBIDDEN, Found, find

MOST = 7  # things that are opened at once

_AROUND = frame(
    before=r"(?:open|launch|start|run|load|show(?: me)?|(?:pull|bring|fire) up|visit|go to)(?: up)?"
    r"(?:\s+both)?",
    behind=r"[을를도]?\s*(?:둘\s?다|모두|다)?\s*(?:열어|열래|열기|켜|실행|띄워|시작)",
    link=r"[을를도]?\s*(?:열고|켜고|실행하고|띄우고)\s+",
)


@dataclass(frozen=True)
class Wanted:
    """Words for something to open, and what they name."""

    said: str
    found: Found | None

    @property
    def opens(self) -> bool:
        return self.found is not None and self.found != FORBIDDEN


def open_it(ctx: Context, target: str) -> Reply:
    """Open what the words name. What may run when it is opened is asked about each time."""
    marked = [each.raw for each in ctx.entities if each.entity == "target"] or [target]
    names = named(ctx.text, marked, _AROUND, lambda words: Wanted(words, find(words)).opens)
    if len(names) > MOST:
        en, ko = f"I open up to {MOST} things at once.", f"한 번에 {MOST}개까지만 열어요."
        return Reply(ctx.say(en=en, ko=ko))
    wanted = _meant(ctx, [Wanted(name, find(name)) for name in names or (target,)])
    there = list(dict.fromkeys(each.found for each in wanted if each.found and each.opens))
    if there:
        ctx.require("exec")
    missing = [each for each in wanted if not each.opens]
    told = [_missing(ctx, each) for each in missing]
    if any(each.runs for each in there) and not ctx.confirmed:
        return ctx.confirm("\n\n".join([*told, _may_run(ctx, there)]))
    opened = [_opened(ctx, each, alone=len(wanted) == 1) for each in there]
    search = tuple(_search(ctx, each.said, len(missing)) for each in missing if not each.found)
    return Reply(listed([*opened, *told]), search)


def _meant(ctx: Context, wanted: list[Wanted]) -> list[Wanted]:
    """All that are named; of "firefox or chrome" the first that is there."""
    if len(wanted) < 2 or not is_choice(ctx.text) or any(is_choice(each.said) for each in wanted):
        return wanted
    return [each for each in wanted if each.opens][:1] or wanted


def _opened(ctx: Context, found: Found, *, alone: bool) -> str:
    """What is said after opening it; one of several that fails does not keep the others from it."""
    name = plain(found.name)
    try:
        ctx.open(found.address)
    except AssistantError as error:
        if alone:
            raise
        why = plain(error.problem.what, 200)
        return ctx.say(en=f"I could not open {name}. {why}", ko=f"{name}: 열지 못했어요. {why}")
    return ctx.say(en=f"Opening {name}.", ko=f"{with_particle(name, '을', '를')} 열게요.")


def _may_run(ctx: Context, there: Sequence[Found]) -> str:
    """The question before anything is opened; it names all that would be."""
    names = ", ".join(f"“{plain(each.name)}”" for each in there if each.runs)
    every = ", ".join(f"“{plain(each.name)}”" for each in there)
    many = len(there) > 1
    return ctx.say(
        en=f"{names} may run as a program when it is opened. "
        + (f"Open all of these: {every}?" if many else "Open it?"),
        ko=f"{names} 파일은 열면 프로그램으로 실행될 수 있어요. "
        + (f"{every}, 모두 열까요?" if many else "열까요?"),
    )


def _missing(ctx: Context, wanted: Wanted) -> str:
    name = plain(wanted.said)
    if wanted.found:
        return ctx.say(
            en=f"I don't open “{name}”: of addresses only those of the web and of mail (http, "
            "https, mailto).",
            ko=f"“{name}” 주소는 열지 않아요. 웹과 메일 주소(http, https, mailto)만 열어요.",
        )
    return ctx.say(
        en=f"I find no application, folder or file called “{name}” here.",
        ko=f"“{name}” 프로그램이나 폴더, 파일을 여기서 찾지 못했어요.",
    )


def _search(ctx: Context, said: str, missing: int) -> Suggestion:
    words = " ".join(said.split())
    label = ctx.say(en="Search the web for it", ko="웹에서 찾아보기")
    if missing > 1:
        label = ctx.say(en=f"Search the web for “{words}”", ko=f"웹에서 “{words}” 찾아보기")
    return Suggestion(label, ctx.say(en=f"search the web for {words}", ko=f"{words} 검색해줘"))
