"""What stands in front of every command: its language, its help and the way failures are told."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import rich_utils
from typer.core import TyperArgument, TyperGroup

from bot.cli.failing import expected, unexpected
from bot.config_file import terminal_language
from render.texts import Texts, load_texts

INTERRUPTED = 130


def front(
    context: typer.Context,
    show_version: Annotated[bool, typer.Option("--version", help="cli.help.version")] = False,
) -> None:
    """Without a command: the version, or the help."""
    if show_version:
        typer.echo(version("duban"))
    else:
        show_help(context)


def show_help(context: typer.Context) -> None:
    """A group of commands without one of them: its help."""
    if context.invoked_subcommand is None:
        context.get_help()


class Front(TyperGroup):
    """The root of the command line. No error leaves it as a traceback."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run one command and leave with its exit code."""
        given = list(sys.argv[1:] if args is None else args)
        texts = load_texts()[terminal_language(_config_named(given))]
        _show_every_character()
        _translate(self, texts, typer.Context(self))
        rich_utils.REQUIRED_LONG_STRING = texts.plain("cli.help.required")
        extra["standalone_mode"] = False
        try:
            code = super().main(given, *rest, obj=texts, **extra)
            sys.stdout.flush()  # here, where a full disk is still told in a sentence
        except BrokenPipeError:  # whoever read has left
            code = _drop_unwritten()
        except Exception as error:  # the last place: whatever happened, one sentence tells it
            for line in expected(error, texts) or [unexpected(error, texts)]:
                typer.echo(line, err=True)
            code = 2 if isinstance(error, typer.TyperException) else _drop_unwritten()
        if code == INTERRUPTED:
            typer.echo(texts.plain("cli.interrupted"), err=True)
        sys.exit(code)


def _drop_unwritten() -> int:
    """Give up what the output does not take, or Python complains of it once more when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _config_named(args: Sequence[str]) -> Path | None:
    """The file after --config. The language is needed before the arguments are understood."""
    for at, option in enumerate(args):
        if option.startswith("--config="):
            return Path(option.removeprefix("--config="))
        if option == "--config" and at + 1 < len(args):
            return Path(args[at + 1])
    return None


def _show_every_character() -> None:
    """A terminal that cannot show a character shows a question mark instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _translate(command: Any, texts: Texts, context: Any) -> None:
    """Put the help of a command, its parameters and its subcommands into words."""
    command.help = _worded(command.help, texts)
    command.get_usage = partial(_usage, command, texts)
    command.options_metavar = texts.plain("cli.help.any_options")
    command.subcommand_metavar = texts.plain("cli.help.any_command")
    command.rich_help_panel = texts.plain("cli.help.commands")
    for param in command.get_params(context):
        is_argument = isinstance(param, TyperArgument)
        panel = "cli.help.arguments" if is_argument else "cli.help.options"
        param.rich_help_panel = texts.plain(panel)
        if is_argument:
            param.display_type_rich = _no_type
        if getattr(param, "is_flag", False):
            param.metavar = ""  # instead of a type, of which a flag has none
        param.help = _worded("cli.help.help" if "--help" in param.opts else param.help, texts)
    for name, one in _subcommands(command):
        _translate(one, texts, typer.Context(one, info_name=name, parent=context))


def _no_type(ctx: Any) -> None:
    """The name of an argument says what it is; its type would be Python's word for it."""


def _usage(command: Any, texts: Texts, context: Any) -> str:
    usage: str = type(command).get_usage(command, context)
    return usage.replace("Usage:", texts.plain("cli.help.usage"), 1)


def _subcommands(command: Any) -> Iterator[tuple[str, Any]]:
    yield from getattr(command, "commands", {}).items()


def _worded(help_key: str | None, texts: Texts) -> str | None:
    return texts.plain(help_key) if help_key and help_key in texts.entries else help_key
