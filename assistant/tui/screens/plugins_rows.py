"""The rows of the plugins' screen, and what is told of the one under the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from assistant.catalogue import say
from assistant.plugins.overview import Listed
from assistant.problems import Problem
from assistant.tui.plugin_words import counted
from assistant.tui.text import clean, one_line
from assistant.tui.widgets.phrases import DIM
from assistant.tui.widgets.rows import Heading

BROKEN = ("! ", "$text-error")
MARKS = {
    "on": ("● ", "$success"), "off": ("○ ", DIM), "broken": BROKEN, "kept": BROKEN,
    "stopped": BROKEN,
}  # fmt: skip


@dataclass(frozen=True)
class Capability:
    """What a plugin may use, or wants to."""

    plugin: Listed
    name: str
    granted: bool


Row = Listed | Capability | Problem


def rows_of(
    plugins: Sequence[Listed], problems: Sequence[Problem], language: str
) -> list[Row | Heading]:
    """The problems that are of no plugin, the user's plugins, the built-in ones."""
    told = {plugin.problem for plugin in plugins}
    others = list(dict.fromkeys(problem for problem in problems if problem not in told))
    own = [plugin for plugin in plugins if not plugin.builtin]
    rows: list[Row | Heading] = []
    if others:
        rows += [Heading(say("plugins.to_mend", language)), *others]
    rows.append(
        Heading(say("plugins.yours", language), "" if own else say("plugins.none", language))
    )
    for plugin in own:
        rows += _with_capabilities(plugin)
    rows.append(Heading(say("plugins.builtin", language)))
    for plugin in plugins:
        if plugin.builtin:
            rows += _with_capabilities(plugin)
    return rows


def draw(row: Row, language: str) -> tuple[Content, Content]:
    """What stands at the left and at the right of a row."""
    match row:
        case Problem():
            return Content.assemble(BROKEN, one_line(row.where, 200)), Content("")
        case Capability():
            mark = ("✓ ", "$success") if row.granted else ("– ", DIM)
            word = "granted" if row.granted else "not_granted"
            right = Content.styled(say(f"plugins.{word}", language), DIM)
            return Content.assemble("    ", mark, row.name), right
    left = Content.assemble(
        MARKS[row.state], (clean(row.id), "bold"), (f"  {clean(row.version)}", DIM)
    )
    state = "broken" if row.state == "kept" else row.state
    parts = [say(f"plugins.state_{state}", language)]
    if row.intents and not row.problem:
        parts.insert(0, counted("intents", len(row.intents), language))
    return left, Content.styled(" · ".join(parts), DIM)


def about(row: Row | None, language: str) -> Content:
    """All that is known of it."""
    match row:
        case None:
            return Content("")
        case Problem():
            return _problem(row)
        case Capability():
            words = say(f"plugins.about_{row.name}", language)
            if not row.granted:
                words += "\n" + say("plugins.asks_first", language)
            return Content(words)
    parts: list[Content] = []
    if row.problem is not None:
        parts.append(_problem(row.problem))
        if row.state == "kept":
            parts.append(Content(say("plugins.kept", language, plugin=clean(row.id))))
    if words := row.description.get(language) or next(iter(row.description.values()), ""):
        parts.append(Content(clean(words)))
    for intent in row.intents:
        example = intent.example.get(language) or next(iter(intent.example.values()), "")
        shown = f"  “{one_line(example, 80)}”" if example else ""
        parts.append(Content.assemble(clean(intent.name), (shown, DIM)))
    return Content("\n").join(parts)


def _with_capabilities(plugin: Listed) -> list[Row]:
    return [plugin, *(Capability(plugin, *each) for each in plugin.capabilities.items())]


def _problem(problem: Problem) -> Content:
    return Content.assemble(
        (clean(problem.what), "$text-error"), f"\n{clean(problem.where)}\n{clean(problem.remedy)}"
    )
