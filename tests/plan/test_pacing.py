"""No sequence of messages breaks a limit, whatever came before; what is frozen stays so."""

from collections.abc import Iterable
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.pacing import MADE_UP_FOR, MINUTE, REFUSED_WITHIN, Pace, Rates

GROUP, OTHER, THIRD, PERSON = -1, -2, -3, 7
TINY = 1e-6  # what sums of floats are off by

few = st.integers(1, 5)
rates = st.builds(Rates, st.floats(1, 100), st.integers(1, 25), few)
# Who would like to write, and how long after the one before.
chats = st.sampled_from([GROUP, OTHER, PERSON])
wishes = st.lists(st.tuples(chats, st.floats(0, 5)), max_size=120)


def leave(pace: Pace, asked: list[tuple[int, float]]) -> list[tuple[float, int]]:
    """When each message leaves, sent as early as the pace lets it."""
    now, left = 0.0, []
    for chat, after in asked:
        now += after
        while wait := max(pace.wait(chat, now), pace.wait_in_all(now)):
            now += max(wait, TINY)
        pace.count(chat, now)
        pace.answer(chat, now)
        left.append((now, chat))
    return left


def busiest(times: list[float], seconds: float) -> int:
    """The most instants in any stretch so long, its end not counted."""
    return max((sum(at <= one < at + seconds - TINY for one in times) for at in times), default=0)


@given(rates, wishes, st.floats(0.1, 10))
def test_in_the_long_run_no_more_leaves_than_the_rate(
    rates: Rates, asked: list[tuple[int, float]], seconds: float
) -> None:
    times = [at for at, _ in leave(Pace(rates), asked)]
    most = rates.per_second * (seconds + MADE_UP_FOR) + 1
    assert busiest(times, seconds) <= most + TINY


ways = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1)), min_size=60, max_size=60)


def come(pace: Pace, chats: Iterable[int], ways: list[tuple[float, float]]) -> list[float]:
    """When messages come to the network that leave as early as the pace lets them.

    Each is so many seconds under way, and comes at some part of these.
    """
    now, came = 0.0, []
    under_way: list[tuple[float, int]] = []  # when their answers are back
    for chat, (took, part) in zip(chats, ways, strict=True):
        while (wait := max(pace.wait(chat, now), pace.wait_in_all(now))) > 0:
            now = max(now, min([now + max(wait, TINY), *(back for back, _ in under_way)]))
            for one in [one for one in under_way if one[0] <= now]:
                under_way.remove(one)
                pace.answer(one[1], now)
        pace.count(chat, now)
        under_way.append((now + took, chat))
        came.append(now + took * part)
    return came


@given(rates, ways)
def test_in_no_second_of_the_networks_too_many_come_however_long_they_were_on_their_way(
    rates: Rates, ways: list[tuple[float, float]]
) -> None:
    came = come(Pace(rates), range(1, len(ways) + 1), ways)
    assert busiest(came, 1.0) <= rates.most + TINY


@given(rates, ways, st.sampled_from([GROUP, PERSON]))
def test_in_no_chat_too_many_come_however_long_they_were_on_their_way(
    rates: Rates, ways: list[tuple[float, float]], chat: int
) -> None:
    came = come(Pace(rates), [chat] * len(ways), ways)
    assert busiest(came, rates.chat_burst) <= rates.chat_burst
    assert busiest(came, rates.chat_burst + 2) <= rates.chat_burst + 1
    assert chat > 0 or busiest(came, MINUTE) <= rates.per_group_minute


@given(rates, wishes)
def test_no_minute_in_a_group_and_no_burst_in_a_chat_has_too_many(
    rates: Rates, asked: list[tuple[int, float]]
) -> None:
    left = leave(Pace(rates), asked)
    for chat in (GROUP, OTHER, PERSON):
        times = [at for at, one in left if one == chat]
        assert busiest(times, rates.chat_burst) <= rates.chat_burst
        assert busiest(times, rates.chat_burst + 2) <= rates.chat_burst + 1
        if chat < 0:
            assert busiest(times, MINUTE) <= rates.per_group_minute


@given(rates, wishes, wishes)
def test_what_was_long_ago_changes_nothing(
    rates: Rates, before: list[tuple[int, float]], asked: list[tuple[int, float]]
) -> None:
    pace = Pace(rates)
    left = leave(pace, before)
    later = (left[-1][0] if left else 0.0) + 2 * MINUTE
    used = leave(pace, [(GROUP, later), *asked])
    fresh = leave(Pace(rates), [(GROUP, later), *asked])
    assert [at for at, _ in used] == pytest.approx([at for at, _ in fresh])


