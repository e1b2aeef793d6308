"""Replies as Markdown. This imports Textual's Markdown: import it at the first such reply."""

from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from textual.content import Content
from textual.widgets import Markdown
from textual.widgets._markdown import MarkdownFence

from assistant.catalogue import say
from assistant.tui.widgets.table import QuietTable


class QuietFence(MarkdownFence):
    """Code whose language is not named is plain text: to guess it takes a fifth of a second."""

    @classmethod
    def highlight(cls, code: str, language: str, ansi: bool = False, dark: bool = False) -> Content:
        return super().highlight(code, language or "text", ansi, dark)


class ReplyMarkdown(Markdown):
    """Quiet Markdown: HTML in it is text, and only web links open. Its looks are in app.tcss."""

    BLOCKS = {  # noqa: RUF012
        **Markdown.BLOCKS,
        "table_open": QuietTable,
        "fence": QuietFence,
        "code_block": QuietFence,
    }

    def __init__(self, text: str, *, classes: str | None = None, id: str | None = None) -> None:
        super().__init__(text, classes=classes, id=id, parser_factory=_parser, open_links=False)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        event.stop()
        if urlsplit(event.href).scheme in ("http", "https"):
            self.app.open_url(event.href)
            return
        language = str(getattr(self.app, "language", "en"))
        self.notify(say("chat.link_refused", language, link=event.href[:200]), markup=False)


def _parser() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"html": False})
