"""A card of more lines than fit: pages of seven, and answers to any line of any page."""

from plan.model import State
from tests.flows import town
from tests.flows.books import standing
from tests.flows.conftest import Staging
from tests.flows.town import OFFICE, STRANGER, TOWN_GROUP, TOWN_LIAISON


async def test_eight_lines_stand_on_one_card(staging: Staging) -> None:
    async with staging(plan=town.busy_plan(8)) as stage:
        card = await stage.card(TOWN_GROUP)
        assert len(card.labels) == 8
        assert "第 1 页" not in card.text


async def test_a_longer_card_is_turned_over_page_by_page(staging: Staging) -> None:
    async with staging(plan=town.busy_plan(16)) as stage:
        card = await stage.card(TOWN_GROUP)
        assert "共 16 项" in card.text
        assert "第 1 页，共 3 页" in card.text
        assert [row[0] for row in card.labels] == [*(f"{n} 收到" for n in range(1, 8)), "下一页"]
        await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "下一页")
        assert "第 2 页，共 3 页" in card.text
        assert card.labels[0][0] == "8 收到"
        assert card.labels[-1] == ["上一页", "下一页"]
        await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "下一页")
        assert card.labels == [
            *([f"{n} 收到", f"{n} 进度…", f"{n} 完成"] for n in (15, 16)),
            ["上一页"],
        ]
        assert len(stage.sent(TOWN_GROUP)) == 1


async def test_lines_of_another_page_are_answered_by_number_and_by_button(
    staging: Staging,
) -> None:
    async with staging(plan=town.busy_plan(10)) as stage:
        card = await stage.card(TOWN_GROUP)
        await stage.say(TOWN_GROUP, TOWN_LIAISON, "9 已完成 10 进度30%", card.id)
        assert (await standing(stage, "3.9")).state == State.CLAIMED
        assert (await standing(stage, "3.10")).percent == 30
        await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "下一页")
        await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "8 进度…")
        assert "3.8 任务3.8\n请选择" in card.text
        await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "60%")
        assert (await standing(stage, "3.8")).percent == 60
        assert "第 2 页" in card.text  # the page stays where it was turned to
        await stage.wait(1)
        assert "第 2 页" in card.text


async def test_a_reply_without_a_number_offers_every_line_of_every_page(
    staging: Staging,
) -> None:
    async with staging(plan=town.busy_plan(12)) as stage:
        card = await stage.card(TOWN_GROUP)
        await stage.say(TOWN_GROUP, TOWN_LIAISON, "进度50%", card.id)
        question = stage.last(TOWN_GROUP)
        assert len(question.labels) == 12
        await stage.press(TOWN_GROUP, TOWN_LIAISON, question.id, "11. 3.11 任务3.11")
        assert (await standing(stage, "3.11")).percent == 50


async def test_strangers_do_not_turn_pages_and_the_office_may(staging: Staging) -> None:
    async with staging(plan=town.busy_plan(12)) as stage:
        card = await stage.card(TOWN_GROUP)
        toast = await stage.press(TOWN_GROUP, STRANGER, card.id, "下一页")
        assert toast.startswith("仅限鹿渚镇")
        assert "第 1 页" in card.text
        await stage.press(TOWN_GROUP, OFFICE, card.id, "下一页")
        assert "第 2 页" in card.text
