"""Whoever has no part in the plan gets few answers, and whoever guesses codes is refused them."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Update
from telegram.constants import ChatType

from bot.access import MASKS
from plan.patience import Allowance

# So many people are remembered, those who were heard of last; a flood leaves no more behind.
REMEMBERED = 5_000
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(slots=True)
class Tally:
    """Who did a thing when, in memory: a restart forgives everybody."""

    allowance: Allowance
    times: OrderedDict[int, Sequence[datetime]] = field(default_factory=OrderedDict)

    def add(self, who: int, now: datetime) -> None:
        """Somebody did it."""
        recent = self.allowance.recent(self.times.pop(who, ()), now)
        self.times[who] = [*recent, now]
        if len(self.times) > REMEMBERED:
            self.times.popitem(last=False)

    def is_spent(self, who: int, now: datetime) -> bool:
        """Whether somebody may not do it now."""
        return self.allowance.is_spent(self.times.get(who, ()), now)

    def forget(self, who: int) -> None:
        """Begin anew with somebody."""
        self.times.pop(who, None)


class Guests:
    """The answers given to people without a role, and the wrong codes anybody redeemed."""

    def __init__(self, answers_per_minute: int, wrong_codes_per_hour: int) -> None:
        self.answers = Tally(Allowance(answers_per_minute, MINUTE))
        self.guesses = Tally(Allowance(wrong_codes_per_hour, HOUR))

    def are_silenced(self, update: Update, now: datetime) -> bool:
        """Whether an update only asks for an answer that its sender gets no more.

        What may be a report is never passed over: a role may just have been given.
        """
        message = update.message
        if message is not None:
            private = message.chat.type == ChatType.PRIVATE
            asks = message.reply_to_message is None and bool(message.text or private)
        else:
            asks = update.callback_query is not None
        return asks and self.answers.is_spent(sender_of(update), now)


def sender_of(update: Update) -> int:
    """Who sent an update; the chat where Telegram hides the person."""
    user, chat = update.effective_user, update.effective_chat
    if user is not None and user.id not in MASKS:
        return user.id
    return chat.id if chat else 0
