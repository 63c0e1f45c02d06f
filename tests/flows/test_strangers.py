"""People without a role who ask too much, and people who guess codes."""

from typing import cast

from sqlalchemy import func, select

from bot.context import Deps
from storage.schema import PostRow, UpdateRow
from tests.faults.asking import said
from tests.flows.books import standing
from tests.flows.stage import Stage
from tests.flows.town import (
    OFFICE,
    STRANGER,
    TOWN,
    TOWN_GROUP,
    TOWN_LIAISON,
    VILLAGE,
)

WRONG = "AAAA-BBB"  # and a last sign that differs


async def flood(stage: Stage, user: int, texts: list[str]) -> int:
    """Somebody writes all this in private at once; how many answers it gets."""
    before = len(stage.sent(user))
    for text in texts:
        stage.standin.people.say(user, user, text)
    await stage.settle()
    return len(stage.sent(user)) - before


async def test_a_stranger_gets_a_few_answers_a_minute_and_then_silence(stage: Stage) -> None:
    assert await flood(stage, STRANGER, ["/help", "你好"] * 50) == 6
    await stage.wait(59)
    assert await flood(stage, STRANGER, ["/start"]) == 0
    await stage.wait(2)
    assert await flood(stage, STRANGER, ["/start"] * 9) == 6


async def test_a_flood_from_many_strangers_leaves_little_behind(stage: Stage) -> None:
    deps = cast(Deps, stage.bot.application.bot_data["deps"])
    users = range(20_000, 20_020)
    for user in users:
        stage.standin.world.add_user(user, "路人")
    for _ in range(500):
        for user in users:
            stage.standin.people.say(user, user, "/language")
    await stage.standin.settled(120)
    await stage.settle()
    remembered = deps.guests.answers.times
    assert (len(remembered), sum(map(len, remembered.values()))) == (20, 120)
    async with stage.bot.desk.sessions() as session:
        made = await session.scalar(select(func.count()).where(PostRow.kind == "language"))
        kept = await session.scalar(select(func.count()).select_from(UpdateRow))
    assert made == 120
    assert (kept or 0) < 2000, "what is not answered is hardly ever stored"


async def test_whoever_has_a_role_is_answered_as_often_as_they_ask(stage: Stage) -> None:
    for user in (OFFICE, TOWN_LIAISON):
        assert await flood(stage, user, ["/help"] * 20) == 20


async def test_a_strangers_presses_are_answered_a_few_times(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    people = stage.standin.people
    pressed = [people.press(TOWN_GROUP, STRANGER, card.id, "1 收到") for _ in range(20)]
    forged = [people.press(TOWN_GROUP, STRANGER, card.id, "x", forged=True) for _ in range(20)]
    await stage.settle()
    answered = {toast.press for toast in stage.standin.world.toasts}
    assert len(answered & {*pressed, *forged}) == 6
    assert (await standing(stage, "2.1")).received_at is None


async def test_somebody_who_just_became_liaison_is_heard_although_they_asked_a_lot(
    stage: Stage,
) -> None:
    card = await stage.card(TOWN_GROUP)
    invitation = (await stage.command(OFFICE, OFFICE, f"/bind {TOWN}")).text
    code = invitation.split("/bind@duban_bot ")[1][:9]
    await stage.command(TOWN_GROUP, OFFICE, f"/bind {code}")
    greeting = stage.last(TOWN_GROUP)
    await stage.press(TOWN_GROUP, STRANGER, greeting.id, "我是联络员")
    await flood(stage, STRANGER, ["/help"] * 20)
    await stage.ring()
    await stage.press(OFFICE, OFFICE, stage.last(OFFICE).id, "同意")
    toast = await stage.press(TOWN_GROUP, STRANGER, card.id, "2 收到")
    assert toast.startswith("已签收")


async def test_codes_are_guessed_a_few_times_and_the_office_told_once(stage: Stage) -> None:
    invitation = (await stage.command(OFFICE, OFFICE, f"/bind {VILLAGE}")).text
    right = invitation.split("/bind@duban_bot ")[1][:9]
    for last in "CDEFGHJK":
        await stage.say(TOWN_GROUP, TOWN_LIAISON, f"/bind@duban_bot {WRONG}{last}")
    assert said(stage, TOWN_GROUP, "绑定码无效") == 5
    await stage.say(TOWN_GROUP, TOWN_LIAISON, f"/bind@duban_bot {right}")
    assert not said(stage, TOWN_GROUP, VILLAGE), "a right one is not taken either"
    await stage.ring()
    assert said(stage, OFFICE, "连续尝试错误的绑定码") == 1
    assert str(TOWN_LIAISON) in stage.last(OFFICE).text
    await stage.wait(3601)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, f"/bind@duban_bot {right}")
    assert said(stage, TOWN_GROUP, VILLAGE) == 1


async def test_many_who_guess_are_one_report_a_day(stage: Stage) -> None:
    for user in (STRANGER, TOWN_LIAISON):
        for last in "CDEFG":
            await stage.say(TOWN_GROUP, user, f"/bind@duban_bot {WRONG}{last}")
    await stage.ring()
    assert said(stage, OFFICE, "连续尝试错误的绑定码") == 1
