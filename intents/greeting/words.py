"""What is said, in English and Korean."""

from collections.abc import Mapping

Variants = Mapping[str, tuple[str, ...]]  # by language

HELLO: Mapping[str, Variants] = {
    "morning": {
        "en": ("Good morning! What can I do for you?", "Good morning. Ready when you are."),
        "ko": ("좋은 아침이에요! 무엇을 도와드릴까요?", "좋은 아침이에요. 무엇이든 말씀하세요."),
    },
    "afternoon": {
        "en": ("Hello! What can I do for you?", "Good afternoon. How can I help?"),
        "ko": ("안녕하세요! 무엇을 도와드릴까요?", "안녕하세요. 좋은 오후예요. 무엇이 궁금하세요?"),
    },
    "evening": {
        "en": ("Good evening! What can I do for you?", "Good evening. How can I help?"),
        "ko": (
            "좋은 저녁이에요! 무엇을 도와드릴까요?",
            "편안한 저녁이에요. 말씀하세요.",
        ),
    },
    "night": {
        "en": ("Hello! Still up? I am, too.", "Hello, night owl. What can I do for you?"),
        "ko": (
            "안녕하세요! 늦은 시간이네요. 도와드릴까요?",
            "아직 안 주무셨네요. 무엇이 궁금하세요?",
        ),
    },
}

GOODBYE: Variants = {
    "en": ("Goodbye! I will be here.", "See you! Take care.", "Bye! Until next time."),
    "ko": ("안녕히 가세요! 또 만나요.", "잘 가요! 여기서 기다릴게요.", "다음에 또 봐요!"),
}

GOODNIGHT: Variants = {
    "en": ("Good night! Sleep well.", "Good night. See you tomorrow."),
    "ko": ("안녕히 주무세요!", "편안한 밤 보내세요. 내일 또 만나요."),
}

THANKS: Variants = {
    "en": ("You're welcome!", "Any time.", "Glad I could help."),
    "ko": ("천만에요!", "별말씀을요. 언제든지요.", "도움이 됐다니 기뻐요."),
}

HOW_ARE_YOU: Variants = {
    "en": (
        "All my weights are where they should be. And how are you?",
        "I am a small network, so I have no moods, but everything runs. How are you?",
    ),
    "ko": (
        "가중치가 모두 제자리에 있으니 잘 지내는 셈이에요. 어떻게 지내세요?",
        "작은 신경망이라 기분은 없지만 모두 잘 돌아가고 있어요. 어떻게 지내세요?",
    ),
}

_WHO = {
    "en": "a small recurrent network that runs on this machine. What you write stays here; "
    "a plugin that uses the network, such as the weather, says so under F5.",
    "ko": "이 컴퓨터에서 돌아가는 작은 순환 신경망이에요. 적은 내용은 이 컴퓨터를 떠나지 않아요. "
    "날씨처럼 네트워크를 쓰는 플러그인은 F5에서 확인할 수 있어요.",
}

WHO_ARE_YOU: Variants = {
    "en": (
        f"I am the assistant in your terminal: {_WHO['en']}",
        f"Not a person, but {_WHO['en']} And you can teach me: F2.",
    ),
    "ko": (
        f"저는 터미널 속 어시스턴트, {_WHO['ko']}",
        f"사람은 아니고, {_WHO['ko']} F2로 저를 가르칠 수도 있어요.",
    ),
}

CAPABILITIES = {
    "en": "This is what I understand. Say it in your own words.",
    "ko": "이런 말을 알아들어요. 편한 말로 하시면 돼요.",
}

NOTHING = {
    "en": "No plugin is there yet, so I can do nothing. F5 shows what is wrong.",
    "ko": "아직 플러그인이 없어서 할 수 있는 일이 없어요. F5에서 무엇이 문제인지 볼 수 있어요.",
}

# What the built-in plugins are called; others go by their own name.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "time": {"en": "Time and dates", "ko": "시간과 날짜"},
    "weather": {"en": "Weather", "ko": "날씨"},
    "timer": {"en": "Timers", "ko": "타이머"},
    "alarm": {"en": "Alarms", "ko": "알람"},
    "reminder": {"en": "Reminders", "ko": "알림"},
    "notes": {"en": "Notes", "ko": "메모"},
    "todo": {"en": "To-do list", "ko": "할 일"},
    "calculate": {"en": "Sums", "ko": "계산"},
    "convert": {"en": "Units and money", "ko": "단위와 환율"},
    "open": {"en": "Opening things", "ko": "열기"},
    "search": {"en": "Web search", "ko": "웹 검색"},
    "define": {"en": "Words of this app", "ko": "용어"},
    "system": {"en": "This machine", "ko": "이 컴퓨터"},
    "correct": {"en": "Putting right", "ko": "바로잡기"},
    "chat": {"en": "Chatting", "ko": "잡담"},
    "greeting": {"en": "Small talk", "ko": "인사"},
    "help": {"en": "Help", "ko": "도움말"},
}

WHAT_CAN_YOU_DO = {"en": "What can you do?", "ko": "뭐 할 수 있어?"}
