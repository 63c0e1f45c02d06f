"""What was due and said, and what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from benchmarks.crash.cast import Manner
from rehearsal.messages import Message

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`repeats` counts reminders that came once more; `unmarked` are those that do not say so.

    Doubled is also an answer nobody gave. `set_aside` is what the bot took in and gave up.
    """

    kills: int
    cards: int
    lost_cards: tuple[str, ...]
    repeats: int
    unmarked: tuple[str, ...]
    answers: int
    lost_answers: tuple[str, ...]
    doubled_answers: tuple[str, ...]
    set_aside: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How much may still come."""
        return len(self.lost_cards) + len(self.lost_answers)

    @property
    def is_good(self) -> bool:
        """Something was done, and of it nothing lost, nothing twice, no more repeats than kills."""
        done = self.cards and self.answers
        return bool(done) and not any(self.faults.values()) and self.repeats <= self.kills

    @property
    def faults(self) -> dict[str, tuple[str, ...]]:
        """Everything that should not have happened, by name."""
        return {
            "reminders lost": self.lost_cards,
            "reports lost": self.lost_answers,
            "unmarked": self.unmarked,
            "doubled": self.doubled_answers,
            "set aside": self.set_aside,
        }


def judge(
    kills: int,
    due: Iterable[tuple[int, date]],
    cards: Iterable[Message],
    manner: Manner,
    said: Iterable[str],
    recorded: Counter[str],
    set_aside: Iterable[str],
) -> Verdict:
    """Compare the stand-in's record with the bot's."""
    seen, marked = Counter[str](), Counter[str]()
    for card in cards:
        name = _name(card.chat, card.at.astimezone(ZONE).date())
        seen[name] += 1
        marked[name] += manner.is_repeat(card)
    owed, answers = [_name(group, day) for group, day in due], set(said)
    return Verdict(
        kills,
        len(owed),
        tuple(name for name in owed if not seen[name]),
        sum(times - 1 for times in seen.values() if times),
        tuple(name for name, times in seen.items() if times - 1 > marked[name]),
        len(answers),
        tuple(sorted(answers - recorded.keys())),
        tuple(one for one, times in recorded.items() if times > 1 or one not in answers),
        tuple(set_aside),
    )


def _name(group: int, day: date) -> str:
    return f"{group} on {day}"
