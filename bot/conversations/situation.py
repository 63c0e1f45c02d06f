"""Which of the bot's messages somebody answered, who they are, and what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message

from bot.access import Actor, actor_of
from bot.context import Deps
from plan.progress import SETTLED
from render.callback import decode
from render.texts import Texts
from storage import cards, posts, reports
from storage.cards import Place
from storage.posts import Post
from storage.reports import Version

ANSWERED = ("card", "question")


@dataclass(frozen=True, slots=True)
class Situation:
    """A reply to `post`: the lines of its card, and its author. `card` is the card's post id.

    `versions` are what the reply reported before, `asked` the questions about it that wait.
    """

    post: Post
    card: int
    actor: Actor
    places: Sequence[Place]
    texts: Texts
    now: datetime
    versions: Sequence[Version] = ()
    asked: Sequence[Post] = ()

    @property
    def may_answer(self) -> bool:
        """Whether the author answers for at least one unit of the card."""
        return any(self.actor.may_report(place.unit) for place in self.places)

    @property
    def own(self) -> Sequence[Place]:
        """The lines the author answers for."""
        return [place for place in self.places if self.actor.may_report(place.unit)]

    @property
    def only(self) -> Place | None:
        """The one line a reply without a number can be about; None when there are more."""
        open_lines = [place for place in self.own if place.state not in SETTLED]
        return open_lines[0] if len(open_lines) == 1 else None

    def has_met(self, source: str, text: str) -> bool:
        """Whether this version of the reply or a later one was recorded or is asked about, or just
        its words are: updates come out of order."""
        known = [version.source for version in self.versions]
        known += [post.about["source"] for post in self.asked if "source" in post.about]
        if any(source == one or _edition(source) < _edition(one) for one in known):
            return True
        return any(post.about.get("text", "") == text for post in self.asked)

    @property
    def last_words(self) -> str | None:
        """The newest words of the reply that were recorded, be they taken back since."""
        return self.versions[-1].note if self.versions else None

    @property
    def units(self) -> Sequence[str]:
        """The units of the card, each once."""
        return list(dict.fromkeys(place.unit_name for place in self.places))


def _edition(source: str) -> int:
    """Which version of a message its source is (`record.source_of`); a later one is more."""
    return int(source.rpartition(":")[2])


async def look(
    session: AsyncSession, deps: Deps, message: Message, answered: Message
) -> Situation | None:
    """Who answered what; None when the answered message takes no answers."""
    post = await _find_answered(session, answered)
    if post is None or post.kind not in ANSWERED:
        return None
    card = post.about["card"] if post.kind == "question" else post.id
    waiting = await posts.open_questions(session, post.chat)
    return Situation(
        post,
        card,
        await actor_of(session, message.from_user, deps.settings.office, message.sender_chat),
        await cards.places(session, card),
        deps.words(post),
        deps.clock(),
        await reports.versions(session, message.chat.id, message.message_id),
        [one for one in waiting if one.about.get("message") == message.message_id],
    )


async def _find_answered(session: AsyncSession, message: Message) -> Post | None:
    """The post a message of ours is: by its number, or by its buttons if the number was lost."""
    post = await posts.find_by_message(session, message.chat.id, message.message_id)
    if post is not None or message.reply_markup is None:
        return post
    data = message.reply_markup.inline_keyboard[0][0].callback_data
    press = decode(data) if isinstance(data, str) else None
    post = await posts.find_by_key(session, press.key) if press else None
    return post if post and post.telegram == message.chat.id else None
