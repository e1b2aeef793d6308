"""How to use the assistant: the keys, and how it is taught."""

from assistant.plugins.api import Context, Reply, Slots, Suggestion

HELP = {
    "en": """\
Write as you would to a person, in English or Korean.

**When I misunderstand**, press **F2** and show me what you meant: I have learned it before your \
next message. To practise all that you taught me, retrain in the Studio (**F4**); \
an earlier version is always one step back.

**Keys**

- **F1** Help · **F2** That was… · **F4** Studio · **F5** Plugins
- **Ctrl+P** all commands
- **Alt+1** to **Alt+9** a suggestion under a reply
- **↑ ↓** earlier messages

**To add an intent of your own**, name it under F2. For one that runs code, \
make a plugin folder where F5 shows.""",
    "ko": """\
사람에게 말하듯이 한국어나 영어로 적어 주세요.

**제가 잘못 알아들으면** **F2**를 눌러 무슨 뜻이었는지 알려 주세요. 다음 말을 하기 전에 배워 둬요. \
가르쳐 준 것을 제대로 익히게 하려면 스튜디오(**F4**)에서 다시 학습시키면 되고, \
언제든 이전 버전으로 되돌릴 수 있어요.

**키**

- **F1** 도움말 · **F2** 이 말은… · **F4** 스튜디오 · **F5** 플러그인
- **Ctrl+P** 모든 명령
- **Alt+1** ~ **Alt+9** 답 아래의 제안 고르기
- **↑ ↓** 이전 메시지

**새 의도를 직접 만들려면** F2에서 이름을 붙여 주세요. 코드로 움직이는 기능은 \
F5에 나오는 폴더에 플러그인 폴더를 만들면 돼요.""",
}
CAPABILITIES = {
    "en": Suggestion("What can you do?"),
    "ko": Suggestion("뭐 할 수 있어?"),
}


def use(ctx: Context, slots: Slots) -> Reply:
    """How to use and teach the assistant."""
    return Reply(HELP[ctx.language], (CAPABILITIES[ctx.language],))
