"""The [[test]] cases of a manifest, put to the assistant: what came instead of what was expected.

They are said in a temporary home to the bundled model, which is taught the plugin's phrases when it
does not know them, on Wednesday, 2026-11-25, at 10:00, without a network. All the plugin declares
is granted. Each case finds everything empty: nothing of the one before is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation.dialogue import Dialogue
from assistant.plugins.manifest import Plugin, PluginTest
from assistant.testing.bot import AssistantBot
from assistant.understanding.understanding import OUT_OF_SCOPE, Entity, Understanding
from assistant.values import to_json


@dataclass(frozen=True)
class Outcome:
    """A case and what was wrong; nothing when it passed."""

    case: PluginTest
    failures: tuple[str, ...]  # "slot size: large was expected, small came"


def run_cases(plugin: Plugin, home: Path, seed: Path) -> Iterator[Outcome]:
    """Run them one after the other; `home` must be empty, `seed` may hold what a home found out.

    Raises AssistantError when the plugin cannot be used, or there is no model.
    """
    for number, case in enumerate(plugin.tests):
        with AssistantBot(home / str(number), seed=seed) as bot:
            bot.use(plugin.file or plugin.folder)
            yield Outcome(case, tuple(_failures(bot, case)))


def _failures(bot: AssistantBot, case: PluginTest) -> Iterator[str]:
    seen = bot.assistant.understand(case.say)
    reply, seen, decided = Dialogue(bot.assistant).answer(case.say, seen)
    came = seen.intent.name if seen.intent is not None else OUT_OF_SCOPE
    if came != case.intent:
        yield f"intent: {case.intent} was expected, {came} came ({_sure(seen)})"
        return
    if decided == "asked":
        yield f"intent: {case.intent} was expected, it asked: {reply.text}"
        return
    said = _slots(seen)
    for name, expected in case.slots.items():
        if expected not in said.get(name, ()):
            found = " and ".join(said.get(name, ("nothing",)))
            yield f"slot {name}: {expected} was expected, {found} came"
    if reply.details:
        yield f"the handler failed: {reply.text} ({reply.details})"
    elif case.reply not in reply.text:
        yield f"reply: “{case.reply}” was expected in it, “{reply.text}” came"


def _slots(seen: Understanding) -> dict[str, tuple[str, ...]]:
    """The values of each slot that was said."""
    values: dict[str, tuple[str, ...]] = {}
    for entity in seen.entities:
        values[entity.entity] = (*values.get(entity.entity, ()), _value(entity))
    return values


def _value(entity: Entity) -> str:
    return entity.raw if entity.value is None else str(to_json(entity.value))


def _sure(seen: Understanding) -> str:
    best = seen.ranking[0] if seen.ranking else None
    return f"{best.name} {best.confidence * 100:.0f} %" if best else "nothing is known"
