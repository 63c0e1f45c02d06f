"""A thumb on a card is a receipt, where the bot is an administrator and so is told of it."""

from telegram import ReactionTypeEmoji, Update

from bot.access import actor_of
from bot.context import Context
from bot.conversations.record import Said, record
from plan.progress import SETTLED
from storage import cards, posts
from storage.reports import Source, Words

RECEIPTS = frozenset({"👌", "👍", "🫡", "🙏", "🤝"})


async def on_reaction(update: Update, context: Context) -> None:
    """Somebody of the unit reacted to a card; takings-back of a reaction change nothing."""
    reaction, deps = update.message_reaction, context.deps
    if reaction is None or reaction.user is None or not _is_receipt(reaction.new_reaction):
        return
    now = deps.clock()
    async with deps.sessions.begin() as session:
        post = await posts.find_by_message(session, reaction.chat.id, reaction.message_id)
        if post is None or post.kind != "card":
            return
        actor = await actor_of(session, reaction.user, deps.settings.office)
        said = [
            Said(place, Words(receipt=True))
            for place in await cards.places(session, post.id)
            if actor.may_report(place.unit) and place.state not in SETTLED
        ]
        name = f"r{reaction.chat.id}:{reaction.message_id}:{actor.user}"
        source = Source(name, reaction.chat.id, reaction.message_id, actor.user, actor.name, now)
        await record(session, deps, said, source)


def _is_receipt(reactions: object) -> bool:
    return isinstance(reactions, tuple) and any(
        isinstance(one, ReactionTypeEmoji) and one.emoji in RECEIPTS for one in reactions
    )
