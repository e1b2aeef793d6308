"""The app's own two themes. Any theme of Textual can be chosen beside them (Ctrl+P, Theme)."""

from textual.theme import Theme

DUSK = Theme(
    name="dusk",
    dark=True,
    primary="#8fb4d9",
    secondary="#b3a5d3",
    accent="#e3b27c",
    success="#98c39a",
    warning="#e6c384",
    error="#e29191",
    foreground="#d9dce3",
    background="#15171c",
    surface="#1a1d23",
    panel="#23272f",
    variables={
        "border": "#8fb4d9",
        "border-blurred": "#343943",
        "block-cursor-background": "#2f3a47",
        "block-cursor-foreground": "#eef1f6",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#8fb4d9",
        "scrollbar": "#343943",
        "scrollbar-background": "#15171c",
        "scrollbar-background-hover": "#15171c",
        "scrollbar-background-active": "#15171c",
    },
)

DAWN = Theme(
    name="dawn",
    dark=False,
    primary="#2f6690",
    secondary="#74589a",
    accent="#9c5b14",
    success="#37704a",
    warning="#8a5f0a",
    error="#a83a38",
    foreground="#2b2e36",
    background="#faf8f4",
    surface="#f3f0e9",
    panel="#e9e5db",
    variables={
        "border": "#2f6690",
        "border-blurred": "#d3cdc0",
        "block-cursor-background": "#d9e4ec",
        "block-cursor-foreground": "#1c2733",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#2f6690",
        "scrollbar": "#d3cdc0",
        "scrollbar-background": "#faf8f4",
        "scrollbar-background-hover": "#faf8f4",
        "scrollbar-background-active": "#faf8f4",
    },
)

OWN = (DUSK, DAWN)
DEFAULT = DUSK.name
