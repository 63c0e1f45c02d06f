"""The page of a rehearsal: the stand-in's chats in a browser, its clock, and what may go wrong.

    async with open_page(theatre) as url:
        ...                                   # open the address in a browser

It is an application of its own with routes of its own; the Bot API's are untouched by it. What
the page asks of the bot's side is the protocol `Backstage`, implemented where the bot is wired.
"""

from rehearsal.page.backstage import Backstage, Deadline, Sending, Stretch, Timeline
from rehearsal.page.cast import Cast, Part, Place, Player, Section
from rehearsal.page.serve import PortTaken, open_page
from rehearsal.page.theatre import Theatre

__all__ = [
    "Backstage",
    "Cast",
    "Deadline",
    "Part",
    "Place",
    "Player",
    "PortTaken",
    "Section",
    "Sending",
    "Stretch",
    "Theatre",
    "Timeline",
    "open_page",
]
