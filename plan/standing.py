"""How a report changes where an assignment stands."""

from dataclasses import dataclass, replace
from datetime import datetime

from plan.model import BlockReason, State, Status
from plan.progress import on_receipt, on_report, on_review


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an assignment after all that was said about it."""

    state: State = State.ASSIGNED
    status: Status | None = None
    percent: int | None = None
    reason: BlockReason | None = None
    received_at: datetime | None = None
    received_by: str | None = None
    reported_at: datetime | None = None
    claimed_at: datetime | None = None
    report: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One report, or a receipt, as far as it moves a standing."""

    report: int
    at: datetime
    by: str
    receipt: bool = False
    status: Status | None = None
    percent: int | None = None
    reason: BlockReason | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The office's word on a claim."""

    at: datetime
    accepted: bool


def after(standing: Standing, event: Said | Reviewed) -> Standing:
    """The standing once `event` happened; a review of a claim taken back since changes nothing."""
    if isinstance(event, Reviewed):
        if standing.state is not State.CLAIMED:
            return standing
        return replace(standing, state=on_review(standing.state, event.accepted))
    if event.receipt:
        return _received(standing, event)
    return _reported(standing, event)


def _received(standing: Standing, said: Said) -> Standing:
    if standing.received_at is not None:
        return standing
    state = on_receipt(standing.state)
    return replace(standing, state=state, received_at=said.at, received_by=said.by)


def _reported(standing: Standing, said: Said) -> Standing:
    # What a report leaves unsaid stands as it was: "blocked" alone does not undo 60 percent.
    status = said.status or standing.status
    done = said.status is Status.DONE
    percent = 100 if done else said.percent if said.percent is not None else standing.percent
    if (
        standing.status is Status.DONE
        and said.status is not None
        and said.percent is None
        and not done
    ):
        percent = None
    return replace(
        standing,
        state=on_report(standing.state, said.status),
        status=status,
        percent=percent,
        reason=(said.reason or standing.reason) if status is Status.BLOCKED else None,
        reported_at=said.at,
        claimed_at=said.at if done else None if said.status else standing.claimed_at,
        report=said.report,
    )
