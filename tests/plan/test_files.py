"""Which files are not kept as evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.files import BEGINNINGS, LARGEST, PROGRAMS, SECRET, Refusal, refusal, refusal_of_content


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("台账.pdf", LARGEST, None),
        ("台账.pdf", LARGEST + 1, Refusal.TOO_LARGE),
        ("", 0, None),
        ("密码管理办法.docx", 1, None),
        ("机 密.docx", 1, Refusal.SECRET),
        ("台账.ＥＸＥ", 1, Refusal.PROGRAM),
        ("photo\u202egpj.exe", 1, Refusal.PROGRAM),
        ("exe", 1, None),
        (".exe", 1, None),
        ("a.exe.pdf", 1, None),
    ],
)
def test_a_file_is_judged_by_its_name_and_size(name: str, size: int, why: Refusal | None) -> None:
    assert refusal(name, size) == why


HIDDEN = st.text(st.sampled_from("\u200b\u202e\u2066\0\t\n \u3000\xad"), max_size=4)


@given(st.sampled_from(SECRET), HIDDEN, st.text(max_size=8))
def test_signs_nobody_sees_hide_no_secret(mark: str, hidden: str, around: str) -> None:
    name = f"名单{mark[0]}{hidden}{mark[1]}{around}.pdf"
    assert refusal(name, 1) == Refusal.SECRET


@given(st.sampled_from(sorted(PROGRAMS)), HIDDEN, HIDDEN)
def test_signs_nobody_sees_hide_no_program(ending: str, before: str, after: str) -> None:
    assert refusal(f"台账.pdf{before}{ending.upper()}{after}.", 1) == Refusal.PROGRAM


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_program_is_known_by_how_it_begins(beginning: bytes) -> None:
    assert refusal_of_content(beginning + b"...") == Refusal.PROGRAM


def test_what_turns_out_too_large_is_not_kept() -> None:
    assert refusal_of_content(bytes(LARGEST)) is None
    assert refusal_of_content(bytes(LARGEST + 1)) == Refusal.TOO_LARGE
