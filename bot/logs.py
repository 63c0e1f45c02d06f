"""Logs as JSON lines that keep Chinese readable; never a token, never the words of a report."""

import logging
import sys

import structlog

# These write every address they call, and the token is part of Telegram's.
CHATTY = ("httpx", "httpcore", "apscheduler", "telegram")


def start_logs(level: int = logging.INFO) -> None:
    """Let every logger write one line of JSON an event to standard error."""
    logging.basicConfig(level=level, format="%(message)s")
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def no_logs() -> None:
    """Keep the terminal for what a command prints; only what fails is logged."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
