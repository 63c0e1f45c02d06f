"""A desk on a real database, with a chat network that writes down what it is given."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from jobs.desk import Desk
from plan.delivery import Outcome, Sent
from plan.lanes import Lane
from render.message import Message
from render.texts import load_texts
from storage.engine import Sessions
from tests.jobs.card import owe_one_card
from tests.storage.builders import RULES

TEXTS = load_texts()
OFFICE_PERSON = 11


@dataclass
class Recorder:
    """A chat network in the test's hand: `answers` come first, after them all goes well."""

    sent: list[tuple[int, str]] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    answers: deque[Outcome] = field(default_factory=deque)
    answer: Callable[[int], Outcome | None] = lambda chat: None
    number: int = 0

    async def send(
        self,
        chat: int,
        message: Message,
        *,
        reply_to: int | None = None,
        thread: int | None = None,
        lane: Lane = Lane.DECISION,
    ) -> Outcome:
        outcome = self._outcome(chat)
        if isinstance(outcome, Sent):
            self.sent.append((chat, message.text))
            self.messages.append(message)
        return outcome

    async def edit(
        self, chat: int, message_id: int, message: Message, lane: Lane = Lane.BOARD
    ) -> Outcome:
        outcome = self._outcome(chat)
        if isinstance(outcome, Sent):
            self.edits.append((chat, message_id, message.text))
        return outcome

    def _outcome(self, chat: int) -> Outcome:
        if self.answers:
            return self.answers.popleft()
        self.number += 1
        return self.answer(chat) or Sent(self.number)

    @property
    def chats(self) -> list[int]:
        """Where messages went, in order."""
        return [chat for chat, _ in self.sent]


@pytest.fixture
def network() -> Recorder:
    return Recorder()


@pytest.fixture
def desk(sessions: Sessions, network: Recorder) -> Desk:
    return Desk(sessions, network, TEXTS, RULES, "zh-Hans", (OFFICE_PERSON,))


@pytest.fixture
async def one_card(desk: Desk) -> None:
    await owe_one_card(desk)
