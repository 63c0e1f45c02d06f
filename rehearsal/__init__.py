"""A stand-in for Telegram on this machine, and a clock that can be moved."""
