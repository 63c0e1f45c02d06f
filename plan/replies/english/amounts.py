"""What a figure is of, and what makes it or a "done" less than it seems."""

from plan.replies.tokens import Kind

AMOUNTS: dict[Kind, str] = {
    Kind.WHOLE: """
        all, everything's, all's, fully, entirely, wholly, completely, everything, in full, every,
        each, all of them, entire, whole, overall, total, in total, totally, 100 percent,
    """,
    Kind.TASK: """
        task, tasks, work, works, job, project, item, items, this one, this one's, this task, this item, the task,
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
