"""How often somebody may do a thing."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plan.patience import Allowance

NOON = datetime(2012, 11, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@given(st.lists(st.integers(0, 40), max_size=60), st.integers(1, 5))
def test_in_no_stretch_of_time_more_is_done_than_allowed(gaps: Sequence[int], most: int) -> None:
    allowance, now = Allowance(most, MINUTE), NOON
    kept: Sequence[datetime] = ()
    done: list[datetime] = []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if not allowance.is_spent(kept, now):
            kept = [*allowance.recent(kept, now), now]
            done.append(now)
        assert len(kept) <= most
    for end in done:
        assert sum(end - MINUTE < at <= end for at in done) <= most


@given(st.integers(1, 9))
def test_a_stretch_later_everything_is_allowed_again(most: int) -> None:
    allowance = Allowance(most, MINUTE)
    times = [NOON] * most
    assert allowance.is_spent(times, NOON + MINUTE - timedelta(seconds=1))
    assert not allowance.is_spent(times, NOON + MINUTE)
