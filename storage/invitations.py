"""One-time ways to bind a group: a token for a link and a short code for typing."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import choice, token_urlsafe

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import InvitationRow

VALID_FOR = timedelta(hours=24)
# Without letters and digits that are read for one another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
TYPED = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
# What phones make of a typed hyphen.
DASHES = str.maketrans(dict.fromkeys("—–‐‑－", "-"))


@dataclass(frozen=True, slots=True)
class Invitation:
    """`token` goes into a startgroup link (128 random bits), `typed` is read out and typed."""

    token: str
    typed: str
    expires_at: datetime


async def invite(session: AsyncSession, unit_id: int | None, now: datetime) -> Invitation:
    """A fresh invitation to bind a group to a unit, or to the office with None."""
    typed = "-".join("".join(choice(ALPHABET) for _ in range(4)) for _ in range(2))
    made = Invitation(token_urlsafe(16), typed, now + VALID_FOR)
    session.add(
        InvitationRow(
            token=made.token, typed=typed, unit_id=unit_id, made_at=now, expires_at=made.expires_at
        )
    )
    await session.flush()
    return made


def is_code(text: str) -> bool:
    """Whether a text has the form of a typed code or of a link's token."""
    return TYPED.fullmatch(_typed(text)) is not None or TOKEN.fullmatch(text) is not None


def _typed(code: str) -> str:
    return code.upper().translate(DASHES).replace(" ", "")


async def redeem(
    session: AsyncSession, code: str, by: int, now: datetime
) -> tuple[bool, int | None]:
    """Use an invitation up: (True, its unit or None for the office); (False, None) if not valid."""
    query = update(InvitationRow).where(
        or_(InvitationRow.token == code, InvitationRow.typed == _typed(code)),
        InvitationRow.used_at.is_(None),
        InvitationRow.expires_at > now,
    )
    used = query.values(used_at=now, used_by=by).returning(InvitationRow)
    row = await session.scalar(used)
    return (True, row.unit_id) if row else (False, None)
