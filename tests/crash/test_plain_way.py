"""The crash test finds what a bot loses: the plain way does well until it is killed."""

from pathlib import Path

from benchmarks.crash.plainly import Plainly
from benchmarks.crash.trial import Ordeal, open_trial


async def test_the_plain_way_keeps_everything_while_nobody_kills_it(tmp_path: Path) -> None:
    database, ordeal = f"sqlite:///{tmp_path / 'plain.db'}", Ordeal(1, groups=2)
    async with open_trial(Plainly(), ordeal, database, tmp_path) as trial:
        assert (await trial.kill_at_moments(0)).is_good


async def test_the_plain_way_loses_what_a_kill_interrupts(tmp_path: Path) -> None:
    database, ordeal = f"sqlite:///{tmp_path / 'plain.db'}", Ordeal(1, groups=4)
    async with open_trial(Plainly(), ordeal, database, tmp_path) as trial:
        verdict = await trial.kill_at_moments(6)
    assert verdict.lost_answers
