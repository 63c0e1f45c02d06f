from datetime import UTC, datetime, timedelta, timezone

import pytest

from rehearsal import MovableClock

NOON = datetime(2012, 11, 2, 12, 0, tzinfo=UTC)


def test_it_stands_still_until_it_is_moved() -> None:
    clock = MovableClock(NOON)
    assert clock() == clock.now() == NOON
    clock.advance(timedelta(hours=3))
    assert clock.now() == NOON + timedelta(hours=3)
    clock.move_to(NOON + timedelta(days=1))
    assert clock.now() == NOON + timedelta(days=1)


def test_it_tells_utc_whatever_zone_it_was_set_in() -> None:
    clock = MovableClock(NOON.astimezone(timezone(timedelta(hours=8))))
    assert clock.now().tzinfo is UTC


def test_it_never_goes_back() -> None:
    clock = MovableClock(NOON)
    with pytest.raises(ValueError, match="is past"):
        clock.move_to(NOON - timedelta(seconds=1))


def test_it_refuses_an_instant_without_a_zone() -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        MovableClock(NOON.replace(tzinfo=None))
