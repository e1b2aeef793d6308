"""The words of the X-ray, explained: a paragraph each, those of the tab at hand first."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.catalogue import say

TERMS = {
    "reading": ("piece", "hidden_state", "both_ways", "cell", "gate", "if_ended"),
    "memory": ("gradient", "vanishing", "left_out", "sentence_vector"),
    "deciding": (
        "softmax", "calibration", "thresholds", "out_of_scope", "log_odds", "likeness", "slot_tag",
        "neighbours",
    ),
    "lesson-pane": ("forward_pass", "loss", "backward_pass", "update"),
}  # fmt: skip


class WordsScreen(ModalScreen[None]):
    """One page, scrolled where it does not fit."""

    DEFAULT_CSS = """
    WordsScreen {
        align: center middle;
        #words { width: 84; scrollbar-size-vertical: 1; }
        #words Static { margin-bottom: 1; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,question_mark", "dismiss", show=False, id="xray_words.close"),
    ]

    def __init__(self, language: str, tab: str) -> None:
        super().__init__()
        self._language = language
        self._tab = tab

    def compose(self) -> ComposeResult:
        tabs = sorted(TERMS, key=lambda tab: tab != self._tab)
        with VerticalScroll(id="words", classes="dialog") as box:
            box.border_title = say("xray.words_title", self._language)
            box.border_subtitle = say("xray.words_close", self._language)
            for tab in tabs:
                for term in TERMS[tab]:
                    name = say(f"xray.word_{term}", self._language)
                    about = say(f"xray.about_{term}", self._language)
                    yield Static(
                        Content.assemble((name, "bold $accent"), f"\n{about}"), markup=False
                    )
