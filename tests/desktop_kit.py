"""Applications made up for a test, and what must never be opened."""

from pathlib import Path

FIREFOX = """
[Desktop Entry]
Type=Application
Name=Firefox Web Browser
Name[ko]=파이어폭스 웹 브라우저
Exec=firefox --new-window %u
[Desktop Action private]
Name=Private
Exec=firefox --private-window
"""

HOSTILE = [
    "$(rm -rf ~)", "`reboot`", "; rm -rf /", "&& shutdown -h now", "| sh", "--help", "-a",
    "--version firefox", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,<b>",
    "vbscript:x", "ssh://host", "smb://host/share", "//host/share", "\\\\host\\share",
    "https://", "http://[::1", "mailto:", "https://a b", "https://x\n--help", "http://x\x00",
    "", " ", "rm", "sh", "reboot", "../../etc/passwd", "~nobody-of-this-name/x", "x" * 100_000,
    "\ud800", "/dev/null", "/dev/zero", "https://" + "a" * 5000, "firefox.desktop", "*",
]  # fmt: skip


def add_entry(root: Path, name: str, text: str) -> None:
    folder = root / "applications"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.desktop").write_text(text.lstrip(), "utf-8")
