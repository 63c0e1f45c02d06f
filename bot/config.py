"""Every setting with its default, checked; `bot.config_file` reads them.

What is wrong with a value is refused with a text key and what its sentence names.
"""

from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Self
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

from bot.config_values import (
    ClockTime,
    Days,
    Kept,
    Language,
    Listen,
    LogForm,
    LogLevel,
    MaybeClockTime,
    Mode,
    Points,
    Rate,
    Span,
    Users,
    Whole,
    WorkingDays,
    Zone,
    beginning_with,
    listed,
    number,
    once,
    wrong,
)
from plan.calendar import Hours
from plan.pacing import Rates
from plan.progress import Thresholds
from plan.reminders import Ladder
from plan.rules import Repeats, Rules

DATABASES = ("sqlite:///", "postgresql://")
ADDRESSES = ("http://", "https://")
PROXIES = (*ADDRESSES, "socks5://")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Telegram(Section):
    """How to reach Telegram, and how fast it is written to."""

    token: SecretStr = SecretStr("")
    api_url: Annotated[str, AfterValidator(beginning_with(*ADDRESSES))] = "https://api.telegram.org"
    proxy: Annotated[str, AfterValidator(beginning_with(*PROXIES))] | None = None
    mode: Mode = "polling"
    webhook_url: Annotated[str, AfterValidator(beginning_with(*ADDRESSES))] | None = None
    webhook_listen: Listen = None
    per_second: Rate = 25
    per_group_minute: Annotated[Whole, Field(ge=1, le=60)] = 18
    chat_burst: Annotated[Whole, Field(ge=1, le=10)] = 3
    senders_part: Annotated[float, BeforeValidator(number), Field(gt=0, lt=1)] = 0.7

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if self.mode == "webhook" and not (self.webhook_url and self.webhook_listen):
            raise wrong("config.no_webhook")
        return self

    @property
    def rates(self) -> Rates:
        """The pace of what is sent."""
        return Rates(self.per_second, self.per_group_minute, self.chat_burst)


class Database(Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(beginning_with(*DATABASES))] = "sqlite:///duban.db"
    evidence: Path = Path("evidence")


class Inbox(Section):
    """What becomes of an update that cannot be worked off."""

    attempts: Annotated[Whole, Field(ge=1, le=10)] = 3


class Office(Section):
    """Who runs the plan, who reads its results, and when the digest goes out."""

    people: Users = ()
    leaders: Users = ()
    digest_at: ClockTime = time(17, 30)


class Strangers(Section):
    """How much whoever has no part in the plan may ask of the bot."""

    answers_per_minute: Annotated[Whole, Field(ge=1, le=1000)] = 6
    wrong_codes_per_hour: Annotated[Whole, Field(ge=1, le=1000)] = 5


class CalendarSettings(Section):
    """The plan's zone and the hours the bot may speak."""

    timezone: Zone = ZoneInfo("Asia/Shanghai")
    quiet: Span = (time(21, 0), time(8, 0))
    send_at: ClockTime = time(9, 0)


class Reminders(Section):
    """The ladder, how late a card may still go out as itself, and when one is sent again."""

    before: Annotated[tuple[Days, ...], BeforeValidator(listed), AfterValidator(once)] = (
        7,
        3,
        1,
        0,
    )
    overdue: Annotated[tuple[WorkingDays, ...], BeforeValidator(listed), AfterValidator(once)] = (
        1,
        3,
        7,
    )
    late_hours: Annotated[float, BeforeValidator(number), Field(gt=0, le=24)] = 4
    resend_minutes: Annotated[Whole, Field(ge=0, le=1440)] = 30
    resend_times: Annotated[Whole, Field(ge=0, le=20)] = 5


class Lamps(Section):
    """When a lamp turns, in days and percentage points."""

    near_days: Days = 7
    silent_days: Days = 3
    yellow_gap: Points = 10
    red_gap: Points = 30

    @model_validator(mode="after")
    def _yellow_before_red(self) -> Self:
        if self.yellow_gap > self.red_gap:
            raise wrong("config.yellow_after_red", yellow=self.yellow_gap, red=self.red_gap)
        return self


class Retention(Section):
    """How many days is kept what is not kept for ever (0)."""

    sendings_days: Kept = 730
    words_days: Kept = 1825
    evidence_days: Kept = 1825


class Operating(Section):
    """What those who run the machine see of the bot; `people` empty is the office's first."""

    listen: Listen = None
    people: Users = ()
    health_at: MaybeClockTime = time(8, 30)
    backup_days: Days = 7
    log_form: LogForm = "json"
    log_level: LogLevel = "info"


class LanguageSettings(Section):
    """The language of a chat that has not chosen its own."""

    default: Language = "zh-Hans"


class Settings(Section):
    """Every setting, checked."""

    telegram: Telegram = Telegram()
    database: Database = Database()
    inbox: Inbox = Inbox()
    office: Office = Office()
    strangers: Strangers = Strangers()
    calendar: CalendarSettings = CalendarSettings()
    reminders: Reminders = Reminders()
    lamps: Lamps = Lamps()
    language: LanguageSettings = LanguageSettings()
    retention: Retention = Retention()
    operating: Operating = Operating()

    @property
    def rules(self) -> Rules:
        """The settings as the rules need them."""
        calendar, lamps = self.calendar, self.lamps
        reminders = self.reminders
        after, times = timedelta(minutes=reminders.resend_minutes), reminders.resend_times
        return Rules(
            hours=Hours(calendar.timezone, calendar.send_at, calendar.quiet),
            ladder=Ladder(reminders.before, reminders.overdue),
            thresholds=Thresholds(**lamps.model_dump()),
            late_by=timedelta(hours=reminders.late_hours),
            repeats=Repeats(after, times if after else 0),
        )
