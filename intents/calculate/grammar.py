"""From tokens to a tree, by precedence climbing; what comes after the sum is left alone.

Each level reads as far as it goes and gives the place where it stopped; an operator without an
operand behind it is not part of the sum. A library that reads Python's expressions would read the
signs, but neither "a third of 60" nor 12에 7을 곱하면, nor "100 + 10%" as people mean it.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from .tokens import Token
from .tree import Apply, Constant, Node, Number

DEEPEST = 40  # levels of brackets, signs and powers within each other

Read = tuple[Node, int]  # a tree, and the place behind it


def read(tokens: Sequence[Token], at: int = 0) -> Read | None:
    """The longest sum that begins with the token `at`."""
    return Grammar(tokens).sentence(at, 0)


class Grammar:
    """Reads one row of tokens. `at` is a place in it, `deep` how many levels one is inside."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def sentence(self, at: int, deep: int) -> Read | None:
        """A sum, also one whose verbs come last: 12에 7을 곱하고 3을 빼면."""
        if deep > DEEPEST or not (read := self.additive(at, deep)):
            return None
        joined = self._kind(read[1]) == "particle"
        while joined or read[1] != at:
            right = self.additive(read[1] + joined, deep)
            name = self._deed(right[1]) if right else None
            if not right or not name:
                return read
            read = Apply(name[0], (read[0], right[0])), name[1]
            joined = self._kind(read[1]) == "particle"
        return read

    def _deed(self, at: int) -> tuple[str, int] | None:
        """What is done to two operands, behind the second: [을] 더하면, 의 합."""
        kind = self._kind(at)
        if kind in ("particle", "의"):
            at += 1
        if self._kind(at) == ("noun" if kind == "의" else "deed"):
            return str(self._tokens[at].value), at + 1
        return None

    def additive(self, at: int, deep: int) -> Read | None:
        return self._row(at, deep, ("+", "-"), self.term)

    def term(self, at: int, deep: int) -> Read | None:
        return self._row(at, deep, ("×", "÷", "mod"), self.signed)

    def _row(
        self, at: int, deep: int, names: tuple[str, ...], part: Callable[[int, int], Read | None]
    ) -> Read | None:
        """Parts with operators between them, joined from the left."""
        read = part(at, deep)
        while read and (name := self._operator(read[1])) in names:
            right = part(read[1] + 1, deep)
            if not right:
                break
            read = Apply(name, (read[0], right[0])), right[1]
        return read

    def signed(self, at: int, deep: int) -> Read | None:
        if deep > DEEPEST:
            return None
        sign = self._operator(at)
        if sign not in ("-", "+"):
            return self.share(at, deep)
        read = self.signed(at + 1, deep + 1)
        return (Apply("neg", (read[0],)), read[1]) if read and sign == "-" else read

    def share(self, at: int, deep: int) -> Read | None:
        """A part of something ("half of 90", "20% off 45"), or things side by side (2π)."""
        read = self.power(at, deep)
        if read and (name := self._operator(read[1])) in ("of", "off"):
            whole = self.share(read[1] + 1, deep + 1) if deep < DEEPEST else None
            return (Apply(name, (read[0], whole[0])), whole[1]) if whole else read
        while read and self._kind(read[1]) in ("(", "constant", "function"):
            beside = self.power(read[1], deep + 1)
            if not beside:
                break
            read = Apply("×", (read[0], beside[0])), beside[1]
        return read

    def power(self, at: int, deep: int) -> Read | None:
        read = self.whole(at, deep)
        if read and self._operator(read[1]) == "^":
            above = self.signed(read[1] + 1, deep + 1)
            # What stands above is a power itself: 2^3^2 is 2^9.
            return (Apply("^", (read[0], above[0])), above[1]) if above else read
        return read

    def whole(self, at: int, deep: int) -> Read | None:
        """A number, a bracket or a function, with what sticks to its end."""
        read = self.single(at, deep)
        while read:
            node, end = read
            kind, value = self._kind(end), self._value(end)
            if kind == "postfix" and not (value == "%" and self._kind(end + 1) in ("number", "(")):
                read = _postfix(value, node), end + 1
            elif kind == "postfix":
                right = self.single(end + 1, deep)
                return (Apply("mod", (node, right[0])), right[1]) if right else read
            elif kind == "power" and isinstance(value, int):
                read = Apply("^", (node, Number(Fraction(value)))), end + 1
            elif kind == "의" and (of := self._of_korean(node, end + 1, deep)):
                read = of
            else:
                break
        return read

    def _of_korean(self, node: Node, at: int, deep: int) -> Read | None:
        """What follows 의: 제곱근, 제곱, 10제곱, 15%, 반, 3배, 20% 할인."""
        kind, value = self._kind(at), self._value(at)
        if kind == "function" and isinstance(value, tuple) and value[0] == "root":
            return Apply("root", (Number(Fraction(value[1])), node)), at + 1
        if kind == "power" and isinstance(value, int):
            return Apply("^", (node, Number(Fraction(value)))), at + 1
        if kind == "number" and self._kind(at + 1) == "power":
            return Apply("^", (node, Number(Fraction(str(value))))), at + 2
        part = self.single(at, deep)
        if not part:
            return None
        share, end = part
        if self._kind(end) == "배":
            return Apply("×", (node, share)), end + 1
        if self._value(end) == "%":
            share, end = Apply("%", (share,)), end + 1
        if self._kind(end) == "할인":
            return Apply("off", (share, node)), end + 1
        is_share = isinstance(share, Apply) or (isinstance(share, Number) and abs(share.value) < 1)
        return (Apply("of", (share, node)), end) if is_share else None

    def single(self, at: int, deep: int) -> Read | None:
        if deep > DEEPEST:
            return None
        match self._kind(at), self._value(at):
            case "number", Fraction() as number:
                return Number(number), at + 1
            case "constant", str(sign):
                return Constant(sign), at + 1
            case "(", _:
                read = self.sentence(at + 1, deep + 1)
                return (read[0], read[1] + 1) if read and self._kind(read[1]) == ")" else None
            case "function", (str() | tuple()) as name:
                return self._function(name, at + 1, deep)
            case "command", str(name):
                return self._command(name, at + 1, deep)
        return None

    def _function(self, name: str | tuple[str, int], at: int, deep: int) -> Read | None:
        """A function of a bracket, or else of a number with what sticks to it."""
        if self._operator(at) == "-":
            read = self.signed(at, deep + 1)
        elif self._kind(at) == "(":
            read = self.single(at, deep + 1)
            if read and self._value(read[1]) == "°":
                read = Apply("°", (read[0],)), read[1] + 1
        else:
            read = self.whole(at, deep + 1)
        if not read:
            return None
        if isinstance(name, str):
            return Apply(name, (read[0],)), read[1]
        first, inner = Number(Fraction(name[1])), read[0]
        return Apply(name[0], (inner, first) if name[0] == "^" else (first, inner)), read[1]

    def _command(self, name: str, at: int, deep: int) -> Read | None:
        """ "multiply 3 by 4", "sum of 1, 2 and 3", "subtract 3 from 10", "average of 4 and 8" """
        read = self.additive(at, deep + 1)
        count = 1
        while read and self._kind(read[1]) == "joint":
            word, next_to = self._value(read[1]), read[1] + 1
            if word == "," and self._value(next_to) == "and":
                next_to += 1
            right = self.additive(next_to, deep + 1)
            if not right:
                break
            pair = (right[0], read[0]) if word == "from" else (read[0], right[0])
            read = Apply("+" if name == "average" else name, pair), right[1]
            count += 1
        if read and name == "average":
            read = Apply("÷", (read[0], Number(Fraction(count)))), read[1]
        return read if count > 1 else None

    def _kind(self, at: int) -> str:
        return self._tokens[at].kind if at < len(self._tokens) else ""

    def _value(self, at: int) -> object:
        return self._tokens[at].value if at < len(self._tokens) else None

    def _operator(self, at: int) -> str:
        return str(self._value(at)) if self._kind(at) == "operator" else ""


def _postfix(value: object, node: Node) -> Node:
    if isinstance(value, tuple):
        return Apply(value[0], (node, Number(Fraction(value[1]))))
    return Apply(str(value), (node,))
