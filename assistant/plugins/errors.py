"""What is raised where a plugin is at fault."""

from assistant.problems import AssistantError


class PluginFailedError(AssistantError):
    """A fault of the plugin, as opposed to what it meant to tell the user."""

    def __init__(
        self, what: str, *, where: str, remedy: str, trace: str = "", printed: str = ""
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.trace = trace  # the traceback from the plugin's own code on
        self.printed = printed  # what the handler had printed
