"""How anything that goes wrong is said: what happened, where, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something that is broken while the assistant goes on with what is whole."""

    what: str  # one sentence
    where: str  # a file, a plugin, a setting
    remedy: str  # what a person can do about it

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}"


class AssistantError(Exception):
    """Raised where the asked-for thing cannot be done; carries the problem for a person to read."""

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        self.problem = Problem(what, where, remedy)
        super().__init__(str(self.problem))
