"""The reading of a reply for a terminal."""

from plan.model import Status
from plan.replies import Doubt, Item, Reading
from render.reply_text import reply_text
from render.texts import Texts


def test_a_sure_reading_is_what_would_be_recorded(en: Texts) -> None:
    items = (Item(1, status=Status.DONE), Item(2, percent=80))
    assert reply_text(Reading(True, items), en) == (
        "Recorded at once:\nNo. 1: done\nNo. 2: progress 80%"
    )


def test_an_unsure_reading_says_why_and_what_it_may_mean(en: Texts) -> None:
    said = reply_text(Reading(False, (Item(status=Status.DONE),), Doubt.WHICH_TASK), en)
    assert said.splitlines()[1:] == ["Understood so far:", "done"]


def test_without_a_guess_there_is_only_the_doubt(en: Texts) -> None:
    said = reply_text(Reading(False, (), Doubt.NOTHING_SAID), en)
    assert said.splitlines() == [
        "Not recorded at once, but asked about first. "
        "The reason: it does not say where the task stands."
    ]
