"""What it says about itself: rules by the words of the question, in both languages."""

import re
from dataclasses import dataclass

LONGEST = 500  # characters of a question that are looked at


@dataclass(frozen=True)
class Topic:
    asked: str  # a pattern: whole English words, or parts of Korean ones
    en: str
    ko: str


# In order: the first that fits answers. "favourite food" is before food, 여자친구 before 여자.
TOPICS = (
    Topic(
        r"\b(?:old|age|birthday|born|young)\b|나이|몇\s*살|생일|태어|어려\?",
        "I have no birthday. I'm as old as my last training; Versions in the studio (F4) says when "
        "that was.",
        "생일은 없어요. 마지막으로 학습한 날이 제 나이인 셈이에요. "
        "스튜디오(F4)의 버전 탭에 나와 있어요.",
    ),
    Topic(
        r"\bfavou?rites?\b|\blike (?:best|most|better)\b|\bprefer\b"
        r"|제일 좋|가장 좋|좋아하는|무슨 색",
        "I have no favourites: nothing tastes, looks or sounds like anything to me. What is yours?",
        "좋아하는 건 따로 없어요. 저는 보고 듣고 맛보질 못하거든요. 뭘 제일 좋아하세요?",
    ),
    Topic(
        r"\b(?:mother|mum|mom|father|dad|parents?|family|brothers?|sisters?|siblings?|child(?:ren)?"
        r"|friends?|boyfriend|girlfriend|married|wife|husband|single)\b"
        r"|가족|엄마|아빠|부모|형제|남매|친구|애인|결혼",
        "No family here, only two kinds of relatives: an LSTM and a plain RNN that can read in my "
        "place.",
        "가족은 없어요. 친척이라면 저 대신 글을 읽을 수 있는 LSTM과 단순한 RNN이 있어요.",
    ),
    Topic(
        r"\b(?:who|what) (?:made|created|built|trained|programmed|wrote) you\b|\bcreators?\b"
        r"|누가 (?:널|너를|너|당신을)? ?(?:만들|개발|가르)|만든 사람|개발자",
        "People wrote my code, and I learned from example phrases. From here on it is you who "
        "teaches me.",
        "코드는 사람이 썼고, 저는 예문에서 배웠어요. 이제부터는 당신이 가르치는 거예요.",
    ),
    Topic(
        r"\b(?:sleep|sleepy|tired|dreams?|nap|rest)\b|잠|자니|안 자|피곤|졸려|졸리|꿈|쉬",
        "I never sleep. Between your messages nothing happens in me at all, not even waiting.",
        "잠은 안 자요. 말을 거시기 전까지는 제 안에서 아무 일도 일어나지 않아요. "
        "기다리지도 않고요.",
    ),
    Topic(
        r"\b(?:eat|food|hungry|drink|thirsty|lunch|dinner|breakfast)\b|먹|배고|밥|마시|목말",
        "I don't eat. A little electricity from this machine is all I take.",
        "저는 먹지 않아요. 이 컴퓨터의 전기를 조금 쓸 뿐이에요.",
    ),
    Topic(
        r"\b(?:spy|spying|listen(?:ing)?|record(?:ing)?|watching|privacy|private|secrets?)\b"
        r"|엿듣|도청|감시|비밀|개인\s*정보",
        "I read only what you type here, and it stays on this machine. F5 shows which plugins use "
        "the network.",
        "여기에 적으신 것만 읽고, 그 내용은 이 컴퓨터에 남아요. "
        "어떤 플러그인이 네트워크를 쓰는지는 F5에 나와요.",
    ),
    Topic(
        r"\b(?:live|from|located|where are you)\b|어디\s*(?:에|서)?\s*(?:살|있|왔|출신)|고향|집이",
        "I live in this terminal, on this machine and nowhere else.",
        "이 터미널 안에 살아요. 이 컴퓨터 말고 다른 데에는 없어요.",
    ),
    Topic(
        r"\b(?:male|female|boy|girl|man|woman|gender|he or she)\b|남자|여자|성별",
        "Neither: I'm a network of numbers. Call me whatever comes naturally.",
        "둘 다 아니에요. 숫자로 된 신경망이거든요. 편한 대로 불러 주세요.",
    ),
    Topic(
        r"\b(?:feel|feelings?|emotions?|emotional|happy|sad|lonely|bored|love|afraid|scared|pain"
        r"|hurts?|angry|mood|jealous|cry)\b"
        r"|감정|기분|느끼|느껴|외로|행복|슬프|슬퍼|사랑|심심|무서|두려|아프|아파|화나|화났|질투|울",
        "I have no feelings. I turn your words into numbers and pick what fits best, and that's "
        "all.",
        "감정은 없어요. 하신 말을 숫자로 바꿔서 가장 잘 맞는 것을 고를 뿐이에요.",
    ),
    Topic(
        r"\b(?:human|person|people|real|alive|robot|machine|computer|bot|ai|a\.i|program|conscious"
        r"|consciousness|sentient|soul)\b|사람|인간|로봇|기계|진짜|살아|의식|영혼|인공지능|프로그램",
        "I'm not a person: a small recurrent network that runs on this machine. Not alive either, "
        "and not aware of anything.",
        "사람이 아니라 이 컴퓨터에서 도는 작은 순환 신경망이에요. 살아 있지도 않고 의식도 없어요.",
    ),
    Topic(
        r"\b(?:smart|clever|intelligent|think|thoughts?|understand|learn|remember|brain)\b"
        r"|똑똑|생각할|생각하니|지능|이해|배우|배워|기억|머리",
        "I'm small: I recognise what a message is for, and answer with code. What you teach me "
        "(F2) I keep; beyond that I don't think.",
        "저는 작아요. 말이 무엇을 바라는지 알아보고 코드로 답해요. "
        "가르쳐 주신 것(F2)은 간직하지만, 그 밖의 생각은 하지 않아요.",
    ),
    Topic(
        r"\b(?:opinions?|believe|god|religion|politics|meaning of life|agree)\b"
        r"|의견|생각해|믿어|믿니|종교|정치|신을|인생",
        "I have no opinions, and I'd rather not make one up. What do you think?",
        "저는 의견이 없어요. 지어내지도 않을게요. 어떻게 생각하세요?",
    ),
    Topic(
        r"\bnames?\b|이름",
        "I'm simply called assistant.",
        "그냥 어시스턴트라고 불러 주세요.",
    ),
)
OTHERWISE = Topic(
    "",
    "There is not much to tell: I'm a small network on this machine, without a life beside this "
    "window.",
    "이야기할 게 많지 않아요. 저는 이 컴퓨터에서 도는 작은 신경망이고, 이 창 밖의 생활은 없어요.",
)


def answer_to(question: str, language: str) -> str:
    """What it says about what was asked; an honest default for anything else."""
    asked = question[:LONGEST].casefold()
    topic = next((each for each in TOPICS if re.search(each.asked, asked)), OTHERWISE)
    return topic.ko if language == "ko" else topic.en
