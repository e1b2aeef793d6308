"""What becomes of a message: a reply, and perhaps a question that stays open."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.plugins.api import Exchange, Reply, Slots
from assistant.plugins.manifest import Plugin
from assistant.understanding.understanding import Understanding

if TYPE_CHECKING:
    from assistant.conversation.reviews import Decided
    from assistant.conversation.undoing import Deed

GRANT = "grant"  # what is asked when a plugin wants to use a capability
WHICH = "which"  # likewise, when two intents are about as probable
IDS = re.compile(r"#\d+(?: #\d+)*")  # of things that were chosen: see plugins/picking.py


@dataclass(frozen=True)
class Pending:
    """A question that was asked back."""

    intent: str  # what is asked for
    asks: str  # a slot, YES_OR_NO, GRANT or WHICH
    seen: Understanding  # of the message that it began with
    filled: Slots
    choices: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False  # the user has said yes before, to what the handler asked
    plugin: Plugin | None = None  # that wants the grant, with what it declared then
    later: tuple[Understanding, ...] = ()  # requests of the same message that ask back as well


@dataclass(frozen=True)
class Outcome:
    """What became of a message."""

    reply: Reply
    seen: Understanding  # what the message was taken to mean in this conversation
    decided: "Decided | None" = None
    slots: Slots = field(default_factory=dict)
    origin: Understanding | None = None  # of the message that asked for it, where it was another
    corrects: "tuple[Deed, ...]" = ()  # it asks anew for what these did
    several: bool = False  # of several requests, each of which is remembered by itself

    @property
    def exchange(self) -> Exchange:
        """What plugins are told of it later."""
        seen = self.origin or self.seen
        return Exchange(
            said=seen.text,
            intent=self.seen.intent.name if self.seen.intent else None,
            confidence=seen.ranking[0].confidence if seen.ranking else 0.0,
            slots=self.slots,
            ranking=tuple(score.name for score in seen.ranking[:5]),
            reply=self.reply.text,
        )


@dataclass(frozen=True)
class Remembered:
    """An exchange, when it was, and what its message had done by then."""

    at: datetime
    exchange: Exchange
    deeds: "tuple[Deed, ...]" = ()


def together(seen: Understanding, outcomes: Sequence[Outcome]) -> Outcome:
    """One reply to all requests of a message; the last may be a question."""
    replies = [each.reply for each in outcomes]
    last = replies[-1]
    offered = [each for reply in replies for each in reply.suggestions if not last.asks]
    reply = replace(
        last,
        text="\n\n".join(each.text for each in replies),
        suggestions=tuple(dict.fromkeys(offered)) or last.suggestions,
        details="\n\n".join(each.details for each in replies if each.details),
    )
    return Outcome(reply, seen, "answered", several=True)
