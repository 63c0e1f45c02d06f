"""The lamp of a stored assignment, once for a row and once as conditions for counting."""

from datetime import date

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, not_, or_

from plan.model import Lamp
from plan.progress import Turns, lamp_on
from storage.schema import AssignmentRow as A


def lamp_of(row: A, today: date) -> Lamp:
    """The lamp of one assignment; what was past at import is history until it is reported."""
    if row.history and row.reported_at is None:
        return Lamp.HISTORY
    return lamp_on(Turns(row.start, row.blue_on, row.yellow_on, row.red_on), today)


def lamp_conditions(today: date) -> dict[Lamp, ColumnElement[bool]]:
    """When an assignment has each lamp, in the database's words: of these exactly one holds."""
    live = or_(~A.history, A.reported_at.is_not(None))
    started = or_(A.start.is_(None), A.start <= today)
    lit = and_(live, started)
    red, yellow, blue = (_not_yet(day, today) for day in (A.red_on, A.yellow_on, A.blue_on))
    return {
        Lamp.GREEN: and_(lit, red, yellow, blue),
        Lamp.BLUE: and_(lit, red, yellow, A.blue_on <= today),
        Lamp.YELLOW: and_(lit, red, A.yellow_on <= today),
        Lamp.RED: and_(lit, A.red_on <= today),
        Lamp.GREY: and_(live, not_(started)),
        Lamp.HISTORY: not_(live),
    }


def _not_yet(day: SQLColumnExpression[date | None], today: date) -> ColumnElement[bool]:
    return or_(day.is_(None), day > today)
