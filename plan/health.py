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
