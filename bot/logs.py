"""Logs as JSON lines that keep Chinese readable; never a token, never the words of a report."""

import logging
import re
import sys

import structlog
from structlog.processors import ExceptionRenderer, JSONRenderer, TimeStamper, add_log_level
from structlog.stdlib import ProcessorFormatter
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor, WrappedLogger

# These write of every step, most of them the addresses they call: Telegram's hold the token.
CHATTY = ("httpx", "httpcore", "apscheduler", "telegram", "alembic")
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")

_to_json = JSONRenderer(ensure_ascii=False, default=str)
# Without the variables of each frame: they hold what people wrote.
_trace = ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def start_logs(level: int = logging.INFO) -> None:
    """Let every logger write one line of JSON an event to standard error."""
    steps: list[Processor] = [add_log_level, TimeStamper(fmt="iso", utc=True), _trace]
    foreign = logging.StreamHandler(sys.stderr)
    foreign.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[ProcessorFormatter.remove_processors_meta, _line],
        )
    )
    logging.basicConfig(level=level, handlers=[foreign], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*steps, _line],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Standard error as it is when a line is written, not as it was when the logs began.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def no_logs() -> None:
    """Keep the terminal for what a command prints; only what fails is logged."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def _line(logger: WrappedLogger, method: str, event: EventDict) -> str:
    """The event as JSON; libraries put the token into texts of errors."""
    return TOKEN.sub("[token]", str(_to_json(logger, method, event)))
