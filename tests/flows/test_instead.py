"""A unit's group takes no messages: what is owed is said to a person in private, or kept."""

from tests.faults.asking import CARD, outbox, said
from tests.flows.books import owed, standing
from tests.flows.stage import Stage
from tests.flows.town import (
    OFFICE,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
)

MORNING = "2012-11-06 09:00"
AGAIN = "再发一次"
MUTE = "Bad Request: not enough rights to send text messages to the chat"
WHY = "（群“鹿渚镇工作群”暂时收不到消息，改发给您）"


async def throw_out(stage: Stage) -> None:
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()


async def start(stage: Stage, *people: int) -> None:
    for user in people:
        stage.standin.people.start(user)
    await stage.settle()


async def test_the_liaison_gets_the_groups_card_in_private_and_can_answer_it(stage: Stage) -> None:
    await start(stage, TOWN_LIAISON, TOWN_DEPUTY)
    await throw_out(stage)
    await stage.at(MORNING)
    card = stage.last(TOWN_LIAISON)
    assert WHY in card.text
    assert "2.1 摸清社区用房底数" in card.text
    assert said(stage, TOWN_DEPUTY, CARD) == 0, "one person a unit is enough"
    await stage.say(TOWN_LIAISON, TOWN_LIAISON, "2 进度60%", card.id)
    await stage.wait(2)
    assert (await standing(stage, "2.2")).percent == 60
    assert WHY in card.text, "the card still says why when it is drawn anew"
    await stage.press(TOWN_LIAISON, TOWN_LIAISON, card.id, "1 收到")
    assert (await standing(stage, "2.1")).received_by == "何听泉"


async def test_the_groups_older_card_follows_what_was_said_in_private_once_it_is_back(
    stage: Stage,
) -> None:
    await start(stage, TOWN_LIAISON)
    older = await stage.card(TOWN_GROUP)
    await throw_out(stage)
    await stage.at("2012-11-09 09:00")
    await stage.say(TOWN_LIAISON, TOWN_LIAISON, "1 进度60%", stage.last(TOWN_LIAISON).id)
    await stage.wait(120)
    assert "60%" not in older.text
    stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    assert "60%" in older.text


async def test_a_liaison_who_never_started_the_bot_is_stood_in_for_by_the_deputy(
    stage: Stage,
) -> None:
    await start(stage, TOWN_DEPUTY)
    await throw_out(stage)
    await stage.at(MORNING)
    assert WHY in stage.last(TOWN_DEPUTY).text


async def test_a_liaison_who_blocked_the_bot_unnoticed_is_stood_in_for_by_the_deputy(
    stage: Stage,
) -> None:
    await start(stage, TOWN_LIAISON, TOWN_DEPUTY)
    await throw_out(stage)
    stage.standin.world.user(TOWN_LIAISON).blocked = True  # the update was lost
    await stage.at(MORNING)
    assert WHY in stage.last(TOWN_DEPUTY).text
    assert said(stage, TOWN_DEPUTY, CARD) == 1
    states = [row.state for row in await owed(stage, "instead")]
    assert states == ["failed", "sent"]


async def test_a_group_lost_while_sending_is_stood_in_for_in_the_same_morning(
    stage: Stage,
) -> None:
    await start(stage, TOWN_LIAISON)
    stage.standin.groups.delete(TOWN_GROUP)
    await stage.at(MORNING)
    assert CARD in stage.last(TOWN_LIAISON).text
    [(state, why)] = await outbox(stage, TOWN_GROUP)
    assert (state, why) == (
        "skipped",
        "said in private instead: Forbidden: the group chat was deleted",
    )
    assert said(stage, OFFICE, "可能已解散") == 1


async def test_with_nobody_to_tell_everything_is_kept_and_goes_out_when_the_bot_is_back(
    stage: Stage,
) -> None:
    await throw_out(stage)
    await stage.at(MORNING)
    assert await outbox(stage, TOWN_GROUP) == [("pending", "kept: the chat takes no messages")]
    stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-06 10:30")
    card = stage.find(TOWN_GROUP, CARD)
    assert "2.1 摸清社区用房底数" in card.text
    assert "迟发，原定 09:00" in card.text
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_what_was_kept_too_long_comes_back_as_a_single_catch_up_card(stage: Stage) -> None:
    await throw_out(stage)
    await stage.at("2012-11-09 10:00")
    assert said(stage, TOWN_GROUP, CARD) == 0
    stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-09 12:00")
    assert said(stage, TOWN_GROUP, "补发：合并了") == 1
    assert said(stage, TOWN_GROUP, CARD) == 1
    assert {state for state, _ in await outbox(stage, TOWN_GROUP)} == {"skipped", "sent"}


