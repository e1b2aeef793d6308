"""What can be wrong with the examples, as values, and how each is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.catalogue import say
from assistant.conversation.material import Stated
from assistant.plugins.mine import OwnPhrase
from assistant.understanding.judging import Verdict
from assistant.understanding.understanding import OUT_OF_SCOPE


class Kind(StrEnum):
    """In the order in which they are told: what does most harm comes first."""

    SAME = "same"  # one phrase in two intents, but for case, spaces and punctuation
    CLOSE = "close"  # two phrases of different intents that say nearly the same to the model
    WRONG = "wrong"  # the model in use takes the phrase for something else
    FEW = "few"  # an intent with too few phrases
    LANGUAGE = "language"  # an intent without phrases in a language that the user speaks
    SLOT = "slot"  # a slot that stands in no phrase, or always has the same value


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, with what to do about it."""

    kind: Kind
    intent: str
    what: str  # keys of the catalogue
    remedy: str
    phrase: Stated | None = None  # of `intent`
    other: Stated | None = None  # the phrase it is compared with
    other_intent: str | None = None  # of the other phrase, or what the model says
    figure: float | None = None  # a cosine, a confidence or a number of phrases
    values: Mapping[str, object] = field(default_factory=dict, hash=False)  # more words of `what`

    @property
    def own(self) -> OwnPhrase | None:
        """The user's phrase that is part of it, which can be removed or moved."""
        sides = [side.own for side in (self.phrase, self.other) if side is not None]
        return next((own for own in sides if own is not None), None)

    @property
    def belongs_to(self) -> str | None:
        """The other intent, to which the user's phrase may belong; None where there is none."""
        own = self.own
        if own is None or self.other_intent is None:
            return None
        return self.other_intent if own.intent == self.intent else self.intent


def said_twice(phrase: Stated, other: Stated) -> Finding:
    """The same phrase in two intents."""
    key = "health.what_same" if phrase.text == other.text else "health.what_nearly_same"
    return _advised(
        Finding(Kind.SAME, phrase.intent, key, "health.remedy_same", phrase, other, other.intent)
    )


def too_close(phrase: Stated, other: Stated, cosine: float) -> Finding:
    """Phrases of two intents that say nearly the same."""
    return _advised(
        Finding(
            Kind.CLOSE, phrase.intent, "health.what_close", "health.remedy_close",
            phrase, other, other.intent, cosine,
        )
    )  # fmt: skip


def misread(phrase: Stated, verdict: Verdict) -> Finding:
    """A phrase that the model takes for something else."""
    return _advised(
        Finding(
            Kind.WRONG, phrase.intent, "health.what_wrong", "health.remedy_wrong",
            phrase, None, verdict.intent, verdict.confidence,
        )
    )  # fmt: skip


def pulled(phrase: Stated, cause: Stated, verdict: Verdict) -> Finding:
    """The same, and `cause` is a phrase of the user that brought it about."""
    return _advised(
        Finding(
            Kind.WRONG, phrase.intent, "health.what_pulled", "health.remedy_pulled",
            phrase, cause, verdict.intent, verdict.confidence,
        )
    )  # fmt: skip


def _advised(finding: Finding) -> Finding:
    """Another remedy where no phrase of it is the user's: then a plugin's files are to mend."""
    return finding if finding.own else replace(finding, remedy="health.remedy_plugin")


def what(finding: Finding, language: str) -> str:
    """What is wrong, in a sentence."""
    return say(finding.what, language, **_values(finding, language))


def remedy(finding: Finding, language: str) -> str:
    """What to do about it."""
    return say(finding.remedy, language, **_values(finding, language))


def _values(finding: Finding, language: str) -> dict[str, object]:
    def intent(name: str | None) -> str:
        return say("studio.none", language) if name == OUT_OF_SCOPE else name or ""

    return {
        "intent": intent(finding.intent),
        "other_intent": intent(finding.other_intent),
        "belongs_to": intent(finding.belongs_to),
        "phrase": finding.phrase.text if finding.phrase else "",
        "other": finding.other.text if finding.other else "",
        "figure": _figure(finding),
        **finding.values,
    }


def _figure(finding: Finding) -> str:
    if finding.figure is None:
        return ""
    if finding.kind is Kind.WRONG:
        return f"{finding.figure * 100:.0f} %"
    return f"{finding.figure:.2f}" if finding.kind is Kind.CLOSE else f"{finding.figure:.0f}"
