"""What English words do in a reply; phrases stand between commas, the longest wins.

To teach the grammar a phrase, add it to the kind that says what it does: each stands once.
"""

from plan.replies.tokens import Kind

CLAIMS: dict[Kind, str] = {
    # The work is finished.
    Kind.DONE: """
        all sorted, done and dusted, job done, mission accomplished, squared away, taken care of,
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

AMOUNTS: dict[Kind, str] = {
    Kind.WHOLE: """
        all, everything's, all's, fully, entirely, wholly, completely, everything, in full, every,
        each, entire, whole, overall, total, in total, totally, 100 percent,
    """,
    Kind.TASK: """
        task, tasks, work, works, job, project, item, items, this task, this item, the task,
        assignment, everything on the list, construction, rectification, the matter, matter, action,
        actions, requirements, measures, action items, of the work, of the task, of it, it, itself,
        the task itself,
    """,
    Kind.ACTOR: "contractor, builder, crew, workers, supplier",
    Kind.PLACE: "points, communities, sites, villages, places",
    Kind.GOAL: "target, goal",
    Kind.PART: """
        main structure, structure, signs, signboard, notice board, reading room, library,
        police room, equipment, furniture, files, photos, ledger, renovation, painting, wiring,
        decoration, roof, floor, walls, desks, materials, data, paper, forms, records, documents,
    """,
    Kind.STEP: """
        design, drawings, tender, tendering, procurement, survey, training, demolition, foundation,
        plan, draft, paperwork, preparation, preparations, preparatory work, groundwork, publicity,
        contract, application, budget, self-check, mock inspection, phase two, phase 2,
    """,
    Kind.METRIC: """
        satisfaction, satisfaction rate, funds, funding, budget spent, attendance, turnout,
        coverage, pass rate, approval rate, spent, disbursed, awareness, participation,
        of the budget, of funds, of the money, money, paid, of residents, residents, households,
        satisfied, approved of, discount, humidity, vote, battery, response rate, signature rate,
        signatures, of households, of respondents, rate, chance, sure that, confident,
    """,
    Kind.PROGRESS: """
        progress, progress is, progress at, completion rate, progress rate, overall progress,
        rate of completion, currently at, now at, status, standing at, stands at, we are at,
        we're at, at, jindu,
    """,
    Kind.UNIT: """
        community, town, village, township, street, bureau, department, unit, office, office of,
        district, county, committee, neighbourhood, neighborhood, subdistrict,
    """,
    Kind.CAUSE: "because, because of, since, due to, owing to, reason, reasons",
    Kind.TOTAL: "in all, altogether",
    Kind.APPROX: """
        about, approx, approx., approximately, around, roughly, circa, ca., ~, or so,
        some where around, or thereabouts,
    """,
    Kind.BOUND: """
        more than, above, under, less than, below, at least, at most, up to, exceeding, exceeds,
        no more than, no less than, over, beyond, upwards of, or more, or less, plus, >, <, >=, <=,
        fewer than, short of, well over, just over, just under, +, past,
    """,
    Kind.LACKING: """
        rest, remaining, the last one, last one, the last two, the last few, remains, left, outstanding, to go, still missing, remain, the rest,
        missing, short,
    """,
    Kind.RISE: """
        increase, increased, increased by, up by, grew, rose, risen, up from, compared with,
        compared to, higher, percentage points, gained, improved, went up, dropped, decreased, down,
        fell, up,
    """,
    Kind.HEDGE: """
        almost, nearly, mostly, partly, partially, basically, practically, virtually, largely,
        mainly, essentially, in part, some of, most of, part of, the bulk of, majority of,
        the majority of, more or less, close to, all but, just about, first phase, phase 1,
        phase one, phase, main part, main works, preliminary, preliminarily, semi, some, most,
        a lot of, several, a few, many, pretty much, kind of, sort of, substantially, towards, part,
        close, nearing, nearing completion, approaching, about to be, on the verge of, so-called,
        supposedly, provisionally, a bit of, stage 1, stage one, stage, except, except for,
        apart from, other than, but for, half-way, halfway, hardly, barely, scarcely,
    """,
    Kind.MAYBE: """
        should, might, may, maybe, perhaps, possibly, probably, likely, could, i think, i believe,
        seems, appears, apparently, i guess, presumably, we think, we believe, would, suppose,
        supposed to, tentatively, hopefully, guess, reckon, i hear, fingers crossed,
        roughly speaking, or, if possible,
    """,
    Kind.NEG: """
        not, no, no longer, never, isn't, aren't, wasn't, weren't, hasn't, haven't, hadn't, don't,
        doesn't, didn't, won't, not yet, none, nothing, without, neither, nor, isnt, hasnt, havent,
        didnt, not been, nobody, not been able to, nowhere near, far from, yet to be, yet to,
        still to, un,
    """,
}

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

SPEECH: dict[Kind, str] = {
    Kind.RECEIPT: """
        ok, okk, okkk, okok, okay, got it, noted, received, acknowledged, roger, will do, copy that,
        copy, copied, copied that, understood, noted with thanks, yes received, yes noted, sure,
        fine, confirmed receipt, receipt confirmed, message received, okey, okie, got this, ack,
        duly noted, seen, read, alright, all right, well received, reminder received,
        we have received it, have received, roger that, aye, received with thanks,
        received and understood, acknowledge, we acknowledge, i acknowledge, have received it,
        received the reminder, got the message, got the reminder, confirm receipt,
        acknowledge receipt, understand,
    """,
    Kind.EXTEND: """
        extend, extension, extended, postpone, postponed, postponement, defer, deferral, more time,
        push back, extend the deadline, extend our deadline, push the deadline, move the deadline,
        extend it, extension of the deadline, request an extension, request extension,
        ask for an extension, extension request, need an extension, requesting an extension,
        asking for an extension, an extension, grant an extension, deadline extension,
        extend deadline, extend this, a postponement, apply for an extension,
        applying for an extension, move our deadline, put back, longer, additional time,
        new deadline, extension needed, postpone the deadline, postpone it, postpone this, deferred,
        extending, moving the deadline, give us until, allow us until, need until, have until, get until, moved to, moved back to, pushed back,
        pushed back to, put back to,
        more weeks, more days, push the deadline back,
    """,
    Kind.NEED: """
        need, needed, needs, necessary, require, required, want, require any, need any, requires,
        needing, asked for, asking for,
    """,
    Kind.WITHDRAW: """
        withdraw, withdrawn, retract, take back, revoke, retracted, withdrawing, retracting,
    """,
    Kind.DISCARD: """
        cancel, disregard, ignore, recall, scrap, delete, void, cancelled, invalid, remove,
    """,
    Kind.WRONG: """
        correction, corrected, wrong, mistake, mistaken, typo, i meant, we meant, make that, sorry,
        my mistake, error, in error, by mistake, meant, instead, rather, actually, correct, amend,
        amended, mistyped, incorrect, wrongly, misreported, wrong number, correct figure, oops,
        slip,
    """,
    Kind.SHOULD: "should be, it should be, should have been, should read",
    Kind.REQUEST: """
        please, pls, kindly, request, requesting, we request, would like, we would like, we'd like,
        i'd like, we ask, ask, could you please, would appreciate, hope you can, i request, asking,
        we are asking, apply, applying, we apply, urge, approve,
    """,
    Kind.QUESTION: """
        who, what, where, why, how, which, whose, whether, is it, is this, are we, are you, do we,
        does, did, do you, shall we, should we, should i, is there, are there, would it, will you,
        any news, has the, have you, was it, is the, question, wonder, wondering, isn't it, right?,
    """,
    Kind.ASKING: "?",
    Kind.ASK_LEAVE: """
        may we, can we, could we, could you, can you, would it be possible, is it possible, may i,
        can i, could i, would you, is it ok, is it okay, would it be ok, could the deadline be,
        can the deadline be, may the deadline be, could it be, can it be, could this be,
        can this be,
    """,
    Kind.IF: """
        if, once, unless, when, provided, as soon as, assuming, in case, depending on, subject to,
        depends, depending, whenever, only if, given, should all go well, all being well, with luck,
        weather permitting, god willing, conditional, conditional on, contingent on,
    """,
    Kind.IFANY: "if any, if anything changes, if there is any change, if needed, if necessary",
    Kind.TROUBLE: """
        problem, problems, issue, issues, problem:, issues:, concerns, concern, objection,
        objections, impact, questions,
    """,
    Kind.DOUBT: """
        unsure, same here, not sure, can't say, who knows, hard to say, fwd, fw, forwarded, forwarded from,
        forwarding, wrote, said, says, according to, quote, quoted, they, their, them, he, she, his,
        her, other units, others say, neighbouring, neighboring, neighbour, neighbor, another unit,
        kidding, joke, joking, lol, haha, hahaha, lmao, jk, just kidding, dream, dreams, yeah right,
        as if, pigs, never mind, nevermind, rumour, rumor, tell me, pretend, fake, allegedly,
        in theory, on paper, theoretically, tbc, tbd, n/a, unknown, unclear, ha, hah, heard, told,
        would have, could have, should have, must, have to, mark, mark as, mark all, set, set as,
        instructions, rules, needs to, need to, has to, had to, other town, other towns, the other,
        someone, somebody, everyone, everybody, claims, boss, my dog, wish, as hell, redo, redone,
        rejected, returned, fail, print, select, return, def, import, echo, sudo, null, true, false,
    """,
}

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
    all good, smoothly, successfully, steadily, up to date, hereby, reporting, noon, end of day,
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

PLAIN: dict[Kind, str] = {
    Kind.BUT: "but, however, whereas",
    Kind.OURS: "we, i, our, ours, my",
    Kind.ASIDE: POLITE + SMALL_WORDS + CIRCUMSTANCES + ACCEPTANCE + DENIED,
}

ENGLISH = CLAIMS | AMOUNTS | TIMES | SPEECH | PLAIN
