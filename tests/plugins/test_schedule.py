"""What rings is kept and rings once, whatever happens to the file and whoever asks."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.plugins import schedule as module
from assistant.plugins.api import Schedule
from assistant.plugins.schedule import PluginSchedule, Rung, due, next_due
from assistant.problems import AssistantError
from assistant.values.recurrences import Recurrence

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=SEOUL)
WEEKDAYS = Recurrence("week", weekdays=(0, 1, 2, 3, 4))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "schedule.db"


def opened(file: Path, plugin: str = "timer", now: datetime = NOW) -> PluginSchedule:
    return PluginSchedule(file, plugin, lambda: now)


def in_(**length: float) -> datetime:
    return NOW + timedelta(**length)


def test_what_was_added_waits_and_then_rings_once(file: Path) -> None:
    schedule: Schedule = opened(file)
    later = schedule.add(in_(minutes=20), "Tea!", kind="timer", label="tea")
    sooner = schedule.add(in_(minutes=10), "약 🎉 *ready*", kind="alarm")
    assert schedule.pending() == (sooner, later)
    assert schedule.pending("timer") == (later,)
    assert later.at == in_(minutes=20) and later.at.tzinfo is SEOUL and later.created == NOW
    assert next_due(file) == sooner.at
    assert due(file, in_(minutes=9)) == ()
    rung = Rung("timer", "alarm", "", "약 🎉 *ready*", sooner.at, timedelta(seconds=30))
    assert due(file, in_(minutes=10.5)) == (rung,)
    assert due(file, in_(minutes=10.5)) == ()
    assert schedule.pending() == (later,)


def test_it_is_there_after_a_restart_and_rings_late(file: Path) -> None:
    code = (
        "from datetime import datetime; from pathlib import Path; import sys\n"
        "from assistant.plugins.schedule import PluginSchedule\n"
        "at = datetime.fromisoformat(sys.argv[2])\n"
        "PluginSchedule(Path(sys.argv[1]), 'timer').add(at, 'Up!', kind='alarm')"
    )
    arguments = [sys.executable, "-c", code, str(file), in_(hours=1).isoformat()]
    subprocess.run(arguments, check=True, env=os.environ)
    (found,) = opened(file).pending()
    assert found.at == in_(hours=1)
    (rung,) = due(file, in_(hours=3))
    assert (rung.text, rung.at, rung.late) == ("Up!", in_(hours=1), timedelta(hours=2))


def test_asking_makes_no_file(file: Path) -> None:
    assert opened(file).pending() == ()
    opened(file).cancel([1])
    assert (due(file, NOW), next_due(file)) == ((), None)
    assert not file.parent.exists()


def test_of_many_askers_one_gets_each_ring(file: Path) -> None:
    for number in range(40):
        opened(file).add(in_(seconds=number), str(number))
    given: list[str] = []
    ready = threading.Barrier(4)

    def ask() -> None:
        ready.wait()
        for seconds in range(40):
            given.extend(rung.text for rung in due(file, in_(seconds=seconds)))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given, key=int) == [str(number) for number in range(40)]


def test_two_processes_ring_once(file: Path) -> None:
    opened(file).add(NOW, "only once")
    opened(file).add(NOW, "often", repeat=Recurrence("day"))
    code = (
        "from datetime import datetime; from pathlib import Path; import sys\n"
        "from assistant.plugins.schedule import due\n"
        "for _ in range(20):\n"
        " for r in due(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])): print(r.text)"
    )
    arguments = [sys.executable, "-c", code, str(file), in_(minutes=1).isoformat()]
    both = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    rung = "".join(each.communicate()[0] for each in both).split("\n")
    assert [each.returncode for each in both] == [0, 0]
    assert sorted(filter(None, rung)) == ["often", "only once"]


def test_what_repeats_waits_for_its_next_time(file: Path) -> None:
    schedule = opened(file)
    added = schedule.add(in_(days=3, hours=-3), "up", repeat=WEEKDAYS)  # Saturday at 7
    monday = datetime(2026, 11, 30, 7, tzinfo=SEOUL)
    assert added.at == monday and added.repeat == WEEKDAYS
    assert due(file, monday - timedelta(seconds=1)) == ()
    (rung,) = due(file, monday + timedelta(days=2, hours=1))  # missed on Tuesday, and just now
    assert (rung.at, rung.late) == (monday, timedelta(days=2, hours=1))
    (waiting,) = schedule.pending()
    assert (waiting.id, waiting.at) == (added.id, monday + timedelta(days=3))


def test_the_time_on_the_wall_is_kept_over_daylight_saving_and_a_restart(file: Path) -> None:
    zone = ZoneInfo("Europe/Berlin")
    at = datetime(2027, 3, 27, 2, 30, tzinfo=zone)
    opened(file).add(at, "up", repeat=Recurrence("day"))
    rung = [each.at for day in range(4) for each in due(file, at + timedelta(days=day, hours=2))]
    # The hour from 2 to 3 is left out on the 28th, and is there again on the 29th.
    shown = [f"{each:%d %H:%M}" for each in rung]
    assert shown == ["27 02:30", "28 03:30", "29 02:30", "30 02:30"]


def test_an_offset_without_a_name_will_do(file: Path) -> None:
    at = datetime.fromisoformat("2026-11-25T12:00+05:30")
    assert opened(file).add(at, "x").at == at
    (found,) = opened(file).pending()
    assert found.at == at and found.at.utcoffset() == timedelta(hours=5, minutes=30)
    with pytest.raises(ValueError, match="time zone"):
        opened(file).add(datetime(2026, 11, 25), "x")


def test_cancelling_and_taking_it_back(file: Path) -> None:
    schedule = opened(file)
    first, second = (schedule.add(in_(hours=n), str(n), repeat=WEEKDAYS) for n in (1, 2))
    schedule.cancel([first.id, 999])
    assert schedule.pending() == (second,)
    assert due(file, in_(minutes=90)) == ()
    schedule.restore([first.id, second.id, 999])
    assert [each.id for each in schedule.pending()] == [first.id, second.id]
    assert [each.text for each in due(file, in_(minutes=90))] == ["1"]


def test_one_time_of_what_repeats_is_passed_over(file: Path) -> None:
    schedule = opened(file)
    daily = schedule.add(in_(hours=1), "up", repeat=Recurrence("day"))
    once = schedule.add(in_(hours=2), "once")
    schedule.skip([daily.id, once.id, 999])
    assert [each.text for each in due(file, in_(hours=3))] == ["once"]
    assert schedule.pending()[0].at == daily.at + timedelta(days=1)
    schedule.unskip([daily.id])
    assert schedule.pending()[0].at == daily.at
    schedule.cancel([daily.id])
    schedule.skip([daily.id])
    assert schedule.pending() == ()


def test_each_time_that_was_passed_over_comes_back_by_itself(file: Path) -> None:
    schedule = opened(file)
    daily = schedule.add(in_(hours=1), "up", repeat=Recurrence("day"))
    waits = [daily.at + timedelta(days=day) for day in range(3)]
    for day in (1, 2):
        schedule.skip([daily.id])
        assert schedule.pending()[0].at == waits[day]
    for day in (1, 0, 0):  # where nothing is passed over, nothing changes
        schedule.unskip([daily.id])
        assert schedule.pending()[0].at == waits[day]


def test_a_time_that_is_over_does_not_come_back(file: Path) -> None:
    daily = opened(file).add(in_(hours=1), "up", repeat=Recurrence("day"))
    opened(file).skip([daily.id])
    opened(file).skip([daily.id])
    later = in_(hours=2)  # the first of the two is over
    for _ in range(2):
        opened(file, now=later).unskip([daily.id])
        assert opened(file).pending()[0].at == daily.at + timedelta(days=1)


def test_what_begins_later_is_not_rung_before(file: Path) -> None:
    weekly = opened(file).add(in_(days=30), "up", repeat=Recurrence("week"))
    opened(file).unskip([weekly.id])
    assert opened(file).pending() == (weekly,)


def test_what_has_rung_is_not_restored(file: Path) -> None:
    added = opened(file).add(NOW, "x")
    due(file, NOW)
    opened(file).cancel([added.id])
    opened(file).restore([added.id])
    assert opened(file).pending() == ()


def test_plugins_do_not_see_each_other(file: Path) -> None:
    mine, other = opened(file, "mine"), opened(file, "other")
    added = mine.add(in_(hours=1), "x")
    other.cancel([added.id])
    assert (mine.pending(), other.pending()) == ((added,), ())
    assert [each.plugin for each in due(file, in_(hours=2))] == ["mine"]


def test_a_plugin_cannot_fill_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    for _ in range(3):
        added = opened(file).add(in_(hours=1), "x" * 10**6, label="\ud800" + "y" * 10**6)
    assert len(added.label) == module.LONGEST and added.label[0] == "\ufffd"
    with pytest.raises(AssistantError, match="wait to ring already"):
        opened(file).add(in_(hours=1), "x")
    opened(file, "other").add(in_(hours=1), "x")
    assert {len(each.text) for each in due(file, in_(hours=1))} == {1, module.LONGEST}


def test_old_rows_are_removed_and_those_that_wait_are_not(file: Path) -> None:
    for _ in range(5):
        opened(file).add(NOW, "x")
    due(file, NOW)
    waiting = opened(file).add(in_(days=90), "later")
    long_after = in_(days=31)
    new = opened(file, now=long_after).add(long_after, "new")
    with sqlite3.connect(file) as db:
        assert [row[0] for row in db.execute("SELECT id FROM ring")] == [waiting.id, new.id]


@pytest.mark.parametrize(
    "broken",
    [
        lambda file: file.write_bytes(b"no database at all, but long enough to be looked at" * 99),
        lambda file: sqlite3.connect(file).execute("CREATE TABLE something (x)"),
        lambda file: _tear(file),
    ],
)
def test_a_broken_file_is_moved_aside_and_told_once(
    file: Path, broken: Callable[[Path], object]
) -> None:
    file.parent.mkdir()
    broken(file)
    with pytest.raises(AssistantError, match="damaged") as error:
        next_due(file)
    (aside,) = file.parent.glob("schedule.db.broken-*")
    assert aside.name in error.value.problem.remedy
    assert next_due(file) is None
    opened(file).add(NOW, "again")
    assert [each.text for each in due(file, NOW)] == ["again"]


def _tear(file: Path) -> None:
    """Damage the pages but the first, as a failing disk does."""
    for _ in range(50):
        opened(file).add(in_(hours=1), "x" * 500)
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def test_a_file_of_a_newer_assistant_stays_as_it_is(file: Path) -> None:
    opened(file).add(NOW, "x")
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(AssistantError, match="newer version"):
        due(file, NOW)
    assert not list(file.parent.glob("*.broken-*"))


def test_a_folder_that_cannot_be_made_is_told(file: Path) -> None:
    file.parent.write_text("a file stands in its place")
    with pytest.raises(AssistantError, match="cannot be kept"):
        opened(file).add(NOW, "x")


def test_a_full_disk_is_told_and_nothing_is_half_done(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(file).add(NOW, "x")
    connect = module._connect

    def full(path: Path) -> sqlite3.Connection:
        db = connect(path)
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        return db

    monkeypatch.setattr(module, "_connect", full)
    with pytest.raises(AssistantError, match="cannot be kept"):
        for _ in range(100):
            opened(file).add(NOW, "x" * 2000)
    monkeypatch.undo()
    assert due(file, NOW)[0].text == "x"


def test_a_rule_of_a_newer_assistant_rings_once_more(file: Path) -> None:
    opened(file).add(NOW, "x", repeat=WEEKDAYS)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE ring SET repeat = 'FREQ=SECONDLY', zone = 'Mars/Base'")
    assert [(each.text, each.at) for each in due(file, NOW)] == [("x", NOW)]
    assert next_due(file) is None


def test_moments_of_the_clock_are_exact(file: Path) -> None:
    at = datetime(2026, 11, 25, 1, 2, 3, 456_789, tzinfo=UTC)
    assert opened(file).add(at, "x").at == opened(file).pending()[0].at == next_due(file) == at
