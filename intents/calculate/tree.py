"""A sum as a tree.

Operations by name: + - × ÷ mod ^ of (a part of), off (a part less), root (index, number),
log (base, number); of one operand: neg % ! ° (degrees) sin cos tan ln abs.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Number:
    value: Fraction


@dataclass(frozen=True)
class Constant:
    sign: str  # "π" or "e"


@dataclass(frozen=True)
class Apply:
    name: str
    operands: "tuple[Node, ...]"


Node = Number | Constant | Apply
