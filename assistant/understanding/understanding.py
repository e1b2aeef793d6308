"""What the network makes of a message, as values."""

from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"  # the reserved intent of phrases that belong to none


@dataclass(frozen=True, slots=True)
class IntentScore:
    """An intent, and how probable it is."""

    name: str
    confidence: float  # calibrated probability, 0 to 1


@dataclass(frozen=True, slots=True)
class Entity:
    """Words of the message that fill a slot."""

    entity: str  # the slot's name
    start: int  # characters into Understanding.text
    end: int  # exclusive
    raw: str  # text[start:end]
    value: object = None  # what the words mean (see assistant.values); None when not understood
    others: "tuple[Entity, ...]" = ()  # of an answer, the values in a row with it: "6 and 8"


@dataclass(frozen=True, slots=True)
class Understanding:
    """One message as it was understood."""

    text: str  # the message, NFC; all spans count its characters
    language: str  # "en" or "ko"
    ranking: tuple[IntentScore, ...]  # the intents, most probable first; never out_of_scope
    in_scope: bool
    scope: float  # probability that the message belongs to any intent at all
    entities: tuple[Entity, ...]
    model: str  # the bundle that read it
    # Where it holds several, each with its own words; all else is then as of the first.
    requests: tuple["Understanding", ...] = ()

    @property
    def intent(self) -> IntentScore | None:
        """The intent it belongs to; None when it is out of scope."""
        return self.ranking[0] if self.in_scope and self.ranking else None
