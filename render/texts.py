"""The catalogues: a whole message per key and language, with values escaped on the way in."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date  # Texts has a method of that name
from datetime import datetime, tzinfo
from functools import cache
from html import escape, unescape
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date

from render.clean import VALUE_LIMIT, clean, clip
from render.message import TEXT_LIMIT, utf16_length

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
TOAST_LIMIT = 200
LABEL_LIMIT = 40
ITEM_LIMIT = 40
SHOWN_IN_A_LIST = 8

Entry = str | Mapping[str, str]


class Markup(str):
    """HTML made from a catalogue and escaped values; foreign text never becomes one unescaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """One language. Call it for HTML; `plain` is for buttons, toasts and terminals."""

    language: str
    entries: Mapping[str, Entry]
    locale: Locale

    def __call__(self, key: str, **values: object) -> Markup:
        """The message `key` as HTML; every value is escaped unless it is Markup.

        `n` chooses the plural. Raises KeyError for an unknown key or a missing value.
        """
        return Markup(self._template(key, values).format_map(_each(values, _html)))

    def plain(self, key: str, **values: object) -> str:
        """The message `key` without markup; values are cleaned but not escaped."""
        return self._template(key, values).format_map(_each(values, _one_line))

    def label(self, key: str, **values: object) -> str:
        """The message `key` as the words on a button."""
        return clip(self.plain(key, **values), LABEL_LIMIT)

    def toast(self, key: str, **values: object) -> str:
        """The message `key` as the short answer to a press."""
        return clip(self.plain(key, **values), TOAST_LIMIT)

    def full_date(self, day: Date) -> str:
        """A day with its year."""
        return format_date(day, self.plain("format.full_date"), self.locale)

    def date(self, day: Date) -> str:
        """A day within the year, with its weekday."""
        return format_date(day, self.plain("format.date"), self.locale)

    def day(self, day: Date) -> str:
        """A day without its weekday, for use within brackets or beside a time."""
        return format_date(day, self.plain("format.day"), self.locale)

    def moment(self, instant: datetime, zone: tzinfo) -> str:
        """Day and time of an instant in `zone`."""
        local = instant.astimezone(zone)
        return f"{self.day(local)} {local:%H:%M}"

    def clock(self, instant: datetime, zone: tzinfo) -> str:
        """Time of day of an instant in `zone`."""
        return f"{instant.astimezone(zone):%H:%M}"

    def joined(self, items: Sequence[str], shown: int = SHOWN_IN_A_LIST) -> Markup:
        """A list within a sentence of HTML; beyond `shown` items only their number is told."""
        return Markup(self._joined([_html(item, ITEM_LIMIT) for item in items], shown))

    def joined_plain(self, items: Sequence[str], shown: int = SHOWN_IN_A_LIST) -> str:
        """The same list for toasts and terminals."""
        return self._joined([clean(item, ITEM_LIMIT) for item in items], shown)

    def fit(self, blocks: Iterable[str], tail: Iterable[str] = (), limit: int = TEXT_LIMIT) -> str:
        """`blocks` and then `tail`, one below the other; blocks that pass `limit` are only counted.

        A block is kept or dropped whole, so tags and entities never break.
        """
        kept, end = list(blocks), list(tail)
        dropped = 0
        while True:
            more = [self("format.more", n=dropped)] if dropped else []
            text = "\n".join([*kept, *more, *end])
            if not kept or utf16_length(text) <= limit:
                return text
            kept.pop()
            dropped += 1

    def _joined(self, words: Sequence[str], shown: int) -> str:
        text = self.plain("format.separator").join(words[:shown])
        if len(words) <= shown:
            return text
        return self._template("format.and_so_on", {}).format(items=text, n=len(words))

    def _template(self, key: str, values: Mapping[str, Any]) -> str:
        entry = self.entries[key]
        if isinstance(entry, str):
            return entry
        return entry[self.locale.plural_form(values["n"])]


def without_tags(text: str) -> str:
    """HTML of ours as the plain text a reader sees."""
    return unescape(re.sub(r"<[^>]*>", "", text))


@cache
def load_texts() -> Mapping[str, Texts]:
    """Every catalogue, by language."""
    return {language: _load(language) for language in LANGUAGES}


def _load(language: str) -> Texts:
    source = files("render").joinpath("locales", f"{language}.toml").read_text(encoding="utf-8")
    entries = dict(_flat(tomllib.loads(source), ""))
    return Texts(language, entries, Locale.parse(language, sep="-"))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, Entry]]:
    for name, value in table.items():
        if isinstance(value, str) or value.keys() <= PLURALS:
            yield prefix + name, value
        else:
            yield from _flat(value, f"{prefix}{name}.")


def _each(values: Mapping[str, object], prepare: Callable[[object], str]) -> Mapping[str, str]:
    return {name: prepare(value) for name, value in values.items()}


def _html(value: object, limit: int = VALUE_LIMIT) -> str:
    return value if isinstance(value, Markup) else escape(clean(str(value), limit), quote=True)


def _one_line(value: object) -> str:
    return clean(str(value))
