"""When the lines of a table begin and are due, as dates and as the office's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from intake.columns import Column
from intake.lines import Line
from intake.spots import Findings, Spot, line_of
from plan.dates import Span, read_deadline
from plan.fields import YEARS
from plan.loading import DUE_TEXT_LIMIT
from plan.model import Plan
from plan.problems import Problem
from plan.replies.script import simplify

PLAIN_DATE = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日")
NAMED_YEAR = re.compile(r"(20\d\d)(?=年|[〕\])）])")
FIGURES = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
SHORT_MONTH = re.compile(r"\d{4}\.\d")
ENDLESS = re.compile(r"(?:长期|持续|常年|常态|全程|贯穿|日常|经常)\w*")


@dataclass(frozen=True, slots=True)
class Dates:
    """What a line says of its time; `text` are the words, if they were more than a date.

    `endless` is said of what goes on as long as the plan does.
    """

    start: date | None = None
    due: date | None = None
    text: str = ""
    endless: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """The time of a plan: a date without a year is within it, if it can be."""

    references: Sequence[date]
    start: date = date.min
    end: date = date.max

    def read(self, text: str) -> Span | None:
        """The one deadline in `text`, in the first year that is in the time of the plan."""
        spans = [_read(text, one) for one in self.references]
        found = [span for span in spans if span and span.end.year in YEARS]
        within = [span for span in found if self.start <= span.end <= self.end]
        return next(iter(within or found), None)


@lru_cache(1000)
def _read(text: str, reference: date) -> Span | None:
    return read_deadline(text, reference=reference)


def time_of(base: Plan | None, heads: str, reference: date) -> Time:
    """The time of `base`; without one the year named by `heads`, or else that of `reference`."""
    if base and base.phases:
        start = min(phase.start or phase.end for phase in base.phases)
        end = max([phase.end for phase in base.phases] + ([base.goal] if base.goal else []))
        years = range(start.year, min(end.year, start.year + 5) + 1)
        return Time([date(year, reference.month, 1) for year in years], start, end)
    named = NAMED_YEAR.search(heads)
    return Time([date(int(named[1]), reference.month, 1) if named else reference])


def read_dates(line: Line, time: Time, findings: Findings) -> Dates:
    """The start and the due date of a line; a stretch of time gives both if it is asked for."""
    due, period = line.spot(Column.DUE), line.spot(Column.PERIOD)
    start = _span(line.spot(Column.START), time, findings)
    stretch = _span(period, time, findings)
    last = due or period
    endless = last is not None and _is_endless(last, time)
    span = None if endless else _span(due, time, findings) if due else stretch
    return Dates(
        start=(start.start or start.end) if start else stretch.start if stretch else None,
        due=span.end if span else None,
        text="" if last is None or _is_plain(last) else line_of(last.text),
        endless=endless,
    )


def _is_endless(spot: Spot, time: Time) -> bool:
    if len(spot.text) > DUE_TEXT_LIMIT:
        return False
    return ENDLESS.fullmatch(simplify(spot.text)) is not None and time.read(spot.text) is None


def _span(spot: Spot | None, time: Time, findings: Findings) -> Span | None:
    if spot is None or _is_endless(spot, time):
        return None
    if isinstance(spot.value, datetime) and spot.value.year in YEARS:
        return Span(None, spot.value.date())
    text = spot.text
    if len(text) > DUE_TEXT_LIMIT:
        values = {"length": f"{len(text)}", "limit": f"{DUE_TEXT_LIMIT}"}
        findings.problems.append(Problem("plan.too_long", spot.address, values))
        return None
    if isinstance(spot.value, float) and SHORT_MONTH.fullmatch(text):
        findings.problems.append(Problem("plan.short_month", spot.address, {"found": text}))
        return None
    span = time.read(FIGURES.sub(r"\1-\2-\3", text))
    if span is None:
        findings.problems.append(Problem("plan.unread_date", spot.address, {"found": text}))
    return span


def _is_plain(spot: Spot) -> bool:
    return (
        isinstance(spot.value, datetime)
        or PLAIN_DATE.fullmatch(spot.text) is not None
        or FIGURES.fullmatch(spot.text) is not None
    )
