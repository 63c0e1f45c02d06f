"""What Chinese words do in a reply, in simplified characters; the longest word wins.

To teach the grammar a word, add it to the kind that says what it does: each word stands once.
Words of the kind ASIDE mean nothing for the record, those of the kind WORD as little as a word that
is not here: they stand here to protect a shorter one inside them.
"""

from plan.replies.chinese.amounts import AMOUNTS
from plan.replies.chinese.asides import ASIDES
from plan.replies.chinese.claims import CLAIMS
from plan.replies.chinese.speech import SPEECH
from plan.replies.chinese.times import TIMES

SECTIONS = (CLAIMS, AMOUNTS, TIMES, SPEECH, ASIDES)
CHINESE = {kind: words for section in SECTIONS for kind, words in section.items()}
