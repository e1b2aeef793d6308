"""The desktop around the terminal, through the system's tools: notifications, opening things.

What is opened may come from anyone's message. Nothing goes through a shell, and nothing reaches a
tool that it could take for an option: only a web address, a path that is there, or what an
installed application's own file says.
"""

import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from assistant.plugins.applications import find_application, starting
from assistant.plugins.replies import clean
from assistant.problems import AssistantError

SECONDS = 5.0  # a tool that takes longer hangs
LONGEST = 4000  # characters of what is opened, and of a notification
SCHEMES = ("http", "https", "mailto")
_KEPT = ":/?#[]@!&*+,;=%-._~"  # of an address; what a shell would read is not among them
_RUNNING = {
    ".app", ".appimage", ".bat", ".cmd", ".com", ".command", ".cpl", ".desktop", ".exe", ".hta",
    ".jar", ".js", ".lnk", ".msi", ".pif", ".pl", ".ps1", ".py", ".rb", ".reg", ".run", ".scr",
    ".sh", ".url", ".vbs", ".workflow", ".wsf",
}  # fmt: skip


def notify(title: str, text: str) -> None:
    """Show a notification where the desktop can; otherwise nothing happens."""
    title, text = clean(title)[:LONGEST], clean(text)[:LONGEST]
    tool = shutil.which("notify-send")
    if tool is not None:
        # The title is text, and what follows it a kind of HTML (Desktop Notifications 1.2).
        _quietly([tool, "--app-name=assistant", "--", title, escape(text, quote=False)])
    elif sys.platform == "darwin":
        say = "display notification (item 2 of argv) with title (item 1 of argv)"
        _quietly(["osascript", "-e", f"on run argv\n{say}\nend run", title, text])


def open_target(target: str) -> None:
    """Open an address (http, https, mailto) or an absolute path with what the system opens it with,
    or start the application of that name.

    Raises AssistantError when it is none of these, and when nothing opens it.
    """
    if (address := web_address(target)) or (path := existing_path(target)):
        _open(address or str(path))
    elif application := find_application(target[:LONGEST]):
        if sys.platform == "win32":
            _open(str(application.file))
        else:
            _start(starting(application), target)
    else:
        raise AssistantError(
            "There is no such address, file or application.", where=target[:100],
            remedy="Write it out: https://…, a whole path, or the application's name.",
        )  # fmt: skip


def web_address(target: str) -> str | None:
    """The address as it may be handed on, with every unusual character encoded; None for what is
    none, or of a scheme that does more than show something."""
    if len(target) > LONGEST or re.search(r"[\x00-\x20\x7f]", target):
        return None
    try:
        parts = urlsplit(target)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
        target.encode()
    except ValueError:  # a bracket that is not closed, a name that cannot be one, half a character
        return None
    if parts.scheme not in SCHEMES or not (host or (parts.scheme == "mailto" and parts.path)):
        return None
    if not target.isascii() and host and "@" not in parts.netloc:
        target = parts._replace(netloc=host + port).geturl()
    return quote(target, safe=_KEPT)


def existing_path(target: str) -> Path | None:
    """The file or folder that an absolute path, or one from ~, names; None when there is none (a
    device is none), and for a share of the network, which would be asked just to look."""
    if len(target) > LONGEST or "\0" in target or target.startswith(("//", "\\\\")):
        return None
    try:
        path = Path(target).expanduser()
        known = path.is_absolute() and (path.is_dir() or path.is_file())
        return path if known else None
    except (OSError, RuntimeError, ValueError):  # a name too long, or nobody's home
        return None


def runs(path: Path) -> bool:
    """Whether opening it may run it: a program, a script, a shortcut."""
    if path.suffix.casefold() in _RUNNING:
        return True
    return path.is_file() and sys.platform != "win32" and os.access(path, os.X_OK)


def _open(target: str) -> None:
    """Hand on an address or an absolute path, neither of which can be an option."""
    if sys.platform == "win32":
        try:
            os.startfile(target)
        except OSError as error:
            raise _refused(target, error) from error
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    _start([opener, target] if opener else [], target)


def _start(command: list[str], target: str) -> None:
    if not command:
        raise AssistantError(
            "There is nothing here that opens it.", where=target[:100],
            remedy="Install xdg-utils, or open it yourself.",
        )  # fmt: skip
    try:
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise _refused(target, error) from error


def _refused(target: str, error: OSError) -> AssistantError:
    return AssistantError(
        f"It could not be opened ({error.strerror}).", where=target[:100],
        remedy="Check that it is there.",
    )  # fmt: skip


def _quietly(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return  # the app has said it already
