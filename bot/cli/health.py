"""`duban health`: whether the running bot is well, for people and for health checks."""

import json
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import typer

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, set_up
from bot.config_values import Address
from plan.health import Ailment

PATIENCE = 10  # seconds
EVERYWHERE = ("0.0.0.0", "::")


def health(context: typer.Context, config: ConfigOption = None) -> None:
    """Ask the bot of these settings; the exit code is 1 when it is not well."""
    setup = set_up(context, config)
    address = setup.settings.operating.listen
    if address is None:
        raise Failure("health.off")
    wrong = _ask(address)
    if wrong:
        told = [setup.texts.plain(f"health.{one}") for one in wrong]
        raise Failure("health.wrong", what=setup.texts.joined_plain(told))
    setup.say("health.well")


def _ask(address: Address) -> list[Ailment]:
    """What is wrong with the bot at an address. Raises Failure where none answers."""
    host = "127.0.0.1" if address.host in EVERYWHERE else address.host
    url = f"http://{Address(host, address.port)}/healthz"
    try:
        with urlopen(url, timeout=PATIENCE) as answer:
            content = answer.read()
    except HTTPError as error:
        content = error.read()
    except (URLError, HTTPException, OSError) as error:
        raise Failure("health.silent", at=address) from error
    try:
        return [Ailment(one) for one in json.loads(content)["wrong"]]
    except (ValueError, LookupError, TypeError) as error:
        raise Failure("health.silent", at=address) from error
