"""The files for containers and for systemd name commands, settings and secrets that exist."""

import configparser
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import app
from bot.config import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
VARIABLE = re.compile(r"DUBAN_\w+")


def compose() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return found


def unit(name: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.read(DEPLOY / name, "utf-8")
    return parser


def assert_is_a_setting(variable: str) -> None:
    section, _, key = variable.removeprefix("DUBAN_").lower().partition("__")
    fields: Any = Settings.model_fields[section].annotation
    assert key.removesuffix("_file") in fields.model_fields, variable


def assert_can_be_called(words: list[str]) -> None:
    name, *rest = words
    commands: Any = get_command(app)
    options = {one for param in commands.commands[name].params for one in param.opts}
    assert {word for word in rest if word.startswith("--")} <= options, words


def commands_of_containers() -> Iterator[list[str]]:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    yield from (yaml.safe_load(words) for words in re.findall(r"^CMD (\[.*\])$", text, re.M))
    yield from (
        yaml.safe_load(words)[1:] for words in re.findall(r" CMD (\[\"duban.*\])$", text, re.M)
    )
    yield from (one["command"] for one in compose()["services"].values() if "command" in one)


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_variable_is_a_setting(path: Path) -> None:
    for variable in VARIABLE.findall(path.read_text("utf-8")):
        assert_is_a_setting(variable)


def test_every_command_of_a_container_exists() -> None:
    commands = list(commands_of_containers())
    assert ["run"] in commands
    assert ["health"] in commands
    for words in commands:
        assert_can_be_called(words)


@pytest.mark.parametrize("name", UNITS)
def test_every_command_of_a_unit_exists(name: str) -> None:
    program, *words = shlex.split(unit(name)["Service"]["ExecStart"])
    assert program.endswith("/duban")
    assert_can_be_called(words)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_runs_as_nobody_in_particular_and_may_do_little(name: str) -> None:
    service = unit(name)["Service"]
    assert service["User"] != "root"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""


def test_every_bot_of_the_compose_file_is_locked_in_and_waits_for_its_database() -> None:
    described = compose()
    bots = [one for one in described["services"].values() if one["image"] == "duban"]
    assert len(bots) == 2
    for bot in bots:
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert bot["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert set(bot["secrets"]) <= described["secrets"].keys()
        # Not among `configs`: not every implementation mounts those, and defaults would hold.
        assert "./config.toml:/etc/duban/config.toml:ro" in bot["volumes"]
        for value in bot["environment"].values():
            assert value.removeprefix("/run/secrets/") in bot["secrets"]


def test_no_secret_stands_in_the_compose_file() -> None:
    described = compose()
    assert all(one["file"].startswith("./secrets/") for one in described["secrets"].values())
    database = described["services"]["database"]["environment"]
    assert {key for key in database if "PASSWORD" in key} == {"POSTGRES_PASSWORD_FILE"}


def test_the_image_is_built_of_every_package_and_runs_as_nobody() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    root = DEPLOY.parent
    packages = {"plan", "intake", "render", "storage", "jobs", "bot", "rehearsal"}
    copied = set(re.findall(r"^COPY (\w+) \1$", text, re.M))
    assert copied == packages
    assert all((root / name / "__init__.py").exists() for name in copied)
    assert re.findall(r"^USER (\d+)$", text, re.M) == ["10001"]
