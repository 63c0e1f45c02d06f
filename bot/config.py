"""Settings: a TOML file, each value overridable as DUBAN_SECTION__KEY, secrets also from files."""

import os
import tomllib
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from plan.calendar import Hours
from plan.progress import Thresholds
from plan.reminders import Ladder
from plan.rules import Rules

PREFIX = "DUBAN_"
DEFAULT_FILE = Path("config.toml")
SPOKEN = ("LC_ALL", "LC_MESSAGES", "LANG")  # in this order, as everywhere
TRADITIONAL = ("zh_TW", "zh_HK", "zh_MO", "zh_Hant")


class ConfigError(Exception):
    """The settings cannot be used; `problems` are (place, what is wrong) pairs."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{place}: {what}" for place, what in problems))
        self.problems = problems


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(
            f"there is no time zone {value!r}; write one like Asia/Shanghai"
        ) from error


def _clock_time(value: object) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"{value!r} is not an hour; write one like 09:00") from error


def _span(value: object) -> tuple[time, time]:
    start, dash, end = str(value).partition("-")
    if not dash:
        raise ValueError(f"{value!r} is not a span; write one like 21:00-08:00")
    return _clock_time(start.strip()), _clock_time(end.strip())


Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Span = Annotated[tuple[time, time], BeforeValidator(_span)]
Days = tuple[Annotated[int, Field(ge=0, le=365)], ...]
Language = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Telegram(Section):
    """How to reach Telegram."""

    token: SecretStr = SecretStr("")
    api_url: str = "https://api.telegram.org"
    proxy: str | None = None
    mode: Literal["polling"] = "polling"


class Database(Section):
    """Where everything is kept."""

    url: str = "sqlite:///duban.db"
    evidence: Path = Path("evidence")


class Office(Section):
    """Who runs the plan, who reads its results, and when the digest goes out."""

    people: tuple[int, ...] = ()
    leaders: tuple[int, ...] = ()
    digest_at: ClockTime = time(17, 30)


class CalendarSettings(Section):
    """The plan's zone and the hours the bot may speak."""

    timezone: Zone = ZoneInfo("Asia/Shanghai")
    quiet: Span = (time(21, 0), time(8, 0))
    send_at: ClockTime = time(9, 0)


class Reminders(Section):
    """The ladder, and how late a card may still go out as itself."""

    before: Days = (7, 3, 1, 0)
    overdue: Days = (1, 3, 7)
    late_hours: float = Field(4, gt=0, le=24)


class Lamps(Section):
    """When a lamp turns, in days and percentage points."""

    near_days: int = Field(7, ge=0)
    silent_days: int = Field(3, ge=0)
    yellow_gap: int = Field(10, ge=1, le=100)
    red_gap: int = Field(30, ge=1, le=100)


class LanguageSettings(Section):
    """The language of a chat that has not chosen its own."""

    default: Language = "zh-Hans"


class Settings(BaseSettings):
    """Every setting, checked. Unknown keys are refused with their names."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    telegram: Telegram = Telegram()
    database: Database = Database()
    office: Office = Office()
    calendar: CalendarSettings = CalendarSettings()
    reminders: Reminders = Reminders()
    lamps: Lamps = Lamps()
    language: LanguageSettings = LanguageSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings  # the environment wins over the file

    @property
    def rules(self) -> Rules:
        """The settings as the rules need them."""
        calendar, lamps = self.calendar, self.lamps
        return Rules(
            hours=Hours(calendar.timezone, calendar.send_at, calendar.quiet),
            ladder=Ladder(self.reminders.before, self.reminders.overdue),
            thresholds=Thresholds(**lamps.model_dump()),
            late_by=timedelta(hours=self.reminders.late_hours),
        )


def load_settings(path: Path | None) -> Settings:
    """The settings of the file at `path`, or of config.toml here, and of the environment.

    Raises ConfigError naming every key that is wrong.
    """
    data = _read(path)
    try:
        return Settings(**_with_secret_files(data, os.environ))
    except ValidationError as error:
        raise ConfigError([_problem(problem) for problem in error.errors()]) from error


def terminal_language(path: Path | None) -> Language:
    """The language of the terminal: as set in the file or environment, else the system's.

    Never raises: it is needed to tell what is wrong with the file.
    """
    environment = os.environ
    try:
        configured = _read(path).get("language", {}).get("default")
    except (ConfigError, AttributeError):
        configured = None
    for name in (environment.get(f"{PREFIX}LANGUAGE__DEFAULT"), configured):
        if name in LANGUAGES:
            return name
    spoken = next((environment[n] for n in SPOKEN if environment.get(n)), "")
    return _spoken_language(spoken)


def _spoken_language(locale: str) -> Language:
    """The catalogue for a locale like zh_TW.UTF-8; machines that speak C get the default."""
    if locale.startswith("en"):
        return "en"
    return "zh-Hant" if locale.startswith(TRADITIONAL) else "zh-Hans"


def _read(path: Path | None) -> dict[str, Any]:
    file = path or DEFAULT_FILE
    if path is None and not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError([(str(file), error.strerror or str(error))]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([(str(file), "is not UTF-8 text")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([(str(file), f"is not valid TOML: {error}")]) from error


def _with_secret_files(data: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Values of DUBAN_SECTION__KEY_FILE are read from the file they name."""
    for name, file in environment.items():
        if not (name.startswith(PREFIX) and name.endswith("_FILE") and "__" in name):
            continue
        section, key = name.removeprefix(PREFIX).removesuffix("_FILE").lower().split("__", 1)
        try:
            data.setdefault(section, {})[key] = Path(file).read_text("utf-8").strip()
        except OSError as error:
            raise ConfigError([(name, f"cannot read {file}: {error.strerror}")]) from error
    return data


def _problem(error: Any) -> tuple[str, str]:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return place, "there is no such setting; config.example.toml lists them all"
    return place, error["msg"].removeprefix("Value error, ")
