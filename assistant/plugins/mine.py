"""The user's own layer: the phrases and intents taught in the app, as a plugin like any other.

    intents/mine/intent.toml                       the intents, their slots and canned replies
    intents/mine/examples/<intent>.<language>.txt  the phrases

Everything is read again before it is written, under a lock, so that two windows of the assistant
may teach at once. Phrase files are changed by line: comments in them stay.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.catalogue import LANGUAGES
from assistant.files import MEGABYTE, TEXT_LIMIT, locked, read_text, storable, write_atomically
from assistant.korean import language_of
from assistant.plugins.api import API_VERSION
from assistant.plugins.examples import (
    Example,
    format_example,
    parse_example,
    same_phrase,
    tidy,
)
from assistant.plugins.manifest import (
    MANIFEST,
    MINE,
    SCHEMA,
    IntentSpec,
    check_intent_name,
    read_manifest,
)
from assistant.plugins.phrases import KINDS, numbered_lines, phrase_file
from assistant.plugins.slot_specs import FREE_TEXT
from assistant.problems import AssistantError
from assistant.tables import read_table
from assistant.values import Values

LONGEST_REPLY = 10_000  # characters

_HEADER = """\
# What you taught the assistant. It writes this file: edit it, but comments do not stay.
# The phrases stand in examples/<intent>.<language>.txt, one a line.
# An intent that another plugin answers has that plugin's slots, whatever stands here.

