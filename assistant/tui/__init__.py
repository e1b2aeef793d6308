"""The terminal app. Nothing outside this package imports Textual."""

import os

# iTerm2 loses Korean input under Kitty's key protocol. Textual reads this when it is first
# imported, which is why it stands here and not in the app.
if "iTerm" in os.environ.get("TERM_PROGRAM", "") + os.environ.get("LC_TERMINAL", ""):
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
