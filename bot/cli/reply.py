"""`duban reply`: what the bot would make of a liaison's words."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer
from pydantic import BaseModel, Field, ValidationError

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, JsonOption, a_count, a_day, set_up
from plan.replies import Reading, read_reply
from render.reply_text import reply_text


class Asked(BaseModel):
    """One reply and the card it answers; a line of JSON leaves out what the options say."""

    text: str
    today: date | None = None
    due: date | None = None
    tasks: int | None = Field(None, ge=1)


def reply(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="cli.help.reply_text")],
    today: Annotated[
        date | None, typer.Option(parser=a_day, metavar="DATE", help="cli.help.reply_today")
    ] = None,
    due: Annotated[
        date | None, typer.Option(parser=a_day, metavar="DATE", help="cli.help.reply_due")
    ] = None,
    tasks: Annotated[
        int | None, typer.Option(parser=a_count, metavar="N", help="cli.help.reply_tasks")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Read one reply, or with "-" one reply a line from the standard input."""
    setup = set_up(context, config)
    day = today or setup.today
    for asked in _lines() if text == "-" else [Asked(text=text)]:
        on = asked.today or day
        reading = read_reply(
            asked.text, today=on, due=asked.due or due or on, tasks=asked.tasks or tasks or 1
        )
        answer = _as_line(reading) if as_json else reply_text(reading, setup.texts)
        typer.echo(answer)
        sys.stdout.flush()  # whoever writes line by line also waits for each answer


def _lines() -> Iterator[Asked]:
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            yield Asked.model_validate_json(line)
        except ValidationError as error:
            raise Failure("cli.bad_reply_line", line=number) from error


def _as_line(reading: Reading) -> str:
    items = [asdict(item) for item in reading.items]
    return json.dumps({"sure": reading.sure, "items": items}, default=date.isoformat)
