"""The line of keys under the Studio: those that work in the tab shown."""

from assistant.tui.screens.studio_inbox import KEYS as INBOX_KEYS
from assistant.tui.widgets.keys import Key, Keys


class StudioKeys(Keys):
    """The keys that work in the tab shown."""

    def show(self, *keys: Key) -> None:
        self._keys = keys
        self.refresh()


def keys_of(pane: str, *, training: bool) -> tuple[Key, ...]:
    """The keys of a pane; while a training goes on, the one that stops it."""

    def key(shown: str, words: str, action: str) -> Key:
        return Key(shown, f"studio.key_{words}", f"screen.{action}")

    train = key("^T", "train", "train")
    if training:
        train = key("^X", "stop", "stop")
    own = {
        "inbox": INBOX_KEYS,
        "examples": (
            key("⏎", "add", "submit"),
            key("^B", "mark", "mark_slot"),
            key("Del", "remove", "remove_phrase"),
            key("^Z", "undo", "undo"),
            key("^N", "new_intent", "new_intent"),
            train,
        ),
        "health": (
            key("⏎", "show", "show_finding"),
            key("Del", "remove", "remove_phrase"),
            key("F8", "move", "move_phrase"),
            key("^Z", "undo", "undo"),
        ),
        "train": (train,),
        "versions-pane": (
            key("⏎", "use", "use_version"),
            key("^Z", "undo_version", "undo"),
            Key("^K", "models.key_compare", "screen.compare_versions"),
        ),
    }[pane]
    # Where there is no room for all keys, those before the last go first.
    files = (key("^E", "files", "exchange"),) if pane == "examples" else ()
    return (*own, key("F6", "next_tab", "next_tab"), *files, key("Esc", "back", "back"))
