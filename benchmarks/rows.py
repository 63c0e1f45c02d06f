"""The table of a benchmark: what was measured on both sides, and what was to be reached."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One line: figures as text, `met` where a target was set."""

    what: str
    duban: str
    plain: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None


def seconds(value: float) -> str:
    """A span of time in the unit it is read in."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def times(slow: float, fast: float) -> str:
    """How many times faster."""
    return f"{slow / fast:,.0f} x" if slow >= 10 * fast else f"{slow / fast:.2f} x"
