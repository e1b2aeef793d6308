"""The daily reference rates of the European Central Bank: fetching and reading them.

https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.plugins.api import Context
from assistant.plugins.deadline import within

URL = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
LARGEST = 200_000  # bytes of an answer; they have about 2,000
LONGEST_WAIT = 4.0  # seconds


@dataclass(frozen=True)
class Rates:
    """What one euro is worth, by currency code; the euro is among them."""

    day: date
    rates: Mapping[str, Fraction]


class BankError(Exception):
    """There are no rates to be had; `reason` is a key of the words for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason  # "unreachable", "broken" or "address"
        super().__init__(f"{reason} {detail}".strip())


def fetch(ctx: Context) -> str:
    """The bank's answer. Raises BankError; NotGrantedError without the capability `network`."""
    ctx.require("network")
    url, seconds = _setting(ctx)
    until = time.monotonic() + seconds
    try:
        return within(seconds, lambda: _download(ctx, url, seconds, until), "exchange rates")
    except TimeoutError as error:
        raise BankError("unreachable", "too slow") from error


def read(answer: str) -> Rates:
    """What an answer says. Raises BankError for one that has no rates.

    Nothing but elements and their attributes is read: a document type, and so any entity, is
    refused.
    """
    from xml.parsers import expat

    day: list[date] = []
    rates = {"EUR": Fraction(1)}

    def element(name: str, attributes: dict[str, str]) -> None:
        if "time" in attributes:
            day.append(date.fromisoformat(attributes["time"]))
        code, rate = attributes.get("currency", ""), attributes.get("rate", "")
        if re.fullmatch(r"[A-Z]{3}", code) and re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", rate):
            rates[code] = Fraction(rate)

    def refuse(*_: object) -> None:
        raise ValueError("it has a document type")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(answer.encode(), True)
    except (expat.ExpatError, ValueError) as error:
        raise BankError("broken", str(error)) from error
    if not day or len(rates) < 2 or not all(rates.values()):
        raise BankError("broken", "no rates")
    return Rates(day[0], rates)


def _download(ctx: Context, url: str, seconds: float, until: float) -> str:
    import httpx

    try:
        with ctx.http(timeout=seconds) as http, http.stream("GET", url) as response:
            if not response.is_success:
                raise BankError("broken", str(response.status_code))
            body = b""
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise BankError("broken", "too long")
                if time.monotonic() > until:
                    raise BankError("unreachable", "too slow")
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
        raise BankError("address", str(error)) from error
    except httpx.DecodingError as error:
        raise BankError("broken", str(error)) from error
    except httpx.HTTPError as error:
        raise BankError("unreachable", str(error)) from error
    return body.decode("utf-8", "replace")


def _setting(ctx: Context) -> tuple[str, float]:
    """Where the rates are, and how long to wait for them."""
    url, wait = ctx.config.get("url"), ctx.config.get("timeout")
    fits = isinstance(wait, int | float) and not isinstance(wait, bool) and wait > 0
    return (
        url if isinstance(url, str) and url else URL,
        min(float(wait), LONGEST_WAIT) if fits and isinstance(wait, int | float) else LONGEST_WAIT,
    )
