"""What was said before, put right: another meaning, taken back, once more, or explained."""

from assistant.plugins.api import Context, Exchange, Reply, Suggestion
from assistant.plugins.plain import plain
from assistant.values import to_json
from assistant.values.cities import City

OFFERED = 2  # intents that may have been meant instead
OWN = "correct."  # its own exchanges are not what is spoken about


def meant(ctx: Context, instead: str = "") -> Reply:
    """Answer what was meant; where that is not said, offer what else it may have been."""
    if instead.strip(" .,!?"):
        return Reply("", redirect=instead)
    before = _before(ctx)
    if before is None:
        return Reply(_nothing_yet(ctx))
    others = [n for n in before.ranking if n != before.intent and not n.startswith(OWN)][:OFFERED]
    offered = [Suggestion(_described(ctx, name), action=f"choose:{name}") for name in others]
    other = ctx.say(en="Something else", ko="다른 뜻이에요")
    said = plain(before.said)
    text = ctx.say(
        en=f"What did you mean by “{said}”? Choose, or just say it another way.",
        ko=f"“{said}”, 무슨 뜻이었나요? 고르거나 다르게 말해 주세요.",
    )
    return Reply(text, (*offered, Suggestion(other, action="teach")), about=before.said)


def undo(ctx: Context) -> Reply:
    """Take back the last thing that can be; what did it says so in its own words."""
    return Reply(ctx.say(en="Taken back.", ko="되돌렸어요."), undoes=True)


def repeat(ctx: Context) -> Reply:
    """The last answer once more."""
    before = _before(ctx)
    return Reply(before.reply if before is not None else _nothing_yet(ctx))


def understood(ctx: Context) -> Reply:
    """What the last message was taken for, how surely, with which slots, and what came second."""
    before = _before(ctx)
    if before is None:
        return Reply(_nothing_yet(ctx))
    said, sure = plain(before.said), f"{before.confidence:.0%}".replace("%", " %")
    second = next((name for name in before.ranking if name != before.intent), None)
    if before.intent is None:
        text = ctx.say(
            en=f"I took “{said}” for nothing that I know.",
            ko=f"“{said}”, 이 말은 제가 아는 일이 아니라고 봤어요.",
        )
        nearest = ctx.say(en="Nearest was ", ko="가장 가까운 것: ")
    else:
        name = _named(ctx, before.intent)
        text = ctx.say(
            en=f"I took “{said}” for {name}, {sure} sure.",
            ko=f"“{said}”, 이 말을 {name}라고 알아들었어요({sure}).",
        )
        nearest = ctx.say(en="Second was ", ko="두 번째 후보: ")
    slots = "\n".join(
        f"- {slot}: “{plain(entity.raw)}”{_meaning(entity.value, ctx.language)}"
        for slot, entity in before.slots.items()
    )
    last = f"{nearest}{_named(ctx, second)}{ctx.say(en='.', ko='')}" if second else ""
    return Reply("\n\n".join(part for part in (text, slots, last) if part))


def _before(ctx: Context) -> Exchange | None:
    return next((e for e in ctx.previous if not (e.intent or "").startswith(OWN)), None)


def _named(ctx: Context, intent: str) -> str:
    """An intent in words, and its name."""
    described = _described(ctx, intent)
    if described == intent:
        return f"`{intent}`"
    return f"**{plain(described)}**{ctx.say(en=' ', ko='')}(`{intent}`)"


def _described(ctx: Context, intent: str) -> str:
    """The intent in words, as far as its plugin has some."""
    found = next((each.description for each in ctx.intents if each.name == intent), {})
    return found.get(ctx.language) or next(iter(found.values()), "") or intent


def _meaning(value: object, language: str) -> str:
    """What the words stand for, where that says more than they do."""
    if value is None or isinstance(value, str):
        return ""
    if isinstance(value, City):
        return f" → {plain(value.name_in(language))}, {value.country}"
    return f" → {plain(str(to_json(value)))}"


def _nothing_yet(ctx: Context) -> str:
    return ctx.say(en="There is nothing before this yet.", ko="아직 앞에 한 말이 없어요.")
