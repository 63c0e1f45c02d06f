"""Files made to harm: cells that would be formulas, bombs, and names that are none."""

import zlib
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from bot.cli import app
from intake import workbook
from intake.table import read_table
from plan.loading import load_plan
from plan.problems import PlanErrors
from tests.faults.asking import said
from tests.flows.books import evidence
from tests.flows.conftest import Staging
from tests.flows.stage import Stage
from tests.flows.town import BUREAU, BUREAU_GROUP, BUREAU_LIAISON, DATA
from tests.intake.workbooks import HEADS, TODAY, rewrite, save

DUE = "2012年11月9日"
# What a spreadsheet would work out, or start a program by.
COMMANDS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://x.example")', "@甲", "-", "="]


def written(path: Path, title: str) -> Path:
    """A table whose only task has this title, written as words."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADS)
    sheet.append((1, title, BUREAU, BUREAU, None, DUE))
    sheet["B2"].data_type = "s"
    book.save(path)
    return path


@pytest.mark.parametrize("words", COMMANDS)
async def test_words_that_look_like_a_formula_come_into_the_group_as_they_were_written(
    staging: Staging, tmp_path: Path, words: str
) -> None:
    base = load_plan(DATA)
    path = written(tmp_path / "表.xlsx", words)
    draft = read_table(path, reference=TODAY, base=base, new_units=False)
    async with staging(plan=draft.plan) as stage:
        await stage.at("2012-11-06 09:00")
        assert f"1 {words}" in stage.last(BUREAU_GROUP).text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_formula_nobody_worked_out_is_a_problem_and_never_worked_out_here(
    tmp_path: Path, sign: str
) -> None:
    path = save(tmp_path / "表.xlsx", {"表": [HEADS, (1, "=A1", BUREAU, BUREAU, None, DUE)]})
    rewrite(path, "<f>A1</f>", f"<f>{sign}1+1</f>")
    with pytest.raises(PlanErrors) as caught:
        read_table(path, reference=TODAY, base=load_plan(DATA), new_units=False)
    assert "plan.formula_without_value" in [one.key for one in caught.value.problems]


def zeros(size: int) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(size))
    return packed.getvalue()


def picture_of(side: int) -> bytes:
    """A small PNG that says it is so many points wide and high."""
    head = pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    body = b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


OFFICE_BOMB = zeros(50_000_000)
BOMBS = {"佐证.zip": OFFICE_BOMB, "总结.docx": OFFICE_BOMB, "照片.png": picture_of(60_000)}


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_below_a_card_is_kept_as_it_came_and_never_opened(
    stage: Stage, name: str
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, name, BOMBS[name])
    [piece] = await evidence(stage)
    assert piece.sha256 == sha256(BOMBS[name]).hexdigest()
    folder = stage.settings.database.evidence
    assert (folder / piece.sha256[:2] / piece.sha256).read_bytes() == BOMBS[name]


@pytest.mark.parametrize(("size", "kept"), [(20_000_000, 1), (20_000_001, 0)])
async def test_what_telegram_hands_out_is_kept_and_one_byte_more_refused_with_the_reason(
    stage: Stage, size: int, kept: int
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, "录像.mp4", size=size)
    assert len(await evidence(stage)) == kept
    assert said(stage, BUREAU_GROUP, "“录像.mp4”超过 20 MB") == 1 - kept


def lying(path: Path) -> None:
    """The archive's directory says that a part is small."""
    size = workbook.UNPACKED_LIMIT + 1
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(size))
    path.write_bytes(path.read_bytes().replace(pack("<I", size), pack("<I", 100)))


def crowded(path: Path) -> None:
    """So many empty parts that their names alone fill the file."""
    with ZipFile(path, "w") as archive:
        for n in range(workbook.PART_LIMIT + 1):
            archive.writestr(f"xl/{n}", b"")


def pictured(path: Path) -> None:
    """A picture that would take ten gigabytes when it is opened."""
    save(path, {"表": [("甲",)]})
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", picture_of(60_000))


def nested(path: Path) -> None:
    """Archives in an archive."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/inner.zip", zeros(50_000_000))


def heavy(path: Path) -> None:
    """More than 20 MB, which are not read."""
    path.write_bytes(b"PK" + bytes(21 * 2**20))


REFUSED: dict[Callable[[Path], None], str] = {
    lying: "plan.damaged_xlsx",
    crowded: "plan.damaged_xlsx",
    nested: "plan.damaged_xlsx",
    heavy: "plan.file_too_large",
}


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_a_table_that_is_a_bomb_is_refused_with_the_reason(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "表.xlsx"
    make(path)
    with pytest.raises(PlanErrors) as caught:
        workbook.read_sheets(path)
    assert [one.key for one in caught.value.problems] == [REFUSED[make]]


def test_a_picture_in_a_table_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    pictured(path)
    [sheet] = workbook.read_sheets(path)
    assert sheet.rows[0][0].value == "甲"


ODD = [
    "\u202exslx.表.xlsx",
    "-rf.xlsx",
    "a\nb.xlsx",
    "'; DROP TABLE plans;--.xlsx",
    "<b>&.xlsx",
]


@pytest.mark.parametrize("name", [name.encode() for name in ODD] + [b"\xff\xfe.xlsx"])
def test_a_table_is_read_whatever_it_is_called_and_its_name_told_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    odd = name.decode("utf-8", "surrogateescape")
    written(Path(odd), "开会")
    read = CliRunner().invoke(app, ["plan", "import", "--yes", "--new-units", "--", odd])
    assert (read.exit_code, read.stderr) == (0, "")
    Path(odd).write_bytes(b"PK")
    refused = CliRunner().invoke(app, ["plan", "import", "--yes", "--", odd])
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
    assert "\u202e" not in refused.stderr