"""


@dataclass(frozen=True)
class OwnPhrase:
    """A phrase that the user taught."""

    intent: str
    language: str  # "en" or "ko"
    example: Example


class Mine:
    """The user's own phrases in `folder`, which need not be there yet.

    Every method raises AssistantError when a file is broken or cannot be written; a phrase is then
    taught or not, never lost.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = folder / MANIFEST

    def phrases(self) -> tuple[OwnPhrase, ...]:
        """All phrases, by intent and language, in the order they were taught."""
        return tuple(
            OwnPhrase(intent.name, phrase.language, phrase.example)
            for intent in self._intents()
            for phrase in intent.phrases
            if not phrase.negative
        )

    def replies(self) -> Mapping[str, Mapping[str, str]]:
        """The canned replies, by intent and language."""
        return {intent.name: intent.reply for intent in self._intents() if intent.reply}

    def add(self, intent: str, example: Example, language: str | None = None) -> OwnPhrase:
        """Teach that `example` means `intent`, and nothing else that it was taught to mean.

        The same phrase again, but for case and spaces, takes the place of the former one.
        Without a language it is that of the writing.
        """
        language = language or language_of(example.text)
        return self.add_all([OwnPhrase(intent, language, example)])[0]

    def add_all(self, phrases: Iterable[OwnPhrase]) -> tuple[OwnPhrase, ...]:
        """Teach many phrases at once, each as `add` does; of the same phrase the last one stays.

        None is taught when one of them cannot be. Returns them as they are kept.
        """
        checked = {same_phrase(p.example.text): p for p in map(_checked, phrases)}
        if checked:
            self._put(checked)
        return tuple(checked.values())

    def remove(self, phrase: OwnPhrase) -> None:
        """Forget a phrase. One that is not there is forgotten already."""
        self.remove_all([phrase])

    def remove_all(self, phrases: Iterable[OwnPhrase]) -> None:
        """Forget many phrases at once."""
        if self.manifest.exists():
            self._put({same_phrase(phrase.example.text): None for phrase in phrases})

    def replace(self, old: OwnPhrase, new: OwnPhrase) -> OwnPhrase:
        """Put `new` in the place of `old`, whatever differs: words, slots, language or intent."""
        new = _checked(new)
        self._put({same_phrase(old.example.text): new, same_phrase(new.example.text): new})
        return new

    def set_reply(self, intent: str, language: str, text: str) -> None:
        """What to answer when `intent` is meant; an empty text takes the answer away."""
        check_intent_name(intent)
        _check_language(language)
        text = storable(text).replace("\r\n", "\n").strip()
        if len(text) > LONGEST_REPLY:
            raise AssistantError(
                f"The reply has {len(text):,} characters; {LONGEST_REPLY:,} are the most.",
                where=intent,
                remedy="Make it shorter.",
            )
        with self._locked() as data:
            reply = _entry(data, intent).setdefault("reply", {})
            reply.pop(language, None)
            if text:
                reply[language] = text
            self._write_without_empty(data)

    def values(self) -> Mapping[str, Mapping[str, Values]]:
        """The values that slots of the user's intents may have, by intent and slot."""
        return {
            intent.name: {slot.name: slot.values for slot in intent.slots.values()}
            for intent in self._intents()
        }

    def set_values(self, intent: str, slot: str, values: Values) -> None:
        """What a slot may be, with the wordings of each; with none it takes any words."""
        from assistant.values.choices import fold, shared_wording

        check_intent_name(intent)
        values = {
            storable(value).strip(): tuple(filter(fold, map(storable, row))) or (value,)
            for value, row in values.items()
            if fold(storable(value))
        }
        if shared := shared_wording(values):
            wording, first, second = (text[:40] for text in shared)
            raise AssistantError(
                f"{wording!r} stands for both {first!r} and {second!r}.",
                where=f"{intent}, {slot}", remedy="Keep it under one of them.",
            )  # fmt: skip
        with self._locked() as data:
            declared = _entry(data, intent).setdefault("slots", {}).setdefault(slot, {})
            for key in ("type", "values"):
                declared.pop(key, None)
            if values:
                declared["values"] = {value: list(row) for value, row in values.items()}
            else:
                declared["type"] = FREE_TEXT
            self._write_without_empty(data)

    def _intents(self) -> tuple[IntentSpec, ...]:
        return read_manifest(self.folder).intents if self.manifest.exists() else ()

    def _put(self, moves: Mapping[str, OwnPhrase | None]) -> None:
        """Put what each phrase (as `same_phrase` gives it) becomes in its place; None: nothing.

        The order keeps every phrase in view should it be cut short: an intent is there before its
        phrases, a phrase in its new place before it leaves the old one.
        """
        homes: dict[str, Path | None] = dict.fromkeys(moves)
        arriving: dict[Path, dict[str, str]] = {}
        for key, phrase in moves.items():
            if phrase:
                home = phrase_file(self.folder, phrase.intent, phrase.language)
                homes[key] = home
                arriving.setdefault(home, {})[key] = format_example(phrase.example)
        with self._locked() as data:
            if arriving:
                _declare(data, [phrase for phrase in moves.values() if phrase])
                self._write(data)
            for file, lines in arriving.items():
                _put_in(file, lines)
            for entry in data["intent"]:
                for language in LANGUAGES:
                    _take_out(phrase_file(self.folder, entry["name"], language), homes)
                _take_inline(entry, moves)
            self._write_without_empty(data)

    @contextmanager
    def _locked(self) -> Iterator[dict[str, Any]]:
        """What the manifest holds, while nobody else can change it."""
        with locked(self.folder / ".lock"):
            data: dict[str, Any] = {
                "schema": SCHEMA,
                "id": MINE,
                "version": "1",
                "api": API_VERSION,
                "intent": [],
            }
            if self.manifest.exists():
                read_manifest(self.folder)  # refuses a broken one before anything is changed
                data |= read_table(self.manifest).data
            yield data

    def _write(self, data: dict[str, Any]) -> None:
        data = data | {"intent": [_without_empty_tables(entry) for entry in data["intent"]]}
        if self.manifest.exists() and read_table(self.manifest).data == data:
            return
        import tomli_w

        _write_text(self.manifest, _HEADER + tomli_w.dumps(data))

    def _write_without_empty(self, data: dict[str, Any]) -> None:
        """Write the manifest without the intents that came to hold nothing."""
        self._write(data | {"intent": [entry for entry in data["intent"] if self._holds(entry)]})

    def _holds(self, entry: Mapping[str, object]) -> bool:
        """Whether an intent is kept: for a phrase, a reply, or what a person wrote of it."""
        return bool(_without_empty_tables(entry).keys() - {"name", "slots"}) or any(
            phrase_file(self.folder, str(entry["name"]), kind).exists() for kind in KINDS
        )


