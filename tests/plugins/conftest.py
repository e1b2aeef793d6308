"""Plugins made for a test."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assistant.paths import Paths, user_paths

MakePlugin = Callable[..., Path]

HEAD = 'schema = 1\nid = "{id}"\nversion = "0.1.0"\napi = 1\n'


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A home of its own, and an empty folder of built-in intents beside it."""
    builtin = tmp_path / "builtin"
    builtin.mkdir()
    monkeypatch.setattr("assistant.plugins.library.bundled", lambda name: builtin)
    return user_paths(tmp_path / "home")


@pytest.fixture
def make_plugin(tmp_path: Path) -> MakePlugin:
    """Write a plugin: its manifest below the head, its handler, its phrase files."""

    def make(
        manifest: str = "",
        *,
        id: str = "music",
        root: Path | None = None,
        handler: str | None = None,
        phrases: Mapping[str, str] | None = None,
    ) -> Path:
        folder = (root or tmp_path) / id
        (folder / "examples").mkdir(parents=True)
        (folder / "intent.toml").write_text(HEAD.format(id=id) + manifest, encoding="utf-8")
        if handler is not None:
            (folder / "handler.py").write_text(handler, encoding="utf-8")
        for name, text in (phrases or {}).items():
            (folder / "examples" / name).write_text(text, encoding="utf-8")
        return folder

    return make
