"""Searching the web: in the user's browser, with the link in the reply for when there is none."""

from urllib.parse import quote_plus

from assistant.plugins.api import Context, NotGrantedError, Reply
from assistant.plugins.desktop import web_address
from assistant.plugins.plain import plain
from assistant.problems import AssistantError

ENGINE = "https://duckduckgo.com/?q=%s"
LONGEST = 300  # characters; no engine reads more


def web(ctx: Context, query: str) -> Reply:
    """Open the search in the browser. Refused, or without a browser, the link is the answer."""
    query = " ".join(query.split())
    if len(query) > LONGEST:
        return Reply(
            ctx.say(
                en=f"That is too long to search for: {LONGEST} characters are the most.",
                ko=f"검색하기에는 너무 길어요. {LONGEST}자까지만 할 수 있어요.",
            )
        )
    link = address(str(ctx.config.get("engine", ENGINE)), query)
    words = plain(query)
    try:
        ctx.open(link)
        said = ctx.say(en=f"Searching the web for “{words}”.", ko=f"웹에서 “{words}” 검색할게요.")
    except NotGrantedError:
        if not ctx.refused:
            raise
        said = ctx.say(en="Then here is the link:", ko="그럼 링크만 드릴게요.")
    except AssistantError:
        said = ctx.say(
            en="I can't open a browser here, but this is the link:",
            ko="여기서는 브라우저를 열 수 없지만, 링크는 이거예요.",
        )
    return Reply(f"{said}\n\n[{plain(link)}]({link})")


def address(engine: str, query: str) -> str:
    """The address that searches for the words. Raises AssistantError for an engine that is none."""
    link = web_address(engine.replace("%s", quote_plus(query, errors="replace")))
    if "%s" not in engine or link is None or not link.startswith("http"):
        raise AssistantError(
            f"The engine {engine[:80]!r} is no web address with %s for the words.",
            where="config.toml, [plugins.search]",
            remedy=f'Write it as engine = "{ENGINE}", or remove it.',
        )
    return link
