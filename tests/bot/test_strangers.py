"""How strangers are told apart and remembered."""

from datetime import UTC, datetime, timedelta

from bot.strangers import REMEMBERED, Tally
from plan.patience import Allowance

NOON = datetime(2012, 11, 6, 12, tzinfo=UTC)


def test_of_however_many_people_only_the_latest_are_remembered() -> None:
    tally = Tally(Allowance(1, timedelta(minutes=1)))
    for user in range(REMEMBERED * 2):
        tally.add(user, NOON)
    assert len(tally.times) == REMEMBERED
    assert tally.is_spent(REMEMBERED * 2 - 1, NOON)
    assert not tally.is_spent(0, NOON)
