"""A group with topics: everything goes into the one in which it was bound."""

from rehearsal.messages import Message
from tests.flows.books import standing
from tests.flows.stage import Stage
from tests.flows.town import OFFICE, STRANGER, TOWN, TOWN_DEPUTY, TOWN_GROUP, TOWN_LIAISON

FORUM = -1002000000077
MORNING = "2012-11-06 09:00"


async def code(stage: Stage) -> str:
    text = (await stage.command(OFFICE, OFFICE, f"/bind {TOWN}")).text
    return text.split("/bind@duban_bot ")[1].split("\n")[0].strip()


async def bind(stage: Stage, *, in_topic: bool = True) -> int | None:
    """The town's people in a forum, which is bound in a topic of its own; returns the topic."""
    people = [TOWN_LIAISON, TOWN_DEPUTY, OFFICE, STRANGER]
    stage.standin.world.add_group(FORUM, "鹿渚镇分话题群", people, forum=True)
    topic = stage.standin.groups.add_topic(FORUM, TOWN_LIAISON, "督办") if in_topic else None
    command = f"/bind@duban_bot {await code(stage)}"
    stage.standin.people.say(FORUM, TOWN_LIAISON, command, thread=topic)
    await stage.settle()
    return topic


def threads(stage: Stage) -> list[int | None]:
    return [message.thread for message in stage.sent(FORUM)]


def told(stage: Stage, text: str) -> list[Message]:
    return [one for one in stage.sent(OFFICE) if text in one.text]


async def test_what_is_sent_and_answered_stays_in_the_topic_of_the_binding(stage: Stage) -> None:
    topic = await bind(stage)
    await stage.at(MORNING)
    card = stage.find(FORUM, "任务提醒")
    await stage.say(FORUM, TOWN_LIAISON, "2 可能60%", card.id)
    question = stage.last(FORUM)
    await stage.press(FORUM, TOWN_LIAISON, question.id, "对")
    await stage.press(FORUM, TOWN_LIAISON, card.id, "1 进度…")
    await stage.say(FORUM, TOWN_LIAISON, "2 已完成", card.id)
    await stage.wait(90)
    await stage.press(OFFICE, OFFICE, stage.find(OFFICE, "2.2").id, "退回")
    await stage.ring()
    assert "办公室已退回" in stage.last(FORUM).text
    assert set(threads(stage)) == {topic}
    assert (await standing(stage, "2.2")).state == "returned"


async def test_a_group_bound_in_general_is_written_to_without_a_topic(stage: Stage) -> None:
    await bind(stage, in_topic=False)
    await stage.at(MORNING)
    assert stage.find(FORUM, "任务提醒").thread is None
    assert set(threads(stage)) == {None}


async def test_a_command_is_answered_in_its_own_topic(stage: Stage) -> None:
    await bind(stage)
    other = stage.standin.groups.add_topic(FORUM, OFFICE, "闲聊")
    stage.standin.people.say(FORUM, TOWN_LIAISON, "/my@duban_bot", thread=other)
    await stage.settle()
    assert stage.last(FORUM).thread == other


async def test_binding_anew_in_another_topic_moves_what_is_sent(stage: Stage) -> None:
    await bind(stage)
    other = stage.standin.groups.add_topic(FORUM, OFFICE, "督办二")
    stage.standin.people.say(FORUM, OFFICE, f"/bind@duban_bot {await code(stage)}", thread=other)
    await stage.at(MORNING)
    assert stage.find(FORUM, "任务提醒").thread == other


async def test_the_thread_of_a_reply_in_a_plain_group_is_no_topic(stage: Stage) -> None:
    first = await stage.say(TOWN_GROUP, STRANGER, "大家好")
    said = await stage.say(TOWN_GROUP, OFFICE, f"/bind@duban_bot {await code(stage)}", first)
    assert stage.message(TOWN_GROUP, said).thread == first
    await stage.at(MORNING)
    assert stage.find(TOWN_GROUP, "任务提醒").thread is None


async def test_a_closed_topic_is_stood_in_for_by_general_until_it_is_open_again(
    stage: Stage,
) -> None:
    topic = await bind(stage)
    assert topic is not None
    stage.standin.groups.close_topic(FORUM, topic)
    await stage.at("2012-11-08 10:00")
    cards = [one for one in stage.sent(FORUM) if "任务提醒" in one.text]
    assert [card.thread for card in cards] == [None, None]
    [trouble] = told(stage, "话题已关闭")
    assert "鹿渚镇分话题群" in trouble.text
    stage.standin.world.chat(FORUM).topics[topic].closed = False
    await stage.at("2012-11-09 09:00")
    assert stage.find(FORUM, "任务提醒").thread == topic
    stage.standin.groups.close_topic(FORUM, topic)
    await stage.at("2012-11-12 10:00")
    assert len(told(stage, "话题已关闭")) == 2


async def test_a_deleted_topic_is_forgotten_and_the_office_told_once(stage: Stage) -> None:
    topic = await bind(stage)
    assert topic is not None
    stage.standin.groups.delete_topic(FORUM, topic)
    await stage.at("2012-11-09 10:00")
    cards = [one for one in stage.sent(FORUM) if "任务提醒" in one.text]
    assert len(cards) == 3
    assert {card.thread for card in cards} == {None}
    assert len(told(stage, "话题已删除")) == 1
