"""The real bot in a process of its own, killed while it reminds and is answered.

A failure shows the seed; DUBAN_CRASH_SEED draws the same once more, or another.
"""

import os
from pathlib import Path

from benchmarks.crash.duban import Duban
from benchmarks.crash.trial import Ordeal, open_trial

SEED = int(os.environ.get("DUBAN_CRASH_SEED", "20121105"))


async def test_killed_at_any_moment_nothing_is_lost_and_what_comes_again_says_so(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED), database, tmp_path) as trial:
        verdict = await trial.kill_at_moments(10)
    assert verdict.is_good, (SEED, verdict)


async def test_killed_at_one_step_after_another_nothing_is_lost_and_what_comes_again_says_so(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED, groups=2), database, tmp_path) as trial:
        verdict = await trial.kill_at_steps(1, stride=12)
    assert verdict.is_good, (SEED, verdict)


async def test_killed_while_every_third_call_fails_nothing_is_lost_and_what_comes_again_says_so(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED, failing=0.3), database, tmp_path) as trial:
        verdict = await trial.kill_at_moments(5)
    assert not any(verdict.faults.values()), (SEED, verdict)
    assert verdict.answers
    assert verdict.repeats <= verdict.cards, (SEED, verdict)
