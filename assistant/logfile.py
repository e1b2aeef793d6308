"""Where what goes wrong is written down, for whoever is to mend it."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def log_to(file: Path) -> None:
    """Keep the assistant's log in `file`, which is made when there is something to write."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # a folder that cannot be written is told by what needs it
        return
    handler = RotatingFileHandler(
        file, maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("assistant").addHandler(handler)
