"""A training as the command line shows it."""

import sys

from assistant.training.comparison import Comparison
from assistant.training.comparison_text import reasons, table
from assistant.training.worker import (
    Compared,
    EpochDone,
    Failed,
    Finished,
    Progress,
    Request,
    Started,
    encode,
    train,
)

PHRASES_SHOWN = 10  # that got worse, and as many that got better


async def show(request: Request, *, as_json: bool) -> int:
    """Train, and print one line an epoch; progress goes to stderr.

    Returns the exit status: 1 where the new model is worse and the old one was kept.
    """
    live, comparison, status = sys.stderr.isatty(), None, 0
    async for event in train(request):
        if as_json and not isinstance(event, Progress):
            print(encode(event), flush=True)
        if isinstance(event, Compared):
            comparison = event.comparison
        match event:
            case Failed(what, remedy):
                print(f"assistant: {what} {remedy}", file=sys.stderr)
                return 2
            case Progress() if live:
                left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
                share = event.step / event.steps
                bar = "█" * round(20 * share) + "░" * (20 - round(20 * share))
                words = f"{bar} epoch {event.epoch} of {event.epochs}, loss {event.loss:.3f}{left}"
                print(f"\r{words}\x1b[K", end="", file=sys.stderr, flush=True)
            case Started() if not as_json:
                own = f", {event.own_phrases} of them your own" if event.own_phrases else ""
                print(f"{event.examples:,} examples of {event.intents} intents{own}")
            case EpochDone() if not as_json:
                print(
                    f"{chr(13) if live else ''}epoch {event.epoch} of {event.epochs}: "
                    f"loss {event.loss:.3f}, held out {event.held_out_accuracy:.1%}"
                    + ("\x1b[K" if live else "")
                )
            case Finished() if not as_json:
                before = (
                    ""
                    if event.before is None
                    else f" (before {event.before.held_out_accuracy:.1%})"
                )
                print(
                    f"{event.version}: {event.after.held_out_accuracy:.1%} of "
                    f"{event.after.held_out_rows} held-out examples right{before}, "
                    f"{event.seconds:.0f} s"
                )
                if event.after.own_total:
                    print(f"your own: {event.after.own_right} of {event.after.own_total} right")
                _conclude(event, comparison)
        if isinstance(event, Finished) and event.refused:
            print(f"assistant: {kept_the_old(event.version, comparison)}", file=sys.stderr)
            status = 1
    return status


def _conclude(finished: Finished, comparison: Comparison | None) -> None:
    """What differs from the model before, and what became of older ones."""
    if comparison is not None and (lines := table(comparison, phrases=PHRASES_SHOWN)):
        print("\n".join(lines))
    if finished.deleted:
        print(f"deleted, to keep disk use bounded (keep_models): {', '.join(finished.deleted)}")


def kept_the_old(version: str, comparison: Comparison | None) -> str:
    """The line for a model that is worse than the one before."""
    why = "; ".join(reasons(comparison)) if comparison is not None else "the new one is worse"
    return (
        f"kept the old model: {why}. The new one is there as {version}; "
        f"use it anyway: assistant models use {version}"
    )
