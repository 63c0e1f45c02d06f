"""A stand-in for Telegram on this machine, for rehearsals and tests.

    async with open_standin(clock) as standin:
        standin.world.add_user(7, "王芳")
        standin.world.add_group(-1001, "民政局", [7])
        ...                                   # a bot with api_url = standin.url, token "1:TEST"
        card = standin.world.last(-1001)
        standin.people.press(-1001, 7, card.id, "收到")
        await standin.until(lambda: bool(standin.world.toasts))

`world` is the state, to be set up and read; `people` and `groups` act; `faults` order what goes
wrong; `settled` and `until` wait for the bot. The stand-in keeps Telegram's rules (privacy mode,
limits, what expires, error texts) so that what works here works there. Its clock is handed in.
"""

from rehearsal.clock import MovableClock
from rehearsal.standin import Standin, open_standin

__all__ = ["MovableClock", "Standin", "open_standin"]
