"""What will be sent, for a terminal and for programs."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from plan.preview import Kind, Planned, Why
from render.clean import clean
from render.summary_text import display_width
from render.texts import Texts
from render.words import UNIT_LIMIT

UNITS_SHOWN = 3


def preview_text(planned: Sequence[Planned], texts: Texts) -> str:
    """A block for each day, a line for each message with its reasons below."""
    if not planned:
        return texts.plain("preview.nothing") + "\n"
    width = max(display_width(_head(one, texts)) for one in planned)
    blocks = []
    for day, messages in groupby(planned, key=lambda one: one.at.date()):
        lines = [line for one in messages for line in _lines(one, width, texts)]
        blocks.append("\n".join([texts.full_date(day), *lines]))
    return "\n\n".join(blocks) + "\n"


def preview_json(planned: Sequence[Planned], texts: Texts) -> list[dict[str, object]]:
    """Plain values: `at` with its offset, `unit` null where no unit is meant."""
    separator = texts.plain("format.separator")
    return [
        {
            "at": one.at.isoformat(),
            "chat": one.chat,
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
    match planned.kind:
        case Kind.DIGEST:
            yield texts.plain("preview.digest")
        case Kind.GAPS:
            yield texts.plain("preview.gaps", n=planned.unheard)
        case _ if planned.chat is None:
            yield texts.plain("preview.no_group")


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
