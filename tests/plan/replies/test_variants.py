"""Replies put together from parts: read as their parts say, or asked about, never otherwise."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.replies.notation import items, read
from tests.plan.replies.variants import (
    PLAIN_CLAIMS,
    STATEMENTS,
    TRAPS,
    Variant,
    listed,
    single,
)

Maker = Callable[[Random], Variant]
SAMPLE = 1500


def sample(make: Maker) -> list[Variant]:
    """The same replies in every run."""
    random = Random(20121106)
    return [make(random) for _ in range(SAMPLE)]


@pytest.mark.parametrize("short", STATEMENTS)
def test_a_statement_alone_is_recorded(short: str) -> None:
    for statement in STATEMENTS[short]:
        reading = read(statement)
        assert (statement, reading.sure, reading.items) == (statement, True, items(short))


@pytest.mark.parametrize("make", [single, listed])
@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_variant_is_never_recorded_wrongly(make: Maker, seed: int) -> None:
    variant = make(Random(seed))
    reading = read(variant.text, variant.tasks)
    assert not reading.sure or reading.items == variant.items


@pytest.mark.parametrize("make", [single, listed])
def test_no_variant_of_the_sample_is_recorded_wrongly(make: Maker) -> None:
    wrong = [
        (variant.text, reading.items)
        for variant in sample(make)
        if (reading := read(variant.text, variant.tasks)).sure and reading.items != variant.items
    ]
    assert not wrong


@pytest.mark.parametrize(("make", "floor"), [(single, 0.98), (listed, 0.98)])
def test_hardly_any_variant_is_asked_about(make: Maker, floor: float) -> None:
    asked = [v.text for v in sample(make) if not read(v.text, v.tasks).sure]
    assert len(asked) <= SAMPLE * (1 - floor), asked


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_is_recorded(trap: str) -> None:
    sprung = [text for claim in PLAIN_CLAIMS if read(text := TRAPS[trap](claim)).sure]
    assert not sprung