def _checked(phrase: OwnPhrase) -> OwnPhrase:
    check_intent_name(phrase.intent)
    _check_language(phrase.language)
    example = parse_example(format_example(tidy(phrase.example)))
    if not example.text:
        raise AssistantError(
            "The phrase is empty.", where=phrase.intent, remedy="Write what you would say."
        )
    return OwnPhrase(phrase.intent, phrase.language, example)


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise AssistantError(
            f"The language {language!r} is not known.",
            where="language",
            remedy=f"Use one of: {', '.join(LANGUAGES)}.",
        )


def _entry(data: dict[str, Any], intent: str) -> dict[str, Any]:
    """The entry of an intent, made where there is none."""
    entries: list[dict[str, Any]] = data["intent"]
    for entry in entries:
        if entry["name"] == intent:
            return entry
    entries.append({"name": intent})
    return entries[-1]


def _without_empty_tables(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value != {}}


def _declare(data: dict[str, Any], phrases: Iterable[OwnPhrase]) -> None:
    """Let the manifest hold the intents of the phrases, with their slots."""
    slots: dict[str, dict[str, Any]] = {}
    for phrase in phrases:
        if phrase.intent not in slots:
            slots[phrase.intent] = _entry(data, phrase.intent).setdefault("slots", {})
        for slot in phrase.example.slots:
            slots[phrase.intent].setdefault(slot.name, {"type": FREE_TEXT})


def _put_in(file: Path, lines: Mapping[str, str]) -> None:
    """Put each line in the place of its phrase, or of another that becomes it, else at the end."""
    before = _lines(file)
    after: list[str] = []
    waiting = dict.fromkeys(lines.values())
    for each in before:
        key = _phrase_of(each)
        if key is None or key not in lines:
            after.append(each)
        elif lines[key] in waiting:
            after.append(lines[key])
            del waiting[lines[key]]
    after += waiting
    if after != before:
        _write_text(file, "\n".join(after) + "\n")


def _take_out(file: Path, homes: Mapping[str, Path | None]) -> None:
    """Take out the phrases that have another home than this file, and a file without any."""
    before = _lines(file)
    after = [line for line in before if homes.get(_phrase_of(line) or "", file) == file]
    text = "\n".join(after) + "\n"
    if before and not numbered_lines(text):
        _remove(file)
    elif after != before:
        _write_text(file, text)


def _lines(file: Path) -> list[str]:
    return read_text(file).removesuffix("\n").split("\n") if file.exists() else []


def _write_text(file: Path, text: str) -> None:
    """Write what can be read again."""
    data = text.encode()
    if len(data) > TEXT_LIMIT:
        raise AssistantError(
            f"It would become larger than {TEXT_LIMIT / MEGABYTE:g} MB.",
            where=str(file),
            remedy="Teach fewer phrases; a few hundred an intent are plenty.",
        )
    write_atomically(file, data)


def _take_inline(entry: dict[str, Any], phrases: Collection[str]) -> None:
    """Take phrases out of those that a person wrote into the manifest itself."""
    examples = entry.get("examples", {})
    for language in LANGUAGES:
        if language in examples:
            examples[language] = [e for e in examples[language] if _phrase_of(e) not in phrases]
            if not examples[language]:
                del examples[language]


def _phrase_of(line: str) -> str | None:
    """What `same_phrase` says of the phrase of a line; None for one that holds no phrase."""
    if not line.strip() or line.lstrip().startswith("#"):
        return None
    try:
        return same_phrase(parse_example(line).text)
    except AssistantError:  # a mistake of a person, which the library reports; the line stays
        return None


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise AssistantError(
            f"The file cannot be removed ({error.strerror}).",
            where=str(file),
            remedy="Check that you may write in this folder.",
        ) from error