async def test_somebody_who_starts_the_bot_later_gets_what_was_kept(stage: Stage) -> None:
    await throw_out(stage)
    await stage.at(MORNING)
    await start(stage, TOWN_LIAISON)
    await stage.at("2012-11-06 10:01")
    assert WHY in stage.last(TOWN_LIAISON).text
    stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-06 12:00")
    assert said(stage, TOWN_GROUP, CARD) == 0, "it was said already"


async def test_a_group_that_takes_messages_again_without_a_word_is_found_out_within_a_day(
    stage: Stage,
) -> None:
    stage.standin.faults.fail("sendMessage", TOWN_GROUP, code=400, description=MUTE, times=2)
    await stage.at("2012-11-06 23:00")
    await stage.at("2012-11-07 23:00")
    assert said(stage, TOWN_GROUP, CARD) == 0
    assert said(stage, OFFICE, "可能已解散") == 1
    await stage.at("2012-11-09 12:00")
    assert said(stage, TOWN_GROUP, CARD) >= 1
    assert {state for state, _ in await outbox(stage, TOWN_GROUP)} == {"skipped", "sent"}
    assert said(stage, OFFICE, "可能已解散") == 1


async def test_what_the_office_decides_reaches_the_liaison_too(stage: Stage) -> None:
    await start(stage, TOWN_LIAISON)
    await stage.at(MORNING)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 已完成", stage.last(TOWN_GROUP).id)
    await stage.wait(90)
    await throw_out(stage)
    page = stage.find(OFFICE, "2.2")
    await stage.press(OFFICE, OFFICE, page.id, "退回")
    await stage.ring()
    told = stage.last(TOWN_LIAISON).text
    assert told.startswith(WHY)
    assert "办公室已退回" in told


def go_mute_in_doubt(stage: Stage) -> None:
    """What is sent into the town's group arrives, which nobody knows; then the group takes none."""
    faults = stage.standin.faults
    faults.lose_reply("sendMessage", TOWN_GROUP)
    faults.fail("sendMessage", TOWN_GROUP, code=400, description=MUTE)


async def test_what_may_stand_in_the_group_says_in_private_that_it_may_be_a_repeat(
    stage: Stage,
) -> None:
    await start(stage, TOWN_LIAISON)
    go_mute_in_doubt(stage)
    await stage.at("2012-11-06 09:31")
    assert said(stage, TOWN_GROUP, CARD) == 1
    told = stage.last(TOWN_LIAISON).text
    assert ("改发给您" in told, AGAIN in told) == (True, True)


async def test_a_decision_that_may_stand_in_the_group_says_so_in_private_too(
    stage: Stage,
) -> None:
    await start(stage, TOWN_LIAISON)
    await stage.at(MORNING)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 已完成", stage.last(TOWN_GROUP).id)
    await stage.wait(90)
    go_mute_in_doubt(stage)
    await stage.press(OFFICE, OFFICE, stage.find(OFFICE, "2.2").id, "退回")
    await stage.ring()
    await stage.wait(1801)
    told = stage.last(TOWN_LIAISON).text
    assert ("改发给您" in told, told.count(AGAIN), "办公室已退回" in told) == (True, 1, True)


async def test_nothing_is_said_in_private_once_the_card_was_answered_in_the_group(
    stage: Stage,
) -> None:
    await start(stage, TOWN_LIAISON)
    go_mute_in_doubt(stage)
    stage.standin.faults.fail("sendMessage", TOWN_LIAISON, retry_after=600)
    await stage.at("2012-11-06 09:31")
    [(state, why)] = await outbox(stage, TOWN_GROUP)
    assert (state, why.startswith("said in private instead")) == ("skipped", True)
    card = stage.find(TOWN_GROUP, CARD)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 收到")
    await stage.at("2012-11-06 12:00")
    assert await outbox(stage, TOWN_GROUP) == [("sent", "")]
    assert [row.state for row in await owed(stage, "instead")] == ["skipped"]
    assert said(stage, TOWN_LIAISON, CARD) == 0


async def test_the_office_hears_of_a_lost_group_once_however_much_is_owed(stage: Stage) -> None:
    await start(stage, TOWN_LIAISON)
    await throw_out(stage)
    await stage.at("2012-11-13 10:00")
    assert said(stage, TOWN_LIAISON, CARD) >= 3
    assert said(stage, OFFICE, "已被移出群") == 1
