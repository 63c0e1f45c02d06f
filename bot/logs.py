"""Logs with ids and without a token, a name or the words of a report: as JSON or to be read."""

import logging
import re
import sys
from typing import Literal

import structlog
from structlog.contextvars import merge_contextvars
from structlog.dev import ConsoleRenderer
from structlog.processors import ExceptionRenderer, JSONRenderer, TimeStamper, add_log_level
from structlog.stdlib import ProcessorFormatter
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor, WrappedLogger

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
# Libraries write of every step, and with what: addresses that hold the token, values of rows.
LIBRARIES = logging.WARNING

Form = Literal["json", "text"]

_to_json = JSONRenderer(ensure_ascii=False, default=str)
# Without the variables of each frame: they hold what people wrote.
_trace = ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def start_logs(form: Form = "json", level: int = logging.INFO) -> None:
    """Let every logger write an event a line to standard error, from `level` on."""
    steps: list[Processor] = [
        merge_contextvars,
        add_log_level,
        TimeStamper(fmt="iso", utc=True),
        _trace,
        _first_lines,
    ]
    write = _json_line if form == "json" else _text_line
    foreign = logging.StreamHandler(sys.stderr)
    foreign.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[ProcessorFormatter.remove_processors_meta, write],
        )
    )
    logging.basicConfig(level=max(level, LIBRARIES), handlers=[foreign], force=True)
    structlog.configure(
        processors=[*steps, write],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Standard error as it is when a line is written, not as it was when the logs began.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def no_logs() -> None:
    """Keep the terminal for what a command prints; only what fails is logged."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def _first_lines(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of what an error says the first line: below it databases quote the values of the row."""
    for one in event.get("exception", ()):
        one["exc_value"] = one["exc_value"].partition("\n")[0]
    return event


def _json_line(logger: WrappedLogger, method: str, event: EventDict) -> str:
    return _without_token(str(_to_json(logger, method, event)))


def _text_line(logger: WrappedLogger, method: str, event: EventDict) -> str:
    """The same to be read, each error with the place it came from."""
    errors = [
        f"{one['exc_type']}: {one['exc_value']} ({_place(one)})"
        for one in event.pop("exception", ())
    ]
    render = ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)
    return _without_token("\n  ".join([str(render(logger, method, event)), *errors]))


def _place(error: dict[str, list[dict[str, object]]]) -> str:
    frames = error["frames"]
    return f"{frames[-1]['filename']}:{frames[-1]['lineno']}" if frames else "?"


def _without_token(line: str) -> str:
    """Libraries put the token into texts of errors."""
    return TOKEN.sub("[token]", line)
