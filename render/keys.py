"""Buttons: a label from the catalogue and the data it sends back."""

from collections.abc import Sequence

from render.callback import encode
from render.message import Button, Style
from render.texts import Texts

Rows = tuple[tuple[Button, ...], ...]
BUTTON_LIMIT = 24


def button(
    texts: Texts,
    label: str,
    key: str,
    verb: str,
    *args: str | int,
    style: Style = Style.PLAIN,
    **values: object,
) -> Button:
    """A button showing the text `label`; a press sends `verb` and `args` of message `key`."""
    return Button(texts.label(label, **values), encode(key, verb, *args), style=style)


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """`buttons` in rows of at most `width`."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
