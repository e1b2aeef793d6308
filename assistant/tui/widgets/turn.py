"""One turn of the conversation: what was said, the reply, and how it was understood."""

import re
from dataclasses import dataclass

from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from assistant.catalogue import say
from assistant.plugins.api import Reply, Suggestion
from assistant.problems import Problem
from assistant.tui.text import clean, percent
from assistant.tui.widgets.belief import SURE
from assistant.tui.widgets.suggestions import Suggestions
from assistant.understanding.understanding import Understanding

LONGEST_SAID = 1_200  # characters of a message that are shown again
LONGEST_REPLY = 20_000

# A reply of one line without any of these is shown as it is, which is quicker than Markdown.
_MARKDOWN = re.compile(r"[\n`*_#|\[\]<>~\\&]|^\s*([-+]|\d+[.)])\s|://")


@dataclass(frozen=True)
class Belonging:
    """The intent of a message, as its turn tells it."""

    intent: str | None  # None: it belongs to none
    confidence: float | None
    beside: tuple[str, ...] = ()  # the intents of further requests in it

    @property
    def unsure(self) -> bool:
        return self.intent is None or (self.confidence is not None and self.confidence < SURE)


def belonging(seen: Understanding) -> Belonging:
    """Of several requests it is as sure as the least sure of them."""
    intents = [each.intent for each in seen.requests or (seen,) if each.intent is not None]
    if not intents:
        return Belonging(None, None)
    names = [intent.name for intent in intents]
    return Belonging(names[0], min(intent.confidence for intent in intents), tuple(names[1:]))


class Turn(Vertical, can_focus=True):
    """What the user said and, once it is there, the reply.

    The turn draws who spoke itself; its children stand beside that, so a turn is few widgets.
    """

    DEFAULT_CSS = """
    Turn {
        height: auto;
        padding: 0 1 0 2;
        margin: 0 0 1 0;
        color: $text-muted;
        border-left: blank;
        &:focus { border-left: outer $accent; }

        & > .turn--said { margin-left: 5; color: $foreground; }
        & > .turn--answer { height: auto; margin-left: 5; }
        .turn--reply { width: 1fr; height: auto; color: $foreground 88%; }
        .turn--tag {
            width: auto;
            max-width: 40;
            margin-left: 2;
            color: $foreground 38%;
            text-wrap: nowrap;
            text-overflow: ellipsis;
            &.-unsure { color: $warning; }
        }
        .turn--note { margin-left: 5; color: $text-success; }
        &.-pending .turn--reply { color: $text-muted; }
        &.-broken .turn--reply { color: $text-error; }
    }
    """

    @dataclass
    class Picked(Message):
        """A suggestion under this turn's reply was picked."""

        turn: "Turn"
        suggestion: Suggestion

    def __init__(self, ticket: int, said: str, language: str) -> None:
        super().__init__()
        self.ticket = ticket
        self.said = said
        self.about = said  # the message that the suggestions under the reply teach
        self.belonging: Belonging | None = None
        self.details = ""  # of a failure
        self._language = language
        self._reply = ""
        self._note = ""

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is offered under the reply now."""
        found = self.query(Suggestions)
        return found.first().suggestions if found else ()

    def compose(self) -> ComposeResult:
        yield Static(Content(self._shown_words()), classes="turn--said", markup=False)
        with Horizontal(classes="turn--answer"):
            if self._reply:
                yield reply_widget(self._reply)
            else:
                yield Static(classes="turn--reply", markup=False)
            if self.belonging is not None:
                yield self._tag(self.belonging)
        if self._note:
            yield Static(Content(self._note), classes="turn--note", markup=False)

    def render(self) -> RenderResult:
        return Content(say("chat.you", self._language))

    def restore(self, reply: str, belonging: Belonging | None, note: str) -> "Turn":
        """Before it is mounted: a turn of the history, already answered."""
        self._reply, self.belonging, self._note = reply, belonging, note
        return self

    def pend(self, words: str) -> None:
        """Not answered yet, and why."""
        self.add_class("-pending")
        self.query_one(".turn--reply", Static).update(Content(words))

    async def answer(self, reply: Reply) -> None:
        """Show the reply, how the message was understood and what may come next."""
        self.remove_class("-pending")
        self.about = reply.about or self.said
        self.details = reply.details
        if reply.understanding is not None:
            self.belonging = belonging(reply.understanding)
        await self._show_reply(reply.text)
        if self.belonging is not None:
            await self.query_one(".turn--answer").mount(self._tag(self.belonging))
        if reply.suggestions:
            await self.mount(Suggestions(reply.suggestions))

    def fail(self, problem: Problem) -> None:
        """It could not be answered: say so where the reply would stand."""
        self.remove_class("-pending")
        self.add_class("-broken")
        words = clean(f"{problem.what}\n{problem.remedy}")[:LONGEST_REPLY]
        self.query_one(".turn--reply", Static).update(Content(words))

    def note(self, words: str) -> None:
        """A line under the reply: what was learned from this turn."""
        for old in self.query(".turn--note"):
            old.remove()
        self.mount(Static(Content(words), classes="turn--note", markup=False))

    def withdraw(self) -> None:
        """Take the suggestions away: the conversation went on."""
        self.query(Suggestions).remove()

    def on_suggestions_picked(self, event: Suggestions.Picked) -> None:
        event.stop()
        self.post_message(self.Picked(self, event.suggestion))

    async def _show_reply(self, text: str) -> None:
        widget = reply_widget(text)
        old = self.query_one(".turn--reply")
        if isinstance(old, Static) and isinstance(widget, Static):
            old.update(widget.content)
            return
        await self.query_one(".turn--answer").mount(widget, before=old)
        await old.remove()

    def _shown_words(self) -> str:
        words = clean(self.said)
        if len(words) <= LONGEST_SAID:
            return words
        more = say("chat.more_characters", self._language, count=len(words) - LONGEST_SAID)
        return f"{words[:LONGEST_SAID]}\n{more}"

    def _tag(self, belonging: Belonging) -> Static:
        words = belonging.intent or say("chat.no_intent", self._language)
        if belonging.intent is not None and belonging.confidence is not None:
            words = f"{' + '.join((words, *belonging.beside))} {percent(belonging.confidence)}"
        classes = "turn--tag -unsure" if belonging.unsure else "turn--tag"
        return Static(Content(words), classes=classes, markup=False)


def reply_widget(text: str) -> Widget:
    """Markdown of a plugin; plain text, which is quicker, where that is the same."""
    text = clean(text)
    if len(text) > LONGEST_REPLY:
        text = text[:LONGEST_REPLY] + "\n\n…"
    if _MARKDOWN.search(text):
        from assistant.tui.widgets.markdown import ReplyMarkdown

        return ReplyMarkdown(text, classes="turn--reply")
    return Static(Content(text), classes="turn--reply", markup=False)
