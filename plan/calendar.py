"""Working days, quiet hours and the plan's zone: dates as dates, instants in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked. `days` holds what is known of a day; other days follow Mon-Fri.

    `known_until` is the last day the holiday table speaks for: beyond it the answer is only
    the weekday's, and whoever asks for it should say so.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    known_until: date | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When the bot may speak, in the plan's zone. `quiet` may span midnight; equal ends: never quiet."""

    zone: ZoneInfo
    send_at: time = time(9, 0)
    quiet: tuple[time, time] = (time(21, 0), time(8, 0))
