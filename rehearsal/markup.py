"""Telegram's HTML: what it takes, and where exactly it stops understanding."""

import re
from dataclasses import dataclass, field, replace

from rehearsal.entities import Entity, Formatted, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([a-z]+));?")
PLAIN = re.compile("[^&<]+")
BARE_VALUE = re.compile(r"[a-zA-Z0-9.-]+")
PERSON = re.compile(r"tg://user\?id=(\d+)")
ADDRESS = re.compile(r"(?:https?|tg|ton|mailto|tel):\S+|[\w-]+(?:\.[\w-]+)+\S*")
LAST_CHARACTER = 0x10FFFF


class MarkupError(Exception):
    """Telegram's words for what is wrong with the markup."""


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    offset: int
    position: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Parser:
    html: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    tags: list[_Tag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    @property
    def char(self) -> str:
        return self.html[self.at : self.at + 1]

    def bytes_before(self, position: int) -> int:
        return len(self.html[:position].encode())

    def skip_spaces(self) -> None:
        while self.char.isspace():
            self.at += 1

    def until(self, stops: str) -> str:
        start = self.at
        while self.char and self.char not in stops and not self.char.isspace():
            self.at += 1
        return self.html[start : self.at]

    def add(self, text: str) -> None:
        self.text.append(text)
        self.length += utf16_length(text)

    def reference(self) -> str:
        """The character behind a reference such as &lt; or the ampersand itself."""
        match = REFERENCE.match(self.html, self.at)
        char = _referred(match) if match else ""
        self.at = match.end() if match and char else self.at + 1
        return char or "&"


def parse_html(html: str) -> Formatted:
    """Plain text and entities. Raises MarkupError with Telegram's text."""
    parser = _Parser(html)
    while parser.char:
        if parser.char == "&":
            parser.add(parser.reference())
        elif plain := PLAIN.match(parser.html, parser.at):
            parser.add(plain[0])
            parser.at = plain.end()
        elif parser.html.startswith("</", parser.at):
            _end_tag(parser)
        else:
            _start_tag(parser)
    if parser.tags:
        name = parser.tags[-1].name
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{name}"')
    return "".join(parser.text), tuple(parser.entities)


def _start_tag(parser: _Parser) -> None:
    begin = parser.at
    place = f"at byte offset {parser.bytes_before(begin)}"
    parser.at += 1
    name = parser.until(">").lower()
    if not parser.char:
        raise MarkupError(f"Unclosed start tag {place}")
    if name not in KINDS:
        raise MarkupError(f'Unsupported start tag "{name}" {place}')
    attributes = _attributes(parser, name, place)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" {place}')
    parser.tags.append(_Tag(name, parser.length, len(parser.text), attributes))


def _attributes(parser: _Parser, tag: str, place: str) -> dict[str, str]:
    found: dict[str, str] = {}
    while True:
        parser.skip_spaces()
        if parser.char == ">":
            parser.at += 1
            return found
        name = parser.until("=>").lower()
        parser.skip_spaces()
        if not parser.char:
            raise MarkupError(f'Unclosed start tag "{tag}" {place}')
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" {place}')
        found[name] = _value(parser, tag, place) if parser.char == "=" else ""


def _value(parser: _Parser, tag: str, place: str) -> str:
    parser.at += 1
    parser.skip_spaces()
    if not parser.char:
        raise MarkupError(f'Unclosed start tag "{tag}" {place}')
    if parser.char in "\"'":
        return _quoted(parser, place)
    begin = parser.at
    match = BARE_VALUE.match(parser.html, begin)
    parser.at = match.end() if match else begin
    if not parser.char.isspace() and parser.char != ">":
        at = parser.bytes_before(begin)
        raise MarkupError(f"Unexpected end of name token at byte offset {at}")
    return match[0].lower() if match else ""


def _quoted(parser: _Parser, place: str) -> str:
    quote, parts = parser.char, []
    parser.at += 1
    while parser.char != quote:
        if not parser.char:
            raise MarkupError(f"Unclosed start tag {place}")
        if parser.char == "&":
            parts.append(parser.reference())
        else:
            parts.append(parser.char)
            parser.at += 1
    parser.at += 1
    return "".join(parts)


def _end_tag(parser: _Parser) -> None:
    place = f"at byte offset {parser.bytes_before(parser.at)}"
    if not parser.tags:
        raise MarkupError(f"Unexpected end tag {place}")
    parser.at += 2
    name = parser.until(">").lower()
    parser.skip_spaces()
    if parser.char != ">":
        raise MarkupError(f"Unclosed end tag {place}")
    parser.at += 1
    tag = parser.tags.pop()
    if name and name != tag.name:
        raise MarkupError(f'Unmatched end tag {place}, expected "</{tag.name}>", found "</{name}>"')
    _close(parser, tag)


def _close(parser: _Parser, tag: _Tag) -> None:
    entity = Entity(KINDS[tag.name], tag.offset, parser.length - tag.offset)
    if not entity.length:
        return
    if tag.name == "a":
        target = tag.attributes.get("href") or "".join(parser.text[tag.position :])
        _add_link(parser, entity, target)
    elif tag.name == "pre":
        _add_pre(parser, entity)
    else:
        language = tag.attributes.get("class", "").removeprefix("language-")
        parser.entities.append(replace(entity, language=language) if tag.name == "code" else entity)


def _add_link(parser: _Parser, entity: Entity, target: str) -> None:
    """A person, an address, or, for anything else, nothing but the text."""
    if person := PERSON.fullmatch(target):
        parser.entities.append(replace(entity, kind="text_mention", user=int(person[1])))
    elif ADDRESS.fullmatch(target):
        url = target if ":" in target else f"http://{target}/"
        parser.entities.append(replace(entity, url=url))


def _add_pre(parser: _Parser, entity: Entity) -> None:
    """Code that fills a block gives the block its language."""
    inner = parser.entities[-1] if parser.entities else None
    if inner and inner.kind == "code" and (inner.offset, inner.end) == (entity.offset, entity.end):
        entity = replace(parser.entities.pop(), kind="pre")
    parser.entities.append(entity)


def _referred(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED.get(name, "")
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if 0 < number < LAST_CHARACTER else ""
