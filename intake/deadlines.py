"""When the lines of a table begin and are due, as dates and as the office's words."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from intake.columns import Column
from intake.lines import Findings, Line, Spot
from plan.dates import Span, read_deadline
from plan.problems import Problem

PLAIN_DATE = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日")


@dataclass(frozen=True, slots=True)
class Dates:
    """What a line says of its time; `text` are the words, if they were more than a date."""

    start: date | None = None
    due: date | None = None
    text: str = ""


def read_dates(line: Line, reference: date, findings: Findings) -> Dates:
    """The start and the due date of a line; a stretch of time gives both if it is asked for."""
    start = _span(line.spot(Column.START), reference, findings)
    due = line.spot(Column.DUE) or line.spot(Column.PERIOD)
    span = _span(due, reference, findings)
    period = span if Column.PERIOD in line.spots and Column.DUE not in line.spots else None
    return Dates(
        start=(start and (start.start or start.end)) or (period and period.start),
        due=span and span.end,
        text="" if due is None or _is_plain(due) else " ".join(due.text.split()),
    )


def _span(spot: Spot | None, reference: date, findings: Findings) -> Span | None:
    if spot is None:
        return None
    if isinstance(spot.value, datetime):
        return Span(None, spot.value.date())
    span = read_deadline(spot.text, reference=reference)
    if span is None:
        findings.problems.append(Problem("plan.unread_date", spot.address, {"found": spot.text}))
    return span


def _is_plain(spot: Spot) -> bool:
    return isinstance(spot.value, datetime) or PLAIN_DATE.fullmatch(spot.text) is not None
