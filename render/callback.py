"""What a button carries: an opaque key, a verb and its arguments within 64 bytes."""

import re
from dataclasses import dataclass

DATA_LIMIT = 64
_WORD = r"[A-Za-z0-9_-]+"
_DATA = re.compile(rf"v1:({_WORD}):([a-z]+)((?::{_WORD})*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Callback:
    """A press as it comes back; `key` and the right to press are still to be checked."""

    key: str
    verb: str
    args: tuple[str, ...] = ()


def encode(key: str, verb: str, *args: str | int) -> str:
    """The data of a button. Raises ValueError when it would not come back as it was."""
    data = ":".join(["v1", key, verb, *map(str, args)])
    if decode(data) != Callback(key, verb, tuple(map(str, args))):
        raise ValueError(f"does not fit a button: {data}")
    return data


def decode(data: str) -> Callback | None:
    """The press behind `data`, or None for anything `encode` did not make."""
    match = _DATA.fullmatch(data)
    if match is None or len(data) > DATA_LIMIT:
        return None
    key, verb, rest = match.groups()
    return Callback(key, verb, tuple(rest.split(":")[1:]))
