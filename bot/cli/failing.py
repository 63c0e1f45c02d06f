"""Failures in one sentence: what was expected to go wrong, and what was not."""

import errno
import re
import traceback
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

import typer

from bot.config_file import ConfigError
from plan.problems import PlanErrors
from render.problems import problems_text
from render.texts import Texts
from storage.archive import BackupError
from storage.blocking import SchemaError

TOKEN = re.compile(r"\d{5,}:[\w-]{20,}")


# What the parser of the command line says in English only, and the sentence for it.
MISUSES = {
    re.compile(r"No such command '(.*?)'"): "cli.no_such_command",
    re.compile(r"Option '(.*)' requires (?:an|\d+) argument"): "cli.no_value",
    re.compile(r"Option '(.*)' does not take a value"): "cli.takes_no_value",
    re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)"): "cli.too_many",
}


class Failure(Exception):
    """The command cannot go on; `key` is the sentence that says why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def expected(error: Exception, texts: Texts) -> Sequence[str] | None:
    """What to tell the operator about an error we know; None for one we do not."""
    match error:
        case Failure() | SchemaError() | BackupError():
            return [texts.plain(error.key, **error.values)]
        case ConfigError() | PlanErrors():
            return problems_text(error.problems, texts).splitlines()
        case typer.Abort():
            return [texts.plain("cli.interrupted")]
        case typer.TyperException():
            return [_misused(error, texts)]
        case OSError(errno=errno.ENOSPC):
            return [texts.plain("cli.disk_full")]
    return None


def unexpected(error: Exception, texts: Texts) -> str:
    """The sentence for an error nobody foresaw; the details go to a file under a number."""
    number = token_hex(4)
    log = Path(gettempdir()) / f"duban-error-{number}.log"
    details = TOKEN.sub("<token>", "".join(traceback.format_exception(error)))
    try:
        log.write_text(details, "utf-8")
    except OSError:
        return texts.plain("cli.unexpected_unlogged", number=number, what=type(error).__name__)
    return texts.plain("cli.unexpected", number=number, log=log)


def _misused(error: typer.TyperException, texts: Texts) -> str:
    """What the parser of the command line refused; its own words are English only."""
    option = getattr(error, "option_name", None)
    param = getattr(error, "param", None)
    if param is not None:
        name = param.metavar if param.param_type_name == "argument" else param.opts[0]
        key = "cli.bad_value" if error.message else "cli.missing"
        return texts.plain(key, name=name, what=error.message)
    if option is not None and "No such" in error.message:
        return texts.plain("cli.no_such_option", name=option)
    for pattern, key in MISUSES.items():
        if found := pattern.match(error.message):
            return texts.plain(key, name=found[1])
    return texts.plain("cli.misused", what=error.format_message())
