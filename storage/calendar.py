"""Working days: the public holiday table with the office's own words over it."""

from collections.abc import Sequence
from datetime import date

from chinese_calendar.constants import holidays, workdays
from sqlalchemy import delete, extract, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import WorkCalendar
from plan.model import OPEN_STATES
from storage.schema import AssignmentRow, CalendarDayRow

# The library answers for whole years and raises beyond them.
KNOWN_UNTIL = date(max(day.year for day in holidays), 12, 31)


def public_days() -> dict[date, bool]:
    """Every public day off and every make-up working day the library knows."""
    return dict.fromkeys(holidays, False) | dict.fromkeys(workdays, True)


async def load_calendar(session: AsyncSession) -> WorkCalendar:
    """The calendar the rules use: what the office wrote wins over the holiday table."""
    rows = await session.execute(select(CalendarDayRow.day, CalendarDayRow.working))
    return WorkCalendar(public_days() | dict(rows.all()), KNOWN_UNTIL)


async def unknown_years(session: AsyncSession, until: date) -> Sequence[int]:
    """Years in which tasks fall due up to `until` although nobody knows their holidays yet."""
    due = extract("year", AssignmentRow.due)
    query = (
        select(due)
        .distinct()
        .where(
            AssignmentRow.due > KNOWN_UNTIL,
            AssignmentRow.due <= until,
            AssignmentRow.state.in_(sorted(OPEN_STATES)),
        )
        .order_by(due)
    )
    years = (await session.scalars(query)).all()
    calendar = await load_calendar(session) if years else WorkCalendar()
    return [year for year in years if not calendar.knows_year(year)]


async def set_day(session: AsyncSession, day: date, working: bool, note: str) -> None:
    """Write the office's word on a day."""
    await session.merge(CalendarDayRow(day=day, working=working, note=note))


async def forget_day(session: AsyncSession, day: date) -> None:
    """Take the office's word on a day back."""
    await session.execute(delete(CalendarDayRow).where(CalendarDayRow.day == day))


async def own_days(session: AsyncSession) -> list[tuple[date, bool, str]]:
    """The office's own days, in order."""
    query = select(CalendarDayRow).order_by(CalendarDayRow.day)
    return [(row.day, row.working, row.note) for row in await session.scalars(query)]
