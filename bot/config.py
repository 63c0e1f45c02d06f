"""Every setting with its default, checked; `bot.config_file` reads them.

What is wrong with a value is refused with a text key and what its sentence names.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Literal, LiteralString, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)
from pydantic_core import PydanticCustomError

from plan.calendar import Hours
from plan.pacing import Rates
from plan.progress import Thresholds
from plan.reminders import Ladder
from plan.rules import Rules

CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?::00)?")
SPAN = re.compile(r"\s*([\d:：]+)\s*[-–—~～]\s*([\d:：]+)\s*")
DATABASES = ("sqlite:///", "postgresql://")
ADDRESSES = ("http://", "https://")
PROXIES = (*ADDRESSES, "socks5://")


def _wrong(key: LiteralString, **values: object) -> PydanticCustomError:
    """A refusal; its key travels as the type of pydantic's error."""
    return PydanticCustomError(key, key, values)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def _address(value: object) -> Address | None:
    host, found, port = str(value).rpartition(":")
    if value == "":
        return None
    if not (found and host and port.isdecimal() and 0 < int(port) < 65536):
        raise _wrong("config.no_listen", value=value)
    return Address(host.strip("[]"), int(port))


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (OSError, ValueError, LookupError) as error:  # a folder, a path, an unknown name
        raise _wrong("config.no_zone", value=value) from error


def _clock_time(value: object) -> time:
    found = CLOCK.fullmatch(str(value))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise _wrong("config.no_hour", value=value)
    return time(int(found[1]), int(found[2]))


def _span(value: object) -> tuple[time, time]:
    found = SPAN.fullmatch(str(value))
    if found is None:
        raise _wrong("config.no_span", value=value)
    return _clock_time(found[1]), _clock_time(found[2])


def _number(value: object) -> object:
    if isinstance(value, bool):  # which Python counts as 0 or 1
        raise _wrong("config.not_whole")
    return value


def _list(value: object) -> object:
    """A list; in the environment, its items with commas between them."""
    if isinstance(value, str):
        return [item.strip() for item in value.strip(" []").split(",") if item.strip()]
    return value


def _once(numbers: tuple[int, ...]) -> tuple[int, ...]:
    for number in numbers:
        if numbers.count(number) > 1:
            raise _wrong("config.twice", value=number)
    return numbers


def _beginning_with(*beginnings: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not value.startswith(beginnings):
            # Not shown: it may hold a password.
            raise _wrong("config.no_address", choices=" / ".join(beginnings))
        return value

    return check


def _mode(value: object) -> object:
    if value != "polling":
        raise _wrong("config.only_polling")
    return value


Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Span = Annotated[tuple[time, time], BeforeValidator(_span)]
Whole = Annotated[int, BeforeValidator(_number)]
Days = Annotated[Whole, Field(ge=0, le=365)]
WorkingDays = Annotated[Whole, Field(ge=1, le=365)]
Points = Annotated[Whole, Field(ge=1, le=100)]
Rate = Annotated[float, BeforeValidator(_number), Field(ge=1, le=1000)]
UserId = Annotated[Whole, Field(ge=1)]
Users = Annotated[tuple[UserId, ...], BeforeValidator(_list), AfterValidator(_once)]
Mode = Annotated[Literal["polling"], BeforeValidator(_mode)]
Language = Literal["zh-Hans", "zh-Hant", "en"]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Telegram(Section):
    """How to reach Telegram, and how fast it is written to."""

    token: SecretStr = SecretStr("")
    api_url: Annotated[str, AfterValidator(_beginning_with(*ADDRESSES))] = (
        "https://api.telegram.org"
    )
    proxy: Annotated[str, AfterValidator(_beginning_with(*PROXIES))] | None = None
    mode: Mode = "polling"
    per_second: Rate = 25
    per_group_minute: Annotated[Whole, Field(ge=1, le=60)] = 18
    chat_burst: Annotated[Whole, Field(ge=1, le=10)] = 3

    @property
    def rates(self) -> Rates:
        """The pace of what is sent."""
        return Rates(self.per_second, self.per_group_minute, self.chat_burst)


class Database(Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_beginning_with(*DATABASES))] = "sqlite:///duban.db"
    evidence: Path = Path("evidence")


class Inbox(Section):
    """What becomes of an update that cannot be worked off."""

    attempts: Annotated[Whole, Field(ge=1, le=10)] = 3


class Office(Section):
    """Who runs the plan, who reads its results, and when the digest goes out."""

    people: Users = ()
    leaders: Users = ()
    digest_at: ClockTime = time(17, 30)


class CalendarSettings(Section):
    """The plan's zone and the hours the bot may speak."""

    timezone: Zone = ZoneInfo("Asia/Shanghai")
    quiet: Span = (time(21, 0), time(8, 0))
    send_at: ClockTime = time(9, 0)


class Reminders(Section):
    """The ladder, and how late a card may still go out as itself."""

    before: Annotated[tuple[Days, ...], BeforeValidator(_list), AfterValidator(_once)] = (
        7,
        3,
        1,
        0,
    )
    overdue: Annotated[tuple[WorkingDays, ...], BeforeValidator(_list), AfterValidator(_once)] = (
        1,
        3,
        7,
    )
    late_hours: Annotated[float, BeforeValidator(_number), Field(gt=0, le=24)] = 4


class Lamps(Section):
    """When a lamp turns, in days and percentage points."""

    near_days: Days = 7
    silent_days: Days = 3
    yellow_gap: Points = 10
    red_gap: Points = 30

    @model_validator(mode="after")
    def _yellow_before_red(self) -> Self:
        if self.yellow_gap > self.red_gap:
            raise _wrong("config.yellow_after_red", yellow=self.yellow_gap, red=self.red_gap)
        return self


class Operating(Section):
    """What whoever runs the machine sees of the bot."""

    listen: Annotated[Address | None, BeforeValidator(_address)] = None


class LanguageSettings(Section):
    """The language of a chat that has not chosen its own."""

    default: Language = "zh-Hans"


class Settings(Section):
    """Every setting, checked."""

    telegram: Telegram = Telegram()
    database: Database = Database()
    inbox: Inbox = Inbox()
    office: Office = Office()
    calendar: CalendarSettings = CalendarSettings()
    reminders: Reminders = Reminders()
    lamps: Lamps = Lamps()
    language: LanguageSettings = LanguageSettings()
    operating: Operating = Operating()

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
