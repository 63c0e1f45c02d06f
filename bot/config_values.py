"""The kinds of value a setting may have, each refused with a text key where it is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Annotated, Literal, LiteralString
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?::00)?")
SPAN = re.compile(r"\s*([\d:：]+)\s*[-–—~～]\s*([\d:：]+)\s*")


def wrong(key: LiteralString, **values: object) -> PydanticCustomError:
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
    if value in ("", None):
        return None
    if not (found and host and port.isdecimal() and 0 < int(port) < 65536):
        raise wrong("config.no_listen", value=value)
    return Address(host.strip("[]"), int(port))


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (OSError, ValueError, LookupError) as error:  # a folder, a path, an unknown name
        raise wrong("config.no_zone", value=value) from error


def _maybe_clock_time(value: object) -> time | None:
    return None if value in ("", None) else _clock_time(value)


def _clock_time(value: object) -> time:
    found = CLOCK.fullmatch(str(value))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise wrong("config.no_hour", value=value)
    return time(int(found[1]), int(found[2]))


def _span(value: object) -> tuple[time, time]:
    found = SPAN.fullmatch(str(value))
    if found is None:
        raise wrong("config.no_span", value=value)
    return _clock_time(found[1]), _clock_time(found[2])


def number(value: object) -> object:
    """A number, and not a truth value."""
    if isinstance(value, bool):  # which Python counts as 0 or 1
        raise wrong("config.not_whole")
    return value


def listed(value: object) -> object:
    """A list; in the environment, its items with commas between them."""
    if isinstance(value, str):
        return [item.strip() for item in value.strip(" []").split(",") if item.strip()]
    return value


def once(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Numbers of which none is there twice."""
    for number in numbers:
        if numbers.count(number) > 1:
            raise wrong("config.twice", value=number)
    return numbers


def beginning_with(*beginnings: str) -> Callable[[str], str]:
    """An address that begins in one of these ways."""

    def check(value: str) -> str:
        if not value.startswith(beginnings):
            # Not shown: it may hold a password.
            raise wrong("config.no_address", choices=" / ".join(beginnings))
        return value

    return check


def _one_of(*choices: str) -> BeforeValidator:
    def check(value: object) -> object:
        if value not in choices:
            raise wrong("config.no_choice", choices=" / ".join(f'"{one}"' for one in choices))
        return value

    return BeforeValidator(check)


Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
MaybeClockTime = Annotated[time | None, BeforeValidator(_maybe_clock_time)]
Listen = Annotated[Address | None, BeforeValidator(_address)]
Span = Annotated[tuple[time, time], BeforeValidator(_span)]
Whole = Annotated[int, BeforeValidator(number)]
Days = Annotated[Whole, Field(ge=0, le=365)]
Kept = Annotated[Whole, Field(ge=0, le=36500)]
WorkingDays = Annotated[Whole, Field(ge=1, le=365)]
Points = Annotated[Whole, Field(ge=1, le=100)]
Rate = Annotated[float, BeforeValidator(number), Field(ge=1, le=1000)]
UserId = Annotated[Whole, Field(ge=1)]
Users = Annotated[tuple[UserId, ...], BeforeValidator(listed), AfterValidator(once)]
Mode = Annotated[Literal["polling", "webhook"], _one_of("polling", "webhook")]
Language = Literal["zh-Hans", "zh-Hant", "en"]
LogForm = Annotated[Literal["json", "text"], _one_of("json", "text")]
LogLevel = Annotated[
    Literal["debug", "info", "warning", "error"], _one_of("debug", "info", "warning", "error")
]
