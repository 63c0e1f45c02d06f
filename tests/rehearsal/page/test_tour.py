"""The tour, played by the real bot: what each step shows is really there."""

from collections.abc import Awaitable, Callable

import pytest

from rehearsal.page import Theatre
from rehearsal.page.actions import Refused
from rehearsal.page.conductor import Conductor
from rehearsal.page.liaisons import Liaisons
from rehearsal.page.tour import STEPS, Focus, Tour

Go = Callable[[str], Awaitable[Focus]]


@pytest.fixture
def tour(theatre: Theatre) -> Tour:
    conductor = Conductor(theatre, lambda kind, data: None)
    return Tour(theatre, conductor, Liaisons(theatre, conductor))


async def upto(tour: Tour, last: str) -> Focus:
    """Every step up to this one."""
    for name in STEPS:
        focus = await tour.go(name)
        if name == last:
            return focus
    raise LookupError(last)


def text(tour: Tour, focus: Focus) -> str:
    return tour.theatre.world.chat(focus.chat).message(focus.message).text


async def test_a_reminder_is_received_and_reported(tour: Tour) -> None:
    await upto(tour, "receipt")
    card = tour.card
    assert card is not None
    assert "已签收" in card.text
    await tour.go("reply")
    assert "60%" in card.text
    await tour.go("taps")
    assert "进度 80%" in card.text or "80%" in card.text.split("序时")[0]


async def test_unsure_words_are_asked_about_and_change_nothing(tour: Tour) -> None:
    await upto(tour, "taps")
    assert tour.card
    before = tour.card.text
    focus = await tour.go("unsure")
    asked = tour.theatre.world.chat(focus.chat).message(focus.message)
    assert asked.sender == tour.theatre.world.bot.id
    assert asked.keyboard
    assert tour.card.text == before


async def test_a_strangers_tap_changes_nothing(tour: Tour) -> None:
    await upto(tour, "unsure")
    assert tour.card
    before = tour.card.text
    focus = await tour.go("stranger")
    assert tour.theatre.world.toasts[-1].user == focus.user
    assert tour.theatre.world.toasts[-1].text
    assert tour.card.text == before


async def test_it_ends_with_the_digest_and_the_summary(tour: Tour) -> None:
    focus = await upto(tour, "digest")
    assert text(tour, focus)
    focus = await tour.go("summary")
    assert tour.theatre.world.chat(focus.chat).message(focus.message).keyboard


async def test_without_a_card_it_says_so(tour: Tour) -> None:
    with pytest.raises(Refused):
        await tour.go("receipt")
