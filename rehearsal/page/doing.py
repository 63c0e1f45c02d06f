"""What the page does: acts in the chats, moves the clock, makes trouble."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from rehearsal.page.actions import ACTIONS, Refused, Say, attach
from rehearsal.page.conductor import Conductor, Pace
from rehearsal.page.liaisons import Liaisons
from rehearsal.page.media import picture_type
from rehearsal.page.theatre import Theatre
from rehearsal.page.tour import STEPS, Tour
from rehearsal.page.troubles import Trouble, Troubles

Model = TypeVar("Model", bound=BaseModel)


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Move(Order):
    """What the clock is to do: go at a pace, step, or jump to a local time."""

    pace: Pace | None = None
    step: Literal[True] | None = None
    to: datetime | None = None


class Switch(Order):
    """A switch of trouble, with the group or the person it is about."""

    trouble: Trouble
    on: bool
    subject: int = 0


class Script(Order):
    """Who answers by itself: all units, or whoever somebody speaks for."""

    on: bool | None = None
    user: int = 0
    by_hand: bool = True


class Step(Order):
    """A step of the tour, by its name."""

    step: str


@dataclass(frozen=True, slots=True)
class Doing:
    """Answers everything that changes something; 409 with a text key for what cannot be."""

    theatre: Theatre
    conductor: Conductor
    troubles: Troubles
    liaisons: Liaisons
    tour: Tour

    def table(self) -> list[web.RouteDef]:
        """The routes."""
        return [
            web.post("/do/{action}", self.act),
            web.post("/attach", self.attach),
            web.post("/clock", self.move),
            web.post("/trouble", self.trouble),
            web.post("/script", self.script),
            web.post("/tour", self.go),
        ]

    async def act(self, request: web.Request) -> web.Response:
        """Somebody does something in a chat."""
        name = request.match_info["action"]
        if name not in ACTIONS:
            raise web.HTTPNotFound
        model, do = ACTIONS[name]
        action = await _read(request, model)
        try:
            do(self.theatre, action)
        except Refused as error:
            return _refused(error.key)
        except LookupError:
            return _refused("page.refused.gone")
        return self._done(action.user)

    async def attach(self, request: web.Request) -> web.Response:
        """Somebody sends a photo or a document."""
        form = await request.post()
        file = form.get("file")
        if not isinstance(file, web.FileField):
            raise web.HTTPBadRequest
        words = {name: value for name, value in form.items() if isinstance(value, str)}
        as_photo = words.pop("as_photo", "") == "true"
        content = file.file.read()
        if as_photo and picture_type(content) is None:
            return _refused("page.refused.no_picture")
        try:
            action = Say.model_validate({"text": "", **words})
            attach(
                self.theatre, action, content, file.filename, file.content_type, is_photo=as_photo
            )
        except ValidationError:
            raise web.HTTPBadRequest from None
        except Refused as error:
            return _refused(error.key)
        return self._done(action.user)

    async def move(self, request: web.Request) -> web.Response:
        """The clock goes on in another way."""
        move = await _read(request, Move)
        if move.pace:
            self.conductor.play(move.pace)
        elif move.step:
            if not self.theatre.backstage.alive:
                return _refused("page.refused.killed")
            self.conductor.step()
        elif move.to:
            to = move.to.replace(tzinfo=self.theatre.zone)
            if to < self.theatre.clock():
                return _refused("page.refused.past")
            self.conductor.jump(to)
        return web.Response(status=204)

    async def trouble(self, request: web.Request) -> web.Response:
        """Something goes wrong, or well again."""
        switch = await _read(request, Switch)
        try:
            await self.troubles.switch(switch.trouble, switch.on, switch.subject)
        except Refused as error:
            return _refused(error.key)
        return self._done()

    async def script(self, request: web.Request) -> web.Response:
        """Units answer by themselves, or are left to whoever plays them."""
        order = await _read(request, Script)
        if order.on is not None:
            self.liaisons.switch(order.on)
        elif order.by_hand:
            self.liaisons.take(order.user)
        else:
            self.liaisons.give_back(order.user)
        return web.Response(status=204)

    async def go(self, request: web.Request) -> web.Response:
        """The tour takes a step."""
        step = (await _read(request, Step)).step
        if step not in STEPS:
            raise web.HTTPNotFound
        try:
            focus = await self.tour.go(step)
        except Refused as error:
            return _refused(error.key)
        return web.json_response(asdict(focus))

    def _done(self, user: int = 0) -> web.Response:
        self.liaisons.take(user)
        self.conductor.nudge()
        return web.Response(status=204)


async def _read(request: web.Request, model: type[Model]) -> Model:
    try:
        return model.model_validate_json(await request.read())
    except ValidationError:
        raise web.HTTPBadRequest from None


def _refused(key: str) -> web.Response:
    return web.json_response({"why": key}, status=409)
