"""A message that may have arrived or not: its row says so, and so does the one sent again."""

from dataclasses import replace

import pytest

from jobs.deliver import deliver_due
from jobs.desk import Desk
from jobs.redraw import redraw_due
from jobs.schedule import tick
from plan.delivery import Unknown, Unlikely
from plan.notices import Owing
from plan.rules import Repeats
from storage import cards, outages, outbox, posts
from storage.news import tell_office
from tests.jobs.card import GROUP, MINUTE, NINE, row
from tests.jobs.conftest import OFFICE_PERSON, TEXTS, Recorder

pytestmark = pytest.mark.usefixtures("one_card")


async def test_a_lost_answer_is_not_sent_again_and_its_card_still_takes_answers(
    desk: Desk, network: Recorder
) -> None:
    network.answers.append(Unknown("timed out"))
    await deliver_due(desk, NINE)
    stored = await row(desk)
    assert (stored.state, stored.why) == ("unknown", "timed out")
    assert stored.post_id is not None
    async with desk.sessions() as session:
        post = await posts.get_post(session, stored.post_id)
        assert post is not None
        assert (post.message, len(await cards.places(session, post.id))) == (None, 1)
    assert await deliver_due(desk, NINE + 60 * MINUTE) == 0


async def test_a_card_in_doubt_is_sent_again_until_it_is_certain(
    desk: Desk, network: Recorder
) -> None:
    network.answers.extend([Unknown("timed out")] * 5)
    await deliver_due(desk, NINE)
    for minutes in (29, 30, 60, 90, 120, 149):
        await tick(desk, NINE + minutes * MINUTE)
        assert ((await row(desk)).state, network.chats) == ("unknown", [])
    await tick(desk, NINE + 150 * MINUTE)
    [(chat, text)] = network.sent
    assert (chat, TEXTS["zh-Hans"]("notice.again") in text) == (GROUP, True)
    assert (await row(desk)).state == "sent"


async def test_what_a_server_in_trouble_answered_is_tried_soon_and_may_be_a_repeat(
    desk: Desk, network: Recorder
) -> None:
    desk = replace(desk, rules=replace(desk.rules, repeats=Repeats(30 * MINUTE, 1)))
    network.answers.extend([*[Unlikely("Bad Gateway")] * 3, Unknown("timed out")])
    for minutes in (0, 1, 3, 6, 36):
        await tick(desk, NINE + minutes * MINUTE)
    [(chat, text)] = network.sent
    assert (chat, TEXTS["zh-Hans"]("notice.again") in text) == (GROUP, True)
    assert (await row(desk)).state == "sent"


async def test_a_card_in_doubt_so_often_as_the_settings_say_is_given_up(
    desk: Desk, network: Recorder
) -> None:
    desk = replace(desk, rules=replace(desk.rules, repeats=Repeats(30 * MINUTE, 2)))
    network.answers.extend([Unknown("timed out")] * 3)
    await deliver_due(desk, NINE)
    for minutes in (30, 60, 90, 120):
        await tick(desk, NINE + minutes * MINUTE)
    assert ((await row(desk)).state, network.chats, list(network.answers)) == ("unknown", [], [])


async def test_a_card_whose_repeat_would_be_too_late_is_folded_into_a_catch_up(
    desk: Desk, network: Recorder
) -> None:
    desk = replace(desk, rules=replace(desk.rules, repeats=Repeats(121 * MINUTE)))
    network.answers.extend([Unknown("timed out")] * 2)
    await deliver_due(desk, NINE)
    await tick(desk, NINE + 121 * MINUTE)
    assert not (await row(desk)).catch_up
    await tick(desk, NINE + 242 * MINUTE)
    assert (await row(desk)).catch_up
    [(chat, text)] = network.sent
    assert (chat, TEXTS["zh-Hans"]("notice.again") in text) == (GROUP, True)


async def test_a_card_sent_again_keeps_its_mark_when_it_is_drawn_anew(
    desk: Desk, network: Recorder
) -> None:
    network.answers.append(Unknown("timed out"))
    await deliver_due(desk, NINE)
    half_past = NINE + 30 * MINUTE
    await tick(desk, half_past)
    mark = TEXTS["zh-Hans"]("notice.again")
    [(chat, text)] = network.sent
    assert (chat, mark in text) == (GROUP, True)
    stored = await row(desk)
    assert (stored.state, stored.message_id) == ("sent", 1)
    async with desk.sessions.begin() as session:
        assert stored.post_id is not None
        await posts.drawn_elsewhere(session, stored.post_id)
        await posts.ask_redraw(session, [stored.post_id], half_past)
    await redraw_due(desk, half_past)
    [(_, message, redrawn)] = network.edits
    assert (message, mark in redrawn) == (1, True)


async def test_other_messages_sent_again_say_so_as_well(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        gap = await outages.add_outage(session, NINE - 60 * MINUTE, NINE)
        await tell_office(session, Owing.OUTAGE, gap, [OFFICE_PERSON], desk.rules.hours, NINE)
    network.answers.append(Unknown("timed out"))
    await deliver_due(desk, NINE)
    await tick(desk, NINE + 30 * MINUTE)
    [text] = [text for chat, text in network.sent if chat == OFFICE_PERSON]
    assert text.startswith(TEXTS["zh-Hans"]("notice.again"))


async def test_a_crash_while_sending_is_written_down_and_not_repeated(
    desk: Desk, network: Recorder
) -> None:
    async with desk.sessions.begin() as session:
        assert await outbox.claim_next(session, NINE) is not None
    await tick(desk, NINE + 9 * MINUTE)
    assert (await row(desk)).state == "sending"
    await tick(desk, NINE + 11 * MINUTE)
    stored = await row(desk)
    assert (stored.state, stored.why) == ("unknown", "the process stopped while sending")
    assert network.chats == []
