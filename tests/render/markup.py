"""What Telegram accepts as HTML, checked strictly."""

import re
from html.parser import HTMLParser

from render.message import TEXT_LIMIT, Message, utf16_length

ALLOWED = {"b", "i", "s", "u", "code", "a"}
TAG = re.compile(r'</?(?:b|i|s|u|code)>|<a href="[^"<>]*">|</a>')
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#x27);")
OVERRIDES = re.compile("[\u202a-\u202e\u200e\u200f\u061c\u2066\u2067]")


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_is_markup(text: str) -> None:
    """Only allowed tags, balanced; everything else escaped; nothing that reorders a line."""
    parser = _Balance()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    bare = ENTITY.sub("", TAG.sub("", text))
    assert not re.search("[<>&]", bare), bare
    assert_is_orderly(text)


def assert_is_orderly(text: str) -> None:
    """No hidden direction marks, and every isolate closed."""
    assert not OVERRIDES.search(text)
    assert text.count("\u2068") == text.count("\u2069")


def assert_can_be_sent(message: Message) -> None:
    """What Telegram takes as it is."""
    assert_is_markup(message.text)
    assert 0 < utf16_length(message.text) <= TEXT_LIMIT
    assert not (message.ask and message.buttons)
    buttons = [button for row in message.buttons for button in row]
    assert len(buttons) <= 24
    for button in buttons:
        assert button.text.strip()
        assert utf16_length(button.text) <= 40
        assert len(button.data.encode()) <= 64
