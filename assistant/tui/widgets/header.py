"""The top line: the app's name, and the model at the right."""

from datetime import datetime

from textual.content import Content
from textual.reactive import reactive

from assistant.catalogue import say
from assistant.tui.messages import ModelSummary
from assistant.tui.widgets.line import Line


class Header(Line):
    """` assistant                    gru · 24 intents · trained today`"""

    DEFAULT_CSS = """
    Header { padding: 0 1; color: $text-muted; }
    """

    summary: reactive[ModelSummary | None] = reactive(None)
    missing: reactive[bool] = reactive(False)  # the model could not be loaded

    def left(self) -> Content:
        return Content.styled(say("chat.name", self._language), "bold $foreground")

    def right(self, room: int) -> Content:
        if self.summary is None:
            words = say("chat.no_model" if self.missing else "chat.loading", self._language)
            return Content(words) if len(words) <= room else Content("")
        parts = describe(self.summary, datetime.now().astimezone(), self._language)
        while parts:
            line = Content(" · ".join(parts))
            if line.cell_length <= room:
                return line
            parts = parts[:-1]
        return Content("")

    @property
    def _language(self) -> str:
        return str(getattr(self.app, "language", "en"))


def describe(summary: ModelSummary, now: datetime, language: str) -> tuple[str, ...]:
    """The model in words, the most telling first: ("gru", "24 intents", "trained today")."""
    intents = say("chat.intents", language, count=summary.intents)
    return (summary.cell, intents, _age(summary, now, language))


def _age(summary: ModelSummary, now: datetime, language: str) -> str:
    if summary.bundled:
        return say("chat.as_it_came", language)
    days = max((now.date() - summary.trained.astimezone(now.tzinfo).date()).days, 0)
    match days:
        case 0:
            return say("chat.trained_today", language)
        case 1:
            return say("chat.trained_yesterday", language)
        case _:
            return say("chat.trained_ago", language, days=days)
