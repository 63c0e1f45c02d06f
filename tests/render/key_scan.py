"""The text keys that the code names, read from its syntax."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("plan", "intake", "render", "storage", "jobs", "bot", "rehearsal")
KEY = re.compile(r"[a-z]+(?:\.[a-z_\d]+)+")
COMPOSED = re.compile(r"[a-z]+\.(?:[a-z_.]|\{\})*")
FILES = (".toml", ".db", ".py", ".json")
# The page of a rehearsal names its keys in HTML and JavaScript.
PAGE = ROOT / "rehearsal" / "page" / "static"
QUOTED = re.compile(r'"([^"\n]*)"')
TEMPLATE = re.compile(r"`([^`\n]*)`")
HOLE = re.compile(r"\$\{[^}]*\}")


def literal_keys(known: Collection[str]) -> set[str]:
    """Strings that look like keys of a section of the catalogue, whether it has them or not."""
    return {text for text in _strings() if KEY.fullmatch(text) and _is_key(text, known)}


def composed_keys(known: Collection[str]) -> set[str]:
    """Keys with holes, as f-strings make them: `lamp.{}`."""
    made = {text for text in _patterns() if COMPOSED.fullmatch(text)}
    return {text for text in made if _is_key(text, known)}


def _is_key(text: str, known: Collection[str]) -> bool:
    sections = {key.split(".")[0] for key in known}
    return text.split(".")[0] in sections and not text.endswith(FILES)


def _strings() -> Iterator[str]:
    for node in _nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
    for text in _page_files():
        yield from QUOTED.findall(text)


def _patterns() -> Iterator[str]:
    for node in _nodes():
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
    for text in _page_files():
        yield from (HOLE.sub("{}", template) for template in TEMPLATE.findall(text))


def _page_files() -> Iterator[str]:
    for path in sorted([*PAGE.rglob("*.js"), *PAGE.rglob("*.html")]):
        yield path.read_text(encoding="utf-8")


def _nodes() -> Iterator[ast.AST]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))
