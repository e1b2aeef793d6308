"""The Python of a plugin, looked at without running it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.problems import AssistantError


@contextmanager
def valid_python(file: Path) -> Iterator[None]:
    """Raise AssistantError, with the line, where what is read in the `with` is no Python.

    `file` is where it comes from. Raises it also when that cannot be read.
    """
    try:
        yield
    except (SyntaxError, ValueError, RecursionError, MemoryError, OSError) as error:
        line = getattr(error, "lineno", None)
        raise AssistantError(
            f"The file is not valid Python: {getattr(error, 'msg', error)}.",
            where=f"{file}, line {line}" if line else str(file),
            remedy="Mend that line.",
        ) from error
