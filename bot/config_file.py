"""Settings from a TOML file, each overridable as DUBAN_SECTION__KEY, secrets also from files."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from bot.config import Settings
from bot.config_values import Language
from intake.toml import read_toml
from plan.problems import PlanErrors, Problem, nearest

PREFIX = "DUBAN_"
FROM_FILE = "_FILE"
DEFAULT_FILE = Path("config.toml")
LANGUAGES: tuple[Language, ...] = get_args(Language)
SPOKEN = ("LC_ALL", "LC_MESSAGES", "LANG")  # in this order, as everywhere
TRADITIONAL = ("zh_TW", "zh_HK", "zh_MO", "zh_Hant")

Sections = dict[str, Any]
Origins = dict[tuple[str, ...], str]

# What pydantic finds wrong by itself; "" stands for every other of its complaints.
KEYS = {
    "extra_forbidden": "config.unknown",
    "literal_error": "config.no_language",
    "greater_than": "config.more_than",
    "greater_than_equal": "config.at_least",
    "less_than_equal": "config.at_most",
    "int_type": "config.not_whole",
    "int_parsing": "config.not_whole",
    "int_from_float": "config.not_whole",
    "float_type": "config.not_a_number",
    "float_parsing": "config.not_a_number",
    "tuple_type": "config.not_a_list",
    "model_type": "config.not_a_section",
    "": "config.not_text",
}


class ConfigError(Exception):
    """The settings cannot be used; `problems` has everything that was found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.place}: {problem.key}" for problem in problems))
        self.problems = problems


def load_settings(path: Path | None) -> Settings:
    """The settings of the file at `path`, or of config.toml here, and of the environment.

    Raises ConfigError naming every key that is wrong.
    """
    data = _read(path)
    origins = _overlay(data, os.environ)
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        problems = [_problem(one, origins) for one in error.errors(include_url=False)]
        raise ConfigError(*problems) from error


def terminal_language(path: Path | None) -> Language:
    """The language of the terminal: as set in the environment or file, else the system's.

    Never raises: it is needed to tell what is wrong with the file.
    """
    try:
        data = _read(path)
        _overlay(data, os.environ)
        configured = data["language"]["default"]
    except (ConfigError, LookupError, TypeError):
        configured = None
    for language in LANGUAGES:
        if language == configured:
            return language
    return _language_of(next((os.environ[n] for n in SPOKEN if os.environ.get(n)), ""))


def _language_of(locale: str) -> Language:
    """The catalogue for a locale like zh_TW.UTF-8; a machine without one gets the default."""
    if locale.startswith("en"):
        return "en"
    return "zh-Hant" if locale.startswith(TRADITIONAL) else "zh-Hans"


def _read(path: Path | None) -> Sections:
    file = path or DEFAULT_FILE
    if path is None and not file.exists():
        return {}
    try:
        return read_toml(file)
    except PlanErrors as error:
        raise ConfigError(*error.problems) from error


def _overlay(data: Sections, environment: Mapping[str, str]) -> Origins:
    """Put the values of the environment over those of the file; where each of them came from."""
    origins: Origins = {}
    for name, value in environment.items():
        section, found, key = name.removeprefix(PREFIX).lower().partition("__")
        if not (name.startswith(PREFIX) and found):
            continue
        if name.endswith(FROM_FILE):
            key, value = key.removesuffix(FROM_FILE.lower()), _secret(name, Path(value))
        if section not in data:
            origins[(section,)] = name
        table = data.setdefault(section, {})
        if isinstance(table, dict):  # if not, that is told when the settings are checked
            table[key] = value
            origins[section, key] = name
    return origins


def _secret(name: str, file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(Problem("config.no_secret", name, {"file": str(file)})) from error


def _problem(error: Any, origins: Origins) -> Problem:
    place: tuple[Any, ...] = error["loc"]
    values = {name: str(value) for name, value in error.get("ctx", {}).items()}
    kind: str = error["type"]
    key = kind if kind.startswith("config.") else KEYS.get(kind, KEYS[""])
    near = nearest(str(place[-1]), _known(place)) if key == "config.unknown" else ""
    if near:
        key, values = "config.unknown_near", {"near": _written((*place[:-1], near))}
    return Problem(key, origins.get(place[:2], _written(place)), values)


def _known(place: tuple[Any, ...]) -> Collection[str]:
    """The names that could stand where an unknown one stands."""
    sections = Settings.model_fields
    if len(place) == 1:
        return list(sections)
    annotation: Any = sections[place[0]].annotation
    return list(annotation.model_fields)


def _written(place: tuple[Any, ...]) -> str:
    """A place as people write it: office.people[2], counted from 1."""
    return "".join(_step(part) for part in place).removeprefix(".")


def _step(part: str | int) -> str:
    return f"[{part + 1}]" if isinstance(part, int) else f".{part}"
