"""What the child asks its parent for, done by the Context that the handler would have had.

So what is declared and granted is checked here, in the parent, whatever the child believes.
"""

from collections.abc import Mapping
from typing import Any

from assistant.plugins.api import Context
from assistant.plugins.isolation.trouble import Told, told
from assistant.plugins.manifest import LONGEST_TIMEOUT
from assistant.problems import AssistantError

LARGEST = 16 * 1024 * 1024  # bytes of what a server answers
_OF_THE_LINE = {"connection", "content-encoding", "content-length", "transfer-encoding"}


def answered(ctx: Context, name: str, given: Mapping[str, Any]) -> dict[str, object] | Told:
    """The answer to a request of the child, or the error that it met: for either, a message."""
    try:
        return {"kind": "answer", "value": _done(ctx, name, given)}
    except Exception as error:  # the handler is told, as if it had happened there
        return {"kind": "refused", **told(error)}


def _done(ctx: Context, name: str, given: Mapping[str, Any]) -> object:
    match name:
        case "http":
            return _http(ctx, **given)
        case "secret":
            return ctx.secret(str(given["name"]))
        case "schedule.add":
            return ctx.schedule.add(**given)
        case "schedule.pending":
            return ctx.schedule.pending(str(given["kind"]))
        case "schedule.cancel":
            ctx.schedule.cancel([int(each) for each in given["ids"]])
        case "schedule.restore":
            ctx.schedule.restore([int(each) for each in given["ids"]])
        case "schedule.skip":
            ctx.schedule.skip([int(each) for each in given["ids"]])
        case "schedule.unskip":
            ctx.schedule.unskip([int(each) for each in given["ids"]])
        case "notify":
            ctx.notify(str(given["title"]), str(given["text"]))
        case "open":
            ctx.open(str(given["target"]))
        case _:
            raise AssistantError(
                f"There is no {name[:40]!r} to ask for.", where=ctx.plugin,
                remedy="Use what the Context offers.",
            )  # fmt: skip
    return None


def _http(
    ctx: Context,
    *,
    method: str,
    url: str,
    headers: list[tuple[str, str]],
    content: bytes,
    timeout: float,
) -> dict[str, object]:
    """One request, whose redirects the child's client follows by further ones."""
    body = bytearray()
    with (
        ctx.http(min(max(float(timeout), 0.01), LONGEST_TIMEOUT)) as client,
        client.stream(
            method, url, headers=_end_to_end(headers), content=content, follow_redirects=False
        ) as response,
    ):
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > LARGEST:
                raise AssistantError(
                    f"The answer is larger than {LARGEST // 1024 // 1024} MB.", where=url,
                    remedy="Ask for less of it.",
                )  # fmt: skip
        headers = _end_to_end(response.headers.multi_items())
        return {"status": response.status_code, "headers": headers, "content": bytes(body)}


def _end_to_end(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers without those that were about a connection which the other side has not."""
    return [(str(k), str(v)) for k, v in headers if str(k).lower() not in _OF_THE_LINE]
