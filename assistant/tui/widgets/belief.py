"""The line under the prompt: the network thinking aloud while one types."""

from textual.content import Content
from textual.reactive import reactive

from assistant.catalogue import say
from assistant.tui.text import one_line, percent
from assistant.tui.widgets.line import Line
from assistant.understanding.understanding import Understanding

SURE = 0.8  # below it, how sure the network is stands out


class Belief(Line):
    """`timer.set 94 %   duration “ten mi”`, or a word to the person while there is no belief."""

    DEFAULT_CSS = """
    Belief { color: $text-muted; padding: 0 1 0 3; }
    """

    understanding: reactive[Understanding | None] = reactive(None)
    notice: reactive[str] = reactive("")

    def left(self) -> Content:
        if self.notice:
            return Content.styled(self.notice, "$text-warning")
        if self.understanding is None:
            return Content("")
        return believed(self.understanding, str(getattr(self.app, "language", "en")))


def believed(understanding: Understanding, language: str) -> Content:
    """Intent, confidence and slots in one line; a plain word when it belongs to no intent."""
    if understanding.requests:
        return Content(" + ").join(believed(each, language) for each in understanding.requests)
    if not understanding.ranking:
        return Content(say("chat.unsure", language))
    first = understanding.ranking[0]
    guess = f"{first.name} {percent(first.confidence)}"
    if not understanding.in_scope:
        return Content.assemble(say("chat.unsure", language), ("  ", ""), (f"{guess}?", "dim"))
    sure = first.confidence >= SURE
    parts = [Content.styled(guess, "$text-primary" if sure else "$text-warning")]
    for entity in understanding.entities:
        words = one_line(entity.raw, 40)
        parts.append(Content.assemble((f"{entity.entity} ", ""), (f"“{words}”", "$foreground")))
    return Content("   ").join(parts)
