"""The parameters of a call, however they were sent: form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from rehearsal.errors import bad


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Values by name. Telegram takes numbers, flags and objects as text, too."""

    values: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """A whole number, or None when it is not given or not a number."""
        try:
            return int(self.text(name))
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def structure(self, name: str, what: str = "") -> Any:
        """An object or a list, or None. Raises ApiError when it is no JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {what or name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file a parameter means: sent under its own name, or as attach://NAME."""
        value = self.text(name)
        key = value.removeprefix("attach://") if value.startswith("attach://") else name
        return self.uploads.get(key)


async def read_params(request: web.Request) -> Params:
    """The parameters of a request; those in the address count, too. Raises ApiError."""
    try:
        return await _read(request)
    except UnicodeError:
        raise bad("strings must be encoded in UTF-8") from None


async def _read(request: web.Request) -> Params:
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= await _json(request)
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    # Half a surrogate pair cannot be encoded: a text cut in the middle of an emoji.
    "".join(value for value in values.values() if isinstance(value, str)).encode()
    return Params(values, uploads)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad("can't parse JSON object") from None
    return body if isinstance(body, dict) else {}
