"""Names and words meant to break a message, put into every place that takes foreign words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from plan.cards import Card, PhaseLine
from plan.files import Refusal
from plan.history import Figures, Past
from plan.model import BlockReason, PersonRole, Phase, Status
from plan.replies import Doubt, Item, Reading
from plan.summary import Entry, Summary
from render import binding, card, digest, item, notices, reading, status
from render.message import Message, utf16_length
from render.summary_text import summary_text
from render.texts import Texts
from tests.render.builders import (
    AT,
    ENTRY,
    KEY,
    SUMMARY,
    TALLY,
    TODAY,
    ZONE,
    a_card,
    a_line,
    a_trace,
)
from tests.render.markup import assert_can_be_sent, assert_is_orderly

HOSTILE = [
    "<b>",
    "</b><a href='x'>",
    '"><script>alert(1)</script>',
    "_*[]()~`>#+-=|{}.!",
    "{n} {0.__class__} %s",
    "&amp; &lt; & &#60;",
    "👨‍👩‍👧" * 40,
    "\u202e倒着读\u202c",
    "\u2066\u2067开着的",
    "שם בעברית 80%",
    "一\n二\r\n三\u2028四",
    "\x00\x07\x1b[2J\ud83d",
    "&" * 300,
    "字" * 300,
    "ש" * 300,
    "",
]


def a_full_card(word: str, lines: int) -> Card:
    made = [
        a_line(
            n,
            task=word,
            title=word,
            unit=word,
            standard=word,
            evidence_asked=3,
            status=Status.BLOCKED,
            percent=60,
            reason=BlockReason.COORDINATION,
            expected_on=date(2012, 12, 31),
            extension=date(2012, 12, 31),
            receipt=a_trace(word),
            report=a_trace(word),
            undo=10**9,
        )
        for n in range(1, lines + 1)
    ]
    return a_card(
        *made,
        mentions=((10**12, word),) * 50,
        phases=(PhaseLine(word, TODAY, 99),) * 5,
        late_since=AT,
        covers_from=TODAY,
        taps_lost=True,
        again=True,
    )


def an_entry(word: str) -> Entry:
    return replace(ENTRY, task=word, title=word, unit=word, note=word)


def a_summary(word: str) -> Summary:
    listed = (an_entry(word),) * 20
    return replace(
        SUMMARY,
        plan=word,
        total=replace(TALLY, late=40, silent=40, blocked=40),
        phases=((Phase("1", word, None, TODAY), TALLY),) * 40,
        units=((word, TALLY),) * 400,
        late=listed,
        blocked=listed,
        silent=listed,
        unbound=(word,) * 400,
        since=AT,
        before=TALLY,
    )


MESSAGES: dict[str, Callable[[str, Texts], Message]] = {
    "card of one": lambda w, t: card.card_message(a_full_card(w, 1), t, ZONE),
    "card of eight": lambda w, t: card.card_message(a_full_card(w, 8), t, ZONE),
    "card of forty": lambda w, t: card.card_message(a_full_card(w, 40), t, ZONE),
    "progress menu": lambda w, t: card.progress_menu(a_full_card(w, 8), 2, t, ZONE),
    "done question": lambda w, t: card.done_question(a_full_card(w, 8), 2, t, ZONE),
    "block menu": lambda w, t: card.block_menu(a_full_card(w, 8), 2, t, ZONE),
    "extension menu": lambda w, t: card.extension_menu(a_full_card(w, 8), 2, t, ZONE, [TODAY]),
    "which line": lambda w, t: reading.which_line(a_full_card(w, 40), KEY, t),
    "echo": lambda w, t: reading.echo(Reading(False, (Item(percent=5),), Doubt.UNCLEAR), KEY, t),
    "not understood": lambda _, t: reading.not_understood(Doubt.UNCLEAR, t),
    "ask block words": lambda w, t: reading.ask_block_words(BlockReason.LAND, (1, w), t),
    "ask words": lambda w, t: reading.ask_extension_words(TODAY, (1, w), t),
    "ask again": lambda w, t: reading.ask_again((1, w), t),
    "home": lambda w, t: status.home(a_summary(w), KEY, t, ZONE),
    "home of plans": lambda w, t: status.home(a_summary(w), KEY, t, ZONE, [(2, w)] * 5),
    "unbound": lambda w, t: status.unbound([(n, w) for n in range(20)], status.Sheet(KEY), t),
    "units": lambda w, t: status.groups(
        status.Grouping.UNIT, [Figures(1, w, TALLY)] * 20, status.Sheet(KEY, 1, 3), t
    ),
    "unit": lambda w, t: status.group(
        status.Grouping.UNIT,
        Figures(1, w, TALLY),
        [an_entry(w)] * 20,
        status.Sheet(KEY, 1, 3),
        t,
        TODAY,
    ),
    "entries": lambda w, t: status.entries(
        status.Listing.BLOCKED, [an_entry(w)] * 20, status.Sheet(KEY, 1, 3), t, TODAY
    ),
    "item": lambda w, t: item.item(
        an_entry(w), [Past(AT, w, note=w)] * 50, 9, KEY, t, ZONE, TODAY, wanted=TODAY
    ),
    "digest": lambda w, t: digest.digest_message([a_summary(w)] * 3, t, ZONE, extensions=9),
    "gaps": lambda w, t: digest.gap_message([w] * 400, {w: [w] * 400}, t),
    "invitation": lambda w, t: binding.invitation(w, "x_bot", "x", w, AT, t, ZONE),
    "bound": lambda w, t: binding.unit_bound(w, 1, 2, KEY, t),
    "usage": lambda w, t: binding.bind_usage([w] * 9, t),
    "application": lambda w, t: binding.application(w, 1, w, PersonRole.LIAISON, KEY, t),
    "decided application": lambda w, t: binding.application_decided(
        w, w, PersonRole.LIAISON, True, t
    ),
    "not yours": lambda w, t: notices.not_yours(False, [w] * 9, t),
    "masked": lambda w, t: notices.not_yours(True, [w] * 9, t),
    "trouble": lambda w, t: notices.trouble(notices.Trouble.REMOVED, w, [w] * 9, t),
    "start": lambda w, t: notices.start(notices.Audience.LIAISON, 1, [w] * 9, t),
    "refused file": lambda w, t: notices.evidence_refused(Refusal.SECRET, w, t),
    "decision": lambda w, t: notices.decided(notices.Decision.ACCEPTED, an_entry(w), t),
    "failure": lambda w, t: notices.failure(w, t),
}


@pytest.mark.parametrize("make", MESSAGES.values(), ids=MESSAGES)
def test_no_foreign_word_breaks_a_message(
    make: Callable[[str, Texts], Message], texts: Texts
) -> None:
    for word in HOSTILE:
        assert_can_be_sent(make(word, texts))


def test_no_foreign_word_reaches_the_terminal_as_a_command(texts: Texts) -> None:
    for word in HOSTILE:
        text = summary_text(a_summary(word), texts, ZONE)
        assert "\x1b" not in text
        assert_is_orderly(text)


def test_no_foreign_word_makes_a_toast_too_long(texts: Texts) -> None:
    for word in HOSTILE:
        assert utf16_length(notices.not_yours_toast([word] * 9, texts)) <= 200
