"""What is wrong with the examples: found while the user works, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.catalogue import say
from assistant.conversation.findings import Finding, remedy, what
from assistant.plugins.mine import OwnPhrase
from assistant.problems import AssistantError, Problem
from assistant.tui.phrasebook import Change, Phrasebook
from assistant.tui.screens.studio_messages import PhrasesRead
from assistant.tui.text import clean
from assistant.tui.widgets.phrases import DIM, intent_label, phrase_content
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.rows import Heading, Rows

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.checkup import Checkup

MOST = 1000  # findings of a kind that are listed


@dataclass
class HealthRead(Message):
    """What is wrong; not `whole` when what phrases mean was not compared yet."""

    findings: tuple[Finding, ...]
    whole: bool


@dataclass
class HealthFailed(Message):
    """The examples or the model could not be read."""

    problem: Problem


@dataclass
class PhraseClashes(Message):
    """Something is wrong with a phrase that was just added."""

    phrase: OwnPhrase
    finding: Finding


class HealthPane(Horizontal):
    """The findings in a list, and the chosen one in words beside it, or below."""

    SCOPED_CSS = False  # the classes -narrow, -medium and -wide stand on the screen
    DEFAULT_CSS = """
    HealthPane {
        #findings { width: 1fr; border-right: solid $foreground 15%; }
        #finding { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #finding Static { height: auto; margin-bottom: 1; }
        #remedies { link-color: $accent; link-style: none; }
        #health-said { color: $success; display: none; }
        #health-said.-said { display: block; }
        #health-said.-problem { color: $text-warning; }
    }
    .-narrow HealthPane {
        layout: vertical;
        #findings { border-right: none; border-bottom: solid $foreground 15%; }
        #finding { width: 1fr; height: 13; }
    }
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(id="health")
        self._assistant = assistant
        self._checkup: Checkup | None = None
        self._findings: tuple[Finding, ...] = ()
        self.whole = False  # what is shown is all there is

    def compose(self) -> ComposeResult:
        rows: Rows[Finding] = Rows(
            self._draw,
            id="findings",
            empty=self._say("looking"),
            bindings=[
                Binding("delete", "screen.remove_phrase", show=False),
                Binding("f8", "screen.move_phrase", show=False),
            ],
        )
        yield rows
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="health-said", markup=False)
            yield Static(id="what", markup=False)
            yield Static(id="remedies", markup=False)

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    @property
    def current(self) -> Finding | None:
        """The finding that is shown in words."""
        finding = self.query_one("#findings", Rows).current
        return finding if isinstance(finding, Finding) else None

    def follow(self, message: PhrasesRead) -> None:
        """The examples were read or changed: say what became of it, and look again."""
        change = message.change
        if change is not None:
            key, values = "studio.removed", {}
            if message.undone:
                key = "studio.undone"
            elif change.added:
                intent = intent_label(change.added[0].intent, self._language)
                key, values = "health.moved", {"intent": intent}
            self.say_below(say(key, self._language, **values))
        # The examples are drawn first: looking takes all that one core can do.
        self.call_after_refresh(self.look, None if message.undone else change)

    # Looking: threads that only post what they found

    @work(thread=True, group="health", exclusive=True)
    def look(self, change: Change | None = None) -> None:
        """Look again; first at what `change` added, which may be said at once."""
        worker = get_current_worker()
        try:
            checkup = self._look_with()
            for phrase in change.added[:1] if change and len(change.added) == 1 else ():
                clash = checkup.of_phrase(phrase)
                if clash is not None:
                    self.post_message(PhraseClashes(phrase, clash))
            if not worker.is_cancelled:
                self.post_message(HealthRead(checkup.quick(), whole=False))
            found = checkup.full(lambda: worker.is_cancelled)
            if found is not None and not worker.is_cancelled:
                self.post_message(HealthRead(found, whole=True))
        except AssistantError as error:
            self.post_message(HealthFailed(error.problem))

    def _look_with(self) -> Checkup:
        if self._checkup is None:
            from assistant.conversation.checkup import Checkup

            self._checkup = Checkup(self._assistant)
        return self._checkup

    def on_health_read(self, message: HealthRead) -> None:
        if not message.whole and self.whole:
            return  # the former findings stay until the new ones are there
        self.whole = message.whole
        rows = self.query_one("#findings", Rows)
        stays = self.current if rows.has_focus else None
        self._findings = message.findings
        items: list[Heading | Finding] = []
        for kind, some in groupby(message.findings, key=lambda finding: finding.kind):
            found = list(some)
            items += [Heading(self._say(f"kind_{kind.value}"), f"{len(found):,} "), *found[:MOST]]
        empty = self._say("nothing" if message.whole else "looking_on")
        cursor = items.index(stays) if stays in items else None if rows.has_focus else 0
        rows.show(items, cursor=cursor, empty=empty)

    def on_health_failed(self, message: HealthFailed) -> None:
        self.say_below(said(message.problem, self._language), problem=True)

    @property
    def count(self) -> int:
        """How many findings there are, as far as it is known."""
        return len(self._findings)

    # What is shown

    def _draw(self, finding: Finding) -> tuple[Content, Content]:
        name = Content.styled(intent_label(finding.intent, self._language), DIM)
        if finding.phrase is None:
            slot = clean(str(finding.values.get("slot", "")))
            return Content(intent_label(finding.intent, self._language)), Content.styled(slot, DIM)
        return phrase_content(finding.phrase.example), name

    @on(Rows.Highlighted, "#findings")
    def _moved(self) -> None:
        finding = self.current
        self.query_one("#what", Static).update(self._in_words(finding) if finding else "")
        self.query_one("#remedies", Static).update(self._remedies(finding) if finding else "")

    def _in_words(self, finding: Finding) -> Content:
        return Content.assemble(
            clean(what(finding, self._language)),
            (f"\n\n{clean(remedy(finding, self._language))}", DIM),
        )

    def _remedies(self, finding: Finding) -> Content:
        """What can be done from here, each with its key; a click does it too."""
        lines = [self._link("⏎", self._say("show"), "show_finding")]
        if finding.own is not None:
            lines.append(self._link("Del", self._say("remove"), "remove_phrase"))
        if finding.belongs_to is not None:
            target = intent_label(finding.belongs_to, self._language)
            lines.append(self._link("F8", self._say("move", intent=target), "move_phrase"))
        return Content("\n").join(lines)

    def _link(self, key: str, words: str, action: str) -> Content:
        click = Style.from_meta({"@click": f"screen.{action}"})
        return Content.assemble((f"{key:<4}", "bold"), words).stylize(click)

    def say_below(self, text: str, *, problem: bool = False) -> None:
        """Say what became of the last thing that was done."""
        below = self.query_one("#health-said", Static)
        below.update(Content(text))
        below.set_class(bool(text), "-said")
        below.set_class(problem, "-problem")

    # What can be done

    def removal(self) -> Change | None:
        """What takes the user's phrase of the finding away; None and a word why it cannot be."""
        own = self.current.own if self.current else None
        if own is None:
            self.say_below(self._say("not_yours"))
            return None
        return Change(removed=(own,))

    def move(self, book: Phrasebook) -> Change | None:
        """What puts the user's phrase into the other intent; None and a word why it cannot be.

        Words marked as a slot that the other intent does not have are marked no more.
        """
        own, target = (f.own, f.belongs_to) if (f := self.current) else (None, None)
        if own is None or target is None:
            self.say_below(self._say("not_yours" if own is None else "nowhere"))
            return None
        entry = book.intents.get(target)
        slots = tuple(
            span for span in own.example.slots
            if entry is not None and (entry.open or span.name in entry.slots)
        )  # fmt: skip
        moved = replace(own, intent=target, example=replace(own.example, slots=slots))
        return Change(removed=(own,), added=(moved,))

    def _say(self, key: str, **values: object) -> str:
        return say(f"health.{key}", self._language, **values)


def shown_in(finding: Finding) -> tuple[str, str | None]:
    """The intent to show for a finding, and the words of its phrase: the user's before others."""
    own = finding.own
    if own is not None:
        return own.intent, own.example.text
    return finding.intent, finding.phrase.text if finding.phrase else None


def clash_in_words(finding: Finding, language: str) -> str:
    """What is wrong with a phrase that was just added, for the line below the field."""
    return clean(say("health.added", language, what=what(finding, language)))
