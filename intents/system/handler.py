"""How this machine is: its battery, its disk, its memory, its address in the local network."""

from datetime import timedelta
from pathlib import Path

from assistant.plugins.api import Context
from assistant.values.saying import length

from . import machine

LOW = 20  # percent of a battery
FULL = 99
LITTLE = 0.1  # of a disk that is still free
SHOWN = 4  # further addresses
DISK, MEMORY = 1000, 1024  # what a kilo is: disks and memory are sold by different ones


def battery(ctx: Context) -> str:
    """How full the battery is, and whether it is being charged."""
    found = machine.battery()
    if found is None:
        return ctx.say(
            en="I can't find a battery in this machine.",
            ko="이 컴퓨터에서는 배터리를 찾지 못했어요.",
        )
    percent = round(found.percent)
    said = ctx.say(en=f"The battery is at {percent} %", ko=f"배터리는 {percent} %예요")
    if found.charging:
        if percent >= FULL:
            return said + ctx.say(en=", full and plugged in.", ko=". 전원에 연결돼 있고 다 찼어요.")
        return said + ctx.say(en=" and charging.", ko=". 충전 중이에요.")
    if found.left is not None:
        said += ctx.say(
            en=f", enough for about {_length(found.left, 'en')}",
            ko=f". 앞으로 {_length(found.left, 'ko')}쯤 쓸 수 있어요",
        )
    return (
        said
        + "."
        + (ctx.say(en=" Time to plug in.", ko=" 충전해 주세요.") if percent <= LOW else "")
    )


def disk(ctx: Context) -> str:
    """How much room the disk has where the user's files are."""
    room = machine.disk(Path.home())
    free, total = _size(room.free, DISK), _size(room.total, DISK)
    said = ctx.say(
        en=f"{free} of {total} are free on the disk with your files.",
        ko=f"파일이 있는 디스크에 {total} 중 {free}가 남아 있어요.",
    )
    if room.total and room.free / room.total < LITTLE:
        said += ctx.say(en=" That is not much.", ko=" 얼마 안 남았네요.")
    return said


def memory(ctx: Context) -> str:
    """How much of the memory is taken."""
    room = machine.memory()
    taken = room.total - room.free
    used, total, free = (_size(each, MEMORY) for each in (taken, room.total, room.free))
    percent = round(100 * taken / room.total) if room.total else 0
    return ctx.say(
        en=f"{used} of {total} of memory are in use ({percent} %); {free} are available.",
        ko=f"메모리 {total} 중 {used}를 쓰고 있어요({percent} %). {free}를 더 쓸 수 있어요.",
    )


def ip(ctx: Context) -> str:
    """The addresses in the local network. The public one would have to be asked of a server."""
    address, others = machine.addresses()
    if address is None:
        return ctx.say(
            en="This machine is in no network right now.",
            ko="지금은 네트워크에 연결돼 있지 않아요.",
        )
    said = ctx.say(
        en=f"In the local network this machine is `{address}`.",
        ko=f"이 컴퓨터는 로컬 네트워크에서 `{address}` 주소를 써요.",
    )
    if others:
        listed = ", ".join(f"`{each}`" for each in others[:SHOWN])
        said += ctx.say(en=f" It also has {listed}.", ko=f" {listed} 주소도 있어요.")
    return said + ctx.say(
        en=" What the internet sees may be another one; I ask no server for it.",
        ko=" 인터넷에서 보이는 주소는 다를 수 있어요. 그건 서버에 물어야 해서 알아보지 않아요.",
    )


def _size(amount: int, kilo: int) -> str:
    """So many bytes, as one says it: 512 GB."""
    size, unit = amount / kilo, "kB"
    for larger in ("MB", "GB", "TB", "PB"):
        if size < 999.5:
            break
        size, unit = size / kilo, larger
    return f"{size:.0f} {unit}" if size >= 9.95 else f"{size:.1f} {unit}"


def _length(left: timedelta, language: str) -> str:
    """To the minute, one at least."""
    minutes = max(1, round(left / timedelta(minutes=1)))
    return length(timedelta(minutes=minutes), language)
