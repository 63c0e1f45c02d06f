"""From a reminder to a report: what liaisons answer, and what becomes of it."""

from sqlalchemy import select

from rehearsal.messages import Message
from storage.schema import AssignmentRow, ReportRow, TaskRow, UnitRow
from tests.flows import town
from tests.flows.stage import Stage
from tests.flows.town import OFFICE, STRANGER, TOWN_DEPUTY, TOWN_GROUP, TOWN_LIAISON

CARD_DAY = "2012-11-06 09:00"


async def standing(stage: Stage, task: str, unit: str = town.TOWN) -> AssignmentRow:
    """What the database holds of an assignment."""
    async with stage.bot.desk.sessions() as session:
        query = (
            select(AssignmentRow)
            .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
            .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
            .where(TaskRow.number == task, UnitRow.name == unit)
        )
        return (await session.scalars(query)).one()


async def reports(stage: Stage) -> list[str]:
    """The words of the reports that stand."""
    async with stage.bot.desk.sessions() as session:
        query = select(ReportRow.note).where(ReportRow.retracted_at.is_(None))
        return list(await session.scalars(query.order_by(ReportRow.id)))


async def a_card(stage: Stage) -> Message:
    """The town's card of two tasks, on the morning it is due."""
    await stage.at(CARD_DAY)
    return stage.find(TOWN_GROUP, "任务提醒")


async def test_a_reply_in_free_words_is_recorded_shown_and_marked(stage: Stage) -> None:
    card = await a_card(stage)
    reply = await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成 2 进度80%", card.id)
    assert (await standing(stage, "2.1")).state == "claimed"
    assert (await standing(stage, "2.2")).percent == 80
    answered = stage.standin.world.chat(TOWN_GROUP).messages[reply]
    assert list(answered.reactions.values()) == [["✍"]] or "✍" in str(answered.reactions)
    await stage.at("2012-11-06 09:01")
    assert "80%" in stage.find(TOWN_GROUP, "任务提醒").text
