"""Messages on their way to Telegram, and what each of its answers means for them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut

from bot.composition import make_bot
from bot.config import Settings
from bot.pacing import standing_pacer
from bot.sending import Telegraph, outcome_of
from plan.delivery import Failed, Gone, Moved, Outcome, Refused, Sent, Unknown, Unlikely, Wait
from rehearsal import MovableClock, Standin, open_standin
from render.message import TEXT_LIMIT, Button, Message, Style, utf16_length
from tests.flows.haste import without_tls

GROUP, FORUM, USER = -1001, -1002, 7
HELLO = Message("<b>您好</b> &amp; 再见")


@dataclass(frozen=True, slots=True)
class Wire:
    """A telegraph and what stands at its other end."""

    telegraph: Telegraph
    standin: Standin


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    clock = MovableClock(datetime(2012, 11, 5, tzinfo=UTC))
    async with open_standin(clock) as standin:
        standin.world.add_user(USER, "何听泉")
        standin.world.add_group(GROUP, "鹿渚镇", [USER])
        standin.world.add_group(FORUM, "分话题", [USER], forum=True)
        telegram = {"token": "1:TEST", "api_url": standin.url}
        settings = Settings.model_validate({"telegram": telegram})
        async with make_bot(settings, without_tls, standing_pacer(clock)) as bot:
            yield Wire(Telegraph(bot), standin)


GONE = [
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: bot was kicked from the group chat"),
    (403, "Forbidden: bot is not a member of the supergroup chat"),
    (403, "Forbidden: the group chat was deleted"),
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
    (403, "Forbidden: bot can't initiate conversation with a user"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: group chat was deactivated"),
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: have no rights to send a message"),
    (400, "Bad Request: need administrator rights in the channel chat"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
]
REFUSED = [
    (400, "Bad Request: message is too long"),
    (400, "Bad Request: message to be replied not found"),
    (400, "Bad Request: BUTTON_DATA_INVALID"),
]
UNLIKELY = [(500, "Internal Server Error"), (502, "Bad Gateway"), (504, "Gateway Timeout")]
FAILED = [
    (401, "Unauthorized"),
    (404, "Not Found: method not found"),
]


def ids(rows: list[tuple[int, str]]) -> list[str]:
    return [text for _, text in rows]


async def failed_with(wire: Wire, code: int, text: str) -> Outcome:
    wire.standin.faults.fail("sendMessage", code=code, description=text)
    return await wire.telegraph.send(GROUP, HELLO)


@pytest.mark.parametrize(("code", "text"), GONE, ids=ids(GONE))
async def test_a_chat_that_takes_nothing_until_somebody_acts_is_gone(
    wire: Wire, code: int, text: str
) -> None:
    assert isinstance(await failed_with(wire, code, text), Gone)


@pytest.mark.parametrize(("code", "text"), REFUSED, ids=ids(REFUSED))
async def test_a_message_telegram_will_never_take_is_refused(
    wire: Wire, code: int, text: str
) -> None:
    assert isinstance(await failed_with(wire, code, text), Refused)


@pytest.mark.parametrize(("code", "text"), FAILED, ids=ids(FAILED))
async def test_what_was_certainly_not_sent_may_be_tried_again(
    wire: Wire, code: int, text: str
) -> None:
    assert isinstance(await failed_with(wire, code, text), Failed)


@pytest.mark.parametrize(("code", "text"), UNLIKELY, ids=ids(UNLIKELY))
async def test_what_a_server_in_trouble_answered_was_most_likely_not_sent(
    wire: Wire, code: int, text: str
) -> None:
    assert isinstance(await failed_with(wire, code, text), Unlikely)


async def test_too_many_messages_wait_as_long_as_telegram_says(wire: Wire) -> None:
    wire.standin.faults.fail("sendMessage", retry_after=10_072)
    assert await wire.telegraph.send(GROUP, HELLO) == Wait(10_072)


async def test_an_upgraded_group_tells_its_new_number(wire: Wire) -> None:
    wire.standin.world.add_group(-5, "小群", [USER], supergroup=False)
    new = wire.standin.groups.upgrade(-5)
    assert await wire.telegraph.send(-5, HELLO) == Moved(new)


async def test_a_message_whose_answer_was_lost_may_have_arrived(wire: Wire) -> None:
    wire.standin.faults.lose_reply("sendMessage")
    assert isinstance(await wire.telegraph.send(GROUP, HELLO), Unknown)
    assert wire.standin.world.last(GROUP).text == "您好 & 再见"


async def test_an_edit_whose_answer_was_lost_may_be_repeated(wire: Wire) -> None:
    sent = await wire.telegraph.send(GROUP, HELLO)
    assert isinstance(sent, Sent)
    wire.standin.faults.lose_reply("editMessageText")
    edit = Message("新的")
    assert isinstance(await wire.telegraph.edit(GROUP, sent.message_id, edit), Failed)
    assert await wire.telegraph.edit(GROUP, sent.message_id, edit) == Sent(sent.message_id)


async def test_without_a_line_to_telegram_nothing_was_sent(wire: Wire) -> None:
    await wire.standin.network_down()
    await wire.telegraph.send(GROUP, HELLO)  # breaks the connection that was kept open
    assert isinstance(await wire.telegraph.send(GROUP, HELLO), Failed)
    await wire.standin.network_up()
    assert isinstance(await wire.telegraph.send(GROUP, HELLO), Sent)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (httpx.ConnectError("refused"), Failed),
        (httpx.ConnectTimeout("slow"), Failed),
        (httpx.PoolTimeout("busy"), Failed),
        (httpx.ReadTimeout("silent"), Unknown),
        (httpx.WriteError("broken"), Unknown),
        (httpx.RemoteProtocolError("hung up"), Unknown),
    ],
)
@pytest.mark.parametrize("error", [TimedOut, NetworkError])
def test_only_what_never_left_is_known_not_to_be_sent(
    cause: Exception, outcome: type[Outcome], error: type[NetworkError]
) -> None:
    raised = error("oops")
    raised.__cause__ = cause
    assert isinstance(outcome_of(raised), outcome)


def test_an_error_nobody_knows_refuses_the_one_message() -> None:
    assert outcome_of(TelegramError("Strange")) == Refused("Strange")
    assert outcome_of(InvalidToken("Bad")) == Failed("Bad")


async def test_markup_telegram_cannot_read_goes_out_as_plain_text(wire: Wire) -> None:
    text = "Bad Request: can't parse entities: Unsupported start tag"
    wire.standin.faults.fail("sendMessage", code=400, description=text)
    assert isinstance(await wire.telegraph.send(GROUP, HELLO), Sent)
    assert wire.standin.world.last(GROUP).text == "您好 & 再见"
    assert not wire.standin.world.last(GROUP).content.entities


async def test_what_a_message_says_already_is_a_successful_edit(wire: Wire) -> None:
    sent = await wire.telegraph.send(GROUP, HELLO)
    assert isinstance(sent, Sent)
    assert await wire.telegraph.edit(GROUP, sent.message_id, HELLO) == sent


async def test_buttons_keep_their_rows_data_links_and_styles(wire: Wire) -> None:
    rows = (
        (Button("收到", "v1:k:receive:1", style=Style.SUCCESS), Button("受阻", "v1:k:block:1")),
        (Button("网页", url="https://example.org/"),),
    )
    await wire.telegraph.send(GROUP, Message("卡片", rows))
    message = wire.standin.world.last(GROUP)
    assert message.labels == [["收到", "受阻"], ["网页"]]
    assert [button.data for row in message.keyboard for button in row] == [
        "v1:k:receive:1",
        "v1:k:block:1",
        "",
    ]
    assert message.keyboard[1][0].url == "https://example.org/"
    assert message.keyboard[0][0].more == {"style": "success"}


async def test_a_question_opens_a_reply_and_a_quiet_message_makes_no_sound(wire: Wire) -> None:
    first = await wire.telegraph.send(GROUP, Message("请回复", ask=True))
    assert isinstance(first, Sent)
    assert wire.standin.world.last(GROUP).markup == {"force_reply": True, "selective": True}
    assert not wire.standin.world.last(GROUP).silent
    await wire.telegraph.send(GROUP, Message("嘘", silent=True), reply_to=first.message_id)
    assert wire.standin.world.last(GROUP).silent
    assert wire.standin.world.last(GROUP).reply_to == first.message_id


async def test_a_reply_to_a_deleted_message_goes_out_all_the_same(wire: Wire) -> None:
    assert isinstance(await wire.telegraph.send(GROUP, HELLO, reply_to=99), Sent)


async def test_a_topic_is_written_to_by_its_number(wire: Wire) -> None:
    topic = wire.standin.groups.add_topic(FORUM, USER, "反馈")
    assert isinstance(await wire.telegraph.send(FORUM, HELLO, thread=topic), Sent)
    assert wire.standin.world.last(FORUM).thread == topic


@pytest.mark.parametrize("deleted", [True, False])
async def test_a_topic_that_is_closed_or_gone_gives_way_to_the_group(
    wire: Wire, deleted: bool
) -> None:
    topic = wire.standin.groups.add_topic(FORUM, USER, "反馈")
    groups = wire.standin.groups
    (groups.delete_topic if deleted else groups.close_topic)(FORUM, topic)
    assert isinstance(await wire.telegraph.send(FORUM, HELLO, thread=topic), Sent)
    assert wire.standin.world.last(FORUM).thread is None


async def test_a_reply_in_a_closed_topic_is_answered_in_the_group(wire: Wire) -> None:
    topic = wire.standin.groups.add_topic(FORUM, USER, "反馈")
    asked = wire.standin.people.say(FORUM, USER, "进度60%", thread=topic)
    wire.standin.groups.close_topic(FORUM, topic)
    assert isinstance(await wire.telegraph.send(FORUM, HELLO, reply_to=asked), Sent)
    assert wire.standin.world.last(FORUM).thread is None


async def test_a_reaction_is_put_and_a_forbidden_one_is_no_failure(wire: Wire) -> None:
    message = wire.standin.people.say(GROUP, USER, "进度60%")
    await wire.telegraph.react(GROUP, message, "✍")
    assert wire.standin.world.last(GROUP).reactions == {1: "✍"}
    wire.standin.faults.fail(
        "setMessageReaction", code=400, description="Bad Request: REACTION_INVALID"
    )
    assert isinstance(await wire.telegraph.react(GROUP, message, "✍"), Refused)


@pytest.mark.parametrize("letter", ["字", "𠮷", "🏠"])
async def test_a_message_may_have_4096_units_and_not_one_more(wire: Wire, letter: str) -> None:
    """Characters beyond the first 65,536 are two units each, in the stricter reading."""
    longest = letter * (TEXT_LIMIT // utf16_length(letter))
    assert isinstance(await wire.telegraph.send(GROUP, Message(longest)), Sent)
    assert wire.standin.world.last(GROUP).text == longest
    longer = Message(f"{longest}{letter}")
    assert isinstance(await wire.telegraph.send(GROUP, longer), Refused)
