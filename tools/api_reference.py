"""Writes docs/api.md from the docstrings of what plugins use: `python -m tools.api_reference`.

The sources are parsed, not imported: a comment at a field's line is what is said of it.
"""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "api.md"

Documented = ast.ClassDef | ast.FunctionDef


@dataclass(frozen=True)
class Chapter:
    """Some names of one file, in the order they are told."""

    title: str
    text: str
    file: str  # under assistant/
    names: tuple[str, ...]


CHAPTERS = (
    Chapter(
        "In a single file", "`from assistant import intent`", "plugins/decorator.py", ("intent",)
    ),
    Chapter(
        "What a handler is given and gives back",
        "`from assistant import Call, Context, Reply, Suggestion`; the others are in\n"
        "`assistant.plugins.api`. A handler takes the slots by their names, `ctx` and `slots` if\n"
        "it wants them, and returns a `Reply` or text.",
        "plugins/api.py",
        ("Context", "Reply", "Suggestion", "Call", "Exchange", "InstalledIntent", "Schedule",
         "Scheduled", "NotGrantedError", "numbered"),
    ),
    Chapter(
        "In tests", "The fixture `assistant_bot`, for pytest.", "testing/bot.py", ("AssistantBot",)
    ),
    Chapter("", "", "testing/web.py", ("FakeWeb",)),
    Chapter("", "", "testing/host.py", ("Notification",)),
)  # fmt: skip


def reference() -> str:
    """The whole page."""
    parts = [
        "# The API",
        "Made from the docstrings by `python -m tools.api_reference`; do not edit it here.",
    ]
    for chapter in CHAPTERS:
        text = (ROOT / "assistant" / chapter.file).read_text(encoding="utf-8")
        if chapter.title:
            parts += [f"## {chapter.title}", chapter.text]
        named = {
            node.name: node for node in ast.parse(text).body if isinstance(node, Documented)
        }  # fmt: skip
        for name in chapter.names:
            parts += _told(named[name], text.split("\n"))
    return "\n\n".join(part for part in parts if part) + "\n"


def _told(node: Documented, lines: list[str]) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        yield f"### `{_signature(node)}`"
        yield _docstring(node)
        return
    yield f"### `{node.name}`"
    yield _docstring(node)
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    yield "\n".join(filter(None, (_field(each, lines) for each in fields)))
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            yield f"- `{_signature(method)}`\n\n" + _indented(_docstring(method))


def _field(field: ast.AnnAssign, lines: list[str]) -> str:
    name = ast.unparse(field.target)
    if name.startswith("_"):
        return ""
    kind = ast.unparse(field.annotation).strip("'")
    said = _comment(field, lines)
    return f"- `{name}: {kind}`" + (f": {_plain(said)}" if said else "")


def _comment(field: ast.AnnAssign, lines: list[str]) -> str:
    """What stands behind the field, else in the lines above it."""
    behind = lines[(field.end_lineno or field.lineno) - 1][field.end_col_offset or 0 :]
    if "#" in behind:
        return behind.partition("#")[2].strip()
    above: list[str] = []
    at = field.lineno - 2
    while lines[at].strip().startswith("#"):
        above.insert(0, lines[at].strip().removeprefix("#").strip())
        at -= 1
    return " ".join(above)


def _signature(function: ast.FunctionDef) -> str:
    returns = ast.unparse(function.returns).strip("'") if function.returns else ""
    if any(isinstance(d, ast.Name) and d.id == "property" for d in function.decorator_list):
        return f"{function.name}: {returns}"
    for each in ast.walk(function.args):
        if isinstance(each, ast.arg) and isinstance(each.annotation, ast.Constant):
            quoted = str(each.annotation.value)
            each.annotation = ast.parse(quoted, mode="eval").body
    arguments = ast.unparse(function.args).removeprefix("self").lstrip(", ")
    return f"{function.name}({arguments})" + (f" -> {returns}" if returns else "")


def _docstring(node: Documented) -> str:
    return _plain(inspect.cleandoc(ast.get_docstring(node) or ""))


def _plain(text: str) -> str:
    """Without what Markdown would take for HTML."""
    return text.replace("<", r"\<")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def main() -> None:
    TARGET.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
