"""A field for phrases, in which words are marked as slots."""

from assistant.tui.phrasebook import mark
from assistant.tui.widgets.field import Field


class PhraseField(Field):
    """A Field whose words can be slots."""

    def mark(self, slots: tuple[str, ...]) -> None:
        """Mark the selected words, or the word at the cursor, as the next of `slots`."""
        (row, start), (other, end) = sorted(self.selection)
        if row == other:
            line = self.document.get_line(row)
            marked, place = mark(line, start, end, slots)
            self.replace(marked, (row, 0), (row, len(line)))
            self.move_cursor((row, place))
        self.focus()
