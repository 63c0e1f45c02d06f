"""Telegram, both ways, and the composition root that wires every room together."""
