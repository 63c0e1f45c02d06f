"""What was seen, as text."""

from datetime import date, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from rich.console import Console

from rehearsal import MovableClock, Standin
from rehearsal.transcript import Transcript
from tests.rehearsal.conftest import GROUP, LI, WANG, Bot
from tests.rehearsal.test_answering import BUTTON

DAY = date(2012, 11, 2)
ZONE = ZoneInfo("Asia/Shanghai")
CARD = "⏰ <b>任务提醒</b>\n2.3 社区门前悬挂两块牌子\n进度：尚未反馈"


@pytest.fixture
def paper() -> StringIO:
    return StringIO()


@pytest.fixture
def transcript(standin: Standin, paper: StringIO) -> Transcript:
    console = Console(file=paper, width=50)
    return Transcript(standin.world, console, ZONE)


async def test_an_exchange_is_told_in_the_order_it_happened(
    standin: Standin, bot: Bot, transcript: Transcript, paper: StringIO, clock: MovableClock
) -> None:
    card = (await bot.send_message(GROUP, CARD, "HTML", reply_markup=BUTTON)).message_id
    clock.advance(timedelta(minutes=5))
    press = standin.people.press(GROUP, WANG, card, "收到")
    await bot.answer_callback_query(press, "已签收")
    said = standin.people.send_document(GROUP, WANG, b"x" * 2048, "台账.xlsx", reply_to=card)
    await bot.set_message_reaction(GROUP, said, "✍")
    await bot.edit_message_text(CARD.replace("尚未反馈", "60%"), GROUP, card, parse_mode="HTML")
    transcript.print_day(DAY)
    assert [line.rstrip() for line in paper.getvalue().splitlines()] == [
        "",
        "2012-11-02 " + "─" * 39,
        "",
        "民政局",
        "09:00 督办",
        "      ⏰ 任务提醒",
        "      2.3 社区门前悬挂两块牌子",
        "      进度：尚未反馈",
        "      [收到]",
        "09:05 王芳 ☞ [收到]",
        "09:05 → 王芳 ⟪已签收⟫",
        "09:05 王芳 ↩ ⏰ 任务提醒",
        "      📎 台账.xlsx (2.0 KB)",
        "09:05 督办 ✍ ↩ 台账.xlsx",
        "09:05 督办 ✎ ⏰ 任务提醒",
        "      + 进度：60%",
    ]


async def test_what_nobody_answers_is_told_in_its_first_line(
    standin: Standin, bot: Bot, transcript: Transcript, paper: StringIO
) -> None:
    await bot.send_message(GROUP, CARD, "HTML", reply_markup=BUTTON)
    transcript.print_day(DAY)
    assert paper.getvalue().splitlines()[-2:] == ["      ⏰ 任务提醒", "      … +2"]


async def test_an_edit_that_follows_something_else_is_left_out(
    standin: Standin, bot: Bot, transcript: Transcript, paper: StringIO
) -> None:
    old = (await bot.send_message(GROUP, "旧卡片")).message_id
    new = (await bot.send_message(GROUP, "新卡片")).message_id
    standin.people.say(GROUP, WANG, "进度60%", reply_to=new)
    await bot.edit_message_text("旧卡片已更新", GROUP, old)
    transcript.print_day(DAY)
    assert "✎" not in paper.getvalue()


async def test_of_the_other_groups_only_the_number_of_messages_and_answers_is_told(
    standin: Standin, bot: Bot, paper: StringIO, clock: MovableClock
) -> None:
    console = Console(file=paper, width=50)
    transcript = Transcript(standin.world, console, ZONE, frozenset({WANG}))
    card = (await bot.send_message(GROUP, CARD, "HTML", reply_markup=BUTTON)).message_id
    await bot.answer_callback_query(standin.people.press(GROUP, WANG, card, "收到"))
    standin.people.say(GROUP, WANG, "进度60%", reply_to=card)
    standin.people.say(GROUP, WANG, "更正：进度50%", reply_to=card)
    transcript.print_day(DAY)
    assert paper.getvalue().splitlines()[-1] == "民政局  ↩ 2  ☞ 1  ✉ 1"


async def test_what_is_said_again_and_again_is_told_briefly(
    standin: Standin, bot: Bot, transcript: Transcript, paper: StringIO
) -> None:
    standin.people.say(GROUP, WANG, "/status")
    for n in range(3):
        await bot.send_message(GROUP, f"请审核\n任务 {n}\n单位\n进度")
    transcript.print_day(DAY)
    lines = paper.getvalue().splitlines()
    assert lines[-3:] == ["      请审核", "      任务 2", "      … +2"]
    assert lines.count("      单位") == 2


async def test_lines_are_broken_where_wide_characters_end(
    standin: Standin, transcript: Transcript, paper: StringIO
) -> None:
    standin.people.say(GROUP, WANG, "社区门前统一悬挂两块牌子和标识" * 5)
    transcript.print_day(DAY)
    lines = paper.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 50
    assert "".join(line.strip() for line in lines[5:]) == "社区门前统一悬挂两块牌子和标识" * 5


async def test_a_long_message_is_cut(
    standin: Standin, transcript: Transcript, paper: StringIO
) -> None:
    standin.people.say(GROUP, WANG, "\n".join(map(str, range(40))))
    transcript.print_day(DAY)
    assert paper.getvalue().splitlines()[-2:] == ["      23", "      … +16"]


async def test_comings_goings_and_deletions_are_told(
    standin: Standin, transcript: Transcript, paper: StringIO
) -> None:
    said = standin.people.say(GROUP, WANG, "错了")
    standin.people.react(GROUP, LI, said, "👍")
    standin.people.react(GROUP, LI, said, None)
    standin.people.delete(GROUP, said)
    standin.groups.leave(GROUP, LI)
    transcript.print_day(DAY)
    assert paper.getvalue().splitlines()[-4:] == [
        "09:00 李雷 👍 ↩ 错了",
        "09:00 李雷 – ↩ 错了",
        "09:00 ✕ 1",
        "09:00 李雷 * left_chat_member",
    ]


async def test_only_the_chats_asked_for_are_told_private_ones_last(
    standin: Standin, paper: StringIO
) -> None:
    standin.world.add_group(-1002, "别的群", [LI])
    console, zone = Console(file=paper, width=50), ZoneInfo("Asia/Shanghai")
    chosen = Transcript(standin.world, console, zone, frozenset({GROUP, WANG}))
    standin.people.start(WANG)
    standin.people.say(-1002, LI, "不说")
    standin.people.say(GROUP, WANG, "说")
    chosen.print_day(DAY)
    told = paper.getvalue()
    assert "不说" not in told
    assert told.index("民政局") < told.index("/start")


async def test_a_day_without_anything_prints_nothing_and_a_closed_transcript_hears_nothing(
    standin: Standin, transcript: Transcript, paper: StringIO
) -> None:
    transcript.print_day(DAY)
    transcript.close()
    standin.people.start(WANG)
    transcript.print_day(DAY)
    assert paper.getvalue() == ""


async def test_a_press_answered_without_words_shows_no_toast(
    standin: Standin, bot: Bot, transcript: Transcript, paper: StringIO
) -> None:
    card = (await bot.send_message(GROUP, CARD, "HTML", reply_markup=BUTTON)).message_id
    await bot.answer_callback_query(standin.people.press(GROUP, WANG, card, "收到"))
    transcript.print_day(DAY)
    assert "⟪" not in paper.getvalue()
