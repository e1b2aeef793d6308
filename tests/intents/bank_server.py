"""A bank on this machine that publishes rates as the European Central Bank does."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RATES = {"USD": "1.0800", "JPY": "163.20", "GBP": "0.8500", "KRW": "1512.50", "CHF": "0.9300"}
DAY = "2026-11-24"


def daily(rates: Mapping[str, str] = RATES, day: str = DAY) -> bytes:
    """The bank's file of a day."""
    cubes = "".join(
        f"\t\t\t<Cube currency='{code}' rate='{rate}'/>\n" for code, rate in rates.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" '
        'xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">\n'
        "\t<gesmes:subject>Reference rates</gesmes:subject>\n"
        "\t<gesmes:Sender>\n\t\t<gesmes:name>European Central Bank</gesmes:name>\n"
        f"\t</gesmes:Sender>\n\t<Cube>\n\t\t<Cube time='{day}'>\n{cubes}"
        "\t\t</Cube>\n\t</Cube>\n</gesmes:Envelope>"
    ).encode()


@dataclass
class BankServer:
    """What it answers, and what it was asked."""

    body: bytes = field(default_factory=daily)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False  # until the test is over
    asked: list[str] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def bank_server() -> Iterator[BankServer]:
    """A server on a free port of 127.0.0.1, for the time of a test."""
    server = BankServer()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            if server.hangs:
                server.over.wait(30)
                return
            self.send_response(server.status)
            for name, value in server.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(server.body)))
            self.end_headers()
            self.wfile.write(server.body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_port}/eurofxref-daily.xml"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        http.server_close()
