"""What changes in a group while something is on its way to it or from it."""

import asyncio
from datetime import date

import pytest

from rehearsal.world import Event
from tests.faults.asking import CARD, MORNING, calls, notes, outbox, said
from tests.flows import town
from tests.flows.books import reports, standing
from tests.flows.stage import Stage, import_plan, local
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
)

PERCENTS = [10, 20, 30, 40, 50]


async def test_thrown_out_in_the_middle_of_a_burst_no_report_is_lost_and_the_office_told_once(
    stage: Stage,
) -> None:
    card = await stage.card(TOWN_GROUP)
    people = stage.standin.people
    for percent in PERCENTS:
        people.say(TOWN_GROUP, TOWN_LIAISON, f"1 进度{percent}%", reply_to=card.id)
    people.say(TOWN_GROUP, TOWN_DEPUTY, "2", reply_to=card.id)  # to which there is a question
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    assert sorted(await notes(stage)) == [f"1 进度{percent}%" for percent in PERCENTS]
    assert said(stage, OFFICE, "移出") + said(stage, OFFICE, "可能已解散") == 1
    stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-08 09:00")
    assert (await standing(stage, "2.1")).percent == PERCENTS[-1]
    assert "50%" in stage.find(TOWN_GROUP, CARD).text


async def test_thrown_out_in_the_middle_of_a_broadcast_the_other_groups_get_theirs(
    stage: Stage,
) -> None:
    world, out = stage.standin.world, list[Event]()

    def throw_out(event: Event) -> None:
        if not out and said(stage, BUREAU_GROUP, CARD) + said(stage, TOWN_GROUP, CARD) == 1:
            out.append(event)
            lost = TOWN_GROUP if said(stage, BUREAU_GROUP, CARD) else BUREAU_GROUP
            stage.standin.groups.remove_bot(lost, OFFICE)

    with world.watched(throw_out):
        await stage.at(MORNING)
    assert out
    groups = {group: said(stage, group, CARD) for group in (BUREAU_GROUP, TOWN_GROUP)}
    assert sorted(groups.values()) == [0, 1]
    [lost] = [group for group, cards in groups.items() if not cards]
    await stage.ring()
    [(state, why)] = await outbox(stage, lost)
    assert (state, why.startswith("kept: ")) == ("pending", True)
    assert said(stage, OFFICE, "移出") + said(stage, OFFICE, "可能已解散") == 1


@pytest.mark.parametrize("gone", ["blocked", "deactivated", "started"])
async def test_whoever_cannot_be_written_to_is_stood_in_for(stage: Stage, gone: str) -> None:
    for user in (TOWN_LIAISON, TOWN_DEPUTY):
        stage.standin.people.start(user)
    await stage.settle()
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    setattr(stage.standin.world.user(TOWN_LIAISON), gone, gone != "started")
    await stage.at(MORNING)
    assert (said(stage, TOWN_LIAISON, CARD), said(stage, TOWN_DEPUTY, CARD)) == (0, 1)


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


@pytest.mark.parametrize(
    "description",
    [
        NOT_MODIFIED,
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
    ],
)
async def test_an_edit_telegram_does_not_make_is_not_tried_for_ever(
    stage: Stage, description: str
) -> None:
    card = await stage.card(TOWN_GROUP)
    stage.standin.faults.fail("editMessageText", TOWN_GROUP, code=400, description=description)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 进度60%", card.id)
    await stage.wait(5)
    made = calls(stage, "editMessageText", TOWN_GROUP)
    assert not stage.standin.faults.rules, "it was refused"
    for _ in range(3):
        await stage.wait(5)
    assert calls(stage, "editMessageText", TOWN_GROUP) == made
    assert await notes(stage) == ["1 进度60%"]
    await stage.at("2012-11-08 09:00")
    assert "60%" in stage.find(TOWN_GROUP, CARD).text, "the next card shows it"


async def test_an_edit_whose_markup_telegram_cannot_read_is_made_as_plain_text(
    stage: Stage,
) -> None:
    card = await stage.card(TOWN_GROUP)
    stage.standin.faults.fail(
        "editMessageText",
        TOWN_GROUP,
        code=400,
        description="Bad Request: can't parse entities: unexpected end tag at byte offset 9",
    )
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 进度60%", card.id)
    await stage.wait(5)
    assert "60%" in card.text
    assert "<b>" not in card.text
    assert card.labels, "the buttons are still there"


async def test_a_button_of_a_task_that_left_the_plan_says_so_and_records_nothing(
    stage: Stage,
) -> None:
    card = await stage.card(BUREAU_GROUP)
    data = card.button("收到").data
    kept = {"number": "2.2", "units": [town.TOWN], "due": date(2012, 11, 13)}
    await import_plan(stage, town.plan_with(kept))
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, data, forged=True)
    assert toast
    assert not await reports(stage)
    assert (await standing(stage, "2.1", BUREAU)).received_at is None


async def test_an_answer_telegram_gave_too_late_is_in_doubt_and_not_sent_blindly(
    stage: Stage,
) -> None:
    """The message is delivered, the bot stops waiting before it hears so."""
    await stage.stop_bot()
    stage.patience = 0.2
    await stage.start_bot()
    stage.standin.faults.delay("sendMessage", 1.0, TOWN_GROUP)
    stage.clock.move_to(local(MORNING))
    await stage.bot.ring()
    await stage.standin.until(lambda: said(stage, TOWN_GROUP, CARD) == 1)
    assert [state for state, _ in await outbox(stage, TOWN_GROUP)] == ["unknown"]
    await stage.at("2012-11-06 09:05")
    assert said(stage, TOWN_GROUP, CARD) == 1
    card = stage.find(TOWN_GROUP, CARD)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 收到")
    assert [state for state, _ in await outbox(stage, TOWN_GROUP)] == ["sent"]


async def test_at_the_same_moment_from_all_sides_every_press_and_reply_counts(
    stage: Stage,
) -> None:
    await stage.at(MORNING)
    people = stage.standin.people
    town_card, bureau_card = stage.find(TOWN_GROUP, CARD), stage.find(BUREAU_GROUP, CARD)
    people.press(TOWN_GROUP, TOWN_LIAISON, town_card.id, "1 收到")
    people.press(TOWN_GROUP, TOWN_DEPUTY, town_card.id, "2 收到")
    people.say(TOWN_GROUP, TOWN_DEPUTY, "2 进度60%", reply_to=town_card.id)
    people.press(BUREAU_GROUP, BUREAU_LIAISON, bureau_card.id, "收到")
    people.say(BUREAU_GROUP, BUREAU_LIAISON, "进度30%", reply_to=bureau_card.id)
    await asyncio.gather(stage.bot.ring(), stage.settle(), stage.bot.ring())
    await stage.settle()
    assert len(await reports(stage)) == 5
    assert (await standing(stage, "2.2")).percent == 60
    assert (await standing(stage, "2.1", BUREAU)).percent == 30
