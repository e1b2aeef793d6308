"""What the system tells of itself. Nothing is asked over the network.

psutil reads it the same way everywhere; of the standard library alone, the memory and the battery
would take three ways of each: files under Linux, parsed commands under macOS, ctypes under Windows.
"""

import shutil
import socket
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from assistant.problems import AssistantError

ELSEWHERE = ("192.0.2.1", 9)  # an address for documentation (RFC 5737): nobody has it


@dataclass(frozen=True)
class Battery:
    percent: float
    charging: bool  # or full, and plugged in
    left: timedelta | None  # None: not known


@dataclass(frozen=True)
class Room:
    """Of a disk or of the memory, in bytes."""

    total: int
    free: int  # what can be had


def battery() -> Battery | None:
    """None where there is no battery, or none that the system speaks of."""
    import psutil

    try:
        found = psutil.sensors_battery()
    except (AttributeError, OSError, RuntimeError, ValueError):  # not on this system; odd firmware
        return None
    if found is None:
        return None
    left = timedelta(seconds=found.secsleft) if found.secsleft > 0 else None
    return Battery(min(max(found.percent, 0.0), 100.0), bool(found.power_plugged), left)


def disk(folder: Path) -> Room:
    """The disk that a folder is on. Raises AssistantError when the system does not say."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError as error:
        raise AssistantError(
            f"The disk does not say how full it is ({error.strerror}).", where=str(folder),
            remedy="Check that the folder is there.",
        ) from error  # fmt: skip
    return Room(usage.total, usage.free)


def memory() -> Room:
    import psutil

    found = psutil.virtual_memory()
    return Room(found.total, found.available)


def addresses() -> tuple[str | None, tuple[str, ...]]:
    """The address that traffic to the outside would come from, and all others of this machine.

    None without a network. Addresses of the machine to itself, and those that need no router
    (link-local), are left out.
    """
    import psutil

    families = (socket.AF_INET, socket.AF_INET6)
    found = [
        each.address.partition("%")[0]
        for interface in psutil.net_if_addrs().values()
        for each in interface
        if each.family in families
    ]
    own = [each for each in dict.fromkeys(found) if _reachable(each)]
    first = outgoing()
    if first is None or not _reachable(first):
        first = next(iter(own), None)
    return first, tuple(each for each in own if each != first)


def outgoing() -> str | None:
    """The address a packet to the outside would bear. `connect` of UDP sends nothing."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect(ELSEWHERE)
            return str(way.getsockname()[0])
    except OSError:
        return None


def _reachable(address: str) -> bool:
    try:
        said = ip_address(address)
    except ValueError:
        return False
    return not (said.is_loopback or said.is_link_local or said.is_unspecified)
