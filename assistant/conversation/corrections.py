"""Messages that put right what was just done, or forbid what they name.

"no, 8", "make it 7:30" and 아니 오전 두시 are about the message before: what it did is to be done
anew. "Don't cancel my alarm" and 알람 끄지 마 name a deed that must not be done.
"""

import re

_OPENING = (  # a message that corrects
    "no|nope|nah|wait|hold on|hang on|sorry|oops|actually|rather|i mean|i meant|make it|make that|"
    "change it|change that|move it|"
    "아니|아니다|아니야|아니요|아뇨|미안|앗|아차|아참|그거 말고|그게 아니라|잘못 ?말했어|"
    "잠깐만?|잠시만"
)
CORRECTING = (  # such words, and others that may stand around its values
    rf"{_OPENING}|change to|instead|better|아니 그게|아니 그거|아 미안|말이야|말이에요|"
    "할게|할게요|하자|해|해줘|해주세요|oh|ah|아|어|음|the one|짜리|거|것|걸로|"
    "(?:바꿔|고쳐|옮겨|미뤄) ?(?:줘|주세요)?|(?:변경|수정) ?(?:해|해줘|해주세요)?"
)
_CHANGES = re.compile(
    r"\b(?:move|change)\b|(?:바꿔|변경|수정|고쳐|옮겨|미뤄)", re.I
)  # a request of its own, of whatever stands there
_ADDS = re.compile(
    r"\b(?:also|another|too|as well|more|and (?:set|start|add|make|wake|an?)|don'?t|not)\b"
    r"|또|하나 ?더|추가|[가-힣]도(?![가-힣])|말고",
    re.I,
)  # to what was done, which stays
_OPENS = rf"^\W*(?:(?:oh|ah|hm+|아|어|음)\W+)?(?:{_OPENING})(?![\w가-힣])"
_CORRECTS = re.compile(
    rf"{_OPENS}"
    r"|\b(?:i mean|i meant|instead)\W*$"
    r"|(?:바꿔|변경|수정|고쳐|옮겨|미뤄)\s?(?:해|줘|주세요|해줘|해주세요|해 주세요)?\W*$",
    re.I,
)
# Not to wake, ring or remind: that asks for a deed, to cancel what would.
_DEEDS = (
    r"set|start|begin|stop|cancel|delete|remove|erase|turn|switch|add|clear|kill|end|put|"
    r"take|tick|cross|open|search|write|note|make|touch"
)
_FORBIDS = re.compile(
    rf"^\W*(?:(?:please|pls|no|oh|hey|and|but|also)\W+)*(?:don'?t|do not|never)\s+"
    rf"(?:ever\s+|you\s+|please\s+)?(?:{_DEEDS})\b"
    r"|(?:끄|꺼|켜|취소하|지우|삭제하|없애|빼|맞추|설정하|추가하|넣|시작하|멈추|중지하|"
    r"적|저장하|열|검색하|찾|건드리)지\s?"
    r"(?:마|마요|마세요|마라|말아|말아요|말아\s?줘|말아\s?주세요|말아라|말라고|말고)\W*$",
    re.I,
)


_HOLDS = re.compile(
    r"\W*(?:(?:no|oh|ah|um|hm+|sorry|아니|아|어|앗)\W+)?"
    r"(?:wait(?: a (?:minute|second|moment|sec))?|hold on|hang on|one (?:moment|second|sec)|"
    r"잠깐(?:만)?(?:요)?|잠시만(?:요)?|기다려(?: ?봐)?(?:요)?)\W*",
    re.I,
)
_LEAVES = re.compile(
    r"\W*(?:(?:no|oh|ok|okay|actually|nah|wait|well|just|sorry|아니|아냐|아|음|그냥|그럼)\W+)*"
    r"(?:(?:leave|keep) (?:it|that|them)(?: (?:alone|be|as (?:it|they) (?:is|are)|like that))?|"
    r"let it be|(?:그냥|그대로) ?(?:놔)?(?:둬|두자|둬요|두세요|둬 ?줘)|"
    r"(?:내버려|냅|놔) ?(?:둬|두자)(?:요)?)\W*",
    re.I,
)

_CALLS_OFF = re.compile(
    r"\W*(?:(?:no|nope|oh|wait|actually|sorry|아니|아냐|아|앗)\W+)+"
    r"(?:(?:cancel|undo|scrap)(?: (?:it|that|this))?|take (?:it|that) back|"
    r"취소(?:해|해 ?줘|해요|해 ?주세요)?|되돌려(?: ?줘| ?주세요)?)\W*",
    re.I,
)


def calls_off(text: str) -> bool:
    """Whether it takes back what was just done: "no, cancel that", 아니 취소해줘."""
    return _CALLS_OFF.fullmatch(text) is not None


def holds(text: str) -> bool:
    """Whether it only asks to wait: what is meant instead comes next."""
    return _HOLDS.fullmatch(text) is not None


def leaves_alone(text: str) -> bool:
    """Whether it says that all shall stay as it is."""
    return _LEAVES.fullmatch(text) is not None


def changes(text: str) -> bool:
    """Whether it says that something is to be moved or changed."""
    return _CHANGES.search(text) is not None


def adds(text: str) -> bool:
    """Whether what it asks for may come beside what was done: "wait, another one for 8"."""
    return _ADDS.search(text) is not None


def instead(text: str) -> str:
    """What stands after the word that corrects: "the 8 one" of "no, the 8 one"."""
    return re.sub(rf"{_OPENS}\W*", "", text, flags=re.I)


def corrects(text: str) -> bool:
    """Whether it puts the message before right, as far as its words tell."""
    return _CORRECTS.search(text) is not None


def forbids(text: str) -> bool:
    """Whether it says not to do what it names: "don't stop the timer"."""
    return _FORBIDS.search(text) is not None
