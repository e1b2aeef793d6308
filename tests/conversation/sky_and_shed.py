"""Two plugins for conversations: one has values to ask again for, one asks back in every way."""

from pathlib import Path

SKY = """
[[intent]]
name = "sky.now"
handler = "tell"
description = { en = "how the sky is", ko = "하늘 보기" }
[intent.slots.city]
type = "city"
[intent.slots.date]
type = "date"

[[intent]]
name = "sky.stars"
handler = "tell"
description = { en = "which stars there are", ko = "별 보기" }
[intent.slots.count]
type = "number"
[intent.slots.city]
type = "city"
"""
SKY_HANDLER = """
def tell(ctx, slots):
    said = [f"{name}={getattr(slot.value, 'name', getattr(slot.value, 'iso', slot.value))}"
            for name, slot in sorted(slots.items())]
    return " ".join([ctx.intent, *said])
"""
SHED = """
capabilities = ["exec"]

[[intent]]
name = "shed.pick"
handler = "pick"
[intent.slots.tool]

[[intent]]
name = "shed.burn"
handler = "burn"
[intent.slots.day]
type = "date"

[[intent]]
name = "shed.start"
handler = "start"

[[intent]]
name = "shed.note"
handler = "note"
[intent.slots.note]
required = true
prompt = { en = "What shall I note?", ko = "뭐라고 적을까요?" }
[intent.slots.when]
type = "date"

[[intent]]
name = "shed.hop"
handler = "hop"
[intent.slots.where]

[[intent]]
name = "shed.leap"
handler = "leap"

[[intent]]
name = "shed.fetch"
handler = "fetch"
[intent.slots.day]
type = "date"
required = true
prompt = { en = "For which day?", ko = "어느 날이요?" }
"""
SHED_HANDLER = """
from assistant.plugins.api import Call, NotGrantedError, Reply

TOOLS = {"r": "the old rake", "s": "the spade", "h": "망치"}

def pick(ctx, tool=""):
    if not tool:
        return ctx.ask("tool", ctx.say("Which?", "어느 것이요?"), TOOLS)
    return Reply(ctx.say(f"took {tool}", f"{tool} 꺼냄"), undo=Call("put_back", {"tool": tool}))

def put_back(ctx, tool):
    return ctx.say(f"put {tool} back", f"{tool} 되돌림")

def burn(ctx):
    if not ctx.confirmed:
        return ctx.confirm(ctx.say("Really?", "정말요?"))
    ctx.require("exec")
    return ctx.say("burnt", "태움")

def start(ctx):
    try:
        ctx.require("exec")
    except NotGrantedError:
        if not ctx.refused:
            raise
        return ctx.say("pulled the cord myself", "직접 당김")
    return Reply(ctx.say("it runs", "돌아감"), undo=Call("stop"))

def stop(ctx):
    raise RuntimeError("it is stuck")

def note(ctx, slots):
    return " | ".join(f"{name}={slot.raw}" for name, slot in sorted(slots.items()))

def hop(ctx, where=""):
    return Reply("", redirect="the sky in rome") if where else ctx.ask("where", "Where to?")

def leap(ctx):
    return Reply("", redirect="a timer and fetch it")

def fetch(ctx, day):
    return ctx.say(f"for {day.iso}", f"{day.iso}에")
"""


def add_sky_and_shed(home: Path) -> None:
    """Put both into the user's folder of plugins."""
    add_plugin(home, "sky", SKY, SKY_HANDLER)
    add_plugin(home, "shed", SHED, SHED_HANDLER)


def add_plugin(home: Path, name: str, manifest: str, handler: str) -> None:
    folder = home / "intents" / name
    folder.mkdir(parents=True)
    head = f'schema = 1\nid = "{name}"\nversion = "0.1.0"\napi = 1\n'
    (folder / "intent.toml").write_text(head + manifest, "utf-8")
    (folder / "handler.py").write_text(handler, "utf-8")
