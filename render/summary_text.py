"""The summary for a terminal: plain text, its columns aligned by the width of what is shown."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from unicodedata import category, east_asian_width

from plan.model import Lamp
from plan.summary import Entry, Summary, Tally
from render.clean import clean
from render.entries import entry_line
from render.overview import overview
from render.tallies import lamp_name, owed
from render.texts import Texts, without_tags
from render.words import UNIT_LIMIT

COUNTED = ("closed", "claimed", "late", "silent", "blocked")


def summary_text(summary: Summary, texts: Texts, zone: tzinfo) -> str:
    """The whole summary; each number of its tables stands under its name."""
    blocks = [[without_tags(line) for line in overview(summary, texts, zone)]]
    phases = [(phase.name, tally) for phase, tally in summary.phases]
    for name, rows in (("phases", phases), ("units", summary.units)):
        if rows:
            blocks.append([texts.plain(f"summary.{name}"), *_aligned([*_table(rows, texts)])])
    lists = {"late": summary.late, "blocked": summary.blocked, "silent": summary.silent}
    blocks += [[*_list(name, rows, summary, texts)] for name, rows in lists.items() if rows]
    if summary.unbound:
        units = map(clean, summary.unbound)
        blocks.append([texts.plain("summary.unbound", n=len(summary.unbound)), *units])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def display_width(text: str) -> int:
    """Columns `text` takes in a terminal: two for wide characters, none for combining ones."""
    return sum(
        0 if category(char) in ("Mn", "Me", "Cf") else 2 if east_asian_width(char) in "WF" else 1
        for char in text
    )


def _table(rows: Sequence[tuple[str, Tally]], texts: Texts) -> Iterator[list[str]]:
    counted = [texts.plain(f"tally.{name}") for name in COUNTED]
    lamps = [lamp_name(lamp, texts) for lamp in Lamp]
    yield [texts.plain("summary.name"), texts.plain("summary.owed"), *counted, *lamps]
    for name, tally in rows:
        figures = [owed(tally), *(getattr(tally, count) for count in COUNTED)]
        figures += [tally.lamps.get(lamp, 0) for lamp in Lamp]
        yield [clean(name, UNIT_LIMIT), *map(str, figures)]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Names to the left, figures to the right."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        cells = [name + " " * (widths[0] - display_width(name))]
        for figure, width in zip(figures, widths[1:], strict=True):
            cells.append(" " * (width - display_width(figure)) + figure)
        yield "  ".join(cells)


def _list(name: str, rows: Sequence[Entry], summary: Summary, texts: Texts) -> Iterator[str]:
    yield texts.plain(f"summary.{name}", n=getattr(summary.total, name))
    for number, entry in enumerate(rows, 1):
        yield without_tags(entry_line(number, entry, summary.today, texts))
    rest = getattr(summary.total, name) - len(rows)
    if rest > 0:
        yield texts.plain("format.more", n=rest)
