"""The office sees who answers for a unit, lets somebody go, and takes that back."""

from rehearsal.messages import Message
from tests.flows.books import reports
from tests.flows.stage import Stage
from tests.flows.town import OFFICE, TOWN, TOWN_GROUP, TOWN_LIAISON


async def people_of(stage: Stage, unit: str, people: int = 2) -> Message:
    """The office's page with the people of a unit."""
    page = await stage.command(OFFICE, OFFICE, "/status")
    await stage.press(OFFICE, OFFICE, page.id, "按单位")
    number = next(line.split(".")[0] for line in page.text.splitlines() if unit in line)
    await stage.press(OFFICE, OFFICE, page.id, number)
    await stage.press(OFFICE, OFFICE, page.id, f"人员 {people}")
    return page


async def test_the_office_reads_who_answers_for_a_unit(stage: Stage) -> None:
    page = await people_of(stage, TOWN)
    assert f"{TOWN}：人员" in page.text
    assert "1. 何听泉（联络员）" in page.text
    await stage.press(OFFICE, OFFICE, page.id, "返回")
    assert TOWN in page.text
    assert "人员" in str(page.labels)


async def test_who_was_let_go_reports_no_longer_until_that_is_taken_back(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    page = await people_of(stage, TOWN)
    await stage.press(OFFICE, OFFICE, page.id, "1")
    assert "移除后不能再代表该单位反馈" in page.text
    assert await stage.press(OFFICE, OFFICE, page.id, "移除") == "已办理"
    assert "09:00移除" in page.text
    assert page.labels == [["恢复", "返回"]]
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 进度60%", card.id)
    assert not await reports(stage)
    assert await stage.press(OFFICE, OFFICE, page.id, "恢复") == "已办理"
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 进度60%", card.id)
    assert len(await reports(stage)) == 1


async def test_who_was_let_go_stands_on_the_list_no_more(stage: Stage) -> None:
    page = await people_of(stage, TOWN)
    await stage.press(OFFICE, OFFICE, page.id, "1")
    await stage.press(OFFICE, OFFICE, page.id, "移除")
    await stage.press(OFFICE, OFFICE, page.id, "返回")
    assert "何听泉" not in page.text
