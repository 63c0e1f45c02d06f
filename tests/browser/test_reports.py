"""A report by reply and by taps, undo, an unsure reply, a stale button, a stranger, a file."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.reader import Reader
from tests.flows.town import BUREAU_GROUP, BUREAU_LIAISON, TOWN, TOWN_GROUP, TOWN_LIAISON

pytestmark = pytest.mark.asyncio(loop_scope="session")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636"
    "4f8cfc0000003030101000000005a0000000049454e44ae426082"
)
BUREAU = "市民政局"


async def test_a_reply_is_recorded_shown_and_marked(reader: Reader) -> None:
    card = await reader.to_card(TOWN)
    await reader.reply(card, "1 进度75%")
    await expect(card).to_contain_text("75%")
    said = reader.messages("1 进度75%").last
    await expect(said.locator(".reaction")).to_contain_text("✍")
    await expect(said.locator(".quote")).to_be_visible()


async def test_two_taps_make_a_report_and_undo_takes_it_back(reader: Reader) -> None:
    card = await reader.to_card(BUREAU)
    await reader.press(card, "收到")
    await reader.sees_toast("已签收")
    await reader.press(card, "进度")
    await reader.press(card, "60%")
    await expect(card.locator(".words")).to_contain_text("推进中 60%")
    await reader.press(card, "撤销")
    await expect(card.locator(".words")).not_to_contain_text("推进中 60%")


async def test_an_unsure_reply_is_asked_about_until_it_is_confirmed(reader: Reader) -> None:
    card = await reader.to_card(BUREAU)
    await reader.reply(card, "70%，可能缺资金")
    question = reader.messages("理解为").last
    await expect(question).to_be_visible()
    await expect(card.locator(".words")).not_to_contain_text("70%")
    await reader.press(question, "对")
    await expect(card.locator(".words")).to_contain_text("70%")


async def test_a_strangers_tap_gets_a_notice_and_changes_nothing(reader: Reader) -> None:
    card = await reader.to_card(BUREAU)
    before = await card.locator(".words").text_content()
    await reader.play("路人")
    await reader.press(card, "收到")
    await expect(reader.page.locator(".toast, .alert[open]").last).to_be_visible()
    assert await card.locator(".words").text_content() == before


async def test_a_stale_button_gets_a_notice(reader: Reader) -> None:
    card = await reader.to_card(BUREAU)
    world = reader.theatre.world
    stale = next(
        button.data
        for row in world.last(BUREAU_GROUP).keyboard
        for button in row
        if button.label == "收到"
    )
    await reader.press(card, "收到")
    await expect(card.locator(".key", has_text="收到")).to_have_count(0)
    # What a client that has not heard of the edit would send:
    card_id = world.last(BUREAU_GROUP).id
    who = {"chat": BUREAU_GROUP, "user": BUREAU_LIAISON}
    await reader.post("do/press", **who, message=card_id, data=stale)
    await expect(reader.page.locator(".toast").nth(1)).to_be_visible()


async def test_a_photo_is_evidence_and_a_document_can_be_saved(
    reader: Reader, tmp_path: Path
) -> None:
    card = await reader.to_card(BUREAU)
    await card.click(button="right", position={"x": 60, "y": 20})
    await reader.page.locator("#menu .menu-item").first.click()
    picker = reader.page.locator(".hidden-file")
    await picker.set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": PNG})
    await reader.page.locator(".send").click()
    await expect(card.locator(".words")).to_contain_text("已收 1 件")
    await expect(reader.page.locator(".photo img").last).to_be_visible()
    await picker.set_input_files({"name": "表.html", "mimeType": "text/html", "buffer": b"<b>x"})
    await reader.page.locator(".send").click()
    async with reader.page.expect_download() as download:
        await reader.page.locator("a.file").last.click()
    assert (await download.value).suggested_filename == "表.html"


async def test_ones_own_words_are_edited_and_deleted(reader: Reader) -> None:
    await reader.open_chat(TOWN)
    await reader.say("早上好")
    await expect(reader.messages("早上好")).to_be_visible()
    await reader.page.locator(".field").press("ArrowUp")
    await reader.say("大家早上好")
    said = reader.messages("大家早上好")
    await expect(said.locator(".time")).to_contain_text("已编辑")
    await said.click(button="right", position={"x": 60, "y": 20})
    await reader.page.locator("#menu .menu-item").last.click()
    await expect(said).to_have_count(0)


async def test_a_reaction_is_put_and_taken_away(reader: Reader) -> None:
    await reader.to_card(TOWN)
    card = reader.messages("任务提醒").last
    await card.click(button="right", position={"x": 60, "y": 20})
    await reader.page.locator("#menu .emoji").first.click()
    await expect(card.locator(".reaction[aria-pressed=true]")).to_contain_text("👌")
    await card.locator(".reaction").click()
    await expect(card.locator(".reaction")).to_have_count(0)


async def test_who_left_the_group_may_come_back(reader: Reader) -> None:
    await reader.open_chat(TOWN)
    await reader.panel("role")
    await reader.page.locator(".self .soft").last.click()
    await reader.pane("talk")
    await reader.page.locator(".outside .main").click()
    await expect(reader.page.locator(".field")).to_be_visible()
    await expect(reader.page.locator(".service")).to_have_count(2)
    assert TOWN_LIAISON in reader.theatre.world.inside(TOWN_GROUP)


async def test_an_administrator_writes_under_the_mask(reader: Reader) -> None:
    await reader.open_chat(TOWN)
    await reader.play("匿名管理员")
    await reader.say("群主的话")
    await expect(reader.messages("群主的话")).to_be_visible()
    assert reader.theatre.world.last(TOWN_GROUP).as_chat == TOWN_GROUP
