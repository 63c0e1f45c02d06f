"""This machine: its clock, the database, the folder of evidence."""

from collections.abc import Iterator
from datetime import UTC, datetime
from tempfile import TemporaryFile

from sqlalchemy import make_url

from bot.cli.checks import Finding, care, fine, wrong
from bot.cli.setup import Setup
from plan.calendar import instant, is_quiet
from storage.blocking import SchemaError
from storage.migrate import Stand, look

# Nobody runs this program before it was written: such a clock has lost its time.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


def check_clock(setup: Setup) -> Iterator[Finding]:
    """Whether the clock can be right, and whether the hours of sending are quiet ones."""
    at = setup.texts.full_date(setup.today)
    clock = setup.texts.clock(setup.now, setup.zone)
    told = {"at": f"{at} {clock}", "zone": setup.zone.key}
    yield fine("check.clock", **told) if setup.now > WRITTEN else wrong("check.clock_lost", **told)
    calendar = setup.settings.calendar
    hours = {
        "calendar.send_at": calendar.send_at,
        "office.digest_at": setup.settings.office.digest_at,
    }
    for name, hour in hours.items():
        if is_quiet(instant(setup.today, hour, setup.zone), setup.settings.rules.hours):
            until = f"{calendar.quiet[1]:%H:%M}"
            yield care("check.quiet_hour", name=name, at=f"{hour:%H:%M}", until=until)


def check_database(setup: Setup) -> Finding:
    """Whether the database can be used; it is only looked at, neither made nor changed."""
    url = setup.settings.database.url
    try:
        stand = look(url)
    except SchemaError as error:
        return wrong(error.key, **error.values)
    shown = make_url(url).render_as_string()
    match stand:
        case Stand.MISSING:
            return care("check.database_missing", url=shown)
        case Stand.OUTDATED:
            return care("check.database_outdated", url=shown)
    return fine("check.database", url=shown)


def check_evidence(setup: Setup) -> Finding:
    """Whether photos and documents can be kept."""
    folder = setup.settings.database.evidence
    nearest = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    try:
        with TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        return wrong("check.evidence_closed", folder=folder, why=error.strerror or error)
    return fine("check.evidence" if nearest == folder else "check.evidence_later", folder=folder)
