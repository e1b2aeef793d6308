"""F2, "That was…": show it the intent that was meant, and it has learned the phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.catalogue import say
from assistant.plugins.examples import Example, format_example, tidy
from assistant.problems import AssistantError, Problem
from assistant.tui.choices import Choice, Choices, read_choices
from assistant.tui.phrasebook import UnknownSlotError, parse_phrases
from assistant.tui.screens.new_intent import NewIntent, NewIntentScreen
from assistant.tui.widgets.field import LONGEST, Field
from assistant.tui.widgets.intent_picker import IntentPicker
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.phrase_field import PhraseField
from assistant.tui.widgets.phrases import intent_label
from assistant.tui.widgets.problem import mistake, said
from assistant.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant


class ChoicesRead(Message):
    """The intents that there are, the likeliest first."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.choices = choices


class Taught(Message):
    """The phrase was stored."""

    def __init__(self, intent: str) -> None:
        super().__init__()
        self.intent = intent


class NotTaught(Message):
    """The phrase could not be stored, or the intents not be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class CorrectScreen(ModalScreen[str | None]):
    """Dismisses with the name of the intent that was taught, or None."""

    DEFAULT_CSS = """
    CorrectScreen {
        align: center middle;
        #correct { width: 76; height: 22; max-height: 100%; padding: 0 1; }
        .field { height: 1; }
        .field > .mark { width: 2; color: $primary; }
        #thought { height: auto; min-height: 2; color: $text-muted; padding-left: 2; }
        #wrong { height: auto; max-height: 4; color: $text-warning; padding-left: 2; }
        #wrong.-empty { display: none; }
        Keys { padding: 0; border-top: solid $foreground 15%; height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, id="correct.cancel"),
        Binding("ctrl+b", "mark_slot", show=False, priority=True, id="correct.mark_slot"),
    ]

    def __init__(self, assistant: Assistant, said: str, intent: str | None) -> None:
        super().__init__()
        self._assistant = assistant
        self._said = said
        self._intent = intent
        self._storing = False

    def compose(self) -> ComposeResult:
        picker = IntentPicker(self._language)
        phrase = format_example(tidy(Example(self._said[:LONGEST])))
        with Vertical(id="correct", classes="dialog") as box:
            box.border_title = self._say("that_was")
            box.styles.padding = (0, 1)  # every line is needed at 80 × 24
            with Horizontal(classes="field"):
                yield Static("› ", classes="mark", markup=False)
                yield PhraseField(text=phrase, drives=picker.rows, id="phrase")
            yield Static(self._thought(None), id="thought", markup=False)
            yield Static(id="wrong", classes="-empty", markup=False)
            yield picker
            yield Keys(
                (
                    Key("⏎", "studio.key_teach", "screen.choose"),
                    Key("Tab", "studio.key_phrase", "screen.focus_next"),
                    Key("^B", "studio.key_mark", "screen.mark_slot"),
                    Key("Esc", "studio.key_cancel", "screen.cancel"),
                )
            )

    def on_mount(self) -> None:
        self.query_one("#find").focus()
        self._read()

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    # Reading and storing: threads that only post what came of it

    @work(thread=True, group="correct")
    def _read(self) -> None:
        try:
            message: Message = ChoicesRead(read_choices(self._assistant, self._said))
        except AssistantError as error:
            message = NotTaught(error.problem)
        self.post_message(message)

    @work(thread=True, group="correct")
    def _store(self, intent: str, example: Example, reply: str) -> None:
        try:
            if reply:
                self._assistant.mine.set_reply(intent, self._language, reply)
            self._assistant.correct(example if example.slots else example.text, intent)
            message: Message = Taught(intent)
        except AssistantError as error:
            message = NotTaught(error.problem)
        self.post_message(message)

    def on_choices_read(self, message: ChoicesRead) -> None:
        self.query_one(IntentPicker).show(message.choices)

    def on_taught(self, message: Taught) -> None:
        self.dismiss(message.intent)

    def on_not_taught(self, message: NotTaught) -> None:
        self._storing = False
        self._wrong(said(message.problem, self._language))

    # The choices

    @on(Rows.Highlighted, "#choices")
    def _moved(self) -> None:
        self.query_one("#thought", Static).update(self._thought(self._choice))

    @property
    def _choice(self) -> Choice | None:
        return self.query_one(IntentPicker).current

    def _thought(self, choice: Choice | None) -> Content:
        """What it had understood, and which slots the intent chosen here has."""
        if self._intent is None:
            thought = self._say("understood_nothing")
        else:
            name = intent_label(self._intent, self._language)
            thought = self._say("understood_as", intent=name)
        parts: list[str | tuple[str, str]] = [thought]
        if choice is not None and choice.slots:
            parts += ["\n", self._say("slots"), " ", ("  ".join(choice.slots), "$accent")]
            parts += ["  ", self._say("slots_how")]
        elif choice is not None:
            parts += ["\n", self._say("no_slots_here")]
        return Content.assemble(*parts)

    # Keys

    def action_choose(self) -> None:
        self.query_one(IntentPicker).choose()

    @on(IntentPicker.Picked)
    def _picked(self, message: IntentPicker.Picked) -> None:
        if self._storing:
            return
        if message.choice.kind == "new":
            choices = self.query_one(IntentPicker).choices or Choices()
            screen = NewIntentScreen(self._language, name=message.typed, taken=choices.names)
            self.app.push_screen(screen, self._teach_new)
        else:
            self._teach(message.choice)

    def _teach_new(self, new: NewIntent | None) -> None:
        if new is not None:
            self._teach(Choice(new.name, open=True), new.reply)

    def _teach(self, choice: Choice, reply: str = "") -> None:
        try:
            text = self.query_one("#phrase", Field).text
            phrases = parse_phrases(text, choice.name, choice.slots, open=choice.open)
        except (AssistantError, UnknownSlotError) as error:
            self._wrong(mistake(error, self._language))
            self.query_one("#phrase").focus()
            return
        if not phrases:
            self._wrong(self._say("empty"))
            self.query_one("#phrase").focus()
            return
        self._storing = True
        self._store(choice.name, phrases[0].example, reply)

    def action_mark_slot(self) -> None:
        """Mark words of the phrase as the next slot of the intent chosen here."""
        choice = self._choice
        if choice is not None and choice.slots:
            self.query_one("#phrase", PhraseField).mark(choice.slots)
        else:
            self._wrong(self._say("no_slots_yet" if choice and choice.open else "no_slots"))

    def action_cancel(self) -> None:
        self.dismiss(None)

    @on(Field.Changed, "#phrase")
    def _typed(self) -> None:
        self._wrong("")

    def _wrong(self, text: str) -> None:
        wrong = self.query_one("#wrong", Static)
        wrong.update(Content(text))
        wrong.set_class(not text, "-empty")

    def _say(self, key: str, **values: object) -> str:
        return say(f"studio.{key}", self._language, **values)
