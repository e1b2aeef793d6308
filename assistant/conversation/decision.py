"""What to do with an Understanding: answer, ask back, or admit that it is not known."""

from dataclasses import dataclass, replace

from assistant.understanding.understanding import OUT_OF_SCOPE, IntentScore, Understanding

UNSURE_BELOW = 0.75  # of the most probable intent …
CLOSE = 0.25  # … and the second is less than this behind: ask which …
LIKELY = 0.5  # … of the two, where together they are more probable than all else
PLAUSIBLE = 0.1  # what is refused may still be named as a guess


@dataclass(frozen=True)
class Answer:
    """Let the intent's handler answer."""

    intent: str


@dataclass(frozen=True)
class AskWhich:
    """Two intents are about as probable: ask."""

    first: str
    second: str


@dataclass(frozen=True)
class Admit:
    """It belongs to no intent; `nearest` is the one it looks most like."""

    nearest: str | None


Decision = Answer | AskWhich | Admit


def decide(understanding: Understanding) -> Decision:
    """What is taught is certain in an Understanding already, so it needs no word here."""
    intent = understanding.intent
    if intent is None:
        return _admission(understanding)
    if len(understanding.ranking) > 1 and intent.confidence < UNSURE_BELOW:
        second = understanding.ranking[1]
        if intent.confidence - second.confidence < CLOSE:
            if intent.confidence + second.confidence < LIKELY:
                return _admission(understanding)
            return AskWhich(intent.name, second.name)
    return Answer(intent.name)


def as_taught(understanding: Understanding, intent: str) -> Understanding:
    """The same, certain to mean `intent`."""
    if intent == OUT_OF_SCOPE:
        return replace(understanding, in_scope=False, scope=0.0)
    others = tuple(
        IntentScore(score.name, 0.0) for score in understanding.ranking if score.name != intent
    )
    return replace(
        understanding, ranking=(IntentScore(intent, 1.0), *others), in_scope=True, scope=1.0
    )


def _admission(understanding: Understanding) -> Admit:
    best = understanding.ranking[0] if understanding.ranking else None
    return Admit(best.name if best is not None and best.confidence >= PLAUSIBLE else None)
