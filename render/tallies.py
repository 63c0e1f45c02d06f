"""Counts in words: lamps, closed out of all, and what changed since the last time."""

from collections.abc import Iterable, Iterator

from plan.model import Lamp
from plan.summary import Tally
from render.texts import Markup, Texts

COUNTED = ("closed", "claimed", "late", "silent", "blocked")


def lamp_name(lamp: Lamp, texts: Texts) -> str:
    """The lamp's colour and word where assignments are counted; red holds both its meanings."""
    return texts.plain("lamp.red_all" if lamp is Lamp.RED else f"lamp.{lamp}")


def owed(tally: Tally) -> int:
    """Assignments that count: all but the cancelled."""
    return sum(tally.lamps.values()) + tally.closed


def lamp_counts(tally: Tally, texts: Texts, lamps: Iterable[Lamp] = Lamp) -> Markup:
    """Those of `lamps` that are lit, with their numbers."""
    lit = [(lamp, tally.lamps.get(lamp, 0)) for lamp in lamps]
    words = [texts("tally.count", name=lamp_name(lamp, texts), n=n) for lamp, n in lit if n]
    return texts.joined(words or [texts("tally.none")])


def group_counts(tally: Tally, texts: Texts) -> Markup:
    """A phase or unit in one line: how much is closed, and the lamps of the rest."""
    lamps = lamp_counts(tally, texts)
    return texts("tally.group", closed=tally.closed, owed=owed(tally), lamps=lamps)


def change(before: Tally, after: Tally, texts: Texts) -> Markup:
    """What rose and what fell between two tallies."""
    steps = [
        texts("tally.step", name=name, by=f"{by:+d}") for name, by in _steps(before, after, texts)
    ]
    return texts.joined(steps or [texts("tally.same")], shown=len(steps) + 1)


def _steps(before: Tally, after: Tally, texts: Texts) -> Iterator[tuple[str, int]]:
    for lamp in Lamp:
        if by := after.lamps.get(lamp, 0) - before.lamps.get(lamp, 0):
            yield lamp_name(lamp, texts), by
    for name in COUNTED:
        if by := getattr(after, name) - getattr(before, name):
            yield texts.plain(f"tally.{name}"), by
