"""Formatted text as Telegram keeps it: plain text and entities counted in UTF-16 units."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
PATTERNS = {
    "bot_command": re.compile(r"(?<![\w/.])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?\b", re.A),
    "mention": re.compile(r"(?<![\w@])@[a-zA-Z][a-zA-Z0-9_]{2,31}\b", re.A),
    "url": re.compile(r"https?://[\w.-]+(?:[/?#][!-~]*[\w/])?", re.A),
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; `url` for links, `user` for mentions by id."""

    kind: str
    offset: int
    length: int
    url: str = ""
    user: int = 0
    language: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length


Formatted = tuple[str, tuple[Entity, ...]]


def utf16_length(text: str) -> int:
    """How Telegram counts: a character outside the basic plane is two."""
    return len(text.encode("utf-16-le")) // 2


def finished(text: str, entities: Iterable[Entity] = ()) -> Formatted:
    """The text trimmed, as Telegram keeps it, with what it finds by itself: commands and links."""
    marked = _trimmed(text, entities)
    text = text.strip()
    found = [entity for entity in detect(text) if not any(_meet(entity, old) for old in marked)]
    return text, tuple(sorted([*marked, *found], key=lambda e: (e.offset, -e.length)))


def detect(text: str) -> Iterator[Entity]:
    """Commands, mentions and addresses in plain text."""
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(match[0]))


def _trimmed(text: str, entities: Iterable[Entity]) -> list[Entity]:
    shift = utf16_length(text) - utf16_length(text.lstrip())
    last = utf16_length(text.strip())
    kept = []
    for entity in entities:
        start = max(entity.offset - shift, 0)
        length = min(entity.end - shift, last) - start
        if length > 0:
            kept.append(replace(entity, offset=start, length=length))
    return kept


def _meet(one: Entity, other: Entity) -> bool:
    outside = one.end <= other.offset or other.end <= one.offset
    return not outside and other.kind in {"code", "pre", "text_link", "text_mention", "url"}


def piece(text: str, entity: Entity) -> str:
    """The stretch of text an entity is about."""
    units = text.encode("utf-16-le")
    return units[entity.offset * 2 : entity.end * 2].decode("utf-16-le")


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """The text with its formatting as HTML a browser can show; everything else is escaped."""
    formatted = [entity for entity in entities if _open(entity)]
    units = text.encode("utf-16-le")
    cuts = sorted({0, len(units) // 2, *(e.offset for e in formatted), *(e.end for e in formatted)})
    parts = []
    for start, end in zip(cuts, cuts[1:] or cuts, strict=False):
        around = [e for e in formatted if e.offset <= start and end <= e.end]
        part = escape(units[start * 2 : end * 2].decode("utf-16-le"), quote=False)
        tags = "".join(map(_open, around))
        parts.append(tags + part + "".join(map(_close, reversed(around))))
    return "".join(parts)


def _open(entity: Entity) -> str:
    if entity.kind == "text_link":
        return f'<a href="{escape(entity.url)}">'
    if entity.kind == "text_mention":
        return f'<a href="tg://user?id={entity.user}">'
    tag = TAGS.get(entity.kind, "")
    return f"<{tag}>" if tag else ""


def _close(entity: Entity) -> str:
    return f"</{TAGS.get(entity.kind, 'a')}>"
