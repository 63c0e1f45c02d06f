import pytest

from render.card_pages import line_of, lines_shown, page_count, page_shown
from tests.render.builders import a_card, a_line


@pytest.mark.parametrize(("lines", "pages"), [(0, 1), (1, 1), (8, 1), (9, 2), (14, 2), (15, 3)])
def test_up_to_eight_lines_stand_on_one_page(lines: int, pages: int) -> None:
    card = a_card(*map(a_line, range(1, lines + 1)))
    assert page_count(card) == pages


@pytest.mark.parametrize("count", [1, 8, 9, 15, 40])
def test_the_pages_hold_every_line_once(count: int) -> None:
    lines = [a_line(n) for n in range(1, count + 1)]
    pages = range(page_count(a_card(*lines)))
    shown = [line for page in pages for line in lines_shown(a_card(*lines, page=page))]
    assert shown == lines


def test_a_page_past_the_end_is_the_last_one() -> None:
    card = a_card(*map(a_line, range(1, 11)), page=5)
    assert page_shown(card) == 1
    assert [line.n for line in lines_shown(card)] == [8, 9, 10]


def test_a_line_is_found_by_its_number() -> None:
    card = a_card(a_line(3), a_line(5))
    assert line_of(card, 5).n == 5
    with pytest.raises(KeyError):
        line_of(card, 1)
