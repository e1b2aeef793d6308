"""Messages of two requests: how many are told apart, and how many of one are cut in two."""

import random
import tempfile
from pathlib import Path

from assistant import Assistant
from assistant.conversation.requests import clauses
from assistant.training.bundling import built_in_corpus
from assistant.training.corpus import Row
from assistant.understanding.understanding import OUT_OF_SCOPE

JOINTS = {"en": (" and ", ", and ", ". ", " then "), "ko": (". ", " 그리고 ", ", ")}
TRAINED = 6_000  # phrases beside those held out
PAIRS = 300  # in each language


def measure() -> str:
    corpus, chance = built_in_corpus(), random.Random(0)
    single = [*corpus.held_out, *chance.sample(list(corpus.train), TRAINED)]
    with tempfile.TemporaryDirectory() as home, Assistant(Path(home)) as bot:
        joined = [row for row in single if clauses(row.text)]
        cut = [bot.understand(row.text).requests for row in joined]
        lines = [
            "## Several requests in one message", "",
            f"Of {len(single):,} built-in phrases {len(joined):,} hold words that may join two",
            f"requests, and {sum(map(bool, cut))} of them are cut. Two held-out phrases of",
            "different intents joined:", "",
            "| language | messages | cut | both intents right |", "| --- | ---: | ---: | ---: |",
        ]  # fmt: skip
        for language, joints in JOINTS.items():
            rows = [row for row in corpus.held_out if row.language == language]
            pairs = _pairs(bot, rows, chance)
            found = [
                bot.understand(f"{one.text.rstrip(' .?!')}{chance.choice(joints)}{other.text}")
                for one, other in pairs
            ]
            right = sum(
                [each.ranking[0].name for each in seen.requests] == [one.intent, other.intent]
                for seen, (one, other) in zip(found, pairs, strict=True)
            )
            cuts = sum(bool(seen.requests) for seen in found)
            lines.append(f"| {language} | {len(pairs)} | {cuts} | {right} |")
    return "\n".join([*lines, ""])


def _pairs(bot: Assistant, rows: list[Row], chance: random.Random) -> list[tuple[Row, Row]]:
    """Phrases of two intents, both of which ask for something."""
    asides = {
        name
        for name, intent in bot.library.intents.items()
        if intent.spec.aside or intent.spec.alone
    }
    asking = [
        row for row in rows if row.intent not in asides | {OUT_OF_SCOPE} and not clauses(row.text)
    ]
    drawn = [tuple(chance.sample(asking, 2)) for _ in range(PAIRS)]
    return [(one, other) for one, other in drawn if one.intent != other.intent]


if __name__ == "__main__":
    print(measure())
