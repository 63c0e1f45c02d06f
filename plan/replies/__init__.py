"""The grammar that reads a liaison's own words: sure, or a question; never a guess recorded.

Text becomes what a person sees (visible), in one spelling (fold), then tokens (lexer, with the word
lists of chinese and english), framed as a whole (frame) and parted by list number (lines). Rules
turn the tokens of a line into claims (framing, corrections, percents, counting, states, finishing),
which are weighed with what stands beside them (combine, clauses).
"""

from plan.replies.reader import read_reply
from plan.replies.reading import Doubt, Item, Reading
from plan.replies.reasons import blocked_reason

__all__ = ["Doubt", "Item", "Reading", "blocked_reason", "read_reply"]
