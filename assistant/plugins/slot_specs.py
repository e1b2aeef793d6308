"""What the slots of an intent are, as its manifest says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.catalogue import LANGUAGES
from assistant.tables import Table
from assistant.values import Values

FREE_TEXT = "text"  # the type of a slot whose words are taken as they are
CHOICE = "choice"  # the type of a slot that declares its values

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class SlotSpec:
    """What a slot of an intent is."""

    name: str
    type: str = FREE_TEXT  # a kind of assistant.values, or of the plugin's own
    required: bool = False
    prompt: Mapping[str, str] = field(default_factory=dict)  # by language: asks for it
    values: Values = field(default_factory=dict)  # of a choice: the wordings of each


def read_slots(table: Table) -> dict[str, SlotSpec]:
    """The slots under `[intent.slots]`. Raises AssistantError for what is none."""
    slots = {}
    for name in table.data:
        if not _NAME.fullmatch(name):
            raise table.error(
                f"{name[:40]!r} cannot be the name of a slot.",
                "Use lower-case English letters, digits and _, such as city.",
            )
        entry = table.table(name)
        entry.only(("type", "required", "prompt", "values"))
        values = _values(entry)
        slots[name] = SlotSpec(
            name,
            _slot_type(entry, values),
            entry.get("required", bool, False),
            entry.text_by("prompt", LANGUAGES),
            values,
        )
    return slots


def _slot_type(table: Table, values: Values) -> str:
    kind = table.get("type", str, CHOICE if values else FREE_TEXT)
    if values and kind != CHOICE:
        raise table.error(
            f"The slot has values, and the type {kind[:40]!r} beside them.",
            f"Remove the type (it is {CHOICE!r} then), or the values.",
        )
    if kind == CHOICE and not values:
        raise table.error(
            f"A slot of the type {CHOICE!r} needs values.",
            'Add them, such as values = { large = ["big", "큰"] }, or remove the type.',
        )
    return kind


def _values(table: Table) -> Values:
    """What the slot may be, each with its wordings; its own name is one of them."""
    from assistant.values.choices import fold, shared_wording

    if "values" not in table.data:
        return {}
    entry = table.table("values")
    if not entry.data:
        raise entry.error("There are no values.", 'Add some, such as large = ["big", "큰"].')
    values = {value: entry.texts(value) for value in entry.data}
    for value, wordings in values.items():
        if not wordings:
            raise entry.error(
                f"{value[:40]!r} has no wordings.",
                "Add what people say for it in every language; once more its own name will do.",
            )
        if not all(map(fold, (value, *wordings))):
            raise entry.error(f"{value[:40]!r} has an empty wording.", "Remove it.")
    if shared := shared_wording(values):
        wording, first, second = (text[:40] for text in shared)
        raise entry.error(
            f"{wording!r} stands for both {first!r} and {second!r}.", "Keep it under one of them."
        )
    return values
