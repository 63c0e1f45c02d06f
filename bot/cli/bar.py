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
    with _progress() as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


@contextmanager
def measured_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """The same for what learns on its way how much there is: call it with done and total."""
    with _progress() as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
