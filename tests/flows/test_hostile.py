"""Names and words that would break markup, turn lines around or overflow a message."""

from datetime import date
from typing import Any

import pytest

from plan.loading import load_plan
from plan.model import Plan
from rehearsal.entities import utf16_length
from tests.flows import town
from tests.flows.books import all_reports, reports, standing
from tests.flows.conftest import Staging
from tests.flows.stage import Stage
from tests.flows.town import BUREAU, BUREAU_GROUP, BUREAU_LIAISON, OFFICE, TOWN_GROUP, TOWN_LIAISON

EVIL = "<b>甲</b> & _乙_ *丙* [丁](tg://user?id=1) 🚩𠮷 \"'` {x} %s"
TURNED = "\u202e反\u2067了\u200f קרא العربية"


def evil_plan(word: str, **changes: Any) -> Plan:
    """The plan with a hostile word in every name of it."""
    bureau = {
        "name": f"局{word}",
        "kind": "department",
        "chat": BUREAU_GROUP,
        "people": [{"name": f"钱{word}", "role": "liaison", "telegram": BUREAU_LIAISON}],
    }
    task = {
        "number": "2.1",
        "title": f"事{word}",
        "standard": f"达到{word}",
        "phase": "2",
        "lead": bureau["name"],
        "due": date(2012, 11, 9),
    }
    phase = {"id": "2", "name": f"段{word}", "start": date(2012, 10, 1), "end": date(2012, 11, 20)}
    data = {"title": f"案{word}", "units": [bureau], "phases": [phase], "tasks": [task]}
    return load_plan(town.DATA | data | changes)


def refused(stage: Stage) -> list[str]:
    """What Telegram refused, beside edits that changed nothing."""
    errors = [call.error for call in stage.standin.world.calls if call.error]
    return [error for error in errors if "not modified" not in error]


async def test_markup_in_names_is_shown_as_it_was_written(staging: Staging) -> None:
    async with staging(plan=evil_plan(EVIL)) as stage:
        stage.standin.world.user(BUREAU_LIAISON).name = EVIL
        card = await stage.card(BUREAU_GROUP)
        assert f"2.1 事{EVIL}" in card.text
        assert f"责任单位：局{EVIL[:20]}" in card.text
        assert f"达到{EVIL}" in card.text
        kinds = [entity.kind for entity in card.content.entities if entity.kind == "text_mention"]
        assert len(kinds) == 1  # only ours
        for label in ("受阻…", "资金"):
            await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, label)
        question = stage.last(BUREAU_GROUP)
        await stage.say(BUREAU_GROUP, BUREAU_LIAISON, EVIL, question.id)
        await stage.wait(61)
        assert "✎ <b>甲</b>" in card.text
        page = await stage.command(OFFICE, OFFICE, "/status")
        assert "案<b>甲</b>" in page.text
        for label in ("按单位", "1", "1"):
            await stage.press(OFFICE, OFFICE, page.id, label)
        assert "<b>甲</b> & _乙_" in page.text
        assert not refused(stage)


@pytest.mark.parametrize(
    "word", [EVIL, TURNED, "长" * 60, "🚩" * 40], ids=["markup", "marks", "long", "emoji"]
)
async def test_hostile_words_travel_through_every_message_of_a_story(
    staging: Staging, word: str
) -> None:
    # A plan file with hidden marks is refused; the names of people's accounts are not.
    plan = None if word is TURNED else evil_plan(word)
    async with staging(plan=plan) as stage:
        stage.standin.world.user(BUREAU_LIAISON).name = word
        card = await stage.card(BUREAU_GROUP)
        await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
        await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, f"{word}.pdf")
        await stage.say(BUREAU_GROUP, BUREAU_LIAISON, f"已完成。{word}", card.id)
        if (question := stage.last(BUREAU_GROUP)).labels == [["对", "改"]]:
            await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
        await stage.wait(61)
        page = await stage.command(OFFICE, OFFICE, "/status")
        for label in ("按阶段", "返回总览", "按单位", "1", "返回总览", "刷新"):
            await stage.press(OFFICE, OFFICE, page.id, label)
        await stage.at("2012-11-06 17:30")
        assert not refused(stage)
        everything = [*stage.sent(BUREAU_GROUP), *stage.sent(OFFICE)]
        assert not [one for one in everything if "\u202e" in one.text or "\u200f" in one.text]
        assert max(utf16_length(one.text) for one in everything) <= 4096


async def test_a_name_written_backwards_cannot_turn_the_card_around(stage: Stage) -> None:
    stage.standin.world.user(BUREAU_LIAISON).name = TURNED
    card = await stage.card(BUREAU_GROUP)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    line = next(line for line in card.text.splitlines() if line.startswith("✔"))
    assert "\u2068" in line
    assert line.index("\u2069") < line.index("已签收")
    assert "\u202e" not in line


async def test_a_card_of_many_long_lines_stays_within_one_message(staging: Staging) -> None:
    long = [
        {
            "number": f"3.{n}",
            "title": "社" * 190 + str(n),
            "standard": "标" * 190,
            "units": [town.TOWN],
            "due": date(2012, 11, 9),
        }
        for n in range(1, 31)
    ]
    async with staging(plan=town.plan_with(*long)) as stage:
        card = await stage.card(TOWN_GROUP)
        assert utf16_length(card.text) <= 4096
        assert "第 1 页，共 5 页" in card.text
        page = await stage.command(OFFICE, OFFICE, "/status")
        await stage.press(OFFICE, OFFICE, page.id, "按单位")
        await stage.press(OFFICE, OFFICE, page.id, "1")
        assert utf16_length(page.text) <= 4096
        assert "第 1 页，共 2 页" in page.text
        assert not refused(stage)


async def test_a_reply_as_long_as_telegram_allows_is_not_taken_for_a_report(
    stage: Stage,
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "我们做了很多工作，" * 450 + "进度60%", card.id)
    assert "未作记录" in stage.last(BUREAU_GROUP).text
    assert not await all_reports(stage)


async def test_a_long_reason_is_kept_whole_and_shown_shortened(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "受阻…")
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "资金")
    words = "请财政局拨付社区用房装修资金；" * 250
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, words, stage.last(BUREAU_GROUP).id)
    assert (await reports(stage))[-1].note == words
    await stage.wait(61)
    assert "请财政局拨付" in stage.last(OFFICE).text
    assert len(stage.last(OFFICE).text) < 1000


async def test_a_hidden_character_makes_a_reply_unsure(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度\u202e06%", card.id)
    assert not await all_reports(stage)
    assert (await standing(stage, "2.1", BUREAU)).percent is None
    assert stage.last(BUREAU_GROUP) is not card


async def test_a_group_with_a_hostile_title_is_named_in_the_warning(stage: Stage) -> None:
    stage.standin.world.chat(TOWN_GROUP).title = EVIL
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    assert "<b>甲</b> & _乙_" in stage.last(OFFICE).text
