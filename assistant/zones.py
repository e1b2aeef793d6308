"""The time zone of this machine, by its name, so that daylight saving is known."""

import os
from datetime import datetime, tzinfo
from pathlib import Path

_LOCAL = Path("/etc/localtime")  # a link into the zones, on Linux and on macOS


def local_zone() -> tzinfo:
    """The zone that $TZ or the system names; else the offset from UTC that holds now."""
    from zoneinfo import ZoneInfo

    try:
        name = os.environ.get("TZ") or str(_LOCAL.resolve(strict=True)).rpartition("zoneinfo/")[2]
        return ZoneInfo(name.lstrip(":"))
    except (OSError, ValueError, KeyError):  # an unknown zone is a KeyError
        pass
    zone = datetime.now().astimezone().tzinfo
    assert zone is not None
    return zone
