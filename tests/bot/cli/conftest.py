"""The real command line, run in an empty folder and in no particular language."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

Duban = Callable[..., Result]


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("DUBAN_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def duban() -> Duban:
    """Runs a command: duban("reply", "收到")."""

    def run(*args: str, given: str = "") -> Result:
        return CliRunner().invoke(app, args, input=given)

    return run
