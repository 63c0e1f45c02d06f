"""The grammar that reads a liaison's own words: sure, or a question; never a guess recorded.

Text becomes what a person sees (visible), in one spelling (fold), then tokens (lexer), parted by
list number (lines), rewritten by rules (grammar, counting, claims) and weighed (combine).
"""

from plan.replies.reader import read_reply
from plan.replies.reading import Doubt, Item, Reading
from plan.replies.reasons import blocked_reason

__all__ = ["Doubt", "Item", "Reading", "blocked_reason", "read_reply"]
