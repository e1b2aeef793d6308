"""How phrases and intents are drawn: as Content, so that nothing in them is read as markup."""

from textual.content import Content, Span
from textual.style import Style

from assistant.catalogue import say
from assistant.plugins.examples import Example
from assistant.tui.phrasebook import Change, IntentEntry
from assistant.tui.text import clean
from assistant.understanding.understanding import OUT_OF_SCOPE

DIM = "$foreground 55%"  # $text-muted is no colour inside a Content
SHOWN = 400  # characters of a phrase in a list; the field shows all of it


def phrase_content(example: Example, *, dim: bool = False) -> Content:
    """The phrase with its slots underlined, so that they are seen without colour too."""
    text = clean(example.text[:SHOWN])
    if len(text) != len(example.text[:SHOWN]):  # spans no longer fit what is shown
        return Content(text).stylize(DIM if dim else "")
    spans = [
        Span(slot.start, min(slot.end, SHOWN), "underline" if dim else "$accent underline")
        for slot in example.slots
        if slot.start < SHOWN
    ]
    if dim:
        spans.insert(0, Span(0, len(text), DIM))
    return Content(text, spans)


def slot_names(example: Example) -> Content:
    """The names of its slots, for the right edge."""
    return Content.styled(" ".join(dict.fromkeys(slot.name for slot in example.slots)), DIM)


def builtin_row(example: Example, language: str, *, off: bool) -> tuple[Content, Content]:
    """A built-in phrase, struck through where it is switched off."""
    phrase = phrase_content(example, dim=True)
    if off:
        return phrase.stylize("strike"), Content.styled(say("studio.off", language), DIM)
    return phrase, slot_names(example)


def intent_label(name: str, language: str) -> str:
    """How an intent is named to a person: by its name, but the reserved one in words."""
    return say("studio.none", language) if name == OUT_OF_SCOPE else clean(name)


def entry_row(entry: IntentEntry, language: str) -> tuple[Content, Content]:
    """An intent in a list: its name, and how many phrases it has, the user's, any new ones."""
    builtin = f"{len(entry.builtin):,}" if entry.builtin else ""
    own = f"+{len(entry.own):,}" if entry.own else ""
    new = "●" if entry.new else " "
    counts = Content.assemble((builtin, DIM), (f"{own:>5} ", "$success"), (new, "$accent"))
    return Content(intent_label(entry.name, language)), counts


def entry_about(entry: IntentEntry, language: str) -> Content:
    """An intent in words, and the slots its phrases can have; a click on one marks words."""
    parts: list[Content | tuple[str, str] | str] = [
        (intent_label(entry.name, language), "bold"),
        (f"  {clean(entry.description)}", DIM),
    ]
    if entry.slots:
        link = Style.from_meta({"@click": "screen.mark_slot"})
        parts.append((f"\n{say('studio.slots', language)} ", DIM))
        for slot in entry.slots:
            parts += [Content.styled(slot, "$accent underline").stylize(link), "  "]
        parts.append((say("studio.slots_how", language), DIM))
        if entry.open:
            values = Style.from_meta({"@click": "screen.values"})
            edit = Content.styled(say("values.edit", language), "$accent underline")
            parts += ["  ", edit.stylize(values)]
    return Content.assemble(*parts)


def done_in_words(change: Change, undone: bool, language: str) -> str:
    """What was just done to the phrases, for the line below them."""

    def told(key: str, **values: object) -> str:
        return say(f"studio.{key}", language, **values)

    if undone:
        return told("undone")
    if change.silenced or change.restored:
        return told("silenced" if change.silenced else "restored")
    if not change.added:
        return told("removed")
    moved = [phrase for phrase in change.removed if phrase.intent != change.added[0].intent]
    if moved:
        return told("moved", intent=intent_label(moved[0].intent, language))
    key = "changed" if change.removed else "added" if len(change.added) == 1 else "added_many"
    return told(key, n=len(change.added))
