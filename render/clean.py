"""Foreign words made harmless: no hidden characters, no reordered lines, no endless names."""

import unicodedata

from render.message import utf16_length

VALUE_LIMIT = 200
_JOINER = "\u200d"  # holds the parts of one emoji together, so it may stay
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})  # controls, bidi marks and the like, halves of characters
_ISOLATE, _END = "\u2068", "\u2069"


def clean(text: str, limit: int = VALUE_LIMIT) -> str:
    """`text` on one line, at most `limit` UTF-16 units, unable to reorder its surroundings."""
    visible = "".join(map(_visible, text))
    short = clip(" ".join(visible.split()), limit)
    if any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in short):
        return f"{_ISOLATE}{short}{_END}"
    return short


def clip(text: str, limit: int) -> str:
    """`text`, its end replaced by an ellipsis when it is longer than `limit` UTF-16 units."""
    if utf16_length(text) <= limit:
        return text
    kept = text[: limit - 1]
    while utf16_length(kept) >= limit:
        kept = kept[:-1]
    return kept.rstrip(f" {_JOINER}") + "…"


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zl", "Zp") or char in "\t\n\r":
        return " "
    return "" if category in _HIDDEN and char != _JOINER else char
