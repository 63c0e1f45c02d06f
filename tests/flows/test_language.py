"""Each chat speaks its own language; the whole story once in each of the others."""

from plan.model import State
from tests.flows.books import standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU_GROUP,
    BUREAU_LIAISON,
    LEADER,
    OFFICE,
    STRANGER,
    TOWN_GROUP,
    TOWN_LIAISON,
)


async def choose(stage: Stage, chat: int, user: int, language: str) -> str:
    """Somebody chooses a chat's language; what the menu says then."""
    menu = await stage.command(chat, user, "/language")
    assert menu.labels == [["简体中文"], ["繁體中文"], ["English"]]
    await stage.press(chat, user, menu.id, language)
    return menu.text


async def test_the_whole_story_in_traditional_chinese(stage: Stage) -> None:
    assert "繁體中文" in await choose(stage, BUREAU_GROUP, BUREAU_LIAISON, "繁體中文")
    assert "繁體中文" in await choose(stage, OFFICE, OFFICE, "繁體中文")
    card = await stage.card(BUREAU_GROUP)
    assert "任務提醒：尚餘 3 天" in card.text
    assert "責任單位：市民政局" in card.text
    assert await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到") == "已簽收，09:00"
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "大概完成六成了吧，可能", card.id)
    question = stage.last(BUREAU_GROUP)
    assert "以上是否正確？" in question.text
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "對")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "受阻：缺經費", card.id)
    assert (await standing(stage, "2.1", "市民政局")).reason == "funds"
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "更正：已經完成", card.id)
    await stage.wait(61)
    page = stage.last(OFFICE)
    assert "有單位申請辦結" in page.text
    await stage.press(OFFICE, OFFICE, page.id, "辦結")
    await stage.wait(1)
    assert "辦公室已審核同意辦結" in stage.last(BUREAU_GROUP).text
    home = await stage.command(OFFICE, OFFICE, "/status")
    assert "已辦結 1 項" in home.text
    await stage.at("2012-11-06 17:30")
    assert "已辦結 1 項" in stage.last(OFFICE).text


async def test_the_whole_story_in_english(stage: Stage) -> None:
    await choose(stage, TOWN_GROUP, TOWN_LIAISON, "English")
    await choose(stage, OFFICE, OFFICE, "English")
    card = await stage.card(TOWN_GROUP)
    assert "Unit: 鹿渚镇" in card.text
    assert "9 Nov" in card.text
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "received", card.id)
    await stage.wait(1)
    assert card.text.count("✔ Received by 何听泉") == 2
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 done, 2 blocked: no funds", card.id)
    assert (await standing(stage, "2.1")).state == State.CLAIMED
    assert (await standing(stage, "2.2")).reason == "funds"
    await stage.wait(1)
    toast = await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "1 undo")
    assert toast == "The last report was taken back"
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "progress 50%", card.id)
    question = stage.last(TOWN_GROUP)
    assert question.text == "Which item is this reply about?"
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1", question.id)
    assert (await standing(stage, "2.1")).percent == 50
    await stage.wait(61)
    assert "⛔ blocked (funds)" in stage.last(OFFICE).text
    home = await stage.command(OFFICE, OFFICE, "/status")
    assert "By unit" in str(home.labels)


async def test_every_chat_keeps_its_own_language(stage: Stage) -> None:
    await choose(stage, TOWN_GROUP, TOWN_LIAISON, "English")
    await stage.card(TOWN_GROUP)
    assert "Unit: 鹿渚镇" in stage.last(TOWN_GROUP).text
    assert "责任单位：市民政局" in stage.last(BUREAU_GROUP).text
    assert "未绑定群" in stage.last(OFFICE).text


async def test_a_card_follows_the_language_with_its_next_change(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await choose(stage, BUREAU_GROUP, BUREAU_LIAISON, "English")
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    assert "Unit: 市民政局" in card.text


async def test_the_language_of_a_group_is_chosen_by_its_unit_or_the_office(
    stage: Stage,
) -> None:
    menu = await stage.command(TOWN_GROUP, STRANGER, "/language")
    toast = await stage.press(TOWN_GROUP, STRANGER, menu.id, "English")
    assert toast.startswith("仅限鹿渚镇的联络员操作")
    assert menu.labels
    await stage.press(TOWN_GROUP, OFFICE, menu.id, "English")
    assert "English" in menu.text
    assert not menu.labels


async def test_a_forged_language_changes_nothing(stage: Stage) -> None:
    menu = await stage.command(TOWN_GROUP, TOWN_LIAISON, "/language")
    data = menu.button("English").data.replace(":en", ":tlh")
    toast = await stage.press(TOWN_GROUP, TOWN_LIAISON, menu.id, data, forged=True)
    assert toast.startswith("内容已有更新")


async def test_a_forged_press_is_answered_in_the_chats_language(stage: Stage) -> None:
    await choose(stage, TOWN_GROUP, TOWN_LIAISON, "English")
    card = await stage.card(TOWN_GROUP)
    toast = await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "nonsense", forged=True)
    assert toast.isascii()


async def test_help_and_the_welcome_speak_to_whoever_asks(stage: Stage) -> None:
    assert "办公室使用说明" in (await stage.command(OFFICE, OFFICE, "/help")).text
    assert "怎样反馈" in (await stage.command(TOWN_GROUP, TOWN_LIAISON, "/help")).text
    assert "/status" in (await stage.command(LEADER, LEADER, "/start")).text
    stage.standin.people.start(TOWN_LIAISON)
    await stage.settle()
    assert "您是鹿渚镇的联络员" in stage.last(TOWN_LIAISON).text
    await choose(stage, LEADER, LEADER, "English")
    assert "/status" in (await stage.command(LEADER, LEADER, "/start")).text
    assert "您好" not in stage.last(LEADER).text


async def test_in_private_whatever_is_written_gets_an_answer(stage: Stage) -> None:
    stage.standin.people.start(TOWN_LIAISON)
    await stage.say(TOWN_LIAISON, TOWN_LIAISON, "进度60%")
    assert "直接回复提醒卡片" in stage.last(TOWN_LIAISON).text
    await stage.say(OFFICE, OFFICE, "/nonsense")
    assert "/status 查看进展" in stage.last(OFFICE).text


async def test_a_command_that_is_changed_is_not_given_again(stage: Stage) -> None:
    message = await stage.say(OFFICE, OFFICE, "/help")
    count = len(stage.sent(OFFICE))
    await stage.edit(OFFICE, OFFICE, message, "/status")
    assert len(stage.sent(OFFICE)) == count


async def test_the_talk_of_a_group_is_none_of_the_bots_business(stage: Stage) -> None:
    stage.standin.groups.promote_bot(TOWN_GROUP, TOWN_LIAISON)  # now it hears everything
    await stage.say(TOWN_GROUP, STRANGER, "中午吃什么")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "进度60%")
    assert not stage.sent(TOWN_GROUP)
