"""What the messages of a conversation did, and how it is taken back, message by message."""

import re
from collections import deque
from dataclasses import dataclass, replace

from assistant.catalogue import say
from assistant.conversation.handling import Handling
from assistant.plugins.api import Call, Reply
from assistant.plugins.manifest import Plugin
from assistant.understanding.understanding import Understanding

REMEMBERED = 10  # messages
_DEEDS = ("set", "add", "cancel", "remove", "delete", "done", "clear", "move", "change")
_MAKING = ("set", "add")

_BOTH = re.compile(
    r"(?:no |oh |actually |please )*(?:cancel|undo|delete|remove|take|stop) "
    r"(?:(?:them )?both|both of (?:them|those)|(?:those|these|the) two)(?: back)?(?: please)?"
    r"|(?:아니 )?둘 ?다 ?(?:취소|되돌려|삭제|지워|꺼|없애)\s?(?:줘|해|해줘|해 줘|주세요|해주세요)?"
)


@dataclass(frozen=True)
class Deed:
    """What a reply named to take back what it did."""

    intent: str
    plugin: Plugin
    call: Call

    @property
    def count(self) -> int:
        """Of how many things it was, as far as the call tells: of their ids."""
        rows = [each for each in self.call.data.values() if isinstance(each, list | tuple)]
        return max(map(len, rows), default=1)


def is_deed(intent: str) -> bool:
    """Whether an intent is to change something, by the last part of its name."""
    return intent.rpartition(".")[2] in _DEEDS


def means_both(text: str) -> bool:
    """Whether it takes back two things: "cancel both", 둘 다 취소해줘."""
    said = " ".join(re.sub(r"[\s.!?~…,]+", " ", text).split()).casefold()
    return _BOTH.fullmatch(said) is not None


class Undoing:
    """The deeds of one conversation."""

    def __init__(self, handling: Handling) -> None:
        self._handling = handling
        self._done: deque[tuple[Deed, ...]] = deque(maxlen=REMEMBERED)  # by message, the last first
        self._earlier: tuple[Deed, ...] = ()  # of the message before the one before this
        self._before: tuple[Deed, ...] = ()  # of the message before this one
        self._now: tuple[Deed, ...] = ()  # of this one

    @property
    def possible(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._done)

    @property
    def did_something(self) -> bool:
        """Whether the last message, of which no other has begun, did something."""
        return bool(self._now)

    @property
    def now(self) -> tuple[Deed, ...]:
        """What the last message did."""
        return self._now

    def begin(self) -> None:
        """A message comes."""
        self._earlier, self._before, self._now = self._before, self._now, ()

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

    def undo_both(self, seen: Understanding) -> Reply | None:
        """Take back the two things that were just made, by one message or by two; None where there
        are none, or others than two."""
        for messages in ((self._before,), (self._before, self._earlier)):
            deeds = [deed for message in messages for deed in message]
            made = all(deed.intent.rpartition(".")[2] in _MAKING for deed in deeds)
            kept = [*self._done][: len(messages)] == [*messages]  # not taken back already
            if made and kept and all(messages) and sum(deed.count for deed in deeds) == 2:
                replies = [self.undo(seen, Reply("")) for _ in messages]
                return Reply("\n\n".join(each.text for each in replies))
        return None

    def instead(self, seen: Understanding, reply: Reply, before: tuple[Deed, ...]) -> Reply:
        """The reply to what was asked for anew, once what was done `before` is taken back."""
        intent = seen.intent.name if seen.intent else ""
        gone = next((deed for deed in before[::-1] if deed.intent == intent), None)
        places = [place for place, deeds in enumerate(self._done) if gone in deeds]
        if not self._now or gone is None or not places:
            return reply
        if self._taken_back(gone, seen).undo is not None:  # it could not be done now
            return reply
        place = places[0]
        if kept := tuple(deed for deed in self._done[place] if deed != gone):
            self._done[place] = kept
        else:
            del self._done[place]
        return replace(reply, text=f"{reply.text} {say('conversation.instead', seen.language)}")

    def _taken_back(self, deed: Deed, seen: Understanding) -> Reply:
        """What is said to that; it names the call again where it could not be done."""
        return self._handling.call_back(deed.plugin, deed.call, seen)
