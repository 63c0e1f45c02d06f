"""How fast messages may leave: so many in all, in a group and in a chat, and none while frozen.

Instants are seconds on one clock that never goes back, whatever its beginning.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Self

MINUTE = 60.0
# Seconds for which a program that was held up may then send as fast as `Rates.most` lets it.
MADE_UP_FOR = 1.0
# So many chats refused within so short a time are not each chat's own trouble.
REFUSED_CHATS = 3
REFUSED_WITHIN = 10.0
# Messages a second that a process may send whatever its part is.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages and edits that may leave, each number somewhat below what the network takes.

    `per_second` in the long run; `per_group_minute` in any minute in one group; `chat_burst` one
    right after the other in one chat, then somewhat less than one a second. `second` is how long
    one of the network's is, where its time is scaled.
    """

    per_second: float = 25
    per_group_minute: int = 18
    chat_burst: int = 3
    second: float = 1.0

    @property
    def interval(self) -> float:
        """Time between two messages in the long run."""
        return self.second / self.per_second

    @property
    def most(self) -> float:
        """Messages that may come to the network in any second, however long each was on its way."""
        return max(1.0, self.per_second * 1.16)

    def shared(self, part: float) -> Self:
        """The rates of one process of several that has so much of the pace, from 0 to 1.

        In one group two of them write at most: the one that works off its updates, and the sender.
        """
        if part >= 1:
            return self
        per_second = min(max(self.per_second * part, LEAST), self.per_second)
        in_group = max(self.per_group_minute // 2, 1)
        return replace(self, per_second=per_second, per_group_minute=in_group)


@dataclass(slots=True)
class _Chat:
    """When the messages of a chat were answered lately, and how many have not been yet.

    A message may have come to the network as late as its answer came back.
    """

    answered: deque[float]
    under_way: int = 0

    def wait(self, most: int, seconds: float, now: float) -> float:
        """Until no more than `most` messages, with the next, came in any stretch so long."""
        back = most - self.under_way
        if back <= 0:
            return seconds  # asked again when one of them is answered
        return self.answered[-back] + seconds - now if len(self.answered) >= back else 0.0

    def is_over(self, before: float) -> bool:
        """Whether nothing of it is under way, or came after an instant."""
        return not self.under_way and self.answered[-1] <= before


class Pace:
    """What left lately and what is frozen. Without rates it only keeps to what it was told.

    Chats that were quiet for a minute are forgotten, so that a province takes no more than what
    leaves in one.
    """

    def __init__(self, rates: Rates | None) -> None:
        self.rates = self._whole = rates
        self._evenly = 0.0  # when all that left would have left one by one
        # As of a chat, so of all together.
        self._under_way = 0
        self._answered: deque[float] = deque()
        self._chats: dict[int, _Chat] = {}  # the least recently used first
        self._frozen: dict[int, float] = {}
        self._all_frozen = 0.0
        self._refused: deque[tuple[float, int]] = deque()

    def keep_to(self, part: float) -> None:
        """From now on this process has so much of the bot's pace, from 0 to 1."""
        if self._whole is not None:
            self.rates = self._whole.shared(part)

    def all_frozen(self, now: float) -> float:
        """Seconds until anything may be asked of the network at all; 0 for now."""
        return max(self._all_frozen - now, 0.0)

    def frozen(self, chat: int, now: float) -> float:
        """Seconds until anything may be asked of the network for a chat; 0 for now."""
        return max(self.all_frozen(now), self._frozen.get(chat, 0.0) - now)

    def wait(self, chat: int, now: float) -> float:
        """Seconds until a message may leave for a chat, as far as the chat goes; 0 for now."""
        frozen = self.frozen(chat, now)
        return max(frozen, *self._gaps(chat, now), 0.0) if chat in self._chats else frozen

    def wait_in_all(self, now: float) -> float:
        """Seconds until the next message may leave, wherever it goes; 0 for now.

        It is infinite until one of those under way is answered.
        """
        if self.rates is None:
            return 0.0
        second, answered = self.rates.second, self._answered
        while answered and answered[0] + second - now <= 0:
            answered.popleft()
        wait = self._evenly - MADE_UP_FOR * second - now
        if self._under_way + len(answered) + 1 > self.rates.most:
            wait = max(wait, answered[0] + second - now if answered else inf)
        return max(wait, 0.0)

    def answer(self, chat: int, now: float) -> None:
        """The network answered one of a chat's messages that left, or nobody waits for that any
        more."""
        if self.rates is not None:
            self._under_way -= 1
            self._answered.append(now)
            self._chats[chat].under_way -= 1
            self._chats[chat].answered.append(now)

    def count(self, chat: int, now: float) -> None:
        """One message leaves."""
        if self.rates is None or self._whole is None:
            return
        self._evenly = max(self._evenly, now) + self.rates.interval
        self._under_way += 1
        kept = max(self._whole.per_group_minute, self._whole.chat_burst + 1)
        lately = self._chats.pop(chat, None) or _Chat(deque(maxlen=kept))
        lately.under_way += 1
        self._chats[chat] = lately
        self._forget(now)

    def refuse(self, chat: int, seconds: float, now: float) -> None:
        """The network wants nothing for a chat so long; when it says so of several, for any.

        The others then wait as long as all of those must.
        """
        self._frozen = {one: until for one, until in self._frozen.items() if until > now}
        self._frozen[chat] = max(self._frozen.get(chat, 0.0), now + seconds)
        self._refused.append((now, chat))
        while self._refused[0][0] < now - REFUSED_WITHIN:
            self._refused.popleft()
        chats = {one for _, one in self._refused}
        if len(chats) >= REFUSED_CHATS:
            self.refuse_all(min(self.frozen(one, now) for one in chats), now)

    def refuse_all(self, seconds: float, now: float) -> None:
        """The network wants nothing at all so long."""
        self._all_frozen = max(self._all_frozen, now + seconds)

    def _gaps(self, chat: int, now: float) -> Iterator[float]:
        rates, lately = self.rates, self._chats[chat]
        assert rates is not None  # without rates no chat is kept
        burst = rates.chat_burst
        yield lately.wait(burst, burst * rates.second, now)
        # A second burst right after the first would be more than one a second for as long as both.
        yield lately.wait(burst + 1, (burst + 2) * rates.second, now)
        if chat < 0:
            yield lately.wait(rates.per_group_minute, MINUTE * rates.second, now)

    def _forget(self, now: float) -> None:
        # The one just counted ends this at the latest: it is under way.
        while self._chats[chat := next(iter(self._chats))].is_over(now - MINUTE):
            del self._chats[chat]
