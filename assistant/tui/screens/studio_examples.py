"""The examples: on the left the intents, on the right the phrases of one, and a field."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.catalogue import say
from assistant.plugins.examples import Example, format_example
from assistant.plugins.mine import OwnPhrase
from assistant.problems import AssistantError
from assistant.tui.phrasebook import (
    Change,
    IntentEntry,
    Phrasebook,
    UnknownSlotError,
    apply,
    parse_phrases,
    read_phrasebook,
)
from assistant.tui.screens.new_intent import NewIntent
from assistant.tui.screens.studio_messages import PhrasesFailed, PhrasesRead
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.phrase_field import PhraseField
from assistant.tui.widgets.phrases import (
    builtin_row,
    done_in_words,
    entry_about,
    entry_row,
    intent_label,
    phrase_content,
    slot_names,
)
from assistant.tui.widgets.problem import mistake, said
from assistant.tui.widgets.rows import Heading, Rows
from assistant.tui.widgets.words import Words

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant

MANY = 50  # phrases that take a moment to store


class ExamplesPane(Horizontal):
    """Everything that is taught, and the place to teach more."""

    SCOPED_CSS = False  # the classes -narrow, -medium and -wide stand on the screen
    DEFAULT_CSS = """
    ExamplesPane {
        #list { width: 34; border-right: solid $foreground 15%; }
        #detail { width: 1fr; padding: 0 1; }
        .-prompted { height: auto; max-height: 6; }
        .-prompted > .mark { width: 2; color: $primary; }
        #about { height: auto; max-height: 3; link-color: $accent; link-style: none; }
        #editing { border-top: solid $foreground 15%; height: auto; }
        #said { height: auto; max-height: 4; color: $text-muted; padding-left: 2; }
        #said.-problem { color: $text-warning; }
        #filtering { border-bottom: solid $foreground 15%; padding-left: 1; }
    }
    .-medium ExamplesPane #list { width: 31; }
    .-narrow ExamplesPane {
        #list { width: 1fr; border-right: none; }
        #detail { display: none; }
        &.-detail #list { display: none; }
        &.-detail #detail { display: block; }
    }
    .-wide ExamplesPane #list { width: 42; }
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(id="examples")
        self._assistant = assistant
        self.book = Phrasebook()
        self._shown: str | None = None  # the intent whose phrases are shown
        self._coming: dict[str, IntentEntry] = {}  # new intents that have no phrase yet
        self._editing: OwnPhrase | None = None
        self._waiting: str | None = None  # the text of the field that is being stored
        self._busy = False  # a change is being stored: one at a time
        self._done: list[Change] = []  # what Ctrl+Z takes back, last one last
        self._files = threading.Lock()

    def compose(self) -> ComposeResult:
        intents: Rows[IntentEntry] = Rows(
            lambda entry: entry_row(entry, self._language), id="intents"
        )
        phrases: Rows[OwnPhrase | Example] = Rows(
            self._draw_phrase,
            id="phrases",
            bindings=[Binding("delete", "screen.remove_phrase", show=False)],
        )
        with Vertical(id="list"):
            with Horizontal(id="filtering", classes="-prompted"):
                yield Static("/ ", classes="mark", markup=False)
                yield Field(self._say("filter"), drives=intents, id="filter")
            yield intents
        with Vertical(id="detail"):
            yield Words(id="about")
            yield phrases
            with Vertical(id="editing"):
                with Horizontal(classes="-prompted"):
                    yield Static("› ", classes="mark", id="editor-mark", markup=False)
                    yield PhraseField(self._say("add"), lines=True, id="editor")
                yield Words(id="said")

    def on_mount(self) -> None:
        self.read()
        self.query_one("#filter").focus()

    def on_unmount(self) -> None:
        self.book = Phrasebook()  # large, and Textual may keep a widget that was left

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    # What others ask of this pane

    @property
    def intent(self) -> IntentEntry | None:
        """The intent whose phrases are shown."""
        if self._shown is None:
            return None
        return self.book.intents.get(self._shown) or self._coming.get(self._shown)

    def new_intent(self, new: NewIntent) -> None:
        """Show an intent that exists from its first phrase on, and wait for that phrase."""
        self._coming[new.name] = IntentEntry(new.name, self._say("new_about"), open=True)
        self.query_one("#filter", Field).put("")
        self._shown = new.name
        self._list_intents(new.name)
        self.open_detail()
        if new.reply:
            self._store_reply(new)

    def show_phrase(self, intent: str, text: str | None) -> None:
        """Show an intent, with the cursor on the phrase of these words if it has one."""
        self.query_one("#filter", Field).put("")
        self._show(self.book.intents.get(intent))
        self._list_intents(intent)
        self.add_class("-detail")
        phrases = self.query_one("#phrases", Rows)
        texts = [getattr(getattr(item, "example", item), "text", "") for item in phrases.items]
        if text in texts:
            phrases.cursor = texts.index(text)
        phrases.focus()

    def warn(self, phrase: OwnPhrase, words: str) -> None:
        """Say what is wrong with a phrase, if it is what was added last."""
        if self._done and self._done[-1].added == (phrase,):
            self.say_below(words, problem=True)

    def back(self) -> bool:
        """Leave what one is in the middle of; False when there is nothing to leave."""
        editor = self.query_one("#editor", Field)
        if self._editing is not None or editor.text:
            self._edit(None)
            editor.clear()  # which Ctrl+Z takes back
            self.say_below("")
            self.query_one("#phrases").focus()
            return True
        if self.has_class("-detail"):
            self.remove_class("-detail")
            if self.screen.has_class("-narrow"):
                self.query_one("#filter").focus()
                return True
        return False

    def remove_phrase(self) -> None:
        phrase = self.query_one("#phrases", Rows).current
        if isinstance(phrase, OwnPhrase):
            self.change(Change(removed=(phrase,)))
        elif phrase is not None:
            self._switch(phrase)

    def _switch(self, builtin: Example) -> None:
        """Switch a built-in phrase off, or on again."""
        entry = self.intent
        if entry is not None:
            which = ((entry.name, builtin),)
            off = builtin in entry.silenced
            self.change(Change(restored=which) if off else Change(silenced=which))

    def undo(self) -> None:
        if not self._done:
            self.say_below(self._say("nothing_to_undo"))
        else:
            self.change(self._done[-1].reversed, undone=True)

    def mark_slot(self) -> None:
        """Mark words of the field as the next slot of the intent."""
        entry = self.intent
        if entry is not None and entry.slots:
            self.query_one("#editor", PhraseField).mark(entry.slots)
        else:
            open = entry is not None and entry.open
            self.say_below(self._say("no_slots_yet" if open else "no_slots"))

    def change(self, change: Change, undone: bool = False) -> None:
        """Change the user's phrases, unless a change is being stored; undo turns it around."""
        if not self._busy:
            self._busy = True
            self._store(change, undone)

    # Reading and storing: threads that only post what came of it

    def read(self, *, anew: bool = False) -> None:
        """Read everything; `anew` says that something else than phrases was changed."""
        self._at_files(lambda: PhrasesRead(read_phrasebook(self._assistant), anew=anew))

    def _store(self, change: Change, undone: bool) -> None:
        def stored() -> Message:
            apply(self._assistant.mine, change)
            return PhrasesRead(read_phrasebook(self._assistant), change, undone)

        self._at_files(stored)

    def _store_reply(self, new: NewIntent) -> None:
        mine, language = self._assistant.mine, self._language
        self._at_files(lambda: mine.set_reply(new.name, language, new.reply))

    @work(thread=True, group="phrases")
    def _at_files(self, job: Callable[[], Message | None]) -> None:
        message: Message | None
        try:
            with self._files:
                message = job()
        except AssistantError as error:
            message = PhrasesFailed(error.problem)
        if message is not None:
            self.post_message(message)
        if isinstance(message, PhrasesRead):
            message.book.prepare()

    def on_phrases_read(self, message: PhrasesRead) -> None:
        self.book = message.book
        self._coming = {n: e for n, e in self._coming.items() if n not in self.book.intents}
        change = message.change
        if change is not None:
            self._busy = False
            self._after(change, message.undone)
        self._list_intents(self._shown)

    def on_phrases_failed(self, message: PhrasesFailed) -> None:
        self._waiting, self._busy = None, False
        self.say_below(said(message.problem, self._language), problem=True)

    def _after(self, change: Change, undone: bool) -> None:
        editor = self.query_one("#editor", Field)
        self.say_below(done_in_words(change, undone, self._language))
        if undone:
            self._done.pop()
            self._shown = change.intent
            return
        self._done.append(change)
        if self._waiting is not None and editor.text == self._waiting:
            self._edit(None)
            editor.put("")
        self._waiting = None

    # The intents

    @on(Field.Changed, "#filter")
    def _filtered(self) -> None:
        self._list_intents(self._shown)

    def _list_intents(self, stay_on: str | None) -> None:
        wanted = self._wanted
        entries = [*self._coming.values(), *self.book.intents.values()]
        if wanted:  # what bears the words in its name stands before what has them in a phrase
            named = {entry.name for entry in entries if self._named(entry, wanted)}
            found = (entry for entry in entries if entry.name in named or entry.has_words(wanted))
            entries = sorted(found, key=lambda entry: entry.name not in named)
        names = [entry.name for entry in entries]
        cursor = names.index(stay_on) if stay_on in names else 0
        rows = self.query_one("#intents", Rows)
        rows.show(entries, cursor=cursor, empty=self._say("no_match"), tell=False)
        self._moved()  # at once, so that both lists are drawn together

    @property
    def _wanted(self) -> str:
        return self.query_one("#filter", Field).text.strip().removeprefix("/").casefold()

    def _named(self, entry: IntentEntry, wanted: str) -> bool:
        label = intent_label(entry.name, self._language)
        return wanted in f"{label} {entry.description}".casefold()

    @on(Rows.Highlighted, "#intents")
    def _moved(self) -> None:
        entry = self.query_one("#intents", Rows).current
        self._show(entry if isinstance(entry, IntentEntry) else None)

    @on(Rows.Chosen, "#intents")
    def open_detail(self) -> None:
        if self.query_one("#intents", Rows).current is not None:
            self.add_class("-detail")
            self.query_one("#editor").focus()

    # The phrases of one intent

    def _show(self, entry: IntentEntry | None) -> None:
        other = entry is None or entry.name != self._shown
        self._shown = entry.name if entry else None
        if other and self._editing is not None:
            self._edit(None)
            self.query_one("#editor", Field).put("")
        if other:
            self.say_below("")
        about = entry_about(entry, self._language) if entry else Content("")
        self.query_one("#about", Words).say(about)
        phrases = self.query_one("#phrases", Rows)
        if entry is None:
            phrases.show([], empty=" ")
            return
        own, builtin = self._found(entry)
        items: list[Heading | OwnPhrase | Example] = []
        if own or not builtin:
            items += [Heading(self._say("own"), f"{len(own):,} "), *own]
        if builtin:
            items += [Heading(self._say("builtin"), f"{len(builtin):,} "), *builtin]
        phrases.show(items, cursor=0 if other else None)

    def _found(self, entry: IntentEntry) -> tuple[list[OwnPhrase], list[Example]]:
        """Its phrases; only those with the filter's words, unless these are in its name."""
        wanted = self._wanted
        if not wanted or self._named(entry, wanted):
            return list(entry.own), list(entry.builtin)
        return entry.with_words(wanted)

    def _draw_phrase(self, phrase: OwnPhrase | Example) -> tuple[Content, Content]:
        if isinstance(phrase, Example):
            entry = self.intent
            return builtin_row(phrase, self._language, off=bool(entry and phrase in entry.silenced))
        new = Content.styled(" ●", "$accent") if phrase in self.book.unseen else Content("")
        pencil = Content("✎ ") if phrase == self._editing else Content("")
        return pencil + phrase_content(phrase.example), slot_names(phrase.example) + new

    @on(Rows.Chosen, "#phrases")
    def _phrase_chosen(self) -> None:
        phrase = self.query_one("#phrases", Rows).current
        if isinstance(phrase, OwnPhrase):
            self._edit(phrase)
            editor = self.query_one("#editor", Field)
            editor.put(format_example(phrase.example))
            editor.focus()
            self.say_below(self._say("editing"))
        elif phrase is not None:
            self.say_below(self._say("builtin_stays"))

    # The field

    def _edit(self, phrase: OwnPhrase | None) -> None:
        self._editing = phrase
        self.query_one("#editor-mark", Static).update("✎ " if phrase else "› ")
        self.query_one("#phrases").refresh()

    @on(Field.Changed, "#editor")
    def _typed(self) -> None:
        if self._waiting is None and self.query_one("#said").has_class("-problem"):
            self.say_below("")

    @on(Field.Submitted, "#editor")
    def _submitted(self, message: Field.Submitted) -> None:
        entry = self.intent
        if entry is None or self._busy:
            return None
        try:
            phrases = parse_phrases(message.text, entry.name, entry.slots, open=entry.open)
        except (AssistantError, UnknownSlotError) as error:
            return self.say_below(mistake(error, self._language), problem=True)
        there = {own.example for own in entry.own}
        fresh = tuple(phrase for phrase in phrases if phrase.example not in there)
        if not phrases or not fresh:
            return self._unchanged(message.text)
        gone = dict.fromkeys(self.book.replaced_by(fresh))
        if self._editing is not None:
            gone = {self._editing: None, **gone}
        self._waiting = message.text
        if len(fresh) > MANY:
            self.say_below(self._say("storing"))
        self.change(Change(tuple(gone), fresh))
        return None

    def _unchanged(self, text: str) -> None:
        """Enter on nothing new: leave the phrase that was edited, or say that it is there."""
        if self._editing is not None:
            self.back()
        elif text.strip():
            self.say_below(self._say("already"))

    def submit(self) -> None:
        """Enter, for the mouse."""
        editor = self.query_one("#editor", Field)
        editor.post_message(Field.Submitted(editor, editor.text))

    def say_below(self, text: str, *, problem: bool = False) -> None:
        below = self.query_one("#said", Words)
        below.say(Content(text))
        below.set_class(problem, "-problem")

    def _say(self, key: str, **values: object) -> str:
        return say(f"studio.{key}", self._language, **values)
