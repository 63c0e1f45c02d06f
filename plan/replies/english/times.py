"""When: still to come, over, or the day of something else."""

from plan.replies.tokens import Kind

TIMES: dict[Kind, str] = {
    Kind.FUTURE: """
        will, will be, shall, going to, plan to, planned, planning to, aim to, aiming to, expect,
        expect to, expected, expected to, intend to, hope to, hoping to, aim for, target date,
        target completion, target is, target:, targeting, scheduled, scheduled for, to be, promise,
        promise to, we'll, i'll, it'll, can, able to, is to, are to, aim, to, eta,
        expected completion, estimated completion, completion expected, on track to, on track for,
        on course to, guarantee, ensure, right away, asap, as soon as possible, immediately,
        soonest, let you know, anticipate, forecast, expects, plans to, aims to, expecting to,
        expecting, finish date, completion date, expected by, projected, on schedule to,
        on schedule for, estimated, estimate,
    """,
    Kind.LATER: """
        after completion, upon completion, on completion, as soon as it is done,
        as soon as completed, once completed, once done, when done, when finished, when completed,
        once finished, when it is done, once it is done,
    """,
    Kind.ONTIME: "on time, in time",
    Kind.BEFORE: "by, before, no later than, not later than, until, till",
    Kind.AFTER: "after, following",
    Kind.AS_OF: """
        as of, as at, so far, to date, up to now, until now, till now, for now, by now, at present,
        at the moment, at this point, at this stage, as it stands,
    """,
    Kind.FROM: "from, originally, from the original",
    Kind.TO: "reached, reaches, is at, stood at, has reached, hit",
    Kind.NEXT: "next step, next steps, next:, next, then, afterwards, plan:",
    Kind.FORMER: "previously, formerly, earlier, at first, initially, used to be",
    Kind.PAST_DAY: "last week, last month, last week's, previous week, last year",
    Kind.LAST: """
        last time, last report, the last report, previous report, the previous report, previous,
        last update, the last update, my last, our last, last, previously reported, yesterday's,
        my earlier, our earlier, the earlier, my previous, our previous,
    """,
    Kind.MEETING: "meeting, inspection, check, meet, inspect, visit, discuss, review, acceptance",
    Kind.REPORT: """
        report, reports, report back, update, send, submit, update you, report again, hand in,
        upload, reply, get back to you, revert, revert back, respond, inform, upload photos, sent,
        call, feedback, report back to you, be in touch, report coming, update coming, details coming, report to follow,
        update to follow, details to follow, photos to follow, photos coming, uploaded, attached, submitted,
    """,
}
