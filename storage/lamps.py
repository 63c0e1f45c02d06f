"""The lamp of a stored assignment, once for a row and once as a column for counting."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, literal

from plan.model import Lamp
from plan.progress import Turns, lamp_on
from storage.schema import AssignmentRow as A


def lamp_of(row: A, today: date) -> Lamp:
    """The lamp of one assignment; what was past at import stays grey until it is reported."""
    if row.history and row.reported_at is None:
        return Lamp.GREY
    return lamp_on(Turns(row.start, row.blue_on, row.yellow_on, row.red_on), today)


def lamp_column(today: date) -> ColumnElement[str]:
    """The same answer as `lamp_of`, computed by the database."""
    return case(
        (and_(A.history, A.reported_at.is_(None)), literal(Lamp.GREY.value)),
        (A.start > today, literal(Lamp.GREY.value)),
        (A.red_on <= today, literal(Lamp.RED.value)),
        (A.yellow_on <= today, literal(Lamp.YELLOW.value)),
        (A.blue_on <= today, literal(Lamp.BLUE.value)),
        else_=literal(Lamp.GREEN.value),
    )
