"""A client for the network whose requests the parent makes."""

from collections.abc import Callable
from typing import Any

import httpx


def client(ask: Callable[..., Any], timeout: float) -> httpx.Client:
    """Behaves as any client does, but that answers come whole and cookies of the parent's stay."""
    return httpx.Client(transport=_Asking(ask), timeout=timeout, follow_redirects=True)


class _Asking(httpx.BaseTransport):
    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        limits = request.extensions.get("timeout", {})
        try:
            found = self._ask(
                "http",
                method=request.method,
                url=str(request.url),
                headers=request.headers.multi_items(),
                content=request.read(),
                timeout=limits.get("read") or 4.0,
            )
        except httpx.RequestError as error:
            error.request = request
            raise
        return httpx.Response(
            found["status"], headers=found["headers"], content=found["content"], request=request
        )
