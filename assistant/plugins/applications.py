"""The applications of this machine: their names, and how one is started, never through a shell.

Linux has them as .desktop files (freedesktop.org, Desktop Entry Specification 1.5), macOS as
bundles, Windows as shortcuts in the start menu.
"""

import os
import shlex
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENTRY = ".desktop"


@dataclass(frozen=True)
class Application:
    """An application that can be started by its name."""

    names: tuple[str, ...]  # the one to show first; then others, such as those in Korean
    file: Path  # what starts it: a .desktop file, a bundle or a shortcut


def find_application(name: str) -> Application | None:
    """The application of that name, in any language and case; else the only one with all of these
    words in a name: "chrome" for Google Chrome."""
    wanted = _folded(name)
    if not wanted:
        return None
    found = tuple(applications())
    for application in found:
        if wanted in map(_folded, application.names):
            return application
    words = set(wanted.split())
    like = [
        application
        for application in found
        if any(words <= set(_folded(each).split()) for each in application.names)
    ]
    return like[0] if len(like) == 1 else None


def applications() -> Iterator[Application]:
    """All of them, the user's own first."""
    if sys.platform == "darwin":
        return _by_file(_mac_folders(), "*.app", deep="*/*.app")
    if sys.platform == "win32":
        return _by_file(_start_menus(), "*.lnk", deep="**/*.lnk")
    return _desktop_entries()


def starting(application: Application) -> list[str]:
    """The command that starts it, on Linux and macOS; empty when its file says none."""
    if sys.platform == "darwin":
        return ["open", str(application.file)]
    return command_of(_entry(application.file).get("Exec", ""))


def command_of(line: str) -> list[str]:
    """The arguments of an Exec line, without the codes that stand for files: %U, %f …"""
    try:
        parts = shlex.split(line)
    except ValueError:  # a quote is not closed
        return []
    kept = [part for part in parts if not (len(part) == 2 and part[0] == "%" and part != "%%")]
    return [part.replace("%%", "%") for part in kept]


def _desktop_entries() -> Iterator[Application]:
    seen: set[str] = set()
    for folder in _entry_folders():
        for file in sorted(folder.glob(f"**/*{ENTRY}")):
            name = str(file.relative_to(folder))
            if name in seen:  # the user's own stands before the system's
                continue
            seen.add(name)
            entry = _entry(file)
            if _startable(entry):
                names = [text for key, text in entry.items() if key.startswith("Name[")]
                short = file.stem.rpartition(".")[2]  # org.gnome.Nautilus
                yield Application((entry["Name"], *names, short), file)


def _startable(entry: dict[str, str]) -> bool:
    hidden = "true" in (entry.get("Hidden"), entry.get("NoDisplay"), entry.get("Terminal"))
    needed = entry.get("TryExec", "")
    return (
        entry.get("Type") == "Application"
        and not hidden
        and bool(entry.get("Name") and command_of(entry.get("Exec", "")))
        and (not needed or shutil.which(needed) is not None)
    )


def _entry(file: Path) -> dict[str, str]:
    """What the group [Desktop Entry] of a file says; {} when it cannot be read."""
    found: dict[str, str] = {}
    inside = False
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    for line in lines:
        if line.startswith("["):
            inside = line.strip() == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key.strip(), value.strip())
    return found


def _entry_folders() -> list[Path]:
    own = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [Path(folder, "applications") for folder in (own, *shared.split(":")) if folder]


def _mac_folders() -> list[Path]:
    return [Path.home() / "Applications", Path("/Applications"), Path("/System/Applications")]


def _start_menus() -> list[Path]:
    roots = [os.environ.get(name) for name in ("APPDATA", "PROGRAMDATA")]
    return [Path(root, "Microsoft/Windows/Start Menu/Programs") for root in roots if root]


def _by_file(folders: list[Path], top: str, *, deep: str) -> Iterator[Application]:
    for folder in folders:
        for file in dict.fromkeys((*sorted(folder.glob(top)), *sorted(folder.glob(deep)))):
            yield Application((file.stem,), file)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("-", " ").split())
