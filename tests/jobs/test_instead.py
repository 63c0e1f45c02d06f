"""What is owed to a group that takes no messages, and goes to its people."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from jobs.deliver import deliver_due
from jobs.desk import Desk
from jobs.remind import PLANNED, plan_cards
from jobs.schedule import tick
from plan.delivery import Gone, Outcome, Unknown
from plan.model import Person, PersonRole, Unit, UnitKind
from render.message import Message
from storage import chats, doubts, marks, posts
from storage.schema import OutboxRow, PostRow
from tests.jobs.conftest import Recorder
from tests.storage.builders import BUREAU, UNITS, at, group, plan_of, save, task

NINE = at("2012-11-09 09:00")
HALF_PAST = at("2012-11-09 09:30")
GROUP, LIAISON = -1001, 1001


@dataclass
class Answered(Recorder):
    """Somebody presses the first copy of the card while its repeat is refused."""

    desk: Desk | None = None

    async def send(self, chat: int, message: Message, **how: Any) -> Outcome:
        outcome = await super().send(chat, message, **how)
        if isinstance(outcome, Gone) and self.desk is not None:
            async with self.desk.sessions.begin() as session:
                first = await session.scalar(select(PostRow.id).order_by(PostRow.id).limit(1))
                post = await posts.get_post(session, first or 0)
                assert post is not None
                await doubts.arrived(session, post, 77, HALF_PAST)
        return outcome


async def test_nothing_is_said_in_private_of_what_was_answered_while_its_repeat_was_refused(
    desk: Desk,
) -> None:
    network = Answered()
    desk = replace(desk, telegraph=network)
    network.desk = desk
    liaison = Person("钱青禾", PersonRole.LIAISON, LIAISON)
    bureau = Unit(BUREAU, UnitKind.DEPARTMENT, people=(liaison,))
    async with desk.sessions.begin() as session:
        plan = plan_of(task("1", date(2012, 11, 16)), units=(bureau, *UNITS[1:]))
        await save(session, plan, at("2012-10-10 10:00"))
        await group(session, GROUP, BUREAU)
        await chats.ensure_chat(session, LIAISON, "", NINE)
        await marks.put(session, PLANNED, "2012-11-08")
        await plan_cards(session, desk.rules, NINE)
    network.answers.extend([Unknown("timed out"), Gone("kicked")])
    await deliver_due(desk, NINE)
    await tick(desk, HALF_PAST)
    assert LIAISON not in network.chats
    async with desk.sessions() as session:
        states = dict((await session.execute(select(OutboxRow.kind, OutboxRow.state))).all())
    assert (states["card"], states["instead"]) == ("sent", "skipped")
