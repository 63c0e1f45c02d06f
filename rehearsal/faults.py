"""Things that go wrong on the way, ordered beforehand and used up in order.

Each rule is for a method (any but getUpdates when None is given), maybe a chat, and so many times.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rehearsal.errors import ApiError, too_many

POLL = "getupdates"


@dataclass(slots=True)
class Fault:
    """What happens to a call: it waits, then is refused, or its answer is lost.

    `hangs_up` breaks the connection; `acts` tells whether the call is carried out before either.
    """

    method: str | None = None
    chat: int | None = None
    times: int = 1
    delay: float = 0
    error: ApiError | None = None
    hangs_up: bool = False
    acts: bool = True

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether this call is meant."""
        if self.method is None and method == POLL:
            return False
        if self.method is not None and self.method.lower() != method:
            return False
        return self.chat is None or self.chat == chat


class Faults:
    """The rules still to be used, and what `otherwise` happens to a call: nothing by default."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.otherwise: Callable[[str, int | None], Fault] = lambda method, chat: Fault()

    def fail(
        self,
        method: str | None = None,
        chat: int | None = None,
        *,
        times: int = 1,
        code: int = 429,
        description: str = "",
        retry_after: int = 3,
        acts: bool = False,
    ) -> None:
        """Refuse calls: with 429 and a time to wait, or with another code and Telegram's text.

        `acts` carries them out all the same, as a server may that breaks down before it answers.
        """
        error = too_many(retry_after) if code == 429 else ApiError(code, description)
        self.rules.append(Fault(method, chat, times, error=error, acts=acts))

    def lose_reply(
        self, method: str | None = None, chat: int | None = None, *, times: int = 1
    ) -> None:
        """Carry calls out, but hang up instead of answering."""
        self.rules.append(Fault(method, chat, times, hangs_up=True))

    def hang_up(
        self, method: str | None = None, chat: int | None = None, *, times: int = 1
    ) -> None:
        """Hang up without carrying calls out."""
        self.rules.append(Fault(method, chat, times, hangs_up=True, acts=False))

    def delay(
        self,
        method: str | None = None,
        seconds: float = 1,
        chat: int | None = None,
        *,
        times: int = 1,
    ) -> None:
        """Let calls wait so many real seconds before they are carried out."""
        self.rules.append(Fault(method, chat, times, delay=seconds))

    def clear(self) -> None:
        """Let everything go well again."""
        self.rules.clear()

    def take(self, method: str, chat: int | None) -> Fault:
        """The rule for this call, used up by one, or what happens otherwise."""
        for rule in self.rules:
            if rule.fits(method, chat):
                rule.times -= 1
                if rule.times == 0:
                    self.rules.remove(rule)
                return rule
        return self.otherwise(method, chat)
