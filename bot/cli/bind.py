"""`duban bind`: a one-time way to bind a group to a unit or to the office."""

from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, Setup, set_up, wait_for
from render.binding import invitation
from render.texts import without_tags
from storage import units
from storage.engine import reading
from storage.invitations import Invitation, invite


def bind(
    context: typer.Context,
    unit: Annotated[str | None, typer.Argument(metavar="UNIT", help="cli.help.bind_unit")] = None,
    office: Annotated[bool, typer.Option("--office", help="cli.help.bind_office")] = False,
    config: ConfigOption = None,
) -> None:
    """Print the link that adds the bot to a group, and the code to type there."""
    if office is (unit is not None):
        raise Failure("cli.bind_what")
    wait_for(_bind(set_up(context, config), unit))


async def _bind(setup: Setup, unit: str | None) -> None:
    async with setup.database() as sessions:
        async with reading(sessions) as session:
            unit_id = None if unit is None else await _find(session, unit, setup)
        # Asked before anything is written: a bot Telegram does not know needs no invitation.
        bot = await _bot(setup)
        async with sessions.begin() as session:
            made = await invite(session, unit_id, setup.now)
    if bot is None:
        _say_code(setup, unit, made)
        return setup.note("cli.bind_no_link")
    message = invitation(
        unit, bot, made.token, made.typed, made.expires_at, setup.texts, setup.zone
    )
    return typer.echo(without_tags(message.text))


async def _find(session: AsyncSession, name: str, setup: Setup) -> int:
    found = await units.find_unit(session, name)
    if found is not None:
        return found
    near = await units.similar_units(session, name)
    if near:
        raise Failure("cli.no_unit_near", unit=name, near=setup.texts.joined_plain(near))
    raise Failure("cli.no_unit", unit=name)


async def _bot(setup: Setup) -> str | None:
    """The bot's name on Telegram; None without a token."""
    if not setup.settings.telegram.token.get_secret_value():
        return None
    from bot.cli.network import known_bot  # the whole bot, which other commands do without

    async with known_bot(setup.settings) as bot:
        return bot.username


def _say_code(setup: Setup, unit: str | None, made: Invitation) -> None:
    until = setup.texts.moment(made.expires_at, setup.zone)
    if unit is None:
        setup.say("cli.bind_office", code=made.typed, until=until)
    else:
        setup.say("cli.bind_unit", unit=unit, code=made.typed, until=until)
