"""The environment of a child: what Python and the system need, and none of the parent's secrets.

That is: where programs and the user's folders are (PATH, HOME, USER, TMPDIR and their likes on
Windows), the language and the time zone (LANG, LC_*, TZ), the number of threads of numerical
libraries, and PYTHONPATH, with which the child imports from where its parent does. Whatever else
the parent has, such as the key of a service or a proxy, stays with it.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_PASSED = {
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP",
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
    # Windows
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "USERNAME",
    "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA",
}  # fmt: skip


def child_environment(parents: Mapping[str, str]) -> dict[str, str]:
    """What of the parent's environment a child is given, and how its Python is set up."""
    passed = {
        name: value
        for name, value in parents.items()
        if name.upper() in _PASSED or name.upper().startswith("LC_")
    }
    package = str(Path(__file__).parents[3])  # that holds the package `assistant`
    places = dict.fromkeys((*(place for place in sys.path if place), package))
    return {
        **passed,
        "PYTHONPATH": os.pathsep.join(places),
        "PYTHONIOENCODING": "utf-8:replace",
    }
