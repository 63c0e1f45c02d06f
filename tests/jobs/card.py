"""One group that is owed one card, and what became of it."""

from datetime import date, timedelta

from sqlalchemy import select

from jobs.desk import Desk
from jobs.remind import PLANNED, plan_cards
from plan.notices import Owing
from storage import marks
from storage.schema import OutboxRow
from tests.storage.builders import BUREAU, at, group, plan_of, save, task

NINE = at("2012-11-09 09:00")
DAY = date(2012, 11, 9)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
GROUP = -1001


async def owe_one_card(desk: Desk) -> None:
    """One group is owed a card at nine, and the office nothing."""
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))
        await group(session, GROUP, BUREAU)
        await marks.put(session, PLANNED, "2012-11-08")
        await plan_cards(session, desk.rules, NINE)


async def row(desk: Desk, kind: str = Owing.CARD) -> OutboxRow:
    """The only row of a kind."""
    async with desk.sessions() as session:
        return (await session.scalars(select(OutboxRow).where(OutboxRow.kind == kind))).one()
