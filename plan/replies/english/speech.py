"""Received, asked, corrected, taken back, doubted."""

from plan.replies.tokens import Kind

SPEECH: dict[Kind, str] = {
    Kind.RECEIPT: """
        ok, okk, okkk, okok, okay, got it, noted, received, rcvd, rec'd, recd, acknowledged, roger, will do, copy that,
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
        extending, moving the deadline, give us until, allow us until, need until, push to, push it to, push this to, push out to, move to, move it to,
        move this to, delay to, delay it to, put off to, put it off to, delayed to, delayed until, have until, get until, moved to, moved back to, pushed back,
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
        her, other units, others say, neighbouring, neighboring, neighbour, neighbor, neighbours, neighbors, next town, next village, next door, by others, another unit,
        kidding, joke, joking, lol, haha, hahaha, lmao, jk, just kidding, dream, dreams, yeah right,
        as if, pigs, never mind, nevermind, rumour, rumor, tell me, pretend, fake, allegedly,
        in theory, on paper, theoretically, tbc, tbd, n/a, unknown, unclear, ha, hah, heard, told,
        would have, could have, should have, must, have to, mark, mark as, mark all, set, set as,
        instructions, rules, needs to, need to, has to, had to, other town, other towns, the other,
        someone, somebody, everyone, everybody, claims, boss, my dog, wish, as hell, redo, redone,
        rejected, returned, fail, print, select, return, def, import, echo, sudo, null, true, false,
    """,
}
