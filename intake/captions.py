"""What stands above a table: the title of the plan and the number of its document."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from intake.spots import line_of, words
from intake.workbook import Cell
from plan.loading import TITLE_LIMIT

DOCUMENT_NUMBER = re.compile(r"\w{2,}[〔\[(（]\d{4}[〕\])）]\d+号")
NO_TITLE = re.compile(r"附[件表]?\s*\d*\s*[:：]?|[（(].*[）)]|.{0,6}(?:单位|日期|时间|人)[:：].*")


class Captions(NamedTuple):
    """Both are "" where nothing is said."""

    title: str
    number: str


def read_captions(rows: Sequence[Sequence[Cell]]) -> Captions:
    """The first text above a table that can be a title, and the first document number."""
    cells = [cell for row in rows for cell in row if cell.value is not None]
    texts = [line_of(words(cell.value))[:TITLE_LIMIT] for cell in cells]
    numbers = [found[0] for text in texts if (found := DOCUMENT_NUMBER.search(text))]
    titles = [
        text
        for text in texts
        if text and not NO_TITLE.fullmatch(text) and not DOCUMENT_NUMBER.fullmatch(text)
    ]
    return Captions(next(iter(titles), ""), next(iter(numbers), ""))