def test_the_rate_in_all_is_used_up_in_the_long_run() -> None:
    """Also by somebody who looks a little late every time, and is away for a while now and then."""
    pace, now = Pace(Rates(25)), 0.0
    for chat in range(1, 2_501):
        while wait := pace.wait_in_all(now):
            now += wait + 0.02
        now += 0.5 if chat % 500 == 0 else 0
        pace.count(chat, now)
        pace.answer(chat, now)
    assert now == pytest.approx(99, rel=0.02)


def test_in_no_second_telegrams_thirty_are_reached() -> None:
    assert Rates().most < 30


def test_a_person_is_written_to_more_often_in_a_minute_than_a_group() -> None:
    left = leave(Pace(Rates()), [(PERSON, 0.0)] * 60)
    assert left[-1][0] == pytest.approx(73, abs=0.1)
    left = leave(Pace(Rates()), [(GROUP, 0.0)] * 60)
    assert left[-1][0] > 3 * MINUTE


def test_a_refused_chat_is_asked_for_nothing_until_its_time_and_no_other_waits() -> None:
    pace = Pace(Rates())
    pace.refuse(GROUP, 10_072, now=100)
    pace.refuse(GROUP, 5, now=101)  # the longer word stands
    assert pace.wait(GROUP, 100) == pace.frozen(GROUP, 100) == 10_072
    assert pace.wait(GROUP, 10_171.5) == 0.5
    assert pace.wait(GROUP, 10_172) == 0
    assert pace.wait(OTHER, 101) == 0


def test_several_refused_chats_at_once_freeze_all_as_long_as_each_of_them() -> None:
    pace = Pace(None)
    for chat, seconds in ((GROUP, 60), (OTHER, 40), (OTHER, 40)):
        pace.refuse(chat, seconds, now=0)
    assert pace.frozen(PERSON, 0) == pace.all_frozen(0) == 0
    pace.refuse(THIRD, 3_000, now=5)
    assert pace.frozen(PERSON, 5) == pace.all_frozen(5) == 35
    assert pace.frozen(GROUP, 5) == 55
    assert pace.frozen(THIRD, 5) == 3_000
    assert pace.frozen(PERSON, 40) == 0


def test_refused_chats_now_and_then_are_each_their_own_trouble() -> None:
    pace = Pace(None)
    for n, chat in enumerate((GROUP, OTHER, THIRD)):
        pace.refuse(chat, 60, now=n * REFUSED_WITHIN * 0.6)
    assert pace.frozen(PERSON, 13) == 0


def test_without_rates_only_what_is_frozen_waits() -> None:
    pace = Pace(None)
    for _ in range(1000):
        assert (pace.wait(GROUP, 0), pace.wait_in_all(0)) == (0, 0)
        pace.count(GROUP, 0)
        pace.answer(GROUP, 0)
    pace.refuse_all(7, now=0)
    pace.refuse_all(3, now=1)
    assert pace.wait(GROUP, 1) == 6


def test_a_province_takes_no_more_memory_than_a_minute_of_it() -> None:
    pace, now = Pace(Rates()), 0.0
    for chat in range(25_300):
        now += pace.wait_in_all(now)
        pace.count(-1 - chat, now)
        pace.answer(-1 - chat, now)
        assert len(pace._chats) <= 26 * MINUTE
    for chat in range(50):
        pace.refuse(chat, 1, now=now + chat * MINUTE)
    assert len(pace._frozen) == 1


def test_rates_of_one_a_second_still_let_one_leave() -> None:
    assert leave(Pace(Rates(1, 1, 1)), [(PERSON, 0.0), (PERSON, 0.0)])[1][0] < inf


@given(rates, st.floats(0, 1))
def test_a_part_of_the_rates_is_never_more_than_all_of_them_nor_nothing(
    rates: Rates, part: float
) -> None:
    shared = rates.shared(part)
    assert 0 < shared.per_second <= rates.per_second
    assert 0 < shared.per_group_minute <= rates.per_group_minute
    assert rates.shared(1) is rates


def test_a_part_that_grows_and_shrinks_keeps_a_groups_minute() -> None:
    pace = Pace(Rates(100, 6, 5))
    pace.keep_to(0.5)
    leave(pace, [(GROUP, 0.0)] * 3)
    pace.keep_to(1)
    assert pace.wait(GROUP, 10) == 0, "of six in a minute three have left"
    for n in range(3):
        pace.count(GROUP, 10 + n)
        pace.answer(GROUP, 10 + n)
    assert pace.wait(GROUP, 20) == pytest.approx(40)
    pace.keep_to(0.5)
    assert pace.wait(GROUP, 20) == pytest.approx(50)


def test_without_rates_there_is_no_part_to_keep_to() -> None:
    pace = Pace(None)
    pace.keep_to(0.1)
    pace.count(GROUP, 0)
    assert pace.wait_in_all(0) == 0
