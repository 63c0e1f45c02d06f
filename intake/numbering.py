"""Numbers for the lines of a table: the office's own, or category and place in it."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from intake.columns import Column
from intake.lines import Line, Spot


def number_lines(lines: Sequence[Line]) -> list[str]:
    """A number for each line: 1.0 is 1, a line without one is 2.3, the third in category two.

    A number merged over several lines is that of their category. Where counting starts again
    in every category, the numbers are told apart by the category's.
    """
    spots = [line.spot(Column.NUMBER) or line.spot(Column.INDEX) for line in lines]
    shared = Counter(spot.address for spot in spots if spot)
    own = [_plain(spot) if spot and shared[spot.address] == 1 else "" for spot in spots]
    groups = [
        spot.address if spot and shared[spot.address] > 1 else line.section
        for spot, line in zip(spots, lines, strict=True)
    ]
    merged = {spot.address: _plain(spot) for spot in spots if spot}
    labels = {
        group: merged.get(group, f"{at}") for at, group in enumerate(dict.fromkeys(groups), 1)
    }
    starts_again = _starts_again(own)
    seen: dict[str, int] = defaultdict(int)
    numbers = []
    for group, number in zip(groups, own, strict=True):
        seen[group] += 1
        within = number or f"{seen[group]}"
        grouped = len(labels) > 1 and (starts_again or not number)
        numbers.append(f"{labels[group]}.{within}" if grouped else within)
    return numbers


def _plain(spot: Spot) -> str:
    return unicodedata.normalize("NFKC", spot.text).strip(" 、.,")


def _starts_again(numbers: Sequence[str]) -> bool:
    given = [number for number in numbers if number]
    return len(set(given)) < len(given) and all(number.isdecimal() for number in given)
