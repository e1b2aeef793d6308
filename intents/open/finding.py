"""What on this machine, or in the web, the words of a message name."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.plugins.applications import find_application
from assistant.plugins.desktop import existing_path, runs, web_address


@dataclass(frozen=True)
class Found:
    """Something that can be opened."""

    address: str  # as `Context.open` takes it
    name: str  # to show
    runs: bool = False  # opening it may run it


FORBIDDEN = Found("", "")  # an address that would do more than show something

FOLDERS = {  # by the name of the function of platformdirs
    "user_downloads_dir": ("downloads", "download", "다운로드", "다운로드함", "내려받기", "다운"),
    "user_documents_dir": ("documents", "document", "docs", "문서", "내 문서"),
    "user_desktop_dir": ("desktop", "바탕화면", "바탕 화면", "데스크톱"),
    "user_pictures_dir": ("pictures", "picture", "photos", "images", "사진", "그림", "이미지"),
    "user_music_dir": ("music", "음악", "노래"),
    "user_videos_dir": ("videos", "video", "movies", "비디오", "동영상", "영상", "영화"),
}
HOME = ("home", "home directory", "홈", "내 폴더", "홈 디렉터리")
LOOKED_IN = ("user_desktop_dir", "user_downloads_dir", "user_documents_dir")  # for a file's name
FILES = re.compile(  # endings that are those of files before they are domains
    r"\.(?:avi|bat|csv|desktop|docx?|epub|exe|gif|hwpx?|jpe?g|json|key|lnk|log|md|mkv|mp[34]|odt"
    r"|pdf|png|pptx?|py|rtf|sh|svg|txt|wav|webp|xlsx?|ya?ml|zip)",
    re.I,
)

LONGEST = 1000  # characters of a name, a path or an address

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d+(?:/|$))", re.I)
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?")
_LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1)(?::\d{1,5})?(?:[/?#]\S*)?", re.I)
_AROUND = re.compile(
    r"^(?:my|the|a)\s+|\s+(?:folder|directory|app|application)$|\s*(?:폴더|앱|어플)$", re.I
)
_QUOTES = " \t\n\"'“”‘’`"


def find(said: str) -> Found | None:
    """What the words name; FORBIDDEN for an address that is not opened, None for nothing."""
    words = unicodedata.normalize("NFC", said).strip(_QUOTES)
    if len(words) > LONGEST:
        return None
    if path := existing_path(words):
        return _file(path)
    if _SCHEME.match(words) and not Path(words).drive:
        address = web_address(words)
        return Found(address, words) if address else FORBIDDEN
    bare = _AROUND.sub("", _AROUND.sub("", words)).strip()
    if folder := _folder(bare):
        return Found(str(folder), folder.name)
    for name in dict.fromkeys((words, bare)):
        if application := find_application(name):
            return Found(name, application.names[0])
    if file := _file_named(bare):
        return _file(file)
    return _site(words)


def _file(path: Path) -> Found:
    return Found(str(path), path.name or str(path), runs(path))


def _folder(name: str) -> Path | None:
    """A folder of the user's that everybody has, if it is there."""
    import platformdirs

    said = name.casefold()
    for function, names in FOLDERS.items():
        if said in names:
            return existing_path(getattr(platformdirs, function)())
    return Path.home() if said in HOME else None


def _file_named(name: str) -> Path | None:
    """A file or folder of that name where one leaves such things."""
    wanted = _same(name)
    if not wanted or "/" in wanted or "\\" in wanted:
        return None
    return next((each for each in _lying_about() if _same(each.name) == wanted), None)


def _lying_about() -> Iterator[Path]:
    import platformdirs

    for folder in (*(Path(getattr(platformdirs, each)()) for each in LOOKED_IN), Path.home()):
        try:
            yield from sorted(folder.iterdir())
        except OSError:
            continue


def _site(words: str) -> Found | None:
    """A web address without its https://: github.com."""
    if _LOCAL.fullmatch(words):
        address = web_address(f"http://{words}")
    elif _DOMAIN.fullmatch(words) and not FILES.fullmatch(Path(words).suffix):
        address = web_address(f"https://{words}")
    else:
        return None
    return Found(address, words) if address else None


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
