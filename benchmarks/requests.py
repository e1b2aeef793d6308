"""Requests written apart from the phrases, from the message to the reply.

They stand in `tests/data/requests.*.jsonl`. Now is 2026-11-25, 10:00 in Seoul; services are played.
`python -m benchmarks.requests FOLDER` tells what goes wrong with those of another folder: nothing
is mended by looking at the ones that measure.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.paths import user_paths
from assistant.plugins.library import find_plugins
from assistant.testing.bot import AssistantBot
from assistant.training.corpus import Row, rows_of
from assistant.training.templates import template
from assistant.understanding.understanding import Understanding
from benchmarks.held_apart import DATA
from tests.intents.bank_server import daily
from tests.intents.weather_server import Sky

NOW = "2026-11-25 10:00"
LANGUAGES = ("en", "ko")


@dataclass(frozen=True)
class Outcome:
    """What became of a request."""

    request: Mapping[str, Any]
    intent: str | None
    slots: Counter[tuple[str, str]]
    reply: str

    @property
    def intent_right(self) -> bool:
        return self.intent == self.request["intent"]

    @property
    def slots_right(self) -> bool:
        return self.intent_right and self.slots == wanted_slots(self.request)

    @property
    def reply_right(self) -> bool:
        """Whether it says every fact that any right answer says, and is no failure."""
        said = self.reply.casefold()
        alternatives = ([one] if isinstance(one, str) else one for one in self.request["reply"])
        facts = all(any(each.casefold() in said for each in some) for some in alternatives)
        return self.intent_right and facts


def outcomes(language: str, folder: Path = DATA) -> list[Outcome]:
    return [_outcome(request) for request in requests(language, folder)]


def requests(language: str, folder: Path) -> list[dict[str, Any]]:
    text = (folder / f"requests.{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def wanted_slots(request: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    return Counter(
        (name, each)
        for name, said in request["slots"].items()
        for each in ([said] if isinstance(said, str) else said)
    )


def _outcome(request: Mapping[str, Any]) -> Outcome:
    with tempfile.TemporaryDirectory() as folder, AssistantBot(Path(folder)) as bot:
        bot.lives_in("Seoul")
        bot.at(NOW)
        sky = Sky(datetime(2026, 11, 25))
        bot.web.answers("https://api.open-meteo.com/*", json=sky.as_json())
        bot.web.answers("https://air-quality-api.open-meteo.com/*", json=sky.air_as_json())
        bot.web.answers("https://www.ecb.europa.eu/*", text=daily().decode())
        for said in request.get("before", ()):
            bot.say(said)
        seen = bot.assistant.understand(request["say"])
        reply = bot.say(request["say"])
        # A correction is answered as the message that it stands for.
        meant = seen if request["intent"] == "correct.meant" else reply.understanding or seen
        return Outcome(
            request, meant.intent.name if meant.intent else None, _slots(meant), reply.text
        )


def _slots(seen: Understanding) -> Counter[tuple[str, str]]:
    return Counter((entity.entity, entity.raw) for entity in seen.entities)


def novel(language: str, some: Iterable[Outcome]) -> list[Outcome]:
    """Those whose request shares no template with a phrase of the corpus."""
    taught = {template(row) for row in rows_of(find_plugins(user_paths()))}
    return [one for one in some if template(_row(one.request, language)) not in taught]


def _row(request: Mapping[str, Any], language: str) -> Row:
    text = request["say"]
    spans = sorted((text.find(w), text.find(w) + len(w), n) for n, w in wanted_slots(request))
    return Row(text, request["intent"], language, tuple(spans))


def measure() -> str:
    lines = [
        "## Requests over all built-in intents, from message to reply (`tests/data/`)", "",
        "Written apart from the phrases. To reach: intent 95 %, all slots 88 %, reply 85 %. New:",
        "those that share no template with a phrase of the corpus.", "",
        "| language | requests | intent | all slots | reply | new | intent | all slots | reply |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]  # fmt: skip
    both: tuple[list[Outcome], list[Outcome]] = ([], [])
    for language in LANGUAGES:
        every = outcomes(language)
        new = novel(language, every)
        lines.append(f"| {language} | {_shares(every)} | {_shares(new)} |")
        both[0].extend(every)
        both[1].extend(new)
    lines.append(f"| both | {_shares(both[0])} | {_shares(both[1])} |")
    return "\n".join([*lines, ""])


def _shares(some: list[Outcome]) -> str:
    right = [[one.intent_right, one.slots_right, one.reply_right] for one in some]
    shares = (f"{sum(column) / len(some):.1%}" for column in zip(*right, strict=True))
    return " | ".join([str(len(some)), *shares])


def main(folder: Path) -> None:
    for language in LANGUAGES:
        groups: dict[str, list[str]] = defaultdict(list)
        every = outcomes(language, folder)
        for one in every:
            say = one.request["say"]
            if not one.intent_right:
                groups["intent"].append(f"{say!r}: {one.request['intent']}, not {one.intent}")
            elif not one.slots_right:
                missing = dict(wanted_slots(one.request) - one.slots)
                groups["slots"].append(f"{say!r}: {missing}, not {dict(one.slots)}")
            if one.intent_right and not one.reply_right:
                groups["reply"].append(f"{say!r}: {one.request['reply']}, not {one.reply!r}")
        for group, told in groups.items():
            print(f"{language}, {group} wrong: {len(told)}", *told, sep="\n    ")
        print(f"| {language} | {_shares(every)} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
