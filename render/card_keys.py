"""The buttons of a card: all answers of a single task, or a row of three per line."""

from plan.cards import Card, CardLine
from plan.extensions import denial
from render.card_pages import lines_shown, page_count, page_shown
from render.keys import Rows, button
from render.message import Button, Style
from render.texts import Texts


def card_keys(card: Card, texts: Texts) -> Rows:
    """The buttons that the lines' states allow."""
    if len(card.lines) == 1:
        rows = _single(card, card.lines[0], texts)
    else:
        rows = [_line_row(card.key, line, texts) for line in lines_shown(card)]
        rows.append(_turning(card, texts))
    return tuple(tuple(row) for row in rows if row)


def _single(card: Card, line: CardLine, texts: Texts) -> list[list[Button]]:
    key, n = card.key, line.n
    undo = [_undo(key, line, texts, "button.undo")] if line.undo else []
    if not line.state.is_open:
        return [undo]
    first = [button(texts, "button.progress", key, "progress", n)]
    if not _is_received(line):
        green = Style.SUCCESS
        first.insert(0, button(texts, "button.receive", key, "receive", n, style=green))
    second = [
        button(texts, "button.done", key, "done", n),
        button(texts, "button.block", key, "block", n, style=Style.DANGER),
    ]
    if may_ask_extension(card, line):
        second.append(button(texts, "button.extend", key, "extend", n))
    return [first, second, undo]


def may_ask_extension(card: Card, line: CardLine) -> bool:
    """Whether more time can be asked for; a button offers it one request at a time."""
    return line.extension is None and denial(line.due, card.today) is None


def _line_row(key: str, line: CardLine, texts: Texts) -> list[Button]:
    row = []
    if line.undo:
        row.append(_undo(key, line, texts, "button.undo_line"))
    elif line.state.is_open and not _is_received(line):
        row.append(button(texts, "button.receive_line", key, "receive", line.n, n=line.n))
    if line.state.is_open:
        row.append(button(texts, "button.progress_line", key, "progress", line.n, n=line.n))
        row.append(button(texts, "button.done_line", key, "done", line.n, n=line.n))
    return row


def _turning(card: Card, texts: Texts) -> list[Button]:
    page, row = page_shown(card), []
    if page > 0:
        row.append(button(texts, "button.previous", card.key, "page", page - 1))
    if page < page_count(card) - 1:
        row.append(button(texts, "button.more", card.key, "page", page + 1))
    return row


def _undo(key: str, line: CardLine, texts: Texts, label: str) -> Button:
    return button(texts, label, key, "undo", line.undo or 0, n=line.n)


def _is_received(line: CardLine) -> bool:
    return line.receipt is not None or line.report is not None
