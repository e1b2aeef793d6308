"""A problem in a line or two, for the place where it arose."""

import re

from assistant.catalogue import say
from assistant.problems import AssistantError, Problem
from assistant.tui.phrasebook import UnknownSlotError
from assistant.tui.text import clean

_CHARACTER = re.compile(r"character (\d+) of ")


def said(problem: Problem, language: str) -> str:
    """What is wrong and what to do.

    Mistakes in an annotation are told in the interface's language: they are the ones that a
    person meets while typing.
    """
    place = _CHARACTER.match(problem.where)
    if place and language != "en":
        return say("studio.annotation", language, place=place[1])
    if place:
        return clean(f"Character {place[1]}: {problem.what} {problem.remedy}")
    return clean(f"{problem.what} {problem.remedy}")


def mistake(error: AssistantError | UnknownSlotError, language: str) -> str:
    """Why a phrase cannot be stored as it was written."""
    if isinstance(error, AssistantError):
        return said(error.problem, language)
    key = "studio.unknown_slot" if error.slots else "studio.unknown_slot_none"
    slots = ", ".join(error.slots)
    return say(key, language, intent=error.intent, slot=error.slot, slots=slots)
