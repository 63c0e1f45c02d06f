"""The reading of a reply for a terminal."""

from plan.model import Status
from plan.replies import Item, Reading
from render.reply_text import reply_text
from render.texts import Texts


def test_a_sure_reading_is_what_would_be_recorded(en: Texts) -> None:
    items = (Item(1, status=Status.DONE), Item(2, percent=80))
    assert reply_text(Reading(True, items, ""), en) == (
        "Recorded at once:\nNo. 1: done\nNo. 2: progress 80%"
    )


def test_an_unsure_reading_says_why_and_what_it_may_mean(en: Texts) -> None:
    said = reply_text(Reading(False, (Item(status=Status.DONE),), "which_task"), en)
    assert said.splitlines()[1:] == ["Understood so far:", "done"]


def test_without_a_guess_there_is_only_the_doubt(en: Texts) -> None:
    said = reply_text(Reading(False, (), "a doubt without words of its own"), en)
    assert said.splitlines() == [
        "Not recorded at once, but asked about first. "
        "The reason: this reply could not be understood."
    ]
