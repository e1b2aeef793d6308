"""Opening an application, a folder, a file or a web address."""

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.plain import plain

from .finding import FORBIDDEN, find


def open_it(ctx: Context, target: str) -> Reply:
    """Open what the words name. What may run when it is opened is asked about each time."""
    found = find(target)
    if found is None:
        return _unknown(ctx, target)
    if found == FORBIDDEN:
        return Reply(
            ctx.say(
                en=f"I don't open “{plain(target)}”: of addresses only those of the web and of "
                "mail (http, https, mailto).",
                ko=f"“{plain(target)}” 주소는 열지 않아요. 웹과 메일 주소(http, https, mailto)만 "
                "열어요.",
            )
        )
    ctx.require("exec")
    name = plain(found.name)
    if found.runs and not ctx.confirmed:
        return ctx.confirm(
            ctx.say(
                en=f"“{name}” may run as a program when it is opened. Open it?",
                ko=f"“{name}” 파일은 열면 프로그램으로 실행될 수 있어요. 열까요?",
            )
        )
    ctx.open(found.address)
    return Reply(ctx.say(en=f"Opening {name}.", ko=f"{with_particle(name, '을', '를')} 열게요."))


def _unknown(ctx: Context, target: str) -> Reply:
    name, words = plain(target), " ".join(target.split())
    text = ctx.say(
        en=f"I find no application, folder or file called “{name}” here.",
        ko=f"“{name}” 프로그램이나 폴더, 파일을 여기서 찾지 못했어요.",
    )
    label = ctx.say(en="Search the web for it", ko="웹에서 찾아보기")
    search = ctx.say(en=f"search the web for {words}", ko=f"{words} 검색해줘")
    return Reply(text, (Suggestion(label, search),))
