"""The Inbox: at the left the messages that went wrong, at the right one of them and its intents."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.catalogue import say
from assistant.conversation.decision import PLAUSIBLE
from assistant.conversation.inbox import Item, Step, assign, ignore, read_inbox, to_review, undo
from assistant.conversation.neighbours import Memorised, Neighbour, candidates
from assistant.plugins.examples import Example, format_example, tidy
from assistant.problems import AssistantError
from assistant.tui.choices import Choice, Choices, read_choices
from assistant.tui.phrasebook import UnknownSlotError, parse_phrases
from assistant.tui.screens.new_intent import NewIntent, NewIntentScreen
from assistant.tui.screens.studio_items import about_items, item_row
from assistant.tui.screens.studio_messages import InboxFailed, InboxRead, ItemRead, NeighboursRead
from assistant.tui.text import one_line
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.intent_picker import IntentPicker
from assistant.tui.widgets.keys import Key
from assistant.tui.widgets.phrase_field import PhraseField
from assistant.tui.widgets.phrases import intent_label
from assistant.tui.widgets.problem import mistake, said
from assistant.tui.widgets.rows import Rows
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant

CLOSE = 2  # taught phrases shown beside a message …
LIKE = 0.5  # … that are like it by this cosine at least
KEYS = (
    Key("⏎", "inbox.key_teach", "screen.inbox('teach')"),
    Key("Space", "inbox.key_mark", "screen.inbox('mark')"),
    Key("F7", "inbox.key_accept", "screen.inbox('accept')"),
    Key("F8", "inbox.key_none", "screen.inbox('none')"),
    Key("F9", "inbox.key_ignore", "screen.inbox('ignore')"),
    Key("^Z", "studio.key_undo", "screen.undo"),
    Key("^N", "studio.key_new_intent", "screen.new_intent"),
)


class InboxPane(Vertical):
    """Messages to review. Enter or a click goes from one to its intents, and again teaches it."""

    SCOPED_CSS = False  # the classes -narrow, -medium and -wide stand on the screen
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "screen.inbox('accept')", show=False, id="studio.inbox_accept"),
        Binding("f8", "screen.inbox('none')", show=False, id="studio.inbox_none"),
        Binding("f9", "screen.inbox('ignore')", show=False, id="studio.inbox_ignore"),
    ]
    LETTERS: ClassVar[list[BindingType]] = [  # where the list has the focus
        Binding("space", "screen.inbox('mark')", show=False),
        Binding("a", "screen.inbox('accept')", show=False),
        Binding("n", "screen.inbox('none')", show=False),
        Binding("x,delete", "screen.inbox('ignore')", show=False),
    ]
    DEFAULT_CSS = """
    InboxPane {
        #inbox-both { height: 1fr; }
        #inbox-list { width: 44; border-right: solid $foreground 15%; }
        #inbox-detail { width: 1fr; padding: 0 1; }
        #inbox-wording { height: 1; }
        #inbox-wording > .mark { width: 2; color: $primary; }
        #inbox-about { height: auto; max-height: 7; }
        #inbox-none { display: none; height: auto; padding: 1 2; color: $text-muted; }
        #inbox-said { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
        #inbox-said.-problem { color: $text-warning; }
        &.-several #inbox-wording { display: none; }
        &.-empty #inbox-list { width: 1fr; border-right: none; }
        &.-empty #inbox-items { height: 1; }
        &.-empty #inbox-none { display: block; }
        &.-empty #inbox-detail { display: none; }
    }
    .-wide InboxPane #inbox-list { width: 60%; }
    .-narrow InboxPane {
        #inbox-list { width: 1fr; border-right: none; }
        #inbox-detail { display: none; }
        &.-detail #inbox-list { display: none; }
        &.-detail #inbox-detail { display: block; }
    }
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(id="inbox")
        self._assistant = assistant
        self._marked: set[str] = set()  # phrases of the items that are taught together
        self._shown: tuple[Item, ...] = ()  # at the right
        self._busy = False  # something is being stored: one at a time
        self._done: list[Step] = []  # what Ctrl+Z takes back, last one last
        self._reading = threading.Lock()  # what is read is posted before anything changes it
        self._memorised = Memorised()
        self._comparing = threading.Lock()

    def compose(self) -> ComposeResult:
        items: Rows[Item] = Rows(self._draw, empty="…", id="inbox-items", bindings=self.LETTERS)
        picker = IntentPicker(self._language)
        with Horizontal(id="inbox-both"):
            with Vertical(id="inbox-list"):
                yield items
                yield Static(say("inbox.empty_about", self._language), id="inbox-none")
            with Vertical(id="inbox-detail"):
                with Horizontal(id="inbox-wording"):
                    yield Static("› ", classes="mark", markup=False)
                    yield PhraseField(drives=picker.rows, id="inbox-phrase")
                yield Static(id="inbox-about", markup=False)
                yield picker
        yield Static(id="inbox-said", markup=False)

    def on_mount(self) -> None:
        self.read()

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    @property
    def _rows(self) -> Rows[Item]:
        return self.query_one("#inbox-items", Rows)

    @property
    def _picker(self) -> IntentPicker:
        return self.query_one(IntentPicker)

    @property
    def _targets(self) -> tuple[Item, ...]:
        """The items that are taught together: those marked, else the one under the cursor."""
        marked = tuple(
            item
            for item in self._rows.items
            if isinstance(item, Item) and item.phrase in self._marked
        )
        current = self._rows.current
        return marked or ((current,) if current is not None else ())

    def on_key(self, event: events.Key) -> None:
        """Enter moves the focus at once; what was typed fast after it, to the list, goes along.

        Fields keep the keys they get, so those that come up here beside one were meant for it.
        """
        focused, field = self.screen.focused, self._picker.field
        if event.key == "enter" and focused is self._rows:
            event.stop()
            self.act("teach")
        elif (event.is_printable and self._in_detail) or (
            event.key == "enter" and isinstance(focused, Field)
        ):
            event.stop()
            self.screen.set_focus(field)
            field.post_message(events.Key(event.key, event.character))

    # What others ask of this pane

    def act(self, what: str) -> None:
        """Do what a key says: teach, mark, accept, none or ignore."""
        items = self._targets
        if not items:
            return
        match what:
            case "teach" if self._in_detail:
                self._picker.choose()
            case "teach":
                self._open()
            case "mark":
                self._mark()
            case "accept":
                self._accept(items)
            case "none":
                self._store(items, partial(assign, self._assistant, items, OUT_OF_SCOPE))
            case "ignore":
                self._store(items, partial(ignore, self._assistant, items), ignored=True)

    def undo(self) -> None:
        if not self._done:
            self._say_below(say("studio.nothing_to_undo", self._language))
        elif not self._busy:
            self._busy = True
            self._do(partial(undo, self._assistant, self._done[-1]), "undone")

    def mark_slot(self) -> None:
        """Mark words of the phrase as the next slot of the intent under the cursor."""
        choice = self._picker.current
        if len(self._targets) == 1 and choice is not None and choice.slots:
            self.query_one("#inbox-phrase", PhraseField).mark(choice.slots)
        else:
            self._say_below(say("studio.no_slots", self._language))

    def new_intent(self) -> None:
        self._ask_for_name("")

    def back(self) -> bool:
        """Leave what one is in the middle of; False when there is nothing to leave."""
        if self._in_detail:
            self._close()
        elif self._marked:
            self._marked.clear()
            self._rows.refresh()
            self._look()
        else:
            return False
        return True

    @property
    def _in_detail(self) -> bool:
        focused = self.screen.focused
        return focused is not None and self.query_one("#inbox-detail") in focused.ancestors

    def _close(self) -> None:
        self.remove_class("-detail")
        self._rows.focus()

    # Reading and storing: threads that only post what came of it

    @work(thread=True, group="inbox")
    def read(self) -> None:
        with self._reading:
            try:
                message: Message = InboxRead(to_review(read_inbox(self._assistant)))
            except AssistantError as error:
                message = InboxFailed(error.problem)
            self.post_message(message)

    @work(thread=True, group="inbox")
    def _do(self, step: Callable[[], Step | None], words: str) -> None:
        with self._reading:
            try:
                done = step()
                items = to_review(read_inbox(self._assistant))
                message: Message = InboxRead(items, done, words)
            except AssistantError as error:
                message = InboxFailed(error.problem)
            self.post_message(message)

    @work(thread=True, group="inbox-item", exclusive=True)
    def _read_item(self, items: tuple[Item, ...]) -> None:
        try:
            if len(items) > 1:
                others = read_choices(self._assistant, None).others
                choices = Choices((Choice("", kind="each"),), others)
            else:
                choices = read_choices(self._assistant, items[0].said, items[0].meant, PLAUSIBLE)
            self.post_message(ItemRead(_phrases(items), choices))
            if len(items) == 1:
                self._compare(items[0])
        except AssistantError as error:
            self.post_message(InboxFailed(error.problem))

    def _compare(self, item: Item) -> None:
        """Find the taught phrases that it is like: a second or two the first time."""
        worker = get_current_worker()
        try:
            model = self._assistant.model
        except AssistantError:  # the chat says that there is none
            return
        intents = self._assistant.library.intents
        with self._comparing:
            near = self._memorised.nearest(
                model, item.said, candidates(intents, model.understand(item.said)),
                lambda: worker.is_cancelled,
            )  # fmt: skip
        close = tuple(each for each in near if not each.same and each.likeness >= LIKE)
        self.post_message(NeighboursRead(item.phrase, close[:CLOSE]))

    def on_inbox_read(self, message: InboxRead) -> None:
        items = message.items
        self._marked &= {item.phrase for item in items}
        self.set_class(not items, "-empty")
        if message.words:
            self._busy = False
            self._after(message)
        self._rows.show(items, empty=say("inbox.empty", self._language))
        self._look()

    def on_inbox_failed(self, message: InboxFailed) -> None:
        self._busy = False
        self._say_below(said(message.problem, self._language), problem=True)

    def _after(self, message: InboxRead) -> None:
        if message.step is not None:
            self._done.append(message.step)
            self._say_below(message.words)
        else:
            self._done.pop()
            self._say_below(say("studio.undone", self._language))
        if self._in_detail or self.has_class("-detail"):
            self._close()

    def _store(
        self, items: Sequence[Item], step: Callable[[], Step], intent: str = OUT_OF_SCOPE,
        *, ignored: bool = False,
    ) -> None:  # fmt: skip
        if self._busy:
            return
        self._busy = True
        key = f"inbox.{'ignored' if ignored else 'learned'}{'_many' if len(items) > 1 else ''}"
        words = say(
            key, self._language, said=one_line(items[0].said, 40), n=len(items),
            intent=intent_label(intent, self._language),
        )  # fmt: skip
        self._do(step, words)

    # The list

    def _draw(self, item: Item) -> tuple[Content, Content]:
        mark = "✓ " if item.phrase in self._marked else "  " if self._marked else ""
        return item_row(item, mark, self._language)

    @on(Rows.Highlighted, "#inbox-items")
    def _look(self) -> None:
        """Show the item under the cursor, or those marked, unless they are shown already."""
        items = self._targets
        if _phrases(items) == _phrases(self._shown):
            return
        self._shown = items
        self.set_class(len(items) > 1, "-several")
        self._picker.reset()
        if items:
            words = format_example(tidy(Example(items[0].said)))
            self.query_one("#inbox-phrase", PhraseField).put(words)
            self._describe(items, ())
            self._read_item(items)

    @on(Rows.Chosen, "#inbox-items")
    def _open(self) -> None:
        self.add_class("-detail")
        self.screen.set_focus(self._picker.field)

    def _mark(self) -> None:
        current = self._rows.current
        if current is not None:
            self._marked ^= {current.phrase}
            self._rows.action_move(1)
            self._rows.refresh()
            self._look()

    # The items at the right

    def on_item_read(self, message: ItemRead) -> None:
        if self._shown and message.phrases == _phrases(self._shown):
            self._picker.show(message.choices)

    def on_neighbours_read(self, message: NeighboursRead) -> None:
        if (message.phrase,) == _phrases(self._shown):
            self._describe(self._shown, message.close)

    def _describe(self, items: Sequence[Item], close: Sequence[Neighbour]) -> None:
        about = about_items(items, close, self._language)
        self.query_one("#inbox-about", Static).update(about)

    # Teaching

    @on(IntentPicker.Picked)
    def _picked(self, message: IntentPicker.Picked) -> None:
        choice, items = message.choice, self._shown
        if choice.kind == "new":
            self._ask_for_name(message.typed)
        elif choice.kind == "each":
            self._accept(items)
        else:
            self._teach(items, choice)

    def _accept(self, items: Sequence[Item]) -> None:
        lost = next((item for item in items if item.guess is None), None)
        if lost is not None:
            words = say("inbox.no_guess", self._language, said=one_line(lost.said, 40))
            return self._say_below(words, problem=True)
        return self._store(items, partial(assign, self._assistant, items), items[0].guess or "")

    def _ask_for_name(self, typed: str) -> None:
        items = self._shown

        def made(new: NewIntent | None) -> None:
            if new is not None:
                self._teach(items, Choice(new.name, open=True), new.reply)

        if items:
            taken = (self._picker.choices or Choices()).names
            self.app.push_screen(NewIntentScreen(self._language, name=typed, taken=taken), made)

    def _teach(self, items: Sequence[Item], choice: Choice, reply: str = "") -> None:
        worded = None
        if len(items) == 1:
            text = self.query_one("#inbox-phrase", PhraseField).text
            try:
                phrases = parse_phrases(text, choice.name, choice.slots, open=choice.open)
            except (AssistantError, UnknownSlotError) as error:
                return self._say_below(mistake(error, self._language), problem=True)
            if not phrases:
                return self._say_below(say("studio.empty", self._language), problem=True)
            worded = phrases[0].example
        step = partial(assign, self._assistant, items, choice.name, worded=worded, reply=reply)
        return self._store(items, step, choice.name)

    def _say_below(self, text: str, *, problem: bool = False) -> None:
        below = self.query_one("#inbox-said", Static)
        below.update(Content(text))
        below.set_class(problem, "-problem")


def _phrases(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(item.phrase for item in items)
