"""The real bot in a process of its own, killed while it reminds and is answered."""

from pathlib import Path

from sqlalchemy import select

from benchmarks.crash.duban import Duban
from benchmarks.crash.trial import Ordeal, open_trial
from storage.engine import open_database, reading
from storage.schema import ChatRow, OutboxRow

SEED = 20121105


async def test_killed_at_any_moment_nothing_is_lost_and_what_comes_again_says_so(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED), database, tmp_path) as trial:
        verdict = await trial.kill_at_moments(10)
    assert verdict.is_good, verdict


async def test_killed_at_one_step_after_another_nothing_is_lost_and_what_comes_again_says_so(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED, groups=2), database, tmp_path) as trial:
        verdict = await trial.kill_at_steps(1, stride=12)
    assert verdict.is_good, verdict


async def test_killed_while_every_third_call_fails_it_knows_of_whatever_did_not_arrive(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED, failing=0.3), database, tmp_path) as trial:
        verdict = await trial.kill_at_moments(5)
    # Twice in doubt, a reminder is not sent a third time (docs/decisions/0003).
    unknown_to_it = set(verdict.lost_cards) - await in_doubt(database)
    assert (unknown_to_it, verdict.lost_answers, verdict.doubled_answers) == (set(), (), ())
    assert verdict.answers
    assert not verdict.unmarked
    assert verdict.repeats <= verdict.cards


async def in_doubt(database: str) -> set[str]:
    """The reminders of which the database says that nobody knows what came of them."""
    query = select(ChatRow.telegram_id, OutboxRow.day).join(
        OutboxRow, OutboxRow.chat_id == ChatRow.id
    )
    async with open_database(database) as sessions, reading(sessions) as session:
        rows = await session.execute(query.where(OutboxRow.state == "unknown"))
        return {f"{chat} on {day}" for chat, day in rows}
