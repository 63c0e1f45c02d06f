"""Sizes as people read them."""

import pytest

from render.sizes import as_size


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0.0 kB"),
        (999_940, "999.9 kB"),
        (999_950, "1.0 MB"),
        (12_300_000, "12.3 MB"),
        (40_200_000_000, "40.2 GB"),
        (5_000_000_000_000_000, "5000.0 TB"),
    ],
)
def test_a_size_has_at_most_three_digits_before_the_point(number: int, said: str) -> None:
    assert as_size(number) == said
