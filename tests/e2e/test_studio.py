"""A person at a terminal teaches a new intent in Korean, trains, asks for it, and takes it back."""

from pathlib import Path

from assistant.paths import user_paths
from assistant.plugins.manifest import MINE
from assistant.plugins.mine import Mine
from assistant.understanding.versions import DEFAULT, Versions
from tests.e2e.terminal import Terminal, app

ENTER, ESCAPE, NEXT_LINE = "\r", "\x1b", "\n"
F4, F6 = "\x1bOS", "\x1b[17~"
NEW_INTENT, TRAIN, UNDO = "\x0e", "\x14", "\x1a"
TRAINING = 600.0  # seconds; a quiet machine needs half a minute

REPLY = "네, 재즈를 틀게요."
PHRASES = ("재즈 틀어줘", "재즈 음악 좀 들려줘", "재즈 듣고 싶어", "신나는 재즈 한 곡 부탁해",
           "재즈 좀 켜줘", "재즈 한 곡 틀어 봐")  # fmt: skip
ANYWAY = "그래도 새 모델 쓰기"
ASKED = "재즈 음악 틀어줘"


def test_a_new_intent_is_taught_trained_asked_for_and_undone_in_korean(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('first_start_done = true\nlanguage = "ko"\n')
    with app(rows=40) as terminal:
        teach(terminal)
        assert [p.example.text for p in Mine(user_paths().intents / MINE).phrases()] == [*PHRASES]

        train(terminal)
        trained = Versions(user_paths()).current()
        assert not trained.bundled

        leave_studio(terminal)
        terminal.type(ASKED + ENTER)
        terminal.until(ASKED, REPLY, "music.play")

        terminal.type(F4)
        terminal.until(f"버전 {len(Versions(user_paths()).all())}")
        terminal.type(F6 * 3)
        terminal.until("이전 버전으로", "기본 모델", f"{trained.name} ·")
        terminal.type(UNDO)
        terminal.until(f"지금 쓰는 모델: {DEFAULT}", f"{DEFAULT} ·")
        assert Versions(user_paths()).current().name == DEFAULT

        leave_studio(terminal)
        terminal.until("기본 모델")


def teach(terminal: Terminal) -> None:
    """A new intent with a reply: the first phrase alone, the others at once."""
    terminal.until("›", "F4")
    terminal.type(F4)
    terminal.until("의도나 예문 찾기")
    terminal.type(NEW_INTENT)
    terminal.until("새 의도", "대답")
    terminal.type("music.play" + ENTER + REPLY + ENTER)
    terminal.until("첫 예문을 쓰면 생겨요")
    terminal.type(PHRASES[0] + ENTER)
    terminal.until("추가했어요")
    terminal.type(NEXT_LINE.join(PHRASES[1:]) + ENTER)
    terminal.until(f"예문 {len(PHRASES) - 1}개를 추가했어요", *PHRASES)


def train(terminal: Terminal) -> None:
    """Train, and take the new model: if it is worse on what it never saw, one is asked."""
    terminal.type(TRAIN)
    terminal.until("에폭 1/", patience=TRAINING)
    if "더 나빠서" in terminal.until("만에 학습했", patience=TRAINING):
        terminal.until(ANYWAY)
        terminal.click(ANYWAY)
    terminal.until("✓", "지금 쓰는 모델", patience=TRAINING)


def leave_studio(terminal: Terminal) -> None:
    terminal.type(ESCAPE)
    terminal.until_gone("Esc 뒤로")
