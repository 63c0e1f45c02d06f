"""Small facts are kept by name, and outages with their span."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage import marks, outages
from tests.storage.builders import at

NOW = at("2012-11-09 10:00")
HOUR = timedelta(hours=1)


async def test_a_mark_holds_its_last_value(session: AsyncSession) -> None:
    assert await marks.get(session, "alive") is None
    await marks.put(session, "alive", "first")
    await marks.put(session, "alive", "second")
    await marks.put(session, "other", "third")
    assert await marks.get(session, "alive") == "second"


async def test_the_last_outage_after_an_instant_is_known(session: AsyncSession) -> None:
    assert await outages.last_outage_after(session, NOW) is None
    first = await outages.add_outage(session, NOW, NOW + HOUR)
    await outages.add_outage(session, NOW + 2 * HOUR, NOW + 3 * HOUR)
    assert await outages.span(session, first) == (NOW, NOW + HOUR)
    assert await outages.last_outage_after(session, NOW) == NOW + 3 * HOUR
    assert await outages.last_outage_after(session, NOW + 3 * HOUR) is None
