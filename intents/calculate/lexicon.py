"""The words and signs of sums, in English and Korean."""

# What stands between two operands.
OPERATORS = {
    "+": "+", "plus": "+", "더하기": "+", "플러스": "+",
    "-": "-", "−": "-", "–": "-", "minus": "-", "negative": "-", "take away": "-", "빼기": "-",
    "마이너스": "-",
    "*": "×", "×": "×", "·": "×", "⋅": "×", "x": "×", "times": "×", "multiplied by": "×",
    "곱하기": "×",
    "/": "÷", "÷": "÷", "over": "÷", "divided by": "÷", "나누기": "÷",
    "mod": "mod", "modulo": "mod",
    "^": "^", "**": "^", "to the power of": "^", "to the power": "^", "raised to": "^",
    "raised to the power of": "^", "to the": "^",
    "of": "of", "tip on": "of", "off": "off", "off of": "off",
}  # fmt: skip

# What stands before its operand: a name, or a name and its first operand.
FUNCTIONS: dict[str, str | tuple[str, int]] = {
    "√": ("root", 2), "sqrt": ("root", 2), "sqrt of": ("root", 2),
    "square root of": ("root", 2), "root of": ("root", 2),
    "square root": ("root", 2), "root": ("root", 2), "루트": ("root", 2), "제곱근": ("root", 2),
    "∛": ("root", 3), "cbrt": ("root", 3), "cube root of": ("root", 3), "cube root": ("root", 3),
    "세제곱근": ("root", 3), "fourth root of": ("root", 4), "fifth root of": ("root", 5),
    "log": ("log", 10), "log of": ("log", 10), "log10": ("log", 10), "logarithm of": ("log", 10),
    "로그": ("log", 10), "상용로그": ("log", 10), "log2": ("log", 2), "log base 2 of": ("log", 2),
    "ln": "ln", "natural log of": "ln", "자연로그": "ln",
    "sin": "sin", "sine": "sin", "sine of": "sin", "사인": "sin",
    "cos": "cos", "cosine": "cos", "cosine of": "cos", "코사인": "cos",
    "tan": "tan", "tangent": "tan", "tangent of": "tan", "탄젠트": "tan",
    "abs": "abs", "absolute value of": "abs", "절댓값": "abs", "절대값": "abs",
    "square of": ("^", 2), "cube of": ("^", 3),
    "twice": ("×", 2), "double": ("×", 2), "triple": ("×", 3),
}  # fmt: skip

# What stands behind its operand.
POSTFIXES: dict[str, str | tuple[str, int]] = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%", "퍼센트": "%", "프로": "%",
    "!": "!", "factorial": "!", "팩토리얼": "!", "계승": "!",
    "squared": ("^", 2), "²": ("^", 2), "cubed": ("^", 3), "³": ("^", 3),
    "°": "°", "degrees": "°", "degree": "°", "deg": "°", "도": "°",
}  # fmt: skip

# Behind 의, or right behind a number: 5의 제곱, 2의 10제곱, 2의 3승. None: the number before it.
POWERS = {"제곱": 2, "세제곱": 3, "네제곱": 4, "승": None, "거듭제곱": None}

CONSTANTS = {"π": "π", "pi": "π", "파이": "π", "원주율": "π", "e": "e"}

# English that begins with what is to be done, and the words that part its operands.
COMMANDS = {
    "add": "+", "sum of": "+", "multiply": "×", "product of": "×", "divide": "÷",
    "subtract": "-", "take": "-", "average of": "average", "mean of": "average",
    "difference between": "-", "difference of": "-",
}  # fmt: skip
JOINTS = ("and", "by", "with", "from", "to", ",")

# Korean that ends with it: 12에 7을 곱하고 3을 빼면, 3과 5의 합.
DEEDS = {
    r"더(?:하[고면]|한|해서?|했을)": "+", r"곱(?:하[고면]|한|해서?|했을)": "×",
    r"나(?:누[고면]|눈|눠서?|누어서?|눴을)": "÷", r"빼[고면서]?|뺀|뺐을": "-",
    r"할인(?:하[고면]|한|해서?|받으면)": "-",
    r"나눈\s?나머지": "mod",
}  # fmt: skip
NOUNS = {"합": "+", "곱": "×", "차": "-"}
PARTICLES = (
    "에서", "에다가", "에다", "에", "을", "를", "와", "과", "이랑", "랑", "하고", "으로", "로",
)  # fmt: skip

FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100,
}  # fmt: skip
SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}
