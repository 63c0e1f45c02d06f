"""Which lines of a long card are on show."""

from collections.abc import Sequence

from plan.cards import Card, CardLine

WHOLE = 8
PAGE = 7  # leaves room for the two page buttons within the limit on buttons


def page_count(card: Card) -> int:
    """How many pages the card takes, at least one."""
    return 1 if len(card.lines) <= WHOLE else -(-len(card.lines) // PAGE)


def page_shown(card: Card) -> int:
    """The page on show, from 0; the last one when the card has become shorter."""
    return max(0, min(card.page, page_count(card) - 1))


def lines_shown(card: Card) -> Sequence[CardLine]:
    """The lines of the page on show."""
    if page_count(card) == 1:
        return card.lines
    start = page_shown(card) * PAGE
    return card.lines[start : start + PAGE]


def line_of(card: Card, n: int) -> CardLine:
    """Line `n`. Raises KeyError when the card has none."""
    return {line.n: line for line in card.lines}[n]
