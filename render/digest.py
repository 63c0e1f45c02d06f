"""What the office and the leaders are told by themselves: the daily digest and the gaps."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from plan.model import BlockReason, Lamp
from plan.summary import Summary
from render.clean import clean
from render.entries import LISTED_NOTE, LISTED_UNIT, entry_name
from render.message import Message
from render.overview import overview
from render.tallies import lamp_counts
from render.texts import Texts

WORST = 3
BAD = (Lamp.RED, Lamp.YELLOW)


def digest_message(
    summaries: Sequence[Summary], texts: Texts, zone: tzinfo, *, extensions: int = 0
) -> Message:
    """At most twelve lines for each plan; `extensions` are the requests that wait, of all plans."""
    blocks = ["\n".join(_digest(summary, texts, zone)) for summary in summaries]
    tail = [texts("digest.extensions", n=extensions)] if extensions else []
    return Message(texts.fit(blocks, tail), silent=True)


def gap_message(
    units: Sequence[str],
    missed: Mapping[str, Sequence[str]],
    texts: Texts,
    *,
    years: Sequence[int] = (),
) -> Message:
    """The units without a group, and the tasks that nobody was reminded of today, by unit.

    `years` have tasks due although their public holidays are not known.
    """
    lines = [texts("gap.year", year=year) for year in years]
    if units:
        lines.append(texts("gap.units", n=len(units), units=texts.joined(units)))
    if missed:
        lines.append(texts("gap.missed", n=sum(map(len, missed.values()))))
    lines += [
        texts("gap.unit", unit=clean(unit, LISTED_UNIT), tasks=texts.joined(tasks))
        for unit, tasks in missed.items()
    ]
    return Message(texts.fit(lines))


def _digest(summary: Summary, texts: Texts, zone: tzinfo) -> Iterator[str]:
    total = summary.total
    yield from overview(summary, texts, zone)
    worst = [
        texts("digest.unit", unit=clean(unit, LISTED_UNIT), lamps=lamp_counts(tally, texts, BAD))
        for unit, tally in summary.units[:WORST]
        if any(tally.lamps.get(lamp) for lamp in BAD)
    ]
    if worst:
        yield texts("digest.worst", units=texts.joined(worst))
    if total.late:
        names = texts.joined([entry_name(entry, texts) for entry in summary.late[:WORST]])
        yield texts("digest.late", n=total.late, names=names)
    if total.silent:
        yield texts("digest.silent", n=total.silent)
    if total.blocked:
        asks = texts.joined([*_asks(summary, texts)])
        yield texts("digest.blocked", n=total.blocked, asks=asks)
    if summary.unbound:
        units = texts.joined(summary.unbound, shown=WORST)
        yield texts("gap.units", n=len(summary.unbound), units=units)


def _asks(summary: Summary, texts: Texts) -> Iterator[str]:
    for entry in summary.blocked[:WORST]:
        reason = texts.plain(f"reason.{entry.reason or BlockReason.OTHER}")
        name, note = entry_name(entry, texts), clean(entry.note, LISTED_NOTE)
        key = "digest.ask" if note else "digest.ask_silent"
        yield texts(key, name=name, reason=reason, note=note)
