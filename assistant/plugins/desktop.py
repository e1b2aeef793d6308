"""The desktop around the terminal, through the system's tools: notifications, opening things."""

import shutil
import subprocess
import sys

from assistant.problems import AssistantError

SECONDS = 5.0  # a tool that takes longer hangs


def notify(title: str, text: str) -> None:
    """Show a notification where the desktop can; otherwise nothing happens."""
    tool = shutil.which("notify-send")
    if tool is not None:
        _quietly([tool, "--app-name=assistant", "--", title, text])
    elif sys.platform == "darwin":
        say = "display notification (item 2 of argv) with title (item 1 of argv)"
        _quietly(["osascript", "-e", f"on run argv\n{say}\nend run", title, text])


def open_target(target: str) -> None:
    """Open a URL, a file or a folder with what the system opens it with, or start an application.

    Raises AssistantError when nothing does.
    """
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    program = shutil.which(target) if " " not in target else None
    command = [program] if program else [opener, target] if opener else None
    if command is None:
        raise AssistantError(
            "There is nothing here that opens it.", where=target,
            remedy="Install xdg-utils, or open it yourself.",
        )  # fmt: skip
    try:
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise AssistantError(
            f"It could not be opened ({error.strerror}).", where=target,
            remedy="Check that it is there.",
        ) from error  # fmt: skip


def _quietly(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return  # the app has said it already
