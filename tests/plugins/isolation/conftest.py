"""A handler that is called in a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.plugins.api import Context, Reply, Slots
from assistant.plugins.isolation.parent import Children
from assistant.plugins.manifest import IntentSpec
from assistant.plugins.slot_specs import SlotSpec
from tests.plugins.isolation.kit import NOW, Ask, NotedHost, plugin_in


@pytest.fixture
def children() -> Iterator[Children]:
    children = Children()
    yield children
    children.close()


@pytest.fixture
def ask(tmp_path: Path, children: Children) -> Ask:
    """Write handler.py and call its function `f` in a process of its own."""

    def ask(
        code: str = "",
        *,
        function: str = "f",
        timeout: float = 20.0,
        slots: Slots | None = None,
        kinds: dict[str, str] | None = None,
        **context: object,
    ) -> Reply:
        if code:
            (tmp_path / "handler.py").write_text(code, encoding="utf-8")
        given = {"host": NotedHost(), "entities": tuple((slots or {}).values()), **context}
        ctx = Context(
            "안녕 [/]", "en", "music.play", NOW, "music", tmp_path / "s", tmp_path / "c", **given
        )  # type: ignore[arg-type]
        spec = IntentSpec(
            "music.play", function,
            {name: SlotSpec(name, kind) for name, kind in (kinds or {}).items()},
        )  # fmt: skip
        return children.run(plugin_in(tmp_path, timeout), spec, ctx, slots or {})

    return ask
