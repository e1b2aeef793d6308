"""A network made up by a test: what is not foreseen cannot be reached."""

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import httpx


@dataclass(frozen=True)
class _Answer:
    url: str | re.Pattern[str]
    status: int
    body: object  # text, or what JSON can hold
    is_json: bool


@dataclass
class FakeWeb:
    """What `ctx.http()` reaches in a test."""

    requests: list[httpx.Request] = field(default_factory=list)  # also those that were refused
    _answers: list[_Answer] = field(default_factory=list)

    def answers(
        self,
        url: str | re.Pattern[str],
        *,
        json: object = None,
        text: str | None = None,
        status: int = 200,
    ) -> None:
        """Answer requests to a URL from now on; the last that fits counts.

        `*` stands for anything; a URL without a query fits with every query. Anything else is
        refused, as without a network (httpx.ConnectError).
        """
        body = json if text is None else text
        self._answers.insert(0, _Answer(url, status, body, is_json=text is None))

    def client(self, timeout: float) -> httpx.Client:
        """A client that reaches nothing but this."""
        transport = httpx.MockTransport(self._respond)
        return httpx.Client(transport=transport, timeout=timeout, follow_redirects=True)

    def _respond(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        for answer in self._answers:
            if _fits(answer.url, request.url):
                if answer.is_json:
                    return httpx.Response(answer.status, json=answer.body)
                return httpx.Response(answer.status, text=str(answer.body))
        raise httpx.ConnectError(
            f"The test answers no {request.url}: assistant_bot.web.answers(…)", request=request
        )


def _fits(pattern: str | re.Pattern[str], url: httpx.URL) -> bool:
    whole = str(url)
    if isinstance(pattern, re.Pattern):
        return pattern.search(whole) is not None
    literal = re.sub(r"([\[?])", r"[\1]", pattern)  # of what fnmatch knows only the * is meant
    return any(fnmatchcase(each, literal) for each in (whole, whole.partition("?")[0]))
