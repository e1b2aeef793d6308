"""The Inbox: messages that went wrong, offered for review, and what can be done with them.

All of it touches files and the network in use: call it in a thread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from assistant.conversation.decision import PLAUSIBLE, Admit, Answer, decide
from assistant.conversation.reviews import Before, Wrong
from assistant.plugins.examples import Example, same_phrase
from assistant.plugins.mine import OwnPhrase
from assistant.problems import AssistantError
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant

LOOKED_AT = 100  # items that are understood anew, to see whether they still go wrong

# How it went wrong the last time: nothing was known, "A or B?" was asked, or it was corrected.
How = Literal["admitted", "asked", "corrected"]
# solved: the model in use gets it right by itself
State = Literal["open", "taught", "none", "ignored", "solved"]


@dataclass(frozen=True)
class Item:
    """A phrase that went wrong."""

    phrase: str  # as same_phrase gives it: what the item is known by
    said: str  # as it was said last
    times: int  # how often it was said
    failed: int  # how often it went wrong
    at: datetime  # when it last did
    how: How
    intent: str | None  # what the network thought most probable then
    confidence: float | None
    meant: str | None  # what it was taught or corrected to, as far as the user said
    state: State

    @property
    def guess(self) -> str | None:
        """What to learn it as when nobody says more; None where nothing is likely."""
        if self.meant is not None:
            return self.meant
        return self.intent if (self.confidence or 0.0) >= PLAUSIBLE else None


@dataclass(frozen=True)
class Step:
    """What was done to items at once; `undo` takes it back."""

    before: Before
    taught: tuple[OwnPhrase, ...] = ()
    replaced: tuple[OwnPhrase, ...] = ()  # what the user's phrases of the same words meant before
    replies: tuple[tuple[str, str], ...] = ()  # canned ones that came with it: intent, language


def read_inbox(assistant: "Assistant") -> tuple[Item, ...]:
    """All phrases that ever went wrong: most often first, then latest; those to review are open.

    Raises AssistantError when the history or the user's phrases cannot be read.
    """
    wrong = assistant.history.went_wrong()
    if not wrong:
        return ()
    own = {same_phrase(p.example.text): p.intent for p in assistant.mine.phrases()}
    items = []
    looked_at = 0
    for each in wrong:
        item = _item(each, own)
        if item.state == "open" and looked_at < LOOKED_AT:
            looked_at += 1
            if _right_now(assistant, item):
                item = _item(each, own, "solved")
        items.append(item)
    return tuple(items)


def to_review(items: Sequence[Item]) -> tuple[Item, ...]:
    """Those that nobody has reviewed, and that still go wrong."""
    return tuple(item for item in items if item.state == "open")


def assign(
    assistant: "Assistant",
    items: Sequence[Item],
    intent: str | None = None,
    *,
    worded: Example | None = None,
    reply: str = "",
) -> Step:
    """Teach that the items mean `intent`, new or known or OUT_OF_SCOPE; None: each its guess.

    `worded` stands for the phrase of a single item, with its slots. `reply` is what a new intent
    answers, in the language of the interface. Raises AssistantError for an item without a guess, a
    name that cannot be one, and when the disk refuses.
    """
    lessons: dict[str, list[Item]] = {}
    for item in items:
        lessons.setdefault(intent or _guess(item), []).append(item)
    own = assistant.mine.phrases()
    language = assistant.settings.interface_language
    befores = []
    for name, its in lessons.items():
        if reply:
            assistant.mine.set_reply(name, language, reply)
        assistant.teach([worded or item.said for item in its], name)
        befores.append(assistant.history.review([item.phrase for item in its], name))
    wanted = {same_phrase(worded.text)} if worded else {item.phrase for item in items}
    return Step(
        Before(
            tuple(phrase for before in befores for phrase in before.phrases),
            tuple(review for before in befores for review in before.reviews),
            tuple(pair for before in befores for pair in before.corrected),
        ),
        tuple(p for p in assistant.mine.phrases() if same_phrase(p.example.text) in wanted),
        tuple(p for p in own if same_phrase(p.example.text) in wanted),
        tuple((name, language) for name in lessons if reply),
    )


def ignore(assistant: "Assistant", items: Sequence[Item]) -> Step:
    """Never offer the items again; nothing is taught. Raises AssistantError as History does."""
    return Step(assistant.history.review([item.phrase for item in items], None))


def undo(assistant: "Assistant", step: Step) -> None:
    """Take a step back: what it taught is forgotten, what that had replaced is there again.

    Raises AssistantError when the disk refuses.
    """
    mine = assistant.mine
    try:
        for phrase in step.taught:
            mine.remove(phrase)
        for phrase in step.replaced:
            mine.add(phrase.intent, phrase.example, phrase.language)
        for intent, language in step.replies:
            mine.set_reply(intent, language, "")
    finally:
        if step.taught or step.replaced:
            assistant.learn()
    assistant.history.restore(step.before)


def reopen(assistant: "Assistant", items: Sequence[Item]) -> None:
    """Forget what was taught of the items and what the user said of them, and offer them again.

    Raises AssistantError when the disk refuses.
    """
    phrases = {item.phrase for item in items}
    own = [p for p in assistant.mine.phrases() if same_phrase(p.example.text) in phrases]
    for phrase in own:
        assistant.mine.remove(phrase)
    if own:
        assistant.learn()
    assistant.history.forget_reviews(sorted(phrases))


def find_items(items: Sequence[Item], phrases: Sequence[str]) -> tuple[Item, ...]:
    """The items of these phrases. Raises AssistantError for a phrase that never went wrong."""
    by_phrase = {item.phrase: item for item in items}
    for phrase in phrases:
        if same_phrase(phrase) not in by_phrase:
            raise AssistantError(
                "No message of these words went wrong.", where=phrase,
                remedy="Name a phrase as `assistant inbox list --all` shows it.",
            )  # fmt: skip
    return tuple(by_phrase[phrase] for phrase in dict.fromkeys(map(same_phrase, phrases)))


def _item(wrong: Wrong, own: Mapping[str, str], state: State = "open") -> Item:
    meant = own.get(wrong.phrase)
    review = wrong.review
    if meant is not None:
        state = "none" if meant == OUT_OF_SCOPE else "taught"
    elif review is not None and review.intent is None:
        state = "ignored"
    elif review is not None and review.turn >= wrong.turn:  # taught in other words
        state = "none" if review.intent == OUT_OF_SCOPE else "taught"
    how: How = "corrected"
    if wrong.decided in ("admitted", "asked"):
        how = "admitted" if wrong.decided == "admitted" else "asked"
    return Item(
        wrong.phrase, wrong.said, wrong.times, wrong.failed, wrong.at, how, wrong.intent,
        wrong.confidence, meant or wrong.corrected, state,
    )  # fmt: skip


def _right_now(assistant: "Assistant", item: Item) -> bool:
    """Whether the assistant would get it right today, by all that is known of what was meant."""
    match decide(assistant.understand(item.said)):
        case Answer(intent):
            return item.meant in (None, intent)
        case Admit():
            return item.meant == OUT_OF_SCOPE
        case _:
            return False


def _guess(item: Item) -> str:
    if item.guess is None:
        raise AssistantError(
            "The assistant had no idea what it means.", where=item.said,
            remedy="Say what it is: assistant inbox assign --intent NAME.",
        )  # fmt: skip
    return item.guess
