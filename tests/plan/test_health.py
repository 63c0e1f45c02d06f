"""What is wrong with a bot at a moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.health import (
    LATELY,
    LITTLE_SPACE,
    LONG_WAIT,
    OFTEN,
    Ailment,
    Concern,
    Day,
    Pulse,
    ailments,
    concerns,
)

NOW = datetime(2012, 11, 6, 1, 0, tzinfo=UTC)
seconds = st.none() | st.integers(0, 300).map(lambda n: timedelta(seconds=n))


@given(seconds, seconds, st.booleans())
def test_each_thing_is_told_by_itself(
    sending: timedelta | None, receiving: timedelta | None, database: bool
) -> None:
    pulse = Pulse(
        sending=None if sending is None else NOW - sending,
        receiving=None if receiving is None else NOW - receiving,
        database=database,
    )
    found = ailments(pulse, NOW)
    assert (Ailment.SENDING in found) is (sending is not None and sending > LATELY)
    assert (Ailment.RECEIVING in found) is (receiving is not None and receiving > LATELY)
    assert (Ailment.DATABASE in found) is not database


GOOD = Day(10, 0, 5, 0, 0, 0, 0, None, 1000, LITTLE_SPACE, NOW)
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("change", "concern"),
    [
        ({"free": LITTLE_SPACE - 1}, Concern.SPACE),
        ({"waits_since": NOW - LONG_WAIT - timedelta(seconds=1)}, Concern.WAITING),
        ({"aside": 1}, Concern.ASIDE),
        ({"failed": 1}, Concern.FAILED),
        ({"unknown": 1}, Concern.UNKNOWN),
        ({"refused": OFTEN + 1}, Concern.PACE),
        ({"backed_up": None}, Concern.BACKUP),
        ({"backed_up": NOW - WEEK - timedelta(seconds=1)}, Concern.BACKUP),
    ],
)
def test_each_figure_past_its_bound_is_a_concern(change: dict[str, Any], concern: Concern) -> None:
    assert concerns(replace(GOOD, **change), NOW, WEEK) == (concern,)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"free": None},
        {"late": 3},
        {"waits_since": NOW - LONG_WAIT},
        {"refused": OFTEN},
        {"backed_up": NOW - WEEK},
    ],
)
def test_up_to_its_bound_it_is_none(change: dict[str, Any]) -> None:
    assert concerns(replace(GOOD, **change), NOW, WEEK) == ()


def test_who_backs_up_by_other_means_is_not_asked_to() -> None:
    assert concerns(replace(GOOD, backed_up=None), NOW, None) == ()
