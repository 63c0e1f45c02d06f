"""How long a message that failed waits for its next try."""

from datetime import timedelta

import pytest

from plan.delivery import FIRST_WAIT, LONGEST_WAIT, next_wait


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 30), (1, 30), (2, 60), (3, 120), (4, 240), (7, 1920), (8, 3600), (10_000, 3600)],
)
def test_the_wait_doubles_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert next_wait(attempts) == timedelta(seconds=seconds)


def test_it_starts_and_ends_where_it_should() -> None:
    assert (next_wait(1), next_wait(99)) == (FIRST_WAIT, LONGEST_WAIT)
