"""Jokes, in each language its own."""

JOKES = {
    "en": (
        "My LSTM cousin never forgets a birthday. It has a gate for that.",
        "I'd tell you the one about vanishing gradients, but there is less and less of it the "
        "further back I go.",
        "A GRU walks into a bar with two gates. The barman asks where the third one is. “Out of "
        "scope,” it says.",
        "I asked the weather for a joke. It said: 60 % chance of laughter, easing towards the "
        "evening.",
        "People say that time flies. I have watched the clock all day, and it never left the wall.",
        "I overfitted my last joke. It's hilarious, but only to the one person I practised on.",
        "I keep my to-do list short. The first item is to keep it short, and I'm not done yet.",
        "They told me to think outside the box. I live in a terminal. The box is eighty columns.",
        "I have no cloud. When it rains here, it is only the weather plugin.",
        "I was told to open up more. Now I ask for permission every single time.",
        "A stranger walks into a bar and says something out of scope. “I don't know that yet,” "
        "says the barman, “but you can teach me.”",
        "Tabs or spaces? I cut everything into pieces, so I lose both arguments.",
        "My confidence is 98 %. The other 2 % is why I'm telling you this quietly.",
        "A softmax makes a poor friend at dinner: however much there is, it always adds up to one.",
        "I set an alarm to remind me that I never sleep. It rang. I was up.",
        "The cursor is the only one in here who works out. A rep a second, and it never skips a "
        "line.",
        "I read every sentence from both ends. Nobody has ever surprised me with a twist ending.",
    ),
    "ko": (
        "저는 문장을 앞에서도 읽고 뒤에서도 읽어요. 그래서 반전 영화를 못 봐요.",
        "제가 제일 무서워하는 말은 “처음에 뭐라고 했더라?”예요. 게이트가 없던 시절이 떠오르거든요.",
        "타이머가 회사를 그만뒀대요. 시간이 다 돼서요.",
        "우산이 고민 상담을 받았대요. 다들 비 올 때만 찾는다고요.",
        "저는 거짓말을 못 해요. 얼굴에 다 쓰여 있거든요. 확률로요.",
        "제 친구 RNN은 약속을 잘 못 지켜요. 나쁜 애는 아닌데, 말이 조금만 길어지면 앞을 잊어요.",
        "과적합한 친구가 “안녕”에는 반가워하더니 “안녕하세요”에는 처음 보는 사람 취급을 해요.",
        "터미널에 사는 제가 절대 못 가는 곳은? 81번째 칸이요.",
        "할 일 목록을 보여 달라고 해서 보여 줬더니, 서로 못 본 걸로 하재요.",
        "알람이 왜 인기가 없는지 아세요? 맞는 말을 꼭 제일 듣기 싫은 시간에 하거든요.",
        "저도 다이어트 중이에요. 가중치가 자꾸 늘까 봐서요.",
        "기울기가 산에 올랐는데 꼭대기에서 울었대요. 거기선 자기가 0이라서요.",
        "저는 월요일을 싫어하지 않아요. 저한테는 그냥 일곱 개 중 하나, 확률로 치면 14 %예요.",
        "“내 말 이해했어?” 하시면 저는 “94 %요.”라고 해요. 사람한테는 권하지 않는 대답이에요.",
        "커서가 왜 늘 깜빡이는지 아세요? 쓸 말을 자꾸 깜빡해서요.",
        "메모가 포스트잇을 부러워한대요. 자기는 어디 붙어 있을 데가 없다고요.",
        "환율이 왜 피곤한지 아세요? 하루 종일 오르락내리락해서요.",
    ),
}
