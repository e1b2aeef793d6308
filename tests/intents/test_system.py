"""What this machine is like, with machines made up for the purpose."""

import socket
from collections import namedtuple
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import psutil
import pytest

from assistant.paths import bundled
from assistant.plugins.manifest import read_manifest
from assistant.problems import AssistantError
from tests.intents.conftest import load_plugin_module
from tests.intents.context import context

FOLDER = bundled("intents") / "system"
PLUGIN = read_manifest(FOLDER, builtin=True)
GB = 1000**3
GIB = 1024**3

Address = namedtuple("Address", "family address")


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    return load_plugin_module(FOLDER)  # type: ignore[return-value]


def has_battery(
    monkeypatch: pytest.MonkeyPatch, percent: float, plugged: bool | None, left: float = -1
) -> None:
    found = SimpleNamespace(percent=percent, power_plugged=plugged, secsleft=left)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: found, raising=False)


def test_the_battery_is_told_with_the_time_that_it_lasts(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_battery(monkeypatch, 61.7, False, 2 * 3600 + 5 * 60)
    assert handler.battery(context()) == (
        "The battery is at 62 %, enough for about two hours and five minutes."
    )
    assert handler.battery(context("ko")) == ("배터리는 62 %예요. 앞으로 2시간 5분쯤 쓸 수 있어요.")


def test_a_battery_that_is_charged_or_nearly_empty_says_so(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_battery(monkeypatch, 40, True)
    assert handler.battery(context()) == "The battery is at 40 % and charging."
    assert handler.battery(context("ko")) == "배터리는 40 %예요. 충전 중이에요."
    has_battery(monkeypatch, 100, True)
    assert "full" in handler.battery(context()) and "다 찼어요" in handler.battery(context("ko"))
    has_battery(monkeypatch, 7, False)
    assert handler.battery(context()) == "The battery is at 7 %. Time to plug in."
    assert handler.battery(context("ko")).endswith("충전해 주세요.")


def raising(error: Exception) -> Callable[[], object]:
    def fail() -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    "found", [lambda: None, raising(OSError()), raising(RuntimeError()), raising(AttributeError())]
)
def test_no_battery_is_said_honestly(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, found: Callable[[], object]
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", found, raising=False)
    assert handler.battery(context()) == "I can't find a battery in this machine."
    assert "찾지 못했어요" in handler.battery(context("ko"))


def test_a_system_that_knows_no_batteries_has_none(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(psutil, "sensors_battery", raising=False)
    assert "can't find" in handler.battery(context())


def test_the_disk_tells_what_is_free_and_whether_it_is_little(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handler.machine, "disk", lambda _: handler.machine.Room(512 * GB, 251 * GB))
    assert handler.disk(context()) == "251 GB of 512 GB are free on the disk with your files."
    assert handler.disk(context("ko")) == "파일이 있는 디스크에 512 GB 중 251 GB가 남아 있어요."
    little = handler.machine.Room(2000 * GB, int(7.42 * GB))
    monkeypatch.setattr(handler.machine, "disk", lambda _: little)
    assert handler.disk(context()).startswith("7.4 GB of 2.0 TB are free")
    assert handler.disk(context()).endswith("That is not much.")


def test_a_disk_that_says_nothing_is_an_error_with_a_remedy(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(folder: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("shutil.disk_usage", gone)
    with pytest.raises(AssistantError) as told:
        handler.disk(context())
    assert "Input/output error" in told.value.problem.what and told.value.problem.remedy


def test_the_memory_is_told_as_it_is_sold(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(total=16 * GIB, available=12 * GIB)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: found)
    assert handler.memory(context()) == (
        "4.0 GB of 16 GB of memory are in use (25 %); 12 GB are available."
    )
    assert handler.memory(context("ko")) == (
        "메모리 16 GB 중 4.0 GB를 쓰고 있어요(25 %). 12 GB를 더 쓸 수 있어요."
    )


def interfaces(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [
        Address(socket.AF_INET6 if ":" in each else socket.AF_INET, each) for each in addresses
    ]
    found.append(Address(getattr(socket, "AF_PACKET", -1), "aa:bb:cc:dd:ee:ff"))
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"any0": found})


def test_the_address_is_the_local_one_and_says_so(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interfaces(monkeypatch, "127.0.0.1", "10.8.0.2", "192.168.0.7", "fe80::1%any0", "::1")
    monkeypatch.setattr(handler.machine, "outgoing", lambda: "192.168.0.7")
    english, korean = handler.ip(context()), handler.ip(context("ko"))
    assert english.startswith("In the local network this machine is `192.168.0.7`.")
    assert "It also has `10.8.0.2`." in english and "127.0.0.1" not in english
    assert "fe80" not in english and "I ask no server" in english
    assert korean.startswith("이 컴퓨터는 로컬 네트워크에서 `192.168.0.7` 주소를 써요.")


def test_without_a_network_there_is_no_address(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interfaces(monkeypatch, "127.0.0.1", "::1", "169.254.3.4")
    monkeypatch.setattr(handler.machine, "outgoing", lambda: None)
    assert handler.ip(context()) == "This machine is in no network right now."
    assert "연결돼 있지 않아요" in handler.ip(context("ko"))


def test_looking_for_the_address_sends_nothing(
    handler: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    class Watched(socket.socket):
        def __init__(self, family: int, kind: int) -> None:
            made.append(kind)
            super().__init__(family, kind)

        def send(self, *_: object) -> int:
            raise AssertionError("it sends")

        sendto = sendall = send  # type: ignore[assignment]

    monkeypatch.setattr(handler.machine.socket, "socket", Watched)
    handler.machine.outgoing()
    assert made == [socket.SOCK_DGRAM]


def test_this_very_machine_answers_everything_in_both_languages(handler: SimpleNamespace) -> None:
    for intent in PLUGIN.intents:
        answer = getattr(handler, intent.handler or "")
        assert answer(context()).isascii() and not answer(context("ko")).isascii()


def test_lengths_of_time(handler: SimpleNamespace) -> None:
    assert handler._length(timedelta(hours=1), "en") == "one hour"
    assert handler._length(timedelta(seconds=5), "en") == "one minute"
    assert handler._length(timedelta(minutes=61), "ko") == "1시간 1분"


def test_the_manifest_is_whole() -> None:
    assert not PLUGIN.capabilities and not PLUGIN.check()
    for intent in PLUGIN.intents:
        assert set(intent.description) == set(intent.example) == {"en", "ko"}
        assert sum(test.intent == intent.name for test in PLUGIN.tests) >= 2
