"""A fresh button of every kind for whoever wants to press it, whatever was pressed before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.record import pack
from plan.dialogue import Step
from plan.model import PersonRole, Status
from plan.replies import Item, Reading
from render.callback import encode
from storage import chats, people, posts
from storage.schema import PersonRow
from storage.units import find_unit
from tests.flows.books import all_reports, standing
from tests.flows.stage import Stage
from tests.flows.town import BUREAU, TOWN, TOWN_GROUP, TOWN_LIAISON

DAY = date(2012, 11, 12)  # three days after the due date of 2.1


@dataclass
class Buttons:
    """Makes buttons of the town's card `card`; `numbers` tell its fresh posts apart."""

    stage: Stage
    card: int
    numbers: Iterator[int] = field(default_factory=lambda: count(5000))

    async def make(self, chat: int, kind: str, verb: str, args: str) -> str:
        """The data of a button in a chat, `{report}` and the like in its arguments filled in."""
        stage = self.stage
        ids = {
            "report": await self._report() if "{report}" in args else 0,
            "mine": (await standing(stage, "2.1")).id,
            "theirs": (await standing(stage, "2.1", BUREAU)).id,
            "phase": (await standing(stage, "2.1")).phase_id,
            "day": f"{DAY:%Y%m%d}",
        }
        async with stage.bot.desk.sessions.begin() as session:
            unit = await find_unit(session, TOWN) or 0
            ids["person"] = await self._person(session, unit) if "{person}" in args else 0
            key = await self._key(session, chat, kind, verb, unit)
        filled = args.format(unit=unit, plan=2, **ids)
        return encode(key, verb, *filter(None, filled.split(":")))

    async def _report(self) -> int:
        data = await self.make(TOWN_GROUP, "card", "percent", "1:60")
        await self.stage.press(TOWN_GROUP, TOWN_LIAISON, self.card, data, forged=True)
        return (await all_reports(self.stage))[-1].id

    async def _person(self, session: AsyncSession, unit: int) -> int:
        row = PersonRow(unit_id=unit, name="庚新来", role="deputy", joined_at=self.stage.clock())
        session.add(row)
        await session.flush()
        return row.id

    async def _key(self, session: AsyncSession, chat: int, kind: str, verb: str, unit: int) -> str:
        now = self.stage.clock()
        card = await posts.find_by_message(session, TOWN_GROUP, self.card)
        assert card is not None
        if kind == "card":
            return card.key
        place = await chats.ensure_chat(session, chat, "", now)
        about: Mapping[str, Any] = {"plan": 1}
        if kind == "question":
            about = self._question(card.id, verb)
        elif kind == "bound":
            about = {"unit": unit}
        elif kind == "application":
            user, role = next(self.numbers), PersonRole.LIAISON
            wish = await people.apply(session, unit, place.id, user, "某人", role, now)
            about = {"application": wish}
        post = await posts.add_post(session, place.id, kind, about, now)
        await posts.place(session, post.id, next(self.numbers))
        return post.key

    def _question(self, card: int, verb: str) -> Mapping[str, Any]:
        number = next(self.numbers)
        reading = Reading(True, (Item(n=1, status=Status.IN_PROGRESS, percent=30),))
        return {
            "card": card,
            "step": Step.LINE if verb == "line" else Step.CONFIRM,
            "items": pack(reading),
            "text": "进度30%",
            "source": f"m{TOWN_GROUP}:{number}:0",
            "message": number,
            "user": TOWN_LIAISON,
            "name": "何听泉",
        }
