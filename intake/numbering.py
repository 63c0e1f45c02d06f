"""Numbers for the lines of a table: the office's own, or category and place in it."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from intake.columns import Column
from intake.lines import Line
from intake.spots import Spot
from plan.replies.numerals import HAN, parse_numeral

LEADING = re.compile(rf"第?[(]?({HAN}|\d{{1,2}})(?:[)、.:]|章|项|类|\s|$)")


def number_lines(lines: Sequence[Line]) -> list[str]:
    """A number for each line: 1.0 is 1, a line without one is 2.3, the third in category two.

    A number merged over several lines is that of their category. Where counting starts again
    in every category, the numbers are told apart by the category's.
    """
    spots = [line.spot(Column.NUMBER) or line.spot(Column.INDEX) for line in lines]
    shared = Counter(spot.address for spot in spots if spot)
    own = [_plain(spot) if spot and shared[spot.address] == 1 else "" for spot in spots]
    groups: dict[str, str] = {}
    of: list[str] = []
    for line, spot in zip(lines, spots, strict=True):
        merged = spot if spot and shared[spot.address] > 1 else None
        group = merged.address if merged else line.section
        groups.setdefault(group, _called(merged) if merged else _ordinal(line))
        of.append(group)
    labels = _labels(groups)
    grouped = len(labels) > 1
    starts_again = grouped and _starts_again(of, own)
    seen: dict[str, int] = defaultdict(int)
    numbers = []
    for group, number in zip(of, own, strict=True):
        seen[group] += 1
        within = number or f"{seen[group]}"
        apart = starts_again or (grouped and not number)
        numbers.append(f"{labels[group]}.{within}" if apart else within)
    return numbers


def _labels(groups: Mapping[str, str]) -> Mapping[str, str]:
    """The number of each group as it is written before its name, or its place among them."""
    if all(groups.values()) and len(set(groups.values())) == len(groups):
        return groups
    return {group: f"{at}" for at, group in enumerate(groups, 1)}


def _ordinal(line: Line) -> str:
    text = line.text(Column.CATEGORY) or line.heading.text
    found = LEADING.match(unicodedata.normalize("NFKC", text))
    return f"{parse_numeral(found[1]):g}" if found else ""


def _called(spot: Spot) -> str:
    plain = _plain(spot)
    return f"{parse_numeral(plain):g}" if re.fullmatch(HAN, plain) else plain


def _plain(spot: Spot) -> str:
    return unicodedata.normalize("NFKC", spot.text).strip(" 、.,()")


def _starts_again(groups: Sequence[str], numbers: Sequence[str]) -> bool:
    firsts = dict(reversed([*zip(groups, numbers, strict=True)]))
    return [*firsts.values()].count("1") > 1
