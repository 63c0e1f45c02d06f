"""What is as long as Telegram takes, and one longer: in characters that count twice, in bytes."""

import pytest

from bot.access import BUTTONS
from rehearsal.entities import utf16_length
from render.callback import encode
from storage.posts import new_key
from tests.flows import town
from tests.flows.books import evidence, reports, standing
from tests.flows.conftest import Staging
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    TOWN,
    TOWN_GROUP,
)

# One character each, and two of the units in which Telegram counts at its strictest.
LETTERS = ["字", "𠮷", "🏠"]
TEXT, CAPTION, DATA = 4096, 1024, 64
LAST_ID = 2**63 - 1


@pytest.mark.parametrize("letter", LETTERS)
async def test_a_card_of_the_longest_names_goes_out_whole_with_every_button(
    staging: Staging, letter: str
) -> None:
    tasks = [
        {
            "number": f"3.{n}",
            "title": letter * 200,
            "standard": letter * 200,
            "units": [TOWN],
            "due": town.DATA["tasks"][1]["due"],
        }
        for n in range(1, 9)
    ]
    async with staging(plan=town.plan_with(*tasks)) as stage:
        card = await stage.card(TOWN_GROUP)
        assert utf16_length(card.text) <= TEXT
        for n in range(1, 9):
            assert f"3.{n} {letter}" in card.text
            assert f"{n} 收到" in str(card.labels)
        assert not [call for call in stage.standin.world.calls if call.error]


@pytest.mark.parametrize("letter", LETTERS)
async def test_a_reply_as_long_as_telegram_takes_is_kept_to_its_last_character(
    stage: Stage, letter: str
) -> None:
    card = await stage.card(BUREAU_GROUP)
    for label in ("受阻…", "资金"):
        await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, label)
    words = letter * (TEXT // utf16_length(letter))
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, words, stage.last(BUREAU_GROUP).id)
    assert (await reports(stage))[-1].note == words
    await stage.wait(61)
    assert letter in stage.last(OFFICE).text
    assert utf16_length(stage.last(OFFICE).text) <= TEXT


@pytest.mark.parametrize("letter", LETTERS)
async def test_a_caption_as_long_as_telegram_takes_goes_with_its_picture(
    stage: Stage, letter: str
) -> None:
    card = await stage.card(BUREAU_GROUP)
    caption = letter * (CAPTION // utf16_length(letter))
    message = await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id, caption=caption)
    assert len(await evidence(stage)) == 1
    assert stage.mark(BUREAU_GROUP, message) == "✍"
    assert not await reports(stage)


@pytest.mark.parametrize("verb", sorted({verb for verbs in BUTTONS.values() for verb in verbs}))
def test_every_button_has_room_for_the_largest_numbers_a_database_gives(verb: str) -> None:
    data = encode(new_key(), verb, LAST_ID, LAST_ID)
    assert len(data.encode()) <= DATA


async def test_a_press_with_all_the_bytes_there_may_be_is_read_and_changes_nothing(
    stage: Stage,
) -> None:
    card = await stage.card(BUREAU_GROUP)
    data = card.button("收到").data
    padded = data.ljust(DATA, "1")
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, padded, forged=True)
    assert toast.startswith("内容已有更新")
    assert (await standing(stage, "2.1", BUREAU)).received_at is None
