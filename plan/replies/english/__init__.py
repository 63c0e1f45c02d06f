"""What English words do in a reply; phrases stand between commas, the longest wins.

To teach the grammar a phrase, add it to the kind that says what it does: each stands once.
"""

from plan.replies.english.amounts import AMOUNTS
from plan.replies.english.asides import ASIDES
from plan.replies.english.claims import CLAIMS
from plan.replies.english.speech import SPEECH
from plan.replies.english.times import TIMES

SECTIONS = (CLAIMS, AMOUNTS, TIMES, SPEECH, ASIDES)
ENGLISH = {kind: words for section in SECTIONS for kind, words in section.items()}
