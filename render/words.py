"""Phrases that cards, lists and digests share: lamps, days left, what a unit said."""

from datetime import date

from plan.model import BlockReason, Lamp, State, Status
from render.clean import clean
from render.texts import Markup, Texts

NAME_LIMIT = 24
TASK_LIMIT = 12
UNIT_LIMIT = 32
TITLE_LIMIT = 60
NOTE_LIMIT = 120
CHAT_LIMIT = 40


def lamp_word(lamp: Lamp, due: date, today: date, texts: Texts) -> Markup:
    """Colour and word; a red lamp before the due date means far behind, not overdue."""
    if lamp is Lamp.RED and today <= due:
        return texts("lamp.red_behind")
    return texts(f"lamp.{lamp}")


def days_left(due: date, today: date, texts: Texts) -> str:
    """How far the due date is, as a phrase of its own."""
    days = (due - today).days
    if days < 0:
        return texts.plain("days.late", n=-days)
    if days == 0:
        return texts.plain("days.today")
    return texts.plain("days.tomorrow") if days == 1 else texts.plain("days.left", n=days)


def progress_word(
    status: Status | None, percent: int | None, reason: BlockReason | None, texts: Texts
) -> str:
    """The unit's latest words about its progress."""
    if status is None and percent is None:
        return texts.plain("said.nothing")
    word = texts.plain(f"progress.{status or Status.IN_PROGRESS}")
    if status is Status.BLOCKED and reason:
        word = texts.plain("said.blocked", reason=texts.plain(f"reason.{reason}"))
    if percent is None or status is Status.DONE:
        return word
    return texts.plain("said.percent", progress=word, percent=percent)


def state_word(state: State, texts: Texts) -> str:
    """Where the assignment stands in the office's workflow."""
    return texts.plain(f"state.{state}")


def mention(user: int, name: str, texts: Texts) -> Markup:
    """A link that notifies the person, whether or not they have a user name."""
    return texts("format.mention", user=user, name=clean(name, NAME_LIMIT))
