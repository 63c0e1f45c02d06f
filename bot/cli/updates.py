"""`duban updates`: what came from Telegram and could not be worked off."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from bot.cli.setup import ConfigOption, Setup, set_up, wait_for
from render.clean import clean
from storage import aside
from storage.aside import Aside
from storage.engine import reading

RetryOption = Annotated[bool, typer.Option("--retry", help="cli.help.updates_retry")]
WordsOption = Annotated[bool, typer.Option("--words", help="cli.help.updates_words")]

KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
)
OTHER = "other"
WORDS = ("text", "caption", "data")


def updates(
    context: typer.Context,
    retry: RetryOption = False,
    words: WordsOption = False,
    config: ConfigOption = None,
) -> None:
    """List the updates that were set aside, or have them tried again."""
    setup = set_up(context, config)
    if retry:
        setup.say("cli.updates_retried", n=wait_for(_retry(setup)))
        return
    found = wait_for(_list(setup))
    if not found:
        setup.say("cli.updates_none")
    for one in found:
        _tell(setup, one, words=words)


async def _list(setup: Setup) -> Sequence[Aside]:
    async with setup.database() as sessions, reading(sessions) as session:
        return await aside.listed(session)


async def _retry(setup: Setup) -> int:
    async with setup.database() as sessions, sessions.begin() as session:
        return await aside.try_again(session)


def _tell(setup: Setup, one: Aside, *, words: bool) -> None:
    """What is known of one without its words, and these where they were asked for."""
    kind, said = _read(one.body)
    setup.say(
        "cli.update",
        at=setup.texts.moment(one.received_at, setup.zone),
        number=one.update,
        chat=clean(f"{one.chat} {one.title}"),
        kind=setup.texts.plain(f"update.{kind}"),
        n=one.attempts,
        why=clean(one.why),
    )
    if words and said:
        setup.say("cli.update_words", words=clean(said))


def _read(body: str) -> tuple[str, str]:
    """The kind of an update and the words in it; whatever came, this must not fail."""
    update: Mapping[str, Any] = json.loads(body) or {}
    kind = next((kind for kind in KINDS if kind in update), OTHER)
    content = update.get(kind)
    said = [content.get(name) for name in WORDS] if isinstance(content, dict) else []
    return kind, next((str(one) for one in said if one), "")
