"""A file in TOML: the data or the plan in it, or what keeps it from being read."""

import re
import tomllib
from pathlib import Path

from intake.files import MEBIBYTE, read_bytes
from intake.places import locate
from plan.loading import load_plan
from plan.model import Plan
from plan.problems import PlanErrors, Problem

SIZE_LIMIT = 5 * MEBIBYTE
POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


def read_toml(path: Path) -> dict[str, object]:
    """The data of the file at `path`, which may begin with a byte order mark.

    Raises PlanErrors when it is missing, larger than 5 MB, not UTF-8 or not TOML.
    """
    return _parse(path, _decode(path, read_bytes(path, SIZE_LIMIT)))


def read_plan(path: Path) -> Plan:
    """The plan in the file at `path`. Raises PlanErrors with file and line of every problem."""
    text = _decode(path, read_bytes(path, SIZE_LIMIT))
    data = _parse(path, text)
    try:
        plan = load_plan(data)
    except PlanErrors as errors:
        raise PlanErrors(*locate(errors.problems, path, text)) from errors
    if not plan.tasks:
        raise PlanErrors(Problem("plan.empty_plan", str(path)))
    return plan


def _parse(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanErrors(_syntax(path, text, str(error))) from error
    except (RecursionError, ValueError) as error:  # thousands of brackets, or of digits
        raise PlanErrors(Problem("plan.toml_too_deep", str(path))) from error


def _decode(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PlanErrors(Problem("plan.not_utf8", f"{path}:{line}")) from error


def _syntax(path: Path, text: str, said: str) -> Problem:
    """What tomllib said, with its position as editors write it: plan.toml:12:7."""
    found = POSITION.search(said)
    what = POSITION.sub("", said)
    if found and found[1]:
        return Problem("plan.not_toml", f"{path}:{found[1]}:{found[2]}", {"what": what})
    return Problem("plan.not_toml", f"{path}:{text.count(chr(10)) + 1}", {"what": what})
