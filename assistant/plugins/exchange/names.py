"""Names of other systems as names of ours.

A name that is one of ours already stays. Else, in this order: accents leave; a capital begins a
word (GetWeather, get_weather); `/` and `:` become dots in an intent (faq/ask_name, faq.ask_name);
what is no letter or digit becomes `_`. What is then no name, such as one in Korean, needs to be
mapped by the user.
"""

import re
import unicodedata

from assistant.plugins.examples import is_slot_name
from assistant.plugins.manifest import check_intent_name
from assistant.problems import AssistantError


def our_intent(name: str) -> str | None:
    """A legal name for an intent; None when there is none."""
    return next(filter(is_intent_name, (name, _plain(re.sub(r"[/:]", ".", name)))), None)


def our_slot(name: str) -> str | None:
    """A legal name for a slot; None when there is none."""
    return next(filter(is_slot_name, (name, _plain(name.replace(".", "_")))), None)


def is_intent_name(name: str) -> bool:
    """Whether an intent may have this name."""
    try:
        check_intent_name(name)
    except AssistantError:
        return False
    return True


def _plain(name: str) -> str:
    composed = unicodedata.normalize("NFKD", name[:200])
    letters = "".join(c for c in composed if not unicodedata.combining(c))
    if re.search(r"(?![\x00-\x7f])\w", letters):  # dropping them would make one name of two
        return ""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", letters)
    parts = re.sub(r"[^a-z0-9.]+", "_", words.lower()).split(".")
    return ".".join(filter(None, (part.strip("_") for part in parts)))
