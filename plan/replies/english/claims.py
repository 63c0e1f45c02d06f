"""Claims: done, going on, begun, held up, unchanged."""

from plan.replies.tokens import Kind

CLAIMS: dict[Kind, str] = {
    # The work is finished.
    Kind.DONE: """
        all sorted, finished up, nailed it, done and dusted, job done, mission accomplished, squared away, taken care of,
        ticked off, done, complete, completed, finished, finish, concluded, delivered, accomplished,
        all set, fully implemented, completion, wrapped up, fulfilled, closed out,
        implemented in full, completes, finishes, deliver, conclude, complete it, finish it, closed,
        in place, signed off, handed over, finalised, finalized, built and in use, in use,
        up and running, passed acceptance, passed inspection, complete everything,
        finish everything, completing, finishing, wrap up, wrap it up, get it done, have it done,
        be done, built, installed, implemented, rectified, painted, repainted, paved, planted,
        repaired, replaced, upgraded, renovated, refurbished, erected, laid, hung, mounted, fitted,
        put up, resurfaced,
    """,
    Kind.FULFIL: "ready",
    Kind.ALREADY: """
        already, has been, have been, has, have, been, now, is now, was, were, had been, had,
        is already, just, finally, got,
    """,
    # Work is under way, or not.
    Kind.ONGOING: """
        in progress, ongoing, under way, underway, on track, on schedule, working on it,
        progressing, proceeding, moving forward, moving ahead, being done, being built,
        being carried out, work continues, continuing, under construction, advancing,
        well under way, going well, going on, going ahead, in hand, being implemented, on course,
        progressing well, proceeding as planned, going as planned, in the works, coming along,
        making progress, still working on it, still being renovated, being installed, as planned,
        being worked on, progressing as planned, proceeding on schedule, proceeding smoothly,
        going smoothly, according to plan, still going, coming along nicely, well in hand,
        moving along,
    """,
    Kind.RESUMED: "resumed, work resumed, has resumed, restarted, back on track, back to normal",
    Kind.ACT: """
        work on, follow up, follow, look into, arrange, arranging, handle, attend to, see to,
        take care of, act, act on, get to, pass on, forward to, pass it on, follow it up,
        chase them, chase it, follow them up, follow up on them, handle them, see to them,
        deal with them, act on them, get on with them, work on them, look into them,
        take it from here, get on with, get on, get back, proceed, continue, prepare, preparing,
        speed up, push, drive, chase, get moving, deal with, do, implement,
    """,
    Kind.START: """
        start, started, begin, began, begun, commence, commenced, kick off, kicked off, launch,
        launched, starting, starts, beginning, initiated, initiate, got going, get going,
        get started,
    """,
    Kind.UNSTARTED: "yet to start, yet to begin, unstarted, still to start",
    # Something holds it up.
    Kind.BLOCK: "blocked, stuck, obstructed, held up, bottlenecked, hindered, impeded",
    Kind.STALL: """
        stalled, halted, suspended, on hold, at a standstill, stopped, paused, cannot proceed,
        can't proceed, cannot continue, can't continue, cannot go on, can't go on, frozen,
        work has stopped, standstill, unable to proceed, unable to continue, cannot go ahead,
        can't go ahead, deadlocked, not moving, can't move forward, cannot move forward,
        can not proceed, can not continue, come to a halt, ground to a halt, cannot start,
        can't start, cannot begin, can't begin,
    """,
    Kind.AWAIT: """
        awaiting, waiting for, waiting on, waiting, wait for, await, still waiting,
        still waiting for, still awaiting, still waiting on, been waiting for, pending,
    """,
    Kind.APPROVAL: """
        approval, approved, granted, approve it, permit, permits, permission, authorisation, authorization,
        clearance, sign-off, to be approved, been approved, approvals, licence, license,
    """,
    Kind.ARRIVE: "come through, came through, come in, came in, arrived, been issued",
    Kind.HARD: """
        difficulty, difficulties, serious difficulty, obstacle, obstacles, hard going, setback,
        setbacks, bottleneck, bottlenecks, struggling, blocker, blockers, trouble,
    """,
    Kind.LACK: """
        lack, lacking, lack of, short of staff, short of funds, shortage, shortage of, no funds,
        no money, no staff, no budget, understaffed, insufficient, short-staffed, not enough, lacks,
        running out of, out of stock, no people, no workers, no funding, short of money,
        short of people, short of hands, shorthanded, no land, no materials,
    """,
    Kind.CANNOT: """
        can't, cannot, unable to, unable, can not, impossible, fail to, failed to, failed, couldn't,
        could not,
    """,
    Kind.HELP: """
        help needed, need help, needs help, coordination needed, need coordination, please help,
        please coordinate, need your help, need support from, needs coordination, need assistance,
        coordinate, request coordination, requesting coordination, help us,
    """,
    Kind.SOLVED: """
        solved, resolved, fixed, cleared, sorted out, overcome, lifted, sorted, settled, gone,
        removed,
    """,
    Kind.SLOW: """
        slow, slower, slowly, behind, behind schedule, delayed, late, delay, delays, no progress,
        little change, little progress, some progress, no progress yet, lagging,
    """,
    # Nothing has changed.
    Kind.SAME: """
        no change, no changes, unchanged, same as before, same as last week, same as last time,
        same as above, no update, no updates, nothing new, same, ditto, same as the last report,
        as before, still the same, same as last report, same status, nothing has changed, no news,
        remains the same, remains unchanged, hasn't changed, has not changed, same as previous,
        same as yesterday, same as the previous report, same as previous report, same as last month,
        nothing changed, nothing to add, no change since last week, no change from last week,
        no changes since last week, no change since the last report, no changes since last report,
        no change since last report, as last week, as last time, as above, not changed,
        no movement since last week, same again, same as reported before, as reported before,
        not changed since last week, did not change, didn't change, stays the same,
        no difference from last week, no change since last time, no change from last time,
        no change from last report, the same as last week, the same as before, no change this week,
        no change since yesterday, no changes this week, no changes since last time,
    """,
    Kind.CHANGE: "change, changes, changed",
}
