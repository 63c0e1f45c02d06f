"""A moving bar on a terminal while something takes its time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def moving_bar(what: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show what is under way; call the value after each of `total` steps.

    Nothing is shown where the error stream is no terminal.
    """
    console = Console(stderr=True)
    hidden = not console.is_terminal
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)
