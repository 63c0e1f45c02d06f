"""The page's own words, from the catalogues, for the page to choose a language of."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from render.texts import LANGUAGES, load_texts

SECTION = "page."


@cache
def words_view() -> Mapping[str, Any]:
    """Every language with its own name, and the page's entries by key."""
    return {language: _words(language) for language in LANGUAGES}


def _words(language: str) -> dict[str, Any]:
    texts = load_texts()[language]
    words = {key: entry for key, entry in texts.entries.items() if key.startswith(SECTION)}
    return {"name": texts.plain("language.name"), "words": words}
