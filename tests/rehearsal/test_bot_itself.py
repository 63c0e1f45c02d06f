"""The bot's own name, menu and files."""

import pytest
from telegram import BotCommandScopeChat
from telegram.error import BadRequest, InvalidToken

from rehearsal import Standin
from tests.rehearsal.conftest import GROUP, WANG, Bot, heard

MEGABYTE = 1024 * 1024


async def test_the_bot_knows_its_name_and_that_privacy_mode_is_on(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.first_name, me.username, me.is_bot) == ("督办", "duban_bot", True)
    assert not me.can_read_all_group_messages


async def test_commands_are_kept_for_each_audience(standin: Standin, bot: Bot) -> None:
    here = BotCommandScopeChat(GROUP)
    await bot.set_my_commands([("status", "看板")], here, "zh")
    assert await bot.get_my_commands() == ()
    assert [c.command for c in await bot.get_my_commands(here, "zh")] == ["status"]
    await bot.delete_my_commands(here, "zh")
    assert await bot.get_my_commands(here, "zh") == ()


@pytest.mark.parametrize(
    ("commands", "why"),
    [
        ([("看板", "看板")], "bot_command_invalid"),
        ([("status", "")], "bot_command_description_invalid"),
        ([("status", "看板")] * 101, "bot_commands_too_much"),
    ],
)
async def test_commands_telegram_cannot_show_are_refused(
    bot: Bot, commands: list[tuple[str, str]], why: str
) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){why}"):
        await bot.set_my_commands(commands)


async def test_a_file_somebody_sent_can_be_downloaded(standin: Standin, bot: Bot) -> None:
    standin.people.send_document(WANG, WANG, "佐证".encode(), "佐证.txt", "text/plain")
    (update,) = await heard(bot)
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    assert (await file.download_as_bytearray()).decode() == "佐证"


async def test_a_file_of_more_than_twenty_megabytes_cannot_be_downloaded(
    standin: Standin, bot: Bot
) -> None:
    standin.people.send_document(WANG, WANG, b"x", "录像.mp4", size=20 * MEGABYTE)
    standin.people.send_document(WANG, WANG, b"x", "录像.mp4", size=20 * MEGABYTE + 1)
    fits, too_big = [
        update.message.document
        for update in await heard(bot)
        if update.message and update.message.document
    ]
    await fits.get_file()
    with pytest.raises(BadRequest, match="File is too big"):
        await too_big.get_file()


async def test_the_same_content_has_the_same_unique_id(standin: Standin, bot: Bot) -> None:
    for content in (b"a", b"a", b"b"):
        standin.people.send_photo(WANG, WANG, content)
    ids = [u.message.photo[-1].file_unique_id for u in await heard(bot) if u.message]
    assert ids[0] == ids[1] != ids[2]


async def test_a_file_nobody_sent_is_not_found(standin: Standin, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("nothing")
    with pytest.raises(InvalidToken, match="Not Found"):
        await bot.request.retrieve(f"{standin.url}/file/bot1:TEST/photos/file_9.jpg")


async def test_what_changes_nothing_here_is_accepted(bot: Bot) -> None:
    assert await bot.set_my_description("督办机器人")
