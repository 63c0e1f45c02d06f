"""The log: one line of JSON an event, and neither a token nor a report's words in it."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from structlog.contextvars import bound_contextvars
from telegram.error import InvalidToken

from bot.logs import Form, start_logs

FORMS: tuple[Form, ...] = ("json", "text")
TOKEN = "123456789:AAsecret-of-the-bot_0123456789012345"


@pytest.fixture(autouse=True)
def root_logger() -> Iterator[None]:
    """The root logger, bare for the test and as it was afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    yield
    root.handlers, root.level = handlers, level


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def fail(words: str) -> None:
    """Something goes wrong while a report is at hand."""
    report, token = words, TOKEN
    raise ValueError(f"broken after {len(report)} and {len(token)} signs")


def test_an_event_is_one_line_that_keeps_chinese_readable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start_logs()
    structlog.get_logger().info("delivered", unit="鹿渚镇")
    text = capsys.readouterr().err
    assert "鹿渚镇" in text
    line = json.loads(text)
    assert (line["event"], line["level"]) == ("delivered", "info")
    assert line["timestamp"].endswith("Z")


def test_a_failure_is_logged_with_its_trace_and_no_value_of_any_variable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start_logs()
    try:
        fail("进度60%，缺资金")
    except ValueError as error:
        structlog.get_logger().error("update failed", exc_info=error)
    text = capsys.readouterr().err
    assert "broken after" in text
    assert "test_logs.py" in text
    assert "缺资金" not in text
    assert TOKEN not in text


def test_other_libraries_write_the_same_lines(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs()
    try:
        fail("缺资金")
    except ValueError:
        logging.getLogger("telegram.ext.Updater").exception("polling %s", "failed")
    [line] = lines(capsys)
    assert (line["event"], line["level"]) == ("polling failed", "error")
    assert "broken after" in str(line["exception"])
    assert "缺资金" not in str(line)


def test_the_steps_of_the_schema_are_no_news(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs()
    logging.getLogger("alembic.runtime.migration").info("Context impl SQLiteImpl.")
    assert capsys.readouterr().err == ""


def test_what_would_name_the_token_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs()
    logging.getLogger("httpx").info("HTTP Request: POST https://x/bot%s/getMe", TOKEN)
    logging.getLogger("telegram.Bot").debug("Calling getMe with %s", TOKEN)
    try:
        raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    except InvalidToken as error:
        structlog.get_logger().error("update failed", exc_info=error, why=error.message)
    assert TOKEN not in capsys.readouterr().err


def test_of_an_error_only_the_first_line_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for form in FORMS:
        start_logs(form)
        try:
            raise ValueError("duplicate key\nDETAIL: Key (note)=(缺资金) already exists")
        except ValueError as error:
            structlog.get_logger().error("update failed", exc_info=error)
        text = capsys.readouterr().err
        assert "duplicate key" in text
        assert "test_logs.py" in text
        assert "缺资金" not in text


def test_to_be_read_it_is_a_line_without_braces(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs("text")
    structlog.get_logger().info("delivered", unit="鹿渚镇", row=7)
    logging.getLogger("telegram.ext.Updater").warning("polling %s of %s", "failed", TOKEN)
    ours, theirs = capsys.readouterr().err.splitlines()
    assert re.match(r"\d{4}-\d\d-\d\dT\S+Z \[info +\] delivered +row=7 unit=鹿渚镇$", ours)
    assert "polling failed of [token]" in theirs


def test_what_stands_in_the_context_is_in_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs()
    with bound_contextvars(update=5):
        structlog.get_logger().info("press refused", post=3)
    [line] = lines(capsys)
    assert (line["update"], line["post"]) == (5, 3)


def test_libraries_keep_their_steps_to_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs(level=logging.DEBUG)
    for name in ("aiosqlite", "httpcore", "asyncio", "a library yet to come"):
        logging.getLogger(name).debug("executing INSERT with 缺资金")
    structlog.get_logger().debug("looked")
    assert [line["event"] for line in lines(capsys)] == ["looked"]
