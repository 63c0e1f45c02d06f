"""One forum for the whole campaign: each unit in a topic of its own, which is its place."""

from collections.abc import Sequence
from datetime import date, time

import pytest

from jobs.preview import preview
from plan.preview import Kind
from rehearsal.messages import Message
from storage.invitations import invite
from tests.flows import town
from tests.flows.books import owed, standing
from tests.flows.stage import Stage, import_plan
from tests.flows.town import (
    BUREAU,
    BUREAU_LIAISON,
    OFFICE,
    STRANGER,
    TOWN,
    TOWN_DEPUTY,
    TOWN_LIAISON,
)

FORUM = -1002000000077
MORNING = "2012-11-06 09:00"
Topics = tuple[int, int]


def add_forum(stage: Stage) -> Topics:
    """The campaign's forum, with a topic for the town and one for the bureau."""
    people = [TOWN_LIAISON, TOWN_DEPUTY, BUREAU_LIAISON, OFFICE, STRANGER]
    stage.standin.world.add_group(FORUM, "创建工作总群", people, forum=True)
    groups = stage.standin.groups
    return groups.add_topic(FORUM, OFFICE, TOWN), groups.add_topic(FORUM, OFFICE, BUREAU)


async def bind(stage: Stage, unit: str, topic: int | None) -> None:
    text = (await stage.command(OFFICE, OFFICE, f"/bind {unit}")).text
    code = text.split("/bind@duban_bot ")[1].split("\n")[0].strip()
    await say(stage, OFFICE, f"/bind@duban_bot {code}", topic)


async def say(stage: Stage, user: int, text: str, topic: int | None) -> Message:
    """Somebody writes into a topic; returns the bot's latest message then."""
    stage.standin.people.say(FORUM, user, text, thread=topic)
    await stage.settle()
    return stage.last(FORUM)


@pytest.fixture
async def topics(stage: Stage) -> Topics:
    """The town and the bureau bound, each in its topic."""
    made = add_forum(stage)
    for unit, topic in zip((TOWN, BUREAU), made, strict=True):
        await bind(stage, unit, topic)
    return made


def cards(stage: Stage, topic: int | None) -> Sequence[Message]:
    """The reminders in a topic, oldest first."""
    return [one for one in stage.sent(FORUM) if one.thread == topic and "任务提醒" in one.text]


def told(stage: Stage, text: str) -> Sequence[Message]:
    return [one for one in stage.sent(OFFICE) if text in one.text]


async def test_each_unit_gets_its_card_in_its_own_topic(stage: Stage, topics: Topics) -> None:
    town_topic, bureau_topic = topics
    await stage.at(MORNING)
    [of_town], [of_bureau] = cards(stage, town_topic), cards(stage, bureau_topic)
    assert "2.2" in of_town.text
    assert "2.2" not in of_bureau.text
    assert not cards(stage, None)


async def test_answers_and_what_comes_of_them_stay_in_the_units_topic(
    stage: Stage, topics: Topics
) -> None:
    town_topic, bureau_topic = topics
    await stage.at(MORNING)
    [of_town], [of_bureau] = cards(stage, town_topic), cards(stage, bureau_topic)
    await stage.say(FORUM, TOWN_LIAISON, "1 进度60%", of_town.id)
    await stage.say(FORUM, BUREAU_LIAISON, "进度30%", of_bureau.id)
    await stage.say(FORUM, BUREAU_LIAISON, "可能40%", of_bureau.id)
    assert stage.last(FORUM).thread == bureau_topic
    await stage.say(FORUM, TOWN_LIAISON, "2 已完成", of_town.id)
    await stage.wait(90)
    await stage.press(OFFICE, OFFICE, stage.find(OFFICE, "2.2").id, "退回")
    await stage.ring()
    assert "办公室已退回" in stage.last(FORUM).text
    assert stage.last(FORUM).thread == town_topic
    assert (await standing(stage, "2.1")).percent == 60
    assert (await standing(stage, "2.1", BUREAU)).percent == 30


async def test_who_asks_in_a_topic_hears_of_its_unit(stage: Stage, topics: Topics) -> None:
    town_topic, bureau_topic = topics
    said = await say(stage, STRANGER, "/my@duban_bot", town_topic)
    assert (said.thread, "2.2" in said.text) == (town_topic, True)
    said = await say(stage, STRANGER, "/my@duban_bot", bureau_topic)
    assert (said.thread, "2.2" in said.text) == (bureau_topic, False)


async def test_who_asks_where_no_unit_is_bound_hears_of_all_of_the_forum(
    stage: Stage, topics: Topics
) -> None:
    chatter = stage.standin.groups.add_topic(FORUM, OFFICE, "闲聊")
    for topic in (None, chatter):
        said = await say(stage, STRANGER, "/my@duban_bot", topic)
        assert said.thread == topic
        assert said.text.count("2.1") == 2


async def test_a_unit_in_general_and_one_in_a_topic_do_not_mix(stage: Stage) -> None:
    topic, _ = add_forum(stage)
    await bind(stage, TOWN, topic)
    await bind(stage, BUREAU, None)
    await stage.at(MORNING)
    [of_town], [of_bureau] = cards(stage, topic), cards(stage, None)
    assert "2.2" in of_town.text
    assert "2.2" not in of_bureau.text
    assert "2.2" not in (await say(stage, STRANGER, "/my@duban_bot", None)).text


async def test_two_units_of_one_topic_share_a_card(stage: Stage) -> None:
    topic, _ = add_forum(stage)
    await bind(stage, TOWN, topic)
    await bind(stage, BUREAU, topic)
    await stage.at(MORNING)
    [card] = cards(stage, topic)
    assert card.text.count("2.1") == 2


