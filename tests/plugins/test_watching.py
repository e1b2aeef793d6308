"""Which saves are of a plugin, and that they are seen."""

import os
import threading
from pathlib import Path
from queue import Queue

import pytest
import watchfiles

from assistant.plugins import watching
from assistant.plugins.watching import changed_places, place_of
from assistant.problems import AssistantError

ROOT = Path("/home/min/intents")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("coffee", "coffee"),
        ("coffee/intent.toml", "coffee"),
        ("coffee/handler.py", "coffee"),
        ("coffee/examples/coffee.brew.ko.txt", "coffee"),
        ("coffee/examples", "coffee"),
        ("tea.py", "tea.py"),
        ("mine", None),
        ("mine/intent.toml", None),
        ("mine/examples/music.play.en.txt", None),
        (".git/index.txt", None),
        (".intent.toml.123.tmp", None),
        ("coffee/orders.db", None),
        ("coffee/.handler.py.swp", None),
        ("../config.toml", None),
    ],
)
def test_the_plugin_of_a_file(path: str, place: str | None) -> None:
    full = Path(os.path.normpath(ROOT / path))
    assert place_of(ROOT, full) == (ROOT / place if place else None)


@pytest.mark.parametrize("limited", [False, True])
def test_a_save_is_seen_in_a_folder_that_was_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limited: bool
) -> None:
    """Also where the system has no watches left: then by looking again and again."""
    if limited:
        real = watchfiles.watch

        def few(*paths: Path, force_polling: bool | None, **options: object) -> object:
            if not force_polling:
                raise OSError(28, "OS file watch limit reached")
            return real(*paths, force_polling=True, **options)

        monkeypatch.setattr(watchfiles, "watch", few)
        monkeypatch.setattr(watching, "POLL", 50)
    root, stop = tmp_path / "data" / "intents", threading.Event()
    seen: Queue[frozenset[Path]] = Queue()

    def look() -> None:
        for places in changed_places(root, stop):
            seen.put(places)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        assert seen.get(timeout=20) == frozenset()
        (root / "mine").mkdir()
        (root / "coffee").mkdir()
        (root / "coffee" / "intent.toml").write_text("x = 1")
        places: set[Path] = set()
        while not places:
            places |= seen.get(timeout=20)
        assert places == {root / "coffee"}
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "intents").write_text("a file")
    with pytest.raises(AssistantError) as raised:
        next(changed_places(tmp_path / "intents", threading.Event()))
    assert str(tmp_path / "intents") in str(raised.value)
