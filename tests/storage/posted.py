"""A card that was sent into a group, with tasks of its two units on it."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plan.reminders import Rung
from storage import cards, posts
from storage.posts import Post
from tests.storage.builders import BUREAU, TOWN, assignment, at

IMPORTED, NOW = at("2012-10-10 10:00"), at("2012-11-09 09:00")
DUE, LATER = date(2012, 11, 16), date(2012, 11, 20)
MINUTE = timedelta(minutes=1)
SEVEN = Rung(overdue=False, days=7)


async def card_of(session: AsyncSession, chat: int, *numbers: str, message: int = 7) -> Post:
    """A card that was sent, with these tasks on it."""
    lines = [(await assignment(session, n, TOWN if n == "2.3" else BUREAU), SEVEN) for n in numbers]
    post = await cards.open_card(session, chat, lines, {}, NOW)
    await posts.place(session, post.id, message)
    found = await posts.get_post(session, post.id)
    assert found is not None
    return found
