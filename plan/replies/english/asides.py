"""What says nothing for the record."""

from plan.replies.tokens import Kind

# Politeness.
POLITE = """
    hi, hello, well done, dear, team, thanks, thank you, thx, many thanks, cheers, regards, best, sir, madam,
    colleagues, good, great, good morning, good afternoon, good evening, morning, afternoon,
    evening, apologies, kind, warm, with thanks, yes sir,
"""
# Small words.
SMALL_WORDS = """
    the, a, an, this, that, these, those, is, are, am, be, it's, we're, i'm, we've, i've, its,
    that's, in, on, of, for, with, as, and, also, still, currently, so, very, well, yet, too, us,
    you, your, due, close the task, close it, close this, at this time, today's, here, there,
    there is, there are, any, out, into, via, per, re, regarding, concerning, above all, thus,
    hence, therefore, again, has a, on our side, from our side, from us, we have, only, just at,
    yes, through, way, situation, things,
"""
# Manner, place and time that change nothing.
CIRCUMSTANCES = """
    all good, smoothly, successfully, steadily, up to date, hereby, reporting, as reported, noon, end of day,
    eod, cob, close of business, work is, day, days ago, ahead of schedule, until further notice,
    due date, deadline, date, original, been waiting, waited, everyone informed, message, messages,
    post, entry, in order, properly, duly, per cent,
"""
# Asking for acceptance.
ACCEPTANCE = """
    please note, please note that, please be informed, please be informed that, please be advised,
    please be advised that, for approval, for acceptance, for review, pending acceptance, awaiting acceptance,
    ready for inspection,
"""
# A denied trouble is none.
DENIED = """
    not a problem, no problem, no problems, no issues, no issue, no worries, no difficulty,
    no difficulties, no obstacles, without problems, no extension needed, no need for an extension,
    no extension required, no blockers, without delay, without further delay, no trouble,
    no concerns, no objections, no questions,
"""

ASIDES: dict[Kind, str] = {
    Kind.BUT: "but, however, whereas",
    Kind.OURS: "we, i, our, ours, my",
    Kind.ASIDE: POLITE + SMALL_WORDS + CIRCUMSTANCES + ACCEPTANCE + DENIED,
}
