"""The routing table: what Telegram is asked for is handled, and what buttons say is understood."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    MessageReactionHandler,
)

import render
from bot.application import COMMANDS, IN_GROUPS, IN_PRIVATE, UPDATES
from bot.composition import open_bot
from bot.config import Settings
from bot.conversations.presses import BY_KIND
from render.status import Grouping, Listing
from render.texts import load_texts

# What a button's verb is called in the source where it is not written out.
NAMED: dict[str, set[str]] = {
    "verb": set(),  # passed on by render.keys
    "listing": {*Listing},
    "by": {*Grouping},
}


def verbs_on_buttons() -> set[str]:
    """Every verb that `render` puts on a button, read from its source."""
    sources = Path(render.__file__).parent.glob("*.py")
    calls = (call for path in sources for call in _button_calls(path))
    return {verb for call in calls for verb in call} | _ways()


def _button_calls(path: Path) -> Iterator[set[str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        at = {"encode": 1, "button": 3}.get(node.func.id)
        if at is not None:
            yield _verb(node.args[at], path)


def _verb(node: ast.expr, path: Path) -> set[str]:
    match node:
        case ast.Constant(value=str(verb)):
            return {verb}
        case ast.Name(id=name) if name in NAMED:
            return NAMED[name]
        case ast.Starred():
            return set()  # the way a list was opened, in `_ways`
    raise AssertionError(f"{path.name}:{node.lineno} puts a verb on a button nobody can read")


def _ways() -> set[str]:
    """The verbs that turn the pages of a list are those that opened it."""
    return {*Listing, *Grouping, *(f"{by}s" for by in Grouping), "unbound"}


def test_every_verb_on_a_button_is_handled_and_no_other() -> None:
    handled = {verb for verbs in BY_KIND.values() for verb in verbs}
    assert verbs_on_buttons() == handled


NEEDED: dict[type[object], set[str]] = {
    CallbackQueryHandler: {Update.CALLBACK_QUERY},
    ChatMemberHandler: {Update.MY_CHAT_MEMBER, Update.CHAT_MEMBER},
    MessageReactionHandler: {Update.MESSAGE_REACTION},
    # A reply that is changed comes to the same handler as a new one.
    MessageHandler: {Update.MESSAGE, Update.EDITED_MESSAGE},
    CommandHandler: {Update.MESSAGE},
}


async def test_telegram_is_asked_for_the_updates_that_handlers_wait_for(database: str) -> None:
    settings = Settings.model_validate(
        {"telegram": {"token": "1:TEST"}, "database": {"url": database}}
    )
    async with open_bot(settings, alarms=False) as bot:
        groups = bot.application.handlers.values()
        kinds = {type(handler) for group in groups for handler in group}
    assert kinds == set(NEEDED)
    assert set().union(*NEEDED.values()) == set(UPDATES)


@pytest.mark.parametrize("name", sorted({*IN_GROUPS, *IN_PRIVATE}))
def test_every_command_of_the_menus_exists_and_is_worded(name: str) -> None:
    assert name in COMMANDS
    for texts in load_texts().values():
        assert 0 < len(texts.plain(f"command.{name}")) <= 256
