"""The time zone of the machine has a name, so that what rings next month rings on time."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant import zones
from assistant.zones import local_zone


def test_the_zone_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Europe/Berlin")
    assert local_zone() == ZoneInfo("Europe/Berlin")


def test_the_zone_that_the_system_links_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zone = tmp_path / "zoneinfo" / "Asia" / "Seoul"
    zone.parent.mkdir(parents=True)
    zone.touch()
    link = tmp_path / "localtime"
    link.symlink_to(zone)
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(zones, "_LOCAL", link)
    assert local_zone() == ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize("name", ["<+03>-3", "No/Where", "/etc/passwd"])
def test_without_a_name_the_offset_of_now_will_do(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", name)
    found = datetime.now(local_zone()) - datetime.now().astimezone()
    assert abs(found) < timedelta(minutes=1)