async def test_a_unit_bound_anew_moves_alone(stage: Stage, topics: Topics) -> None:
    town_topic, bureau_topic = topics
    await bind(stage, TOWN, bureau_topic)
    await stage.at(MORNING)
    assert not cards(stage, town_topic)
    assert len(cards(stage, bureau_topic)) == 1


async def test_a_newer_card_closes_the_older_one_of_its_own_topic(
    stage: Stage, topics: Topics
) -> None:
    await stage.at("2012-11-08 10:00")
    await stage.ring()
    older, newer = cards(stage, topics[1])
    assert "本条提醒已有更新" in older.text
    assert "本条提醒已有更新" not in newer.text
    assert not any("本条提醒已有更新" in one.text for one in cards(stage, topics[0]))


async def test_after_an_absence_each_topic_has_one_catch_up_card(
    stage: Stage, topics: Topics
) -> None:
    await stage.away_until("2012-11-09 14:00")
    for topic in topics:
        [card] = cards(stage, topic)
        assert "补发" in card.text
        assert ("2.2" in card.text) is (topic == topics[0])


async def test_a_closed_topic_gives_way_to_general_and_the_other_stays(
    stage: Stage, topics: Topics
) -> None:
    town_topic, bureau_topic = topics
    stage.standin.groups.close_topic(FORUM, town_topic)
    await stage.at(MORNING)
    assert "2.2" in cards(stage, None)[0].text
    assert len(cards(stage, bureau_topic)) == 1
    [trouble] = told(stage, "话题已关闭")
    assert (TOWN in trouble.text, BUREAU in trouble.text) == (True, False)


async def test_the_units_of_a_deleted_topic_are_the_groups_own_until_they_are_bound_anew(
    stage: Stage, topics: Topics
) -> None:
    town_topic, bureau_topic = topics
    stage.standin.groups.delete_topic(FORUM, town_topic)
    await stage.at("2012-11-08 10:00")
    assert len(cards(stage, None)) == len(cards(stage, bureau_topic)) == 2
    [trouble] = told(stage, "话题已删除")
    assert (TOWN in trouble.text, BUREAU in trouble.text) == (True, False)
    said = await say(stage, STRANGER, "/my@duban_bot", None)
    assert "2.2" in said.text
    assert said.text.count("2.1") == 1
    await bind(stage, TOWN, bureau_topic)
    await stage.at("2012-11-09 09:00")
    assert len(cards(stage, None)) == 2
    assert "2.2" in cards(stage, bureau_topic)[-1].text


async def test_thrown_out_of_a_forum_it_is_out_of_all_topics_and_the_office_hears_it_once(
    stage: Stage, topics: Topics
) -> None:
    stage.standin.groups.remove_bot(FORUM, OFFICE)
    await stage.at(MORNING)
    [warning] = told(stage, "已被移出群")
    assert TOWN in warning.text
    assert BUREAU in warning.text
    kept = [row.why for row in await owed(stage, "card") if row.state == "pending"]
    assert kept == ["kept: the chat takes no messages"] * 2
    stage.standin.groups.add_bot(FORUM, OFFICE)
    await stage.ring()
    assert [len(cards(stage, topic)) for topic in topics] == [1, 1]


async def test_a_language_is_chosen_for_all_topics_even_new_ones(
    stage: Stage, topics: Topics
) -> None:
    menu = await say(stage, TOWN_LIAISON, "/language@duban_bot", topics[0])
    await stage.press(FORUM, TOWN_LIAISON, menu.id, "English")
    assert "How to report" in (await say(stage, STRANGER, "/help@duban_bot", topics[1])).text
    fresh = stage.standin.groups.add_topic(FORUM, OFFICE, "闲聊")
    assert "How to report" in (await say(stage, STRANGER, "/help@duban_bot", fresh)).text


async def test_a_plan_that_names_the_forum_leaves_a_unit_in_its_topic(
    stage: Stage, topics: Topics
) -> None:
    await import_plan(stage, town.town_plan_in(FORUM))
    await stage.at(MORNING)
    assert len(cards(stage, topics[0])) == 1
    assert not cards(stage, None)


async def test_the_preview_shows_a_message_for_each_topic(stage: Stage, topics: Topics) -> None:
    day = date(2012, 11, 6)
    async with stage.bot.desk.sessions() as session:
        planned = await preview(
            session, stage.bot.desk.rules, stage.clock(), day, day, digest_at=time(17, 30)
        )
    shown = [one for one in planned if one.chat == FORUM]
    assert [(one.kind, one.units) for one in shown] == [
        (Kind.CARD, (TOWN,)),
        (Kind.CARD, (BUREAU,)),
    ]


async def test_the_office_hears_in_its_topic_and_is_asked_for_no_figures_in_a_units(
    stage: Stage, topics: Topics
) -> None:
    office = stage.standin.groups.add_topic(FORUM, OFFICE, "办公室")
    async with stage.bot.desk.sessions.begin() as session:
        code = (await invite(session, None, stage.clock())).typed
    await say(stage, OFFICE, f"/bind@duban_bot {code}", office)
    assert (await say(stage, OFFICE, "/status@duban_bot", office)).keyboard
    assert not (await say(stage, OFFICE, "/status@duban_bot", topics[0])).keyboard
    await stage.at("2012-11-06 18:00")
    digests = [one for one in stage.sent(FORUM) if "日报" in one.text]
    assert {one.thread for one in digests} == {office}
