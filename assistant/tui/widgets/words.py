"""A few lines that change often: the screen is arranged anew only when their number changes."""

from textual.content import Content
from textual.widgets import Static


class Words(Static):
    """Words as they are, never markup."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:
        super().__init__(Content(words), id=id, markup=False)
        self._words = Content(words)

    def say(self, words: Content) -> None:
        """Other words; the same ones again cost nothing."""
        if words == self._words and words.spans == self._words.spans:
            return
        width = self.size.width
        fits = width and self._height(words, width) == self._height(self._words, width)
        self._words = words
        self.update(words, layout=not fits)

    def _height(self, words: Content, width: int) -> int:
        return words.get_height(self.styles, width)  # type: ignore[arg-type]  # Textual does too
