"""Whether a bot is well: what must have happened lately, and what a day's figures call for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# It looks every 20 seconds for what is owed and asks every 10 for updates; a few may fail.
LATELY = timedelta(seconds=90)


class Ailment(StrEnum):
    """What is wrong with a bot at this moment."""

    SENDING = "sending"  # nobody looked for what is owed
    RECEIVING = "receiving"  # no updates could be asked for
    DATABASE = "database"  # it does not answer


@dataclass(frozen=True, slots=True)
class Pulse:
    """When each thing was last done, None if it is not this process's to do."""

    sending: datetime | None
    receiving: datetime | None
    database: bool


def ailments(pulse: Pulse, now: datetime) -> tuple[Ailment, ...]:
    """What is wrong at `now`; nothing when all is well."""
    found = []
    if pulse.sending is not None and now - pulse.sending > LATELY:
        found.append(Ailment.SENDING)
    if pulse.receiving is not None and now - pulse.receiving > LATELY:
        found.append(Ailment.RECEIVING)
    if not pulse.database:
        found.append(Ailment.DATABASE)
    return tuple(found)


# What is free on the disk in bytes, below which it will not do for long.
LITTLE_SPACE = 1_000_000_000
# A message may wait so long for its turn or for Telegram's pace.
LONG_WAIT = timedelta(hours=1)
# So many calls a day may be too many for Telegram before the pace is set wrong.
OFTEN = 20


@dataclass(frozen=True, slots=True)
class Day:
    """How a bot did in a day: messages, reports, updates and what it needs to go on.

    `waits_since` is when the oldest message still due was to go; sizes are in bytes, `free` is
    None where it is not known; `backed_up` is when the last backup was taken.
    """

    sent: int
    late: int
    reports: int
    unknown: int
    failed: int
    aside: int
    refused: int
    waits_since: datetime | None
    size: int
    free: int | None
    backed_up: datetime | None


class Concern(StrEnum):
    """What somebody should do something about, the worst first."""

    SPACE = "space"
    WAITING = "waiting"
    ASIDE = "aside"
    FAILED = "failed"
    UNKNOWN = "unknown"
    PACE = "pace"
    BACKUP = "backup"


def concerns(day: Day, now: datetime, backup_every: timedelta | None) -> tuple[Concern, ...]:
    """What a day's figures call for; a backup is wanted `backup_every` so long, or never."""
    stale = day.backed_up is None or (
        backup_every is not None and now - day.backed_up > backup_every
    )
    called_for = {
        Concern.SPACE: day.free is not None and day.free < LITTLE_SPACE,
        Concern.WAITING: day.waits_since is not None and now - day.waits_since > LONG_WAIT,
        Concern.ASIDE: day.aside > 0,
        Concern.FAILED: day.failed > 0,
        Concern.UNKNOWN: day.unknown > 0,
        Concern.PACE: day.refused > OFTEN,
        Concern.BACKUP: backup_every is not None and stale,
    }
    return tuple(concern for concern in Concern if called_for[concern])
