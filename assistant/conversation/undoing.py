"""What the messages of a conversation did, and how it is taken back, message by message."""

from collections import deque
from dataclasses import dataclass, replace

from assistant.catalogue import say
from assistant.conversation.handling import Handling
from assistant.plugins.api import Call, Reply
from assistant.plugins.manifest import Plugin
from assistant.understanding.understanding import Understanding

REMEMBERED = 10  # messages


@dataclass(frozen=True)
class Deed:
    """What a reply named to take back what it did."""

    intent: str
    plugin: Plugin
    call: Call


class Undoing:
    """The deeds of one conversation."""

    def __init__(self, handling: Handling) -> None:
        self._handling = handling
        self._done: deque[tuple[Deed, ...]] = deque(maxlen=REMEMBERED)  # by message, the last first
        self._before: tuple[Deed, ...] = ()  # of the message before this one
        self._now: tuple[Deed, ...] = ()  # of this one

    @property
    def possible(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._done)

    def begin(self) -> None:
        """A message comes."""
        self._before, self._now = self._now, ()

    def did(self, deed: Deed) -> None:
        """What it did, or a part of that."""
        self._now = (*self._now, deed)

    def end(self) -> None:
        """It is answered."""
        if self._now:
            self._done.appendleft(self._now)

    def undo(self, seen: Understanding, reply: Reply) -> Reply:
        """Take back all that the last message did of what can be undone, the last of it first."""
        if not self._done:
            return Reply(say("conversation.nothing_to_undo", seen.language))
        last = self._done.popleft()[::-1]
        replies = [self._taken_back(deed, seen) for deed in last]
        if still := [  # what could not be done now
            replace(deed, call=said.undo)
            for deed, said in zip(last, replies, strict=True)
            if said.undo is not None
        ]:
            self._done.appendleft(tuple(still[::-1]))
        texts = list(dict.fromkeys(said.text for said in replies if said.text))
        return replace(replies[-1], text="\n\n".join(texts) or reply.text)

    def instead(self, seen: Understanding, reply: Reply) -> Reply:
        """The reply to what was asked for anew, once what the message before did is taken back."""
        intent = seen.intent.name if seen.intent else ""
        gone = next((deed for deed in self._before if deed.intent == intent), None)
        if not self._now or gone is None or self._before not in self._done:
            return reply
        if self._taken_back(gone, seen).undo is not None:  # it could not be done now
            return reply
        place = self._done.index(self._before)
        if kept := tuple(deed for deed in self._before if deed is not gone):
            self._done[place] = kept
        else:
            del self._done[place]
        return replace(reply, text=f"{reply.text} {say('conversation.instead', seen.language)}")

    def _taken_back(self, deed: Deed, seen: Understanding) -> Reply:
        """What is said to that; it names the call again where it could not be done."""
        return self._handling.call_back(deed.plugin, deed.call, seen)
