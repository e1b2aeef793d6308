"""One model beside another: by intent, and the phrases that changed their answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from assistant.catalogue import say
from assistant.problems import AssistantError, Problem
from assistant.training.comparison import Changed, Comparison, Tally
from assistant.tui.text import one_line
from assistant.tui.widgets.phrases import DIM, intent_label
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.table import Table

LONGEST = 200  # characters of a phrase
MOST = 200  # phrases shown of each kind
NARROW = 70  # columns


@dataclass
class ComparisonRead(Message):
    """It is there, or why it is not."""

    result: Comparison | Problem


class CompareScreen(ModalScreen[None]):
    """Only shows. `read` gives the comparison, and may take seconds."""

    DEFAULT_CSS = """
    CompareScreen {
        align: center middle;
        #comparison { width: 84; scrollbar-size-vertical: 1; }
        Static { height: auto; }
        Static, Table { margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", show=False, id="compare.close"),
    ]

    def __init__(self, language: str, title: str, read: Callable[[], Comparison]) -> None:
        super().__init__()
        self._language, self._title, self._comparison = language, title, read

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="comparison", classes="dialog") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = say("models.compare_keys", self._language)
            yield Static(say("models.comparing", self._language), markup=False)

    def on_mount(self) -> None:
        self.query_one("#comparison").focus()
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            self.post_message(ComparisonRead(self._comparison()))
        except AssistantError as error:
            self.post_message(ComparisonRead(error.problem))

    async def on_comparison_read(self, message: ComparisonRead) -> None:
        box, result = self.query_one("#comparison"), message.result
        await box.remove_children()
        if isinstance(result, Problem):
            await box.mount(Static(said(result, self._language), markup=False))
        else:
            narrow = self.app.size.width < NARROW
            await box.mount_all(comparison_parts(result, self._language, narrow=narrow))


def comparison_parts(comparison: Comparison, language: str, *, narrow: bool) -> list[Widget]:
    """The user's lost phrases before all else; then the table, and every phrase that changed.

    Where it is narrow the table does not say how many phrases there are of each intent.
    """

    def words(key: str, **values: object) -> str:
        return say(f"models.{key}", language, **values)

    rows = [
        (words("own"), comparison.own),
        (words("held_out"), comparison.held_out),
        *((intent_label(name, language), tally) for name, tally in comparison.intents.items()),
    ]
    heads = [Content(text) for text in ("", words("before"), words("after"), "", words("rows"))]
    columns = len(heads) - narrow
    lines = [_tally(name, tally)[:columns] for name, tally in rows if tally.rows]
    table = Table(heads[:columns], lines)
    if not comparison.changed:
        return [table, Static(words("nothing_changed"), markup=False)]
    broken = list(comparison.broken)
    worse = [p for p in comparison.changed if not p.better and not p.own]
    better = [p for p in comparison.changed if p.better]
    return [
        *_phrases(Content.styled(words("broken"), "bold $text-warning"), broken, language),
        table,
        *_phrases(Content.styled(words("worse", n=len(worse)), "bold"), worse, language),
        *_phrases(Content.styled(words("better", n=len(better)), "bold"), better, language),
    ]


def changed_line(phrase: Changed, language: str) -> Content:
    """`− “words”  wanted, now what` or `+ …`: told by the sign, not by the colour alone."""
    intent = intent_label(phrase.intent, language)
    wanted = say("models.not", language, intent=intent) if phrase.negative else intent
    wrong = intent_label(phrase.before if phrase.better else phrase.after, language)
    arrow = f"{wrong} → {wanted}" if phrase.better else f"{wanted} → {wrong}"
    yours = f" ({say('models.yours', language)})" if phrase.own and phrase.better else ""
    return Content.assemble(
        ("+ ", "$text-success") if phrase.better else ("− ", "$text-warning"),
        f"“{one_line(phrase.text, LONGEST)}”{yours}",
        (f"  {arrow}", DIM),
    )


def _tally(name: str, tally: Tally) -> list[Content]:
    points = round(tally.points, 1)
    step = f"{'▲' if points > 0 else '▼'} {abs(points):.1f}" if points else ""
    return [
        Content(name),
        Content(f"{tally.share_before * 100:.1f} %"),
        Content(f"{tally.share_after * 100:.1f} %"),
        Content.styled(step, "$text-success" if points > 0 else "$text-warning"),
        Content.styled(f"{tally.rows:,}", DIM),
    ]


def _phrases(title: Content, phrases: Sequence[Changed], language: str) -> list[Widget]:
    if not phrases:
        return []
    lines = [title, *(changed_line(phrase, language) for phrase in phrases[:MOST])]
    if len(phrases) > MOST:
        more = say("models.more", language, n=len(phrases) - MOST)
        lines.append(Content.styled(more, DIM))
    return [Static(Content("\n").join(lines), markup=False)]
