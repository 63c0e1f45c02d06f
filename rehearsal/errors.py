"""Refusals in Telegram's own words."""

from typing import Any


class ApiError(Exception):
    """An answer with `ok: false`; `parameters` are Telegram's hints, such as retry_after."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(why: str) -> ApiError:
    """The request cannot be done."""
    return ApiError(400, f"Bad Request: {why}")


def forbidden(why: str) -> ApiError:
    """The bot may not do this here."""
    return ApiError(403, f"Forbidden: {why}")


def too_many(retry_after: int) -> ApiError:
    """A limit is reached; seconds to wait."""
    what = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, what, retry_after=retry_after)
