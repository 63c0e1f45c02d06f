"""What will be sent, for a terminal and for programs."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from plan.preview import Kind, Planned, Why
from render.clean import clean
from render.summary_text import display_width
from render.texts import Texts
from render.words import UNIT_LIMIT

UNITS_SHOWN = 3
CARDS = (Kind.CARD, Kind.PHASE)
DAILY = (Kind.GAPS, Kind.DIGEST)


def preview_text(planned: Sequence[Planned], texts: Texts) -> str:
    """A block for each day, a line for each card with its reasons below.

    What no group hears is one line a day; what the office hears anyway is one line in all.
    """
    if not planned:
        return texts.plain("preview.nothing") + "\n"
    cards = [one for one in planned if one.kind in CARDS]
    heads = [_head(one, texts) for one in cards if one.chat is not None]
    width = max(map(display_width, heads), default=0)
    blocks = []
    for day, messages in groupby(cards, key=lambda one: one.at.date()):
        lines = _day(list(messages), width, texts)
        blocks.append("\n".join([texts.full_date(day), *lines]))
    daily = [_daily([one for one in planned if one.kind is kind], texts) for kind in DAILY]
    blocks.append("\n".join(filter(None, daily)))
    return "\n\n".join(filter(None, blocks)) + "\n"


def preview_json(planned: Sequence[Planned], texts: Texts) -> list[dict[str, object]]:
    """Plain values: `at` with its offset, `unit` null where no unit is meant.

    A `gap` is what nobody gets, because the unit or the office has no chat.
    """
    separator = texts.plain("format.separator")
    return [
        {
            "at": one.at.isoformat(),
            "chat": one.chat,
            "gap": one.chat is None,
            "unit": separator.join(one.units) or None,
            "kind": str(one.kind),
            "tasks": list(one.tasks),
            "why": texts.plain("preview.separator").join(reasons(one, texts)),
        }
        for one in planned
    ]


def reasons(planned: Planned, texts: Texts) -> Iterator[str]:
    """Why a message is sent, or why nobody gets it."""
    if planned.since:
        yield texts.plain("preview.catch_up", since=texts.date(planned.since))
    for why in planned.whys:
        yield _reason(why, texts)
    if planned.kind is Kind.DIGEST:
        yield texts.plain("preview.digest")
    if planned.kind is Kind.GAPS:
        yield texts.plain("preview.gaps", n=planned.unheard)
    if planned.chat is None:
        yield texts.plain("preview.no_group" if planned.kind in CARDS else "preview.no_office")


def _day(cards: Sequence[Planned], width: int, texts: Texts) -> Iterator[str]:
    unheard = [one for one in cards if one.chat is None]
    for one in cards:
        if one.chat is not None:
            yield from _lines(one, width, texts)
    if unheard:
        units = [unit for one in unheard for unit in one.units]
        named = texts.joined_plain(units, UNITS_SHOWN)
        words = texts.plain("preview.unheard", n=len(units), units=named)
        yield f"  {unheard[0].at:%H:%M}  {words}"


def _daily(messages: Sequence[Planned], texts: Texts) -> str:
    """Messages of one kind that the office gets day by day, as one line; "" if there are none."""
    if not messages:
        return ""
    last = messages[-1]
    return texts.plain(
        "preview.daily",
        kind=texts.plain(f"preview.kind.{last.kind}"),
        at=f"{last.at:%H:%M}",
        n=len({one.at.date() for one in messages}),
        why=texts.plain("preview.separator").join(reasons(last, texts)),
    )


def _lines(planned: Planned, width: int, texts: Texts) -> Iterator[str]:
    head = _head(planned, texts)
    indent = " " * (width + 2)
    for number, reason in enumerate(reasons(planned, texts)):
        first = head + " " * (width + 2 - display_width(head))
        yield (indent if number else first) + reason


def _head(planned: Planned, texts: Texts) -> str:
    units = texts.joined_plain([clean(unit, UNIT_LIMIT) for unit in planned.units], UNITS_SHOWN)
    kind = texts.plain(f"preview.kind.{planned.kind}")
    return f"  {planned.at:%H:%M}  {kind}  {units}".rstrip()


def _reason(why: Why, texts: Texts) -> str:
    subject = why.phase or texts.plain("format.separator").join(why.tasks)
    key = "overdue" if why.rung.overdue else "before" if why.rung.days else "due"
    text = texts.plain(
        f"preview.{key}", subject=clean(subject), n=why.rung.days, due=texts.date(why.due)
    )
    if why.moved_from is None:
        return text
    return texts.plain("preview.moved", reason=text, day=texts.date(why.moved_from))
