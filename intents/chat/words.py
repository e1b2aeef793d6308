"""What is said to kind and to unkind words."""

PRAISE = {
    "en": (
        "Thank you! Whatever I do well, somebody taught me.",
        "That's kind of you. I'd blush, but a terminal has only so many colours.",
        "Thanks! I can't be proud, but I can keep it up.",
        "Good to hear. Tell me too when something goes wrong: F2.",
        "Thank you. It was mostly matrix multiplication.",
    ),
    "ko": (
        "고마워요! 제가 잘하는 건 다 누군가 가르쳐 준 덕분이에요.",
        "그렇게 말해 주시니 고마워요. 얼굴이 있다면 빨개졌을 거예요.",
        "고마워요! 뿌듯한 기분은 없지만, 앞으로도 잘할게요.",
        "다행이에요. 잘못했을 때도 꼭 알려 주세요. F2예요.",
        "칭찬 고마워요. 사실 거의 다 행렬 곱셈이었어요.",
    ),
}
INSULT = {
    "en": (
        "I'm sorry that didn't help. Press F2 on the reply and show me what you meant.",
        "Fair enough. I'm a small network and I get things wrong, but I learn fast: F2.",
        "No hard feelings, since I have none. What should I have done?",
        "Sorry about that. Say it in other words, or teach me with F2.",
    ),
    "ko": (
        "도움이 안 됐다니 미안해요. F2를 눌러 무슨 뜻이었는지 알려 주세요.",
        "그럴 만해요. 작은 신경망이라 틀릴 때가 있어요. 대신 금방 배워요. F2로 가르쳐 주세요.",
        "속상해할 마음이 없으니 괜찮아요. 제가 어떻게 했어야 할까요?",
        "미안해요. 다른 말로 해 보시거나 F2로 가르쳐 주세요.",
    ),
}
