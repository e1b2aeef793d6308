"""Where files live: the user's own, and those that come with the package."""

import os
from dataclasses import dataclass
from pathlib import Path

APP = "assistant"


@dataclass(frozen=True)
class Paths:
    """The user's folders. Nothing here creates them; who writes a file makes its folder."""

    config: Path  # config.toml
    data: Path  # intents/, models/, history.db, schedule.db
    state: Path  # assistant.log
    cache: Path  # what can be fetched or computed again

    @property
    def settings(self) -> Path:
        return self.config / "config.toml"

    @property
    def intents(self) -> Path:
        return self.data / "intents"

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def history(self) -> Path:
        return self.data / "history.db"

    @property
    def schedule(self) -> Path:
        return self.data / "schedule.db"

    @property
    def log(self) -> Path:
        return self.state / "assistant.log"


def user_paths(home: Path | None = None) -> Paths:
    """All folders under `home`, or under $ASSISTANT_HOME, or where the platform puts them."""
    root = home or (
        Path(os.environ["ASSISTANT_HOME"]) if os.environ.get("ASSISTANT_HOME") else None
    )
    if root is not None:
        root = root.expanduser().absolute()
        return Paths(config=root, data=root, state=root, cache=root / "cache")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    return Paths(
        dirs.user_config_path, dirs.user_data_path, dirs.user_state_path, dirs.user_cache_path
    )


def bundled(name: str) -> Path:
    """The folder `intents` or `models` that comes with the package.

    In a wheel it lies inside the package, in a checkout beside it.
    """
    package = Path(__file__).parent
    installed = package / "_bundled" / name
    return installed if installed.is_dir() else package.parent / name
