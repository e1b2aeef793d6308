"""Counting the faults of plugins: one that fails several times in a row is called no more.

Only until the next start, or until somebody says to try again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.problems import Problem

MOST = 3  # faults in a row


@dataclass(frozen=True)
class Faults:
    """The faults of each plugin since it last succeeded."""

    counts: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[str, Problem] = field(default_factory=dict)  # of each the last fault

    def failed(self, plugin: str, problem: Problem) -> "Faults":
        """After another fault."""
        counts = {**self.counts, plugin: self.counts.get(plugin, 0) + 1}
        return replace(self, counts=counts, last={**self.last, plugin: problem})

    def cleared(self, plugin: str) -> "Faults":
        """After a success, or when the plugin is to be tried again."""
        if plugin not in self.counts:
            return self
        return Faults(
            {name: count for name, count in self.counts.items() if name != plugin},
            {name: problem for name, problem in self.last.items() if name != plugin},
        )

    def disabled(self, plugin: str) -> Problem | None:
        """The fault for which the plugin is called no more; None while it is called."""
        return self.last[plugin] if self.counts.get(plugin, 0) >= MOST else None

    @property
    def stopped(self) -> Mapping[str, Problem]:
        """Which plugins are called no more, why, and what brings them back."""
        return {
            plugin: Problem(
                f"The plugin {plugin!r} failed {MOST} times in a row and is not called any more. "
                f"The last time: {problem.what}",
                problem.where,
                f"{problem.remedy} The next start tries it again.",
            )
            for plugin, problem in self.last.items()
            if self.disabled(plugin)
        }
