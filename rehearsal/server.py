"""The Bot API over HTTP: /bot<token>/METHOD and /file/bot<token>/PATH."""

import asyncio
from typing import Any

from aiohttp import web

from rehearsal.errors import ApiError
from rehearsal.faults import POLL, Faults
from rehearsal.limits import Limits
from rehearsal.methods import BY_NAME, MESSAGES
from rehearsal.params import Params, read_params
from rehearsal.world import Call, Event, World

HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
UPLOAD_LIMIT = 64 * 1024 * 1024


class BotApi:
    """Answers the bot's calls from the world."""

    def __init__(self, world: World, token: str, faults: Faults, limits: Limits | None) -> None:
        self.world = world
        self.token = token
        self.faults = faults
        self.limits = limits

    def app(self) -> web.Application:
        """The routes of the Bot API alone."""
        app = web.Application(client_max_size=UPLOAD_LIMIT)
        app.router.add_route("*", "/bot{token:[^/]*}/{method}", self.call)
        app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", self.download)
        return app

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call, with whatever was ordered to go wrong."""
        try:
            self._check_token(request)
            params = await read_params(request)
        except ApiError as error:
            return _refusal(error)
        except ConnectionResetError:  # the bot died in the middle of a word
            return _hang_up(request)
        method = request.match_info["method"].lower()
        fault = self.faults.take(method, params.number("chat_id"))
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.hangs_up and not fault.acts:
            return _hang_up(request)
        try:
            if fault.error and not fault.acts:
                raise fault.error
            result = await self._carry_out(method, params)
            if fault.error:
                raise fault.error
        except ApiError as error:
            self._log(request, params, error.description)
            return _refusal(error)
        self._log(request, params)
        if fault.hangs_up:
            return _hang_up(request)
        return web.json_response({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.Response:
        """The content of a file whose path getFile told."""
        try:
            self._check_token(request)
        except ApiError as error:
            return _refusal(error)
        file = self.world.paths.get(request.match_info["path"])
        if file is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self.token:
            raise ApiError(401, "Unauthorized")

    async def _carry_out(self, method: str, params: Params) -> Any:
        if method == POLL:
            if self.world.webhook:
                raise ApiError(409, HOOKED)
            return await self.world.updates.get(
                params.number("offset") or 0,
                params.number("limit") or 0,
                params.number("timeout") or 0,
                params.structure("allowed_updates"),
            )
        if method not in BY_NAME:
            raise ApiError(404, "Not Found: method not found")
        chat = params.number("chat_id")
        if self.limits and method in MESSAGES and chat is not None:
            self.limits.count(chat, self.world.clock())
        return BY_NAME[method](self.world, params)

    def _log(self, request: web.Request, params: Params, error: str = "") -> None:
        name = request.match_info["method"]
        chat = params.number("chat_id") or 0
        if name.lower() != POLL or error:
            call = Call(name, Params(params.values), self.world.clock(), error)
            self.world.calls.append(call)
        self.world.tell(Event("call", chat))


def _refusal(error: ApiError) -> web.Response:
    headers = {}
    if "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.json_response(error.body(), status=error.code, headers=headers)


def _hang_up(request: web.Request) -> web.Response:
    """Break the connection; what is returned reaches nobody."""
    if request.transport:
        request.transport.abort()
    return web.Response()
