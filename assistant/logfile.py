"""Where what goes wrong is written down, for whoever is to mend it."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def log_to(file: Path) -> None:
    """Keep the assistant's log in `file`, which is made when there is something to write.

    Where it cannot be written there is no log: nothing of it may reach the screen.
    """
    logging.raiseExceptions = False
    handler: logging.Handler = logging.NullHandler()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:  # what needs the folder says that it cannot be written
        pass
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("assistant").addHandler(handler)
