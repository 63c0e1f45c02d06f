"""Telegram, both ways, and the composition root that wires every room together."""

import os

# python-telegram-bot reads this when it is imported: spans of time as timedelta, its future form.
os.environ.setdefault("PTB_TIMEDELTA", "true")
