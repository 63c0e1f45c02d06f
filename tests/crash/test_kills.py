"""The real bot in a process of its own, killed while it reminds and is answered."""

from pathlib import Path

from benchmarks.crash.duban import Duban
from benchmarks.crash.trial import Ordeal, open_trial
from benchmarks.crash.verdict import Verdict

SEED = 20121105


def assert_sound(verdict: Verdict) -> None:
    """Every answer is recorded once, and no reminder comes again as if it were the first."""
    assert (verdict.lost_answers, verdict.doubled_answers, verdict.unmarked) == ((), (), ())
    assert verdict.repeats <= verdict.kills


async def test_killed_at_any_moment_it_loses_no_report_and_reminds_nobody_twice(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED), database, tmp_path) as trial:
        assert_sound(await trial.kill_at_moments(10))


async def test_killed_at_one_step_after_another_it_loses_no_report_and_reminds_nobody_twice(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED, groups=2), database, tmp_path) as trial:
        assert_sound(await trial.kill_at_steps(1, stride=12))


async def test_killed_while_every_third_call_fails_it_loses_no_report(
    database: str, tmp_path: Path
) -> None:
    async with open_trial(Duban(), Ordeal(SEED, failing=0.3), database, tmp_path) as trial:
        assert_sound(await trial.kill_at_moments(5))
