"""The first start: where one lives, and the language of the interface. Esc skips both."""

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from assistant.catalogue import say
from assistant.problems import AssistantError
from assistant.tui.text import clean
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.values.cities import City

LONGEST = 100  # characters of a city's name


def find_cities(words: str) -> "tuple[City, ...]":
    """The cities that `words` may mean, best first."""
    from assistant.values.cities import find

    return find(words)


@dataclass(frozen=True)
class Answers:
    """What is to be kept; after Esc nothing but `first_start_done` changed."""

    settings: "Settings"
    message: str  # what was written for a city and is none: it was meant for the chat


class SetupScreen(ModalScreen[Answers]):
    """Dismisses with the answers."""

    DEFAULT_CSS = """
    SetupScreen {
        align: center middle;
        #setup Field { margin: 1 0 0 2; }
        #found { margin: 0 0 1 2; height: auto; min-height: 1; max-height: 2; }
        #found { color: $text-success; }
        #found.-unknown { color: $text-warning; }
        #languages { height: 3; margin: 1 0 0 0; }
        .setup--note { color: $text-muted; margin-top: 1; }
    }
    """
    AUTO_FOCUS = "#city"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "skip", show=False, id="setup.skip"),
    ]

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._words: str | None = None  # the newest city to look for
        self._looking = False
        self._known = True  # whether the words in the field are a city, or nothing

    @property
    def _language(self) -> str:
        return self._settings.interface_language

    def compose(self) -> ComposeResult:
        language = self._language
        with Vertical(id="setup", classes="dialog") as box:
            box.border_title = say("chat.setup_title", language)
            box.border_subtitle = say("chat.setup_keys", language)
            yield Static(say("chat.setup_city", language), markup=False)
            yield Field(
                say("chat.setup_city_placeholder", language),
                text=self._settings.home_city,
                id="city",
            )
            yield Static(id="found", markup=False)
            yield Static(say("chat.setup_language", language), markup=False)
            yield Rows(self._draw, id="languages")
            yield Static(
                say("chat.setup_language_note", language), classes="setup--note", markup=False
            )

    def on_mount(self) -> None:
        choices = ("", "en", "ko")
        at = choices.index(self._settings.language) if self._settings.language in choices else 0
        self.query_one(Rows).show(choices, cursor=at)
        field = self.query_one(Field)
        field.move_cursor(field.document.end)
        self._look(field.text)

    def _draw(self, language: str) -> tuple[Content, Content]:
        names = {"en": "English", "ko": "한국어"}
        return Content(names.get(language) or say("chat.setup_system", self._language)), Content("")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._look(event.text_area.text)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        event.stop()
        self.query_one("#languages").focus()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        city = self._written[:LONGEST] if self._known else self._settings.home_city
        self._close(replace(self._settings, home_city=city, language=str(event.item)))

    def action_skip(self) -> None:
        self._close(self._settings)

    def _close(self, settings: "Settings") -> None:
        message = "" if self._known else self._written
        self.dismiss(Answers(replace(settings, first_start_done=True), message))

    @property
    def _written(self) -> str:
        return clean(self.query_one(Field).text).strip()

    def _look(self, words: str) -> None:
        self._words = clean(words).strip()[:LONGEST]
        if not self._looking:
            self._looking = True
            self.run_worker(self._find())

    async def _find(self) -> None:
        """Look up the newest words until nothing newer was written."""
        while self._words is not None:
            words, self._words = self._words, None
            try:
                cities = await asyncio.to_thread(find_cities, words) if words else ()
            except AssistantError as error:
                self._show(said(error.problem, self._language), known=False)
            else:
                self._show(self._found(words, cities), known=bool(cities) or not words)
        self._looking = False

    def _found(self, words: str, cities: "tuple[City, ...]") -> str:
        """What to say of the city that `words` mean."""
        if cities:
            city = cities[0]
            return say(
                "chat.setup_found",
                self._language,
                city=city.name_in(self._language),
                country=city.country,
                timezone=city.timezone,
            )
        return say("chat.setup_unknown", self._language) if words else ""

    def _show(self, line: str, *, known: bool) -> None:
        self._known = known
        found = self.query_one("#found", Static)
        found.set_class(not known, "-unknown")
        found.update(Content(line))
