"""The commands of Ctrl+P in an order of our own: sorted, Quit would come first in Korean."""

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider


class Commands(Provider):
    """The app's `get_system_commands`, as they come."""

    def _all(self) -> list[SystemCommand]:
        return list(self.app.get_system_commands(self.screen))

    async def discover(self) -> Hits:
        for command in self._all():
            yield DiscoveryHit(command.title, command.callback, help=command.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._all():
            score = max(matcher.match(command.title), matcher.match(command.help) * 0.5)
            if score > 0:
                shown = matcher.highlight(command.title)
                yield Hit(score, shown, command.callback, text=command.title, help=command.help)
