"""A comparison of two models as the command line says it."""

from collections.abc import Sequence

from assistant.training.comparison import Changed, Comparison, Tally


def reasons(comparison: Comparison) -> list[str]:
    """Why the new model is not put in use; nothing where it is."""
    held_out, broken = comparison.held_out, len(comparison.broken)
    found = []
    if broken:
        was, are = ("was", "is") if broken == 1 else ("were", "are")
        found.append(f"{broken} of your own phrases {was} right and {are} wrong now")
    if comparison.lost_accuracy:
        found.append(
            f"held-out accuracy fell from {held_out.share_before:.1%} to {held_out.share_after:.1%}"
        )
    return found


def summary(comparison: Comparison) -> list[str]:
    """Both models on all the phrases, in a line or two."""
    held_out, own = comparison.held_out, comparison.own
    lines = [
        f"{comparison.before} → {comparison.after}: {held_out.share_before:.1%} → "
        f"{held_out.share_after:.1%} of {held_out.rows:,} held-out phrases right"
    ]
    if own.rows:
        lines.append(f"your own: {own.before} → {own.after} of {own.rows} right")
    return lines


def table(comparison: Comparison, *, phrases: int | None = None) -> list[str]:
    """The intents that differ, then the phrases: at most so many for worse, and for better."""
    lines = []
    changed = {name: tally for name, tally in comparison.intents.items() if tally.points}
    if changed:
        width = max(map(len, changed))
        lines.append(f"{'intent':{width}}  {'rows':>5}  {'before':>7}  {'after':>7}")
        lines += [_intent(name, tally, width) for name, tally in changed.items()]
    worse = [phrase for phrase in comparison.changed if not phrase.better]
    better = [phrase for phrase in comparison.changed if phrase.better]
    return lines + _phrases("worse", worse, phrases) + _phrases("better", better, phrases)


def _intent(name: str, tally: Tally, width: int) -> str:
    return (
        f"{name:{width}}  {tally.rows:5}  {tally.share_before:7.1%}  {tally.share_after:7.1%}  "
        f"{tally.points:+.1f}"
    )


def _phrases(title: str, phrases: Sequence[Changed], most: int | None) -> list[str]:
    if not phrases:
        return []
    shown = phrases[:most]
    lines = [f"{title}: {len(phrases)}", *map(_phrase, shown)]
    rest = len(phrases) - len(shown)
    return [*lines, f"    … and {rest} more: assistant models compare"] if rest else lines


def _phrase(phrase: Changed) -> str:
    whose = " (yours)" if phrase.own else ""
    wanted = f"not {phrase.intent}" if phrase.negative else phrase.intent
    wrong = phrase.before if phrase.better else phrase.after
    return f"    “{phrase.text}”{whose}: {wanted}, {'was' if phrase.better else 'now'} {wrong}"
