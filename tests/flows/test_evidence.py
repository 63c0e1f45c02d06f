"""Evidence: what is sent as a photo or a document below a card."""

from hashlib import sha256
from pathlib import Path

import pytest

from plan.model import State
from tests.flows.books import all_reports, evidence, standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    STRANGER,
    TOWN_GROUP,
    TOWN_LIAISON,
)


def kept(stage: Stage) -> list[Path]:
    """The files in the evidence folder."""
    folder = stage.settings.database.evidence
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


async def test_a_photo_is_kept_under_its_hash_and_counted(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    message = await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id, b"the hall")
    assert stage.mark(BUREAU_GROUP, message) == "✍"
    [piece] = await evidence(stage)
    digest = sha256(b"the hall").hexdigest()
    assert (piece.sha256, piece.name, piece.user_id) == (digest, "photo.jpg", BUREAU_LIAISON)
    [path] = kept(stage)
    assert path.name == digest
    assert path.read_bytes() == b"the hall"
    await stage.wait(1)
    assert "佐证：应交 1 件，已收 1 件" in card.text
    assert not await all_reports(stage)  # a picture alone is no report
    assert len(stage.sent(BUREAU_GROUP)) == 1


HOSTILE = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "长" * 300 + ".pdf",
    "\u202egpj.台账.pdf",
    "line\nbreak\x00\x07.pdf",
    "<b>&\"'_*.docx",
    ".",
    "/",
    "CON.txt",
]


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_kept_as_data_and_never_as_a_path(stage: Stage, name: str) -> None:
    card = await stage.card(BUREAU_GROUP)
    message = await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, name)
    assert stage.mark(BUREAU_GROUP, message) == "✍"
    [piece] = await evidence(stage)
    assert piece.name == name.replace("\0", "")
    digest = sha256(b"text").hexdigest()
    folder = stage.settings.database.evidence
    assert [path.relative_to(folder) for path in kept(stage)] == [Path(digest[:2]) / digest]
    beside = [path for path in folder.parent.rglob("*") if path.is_file()]
    assert all(path == kept(stage)[0] or path.name.startswith("duban.db") for path in beside)


@pytest.mark.parametrize(
    "name", ["机密-名单.docx", "《絕密》.pdf", "附件（秘密★1年）.xlsx", "绝​ 密.pdf", "機　密.txt"]
)
async def test_a_name_that_says_secret_is_not_kept(stage: Stage, name: str) -> None:
    card = await stage.card(BUREAU_GROUP)
    message = await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, name)
    assert "含有密级字样，未予保存" in stage.last(BUREAU_GROUP).text
    assert stage.mark(BUREAU_GROUP, message) is None
    assert not kept(stage)
    assert not await evidence(stage)


@pytest.mark.parametrize(
    "name",
    [
        "setup.exe",
        "报表.PDF.EXE",
        "run.sh",
        "a.bat ",
        "x.js\u200b",
        "台账.ｅｘｅ",
        "照片.jpg .scr.",
    ],
)
async def test_a_program_is_not_kept(stage: Stage, name: str) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, name)
    assert "属于程序类文件" in stage.last(BUREAU_GROUP).text
    assert not kept(stage)


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n"])
async def test_a_program_under_another_name_is_not_kept(stage: Stage, content: bytes) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, "台账.pdf", content)
    assert "属于程序类文件" in stage.last(BUREAU_GROUP).text
    assert not kept(stage)
    assert not await evidence(stage)


async def test_a_refused_file_does_not_swallow_the_report_beside_it(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    message = await stage.send_file(
        BUREAU_GROUP, BUREAU_LIAISON, card.id, "setup.exe", caption="进度60%"
    )
    assert "属于程序类文件" in stage.last(BUREAU_GROUP).text
    assert (await standing(stage, "2.1", BUREAU)).percent == 60
    assert stage.mark(BUREAU_GROUP, message) == "✍"


async def test_a_file_that_cannot_be_fetched_is_asked_for_once_more(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    stage.standin.faults.fail("getFile", code=400, description="Bad Request: wrong file_id")
    await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, "台账.pdf")
    assert "没能从Telegram取回，请再发一次" in stage.last(BUREAU_GROUP).text
    message = await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, "台账.pdf")
    assert stage.mark(BUREAU_GROUP, message) == "✍"


async def test_a_caption_reports_and_the_picture_is_filed(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id, caption="已完成")
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLAIMED
    assert len(await evidence(stage)) == 1


async def test_a_caption_that_only_names_the_picture_reports_nothing(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id, caption="会议现场照片")
    assert not await all_reports(stage)
    assert len(stage.sent(BUREAU_GROUP)) == 1
    assert len(await evidence(stage)) == 1


async def test_a_numbered_caption_files_the_picture_under_that_line(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, caption="2 进度80%")
    [piece] = await evidence(stage)
    assert piece.assignment_id == (await standing(stage, "2.2")).id
    assert (await standing(stage, "2.2")).percent == 80


async def test_a_picture_without_a_line_waits_for_the_answer(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id)
    question = stage.last(TOWN_GROUP)
    assert "针对哪一项" in question.text
    assert not await evidence(stage)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, question.id, question.labels[0][0])
    [piece] = await evidence(stage)
    assert piece.assignment_id == (await standing(stage, "2.1")).id
    await stage.wait(1)
    assert "佐证：应交 1 件，已收 1 件" in card.text


async def test_a_caption_without_a_line_waits_with_its_picture(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, caption="进度80%")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2", stage.last(TOWN_GROUP).id)
    row = await standing(stage, "2.2")
    assert row.percent == 80
    assert [piece.assignment_id for piece in await evidence(stage)] == [row.id]


async def test_an_album_is_asked_about_once_and_filed_whole(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    for n in range(3):
        content = f"photo {n}".encode()
        await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, content, album="a1")
    questions = [one for one in stage.sent(TOWN_GROUP) if "针对哪一项" in one.text]
    assert len(questions) == 1
    await stage.press(TOWN_GROUP, TOWN_LIAISON, questions[0].id, questions[0].labels[1][0])
    wanted = (await standing(stage, "2.2")).id
    assert [piece.assignment_id for piece in await evidence(stage)] == [wanted] * 3
    await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, b"late", album="a1")
    assert [piece.assignment_id for piece in await evidence(stage)] == [wanted] * 4
    assert stage.last(TOWN_GROUP) is questions[0]


async def test_an_album_goes_where_its_caption_says(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    people = stage.standin.people
    for n, caption in enumerate(["", "2 已完成", ""]):
        people.send_photo(
            TOWN_GROUP,
            TOWN_LIAISON,
            f"photo {n}".encode(),
            reply_to=card.id,
            album="a2",
            caption=caption,
        )
    await stage.settle()
    wanted = (await standing(stage, "2.2")).id
    assert [piece.assignment_id for piece in await evidence(stage)] == [wanted] * 3
    question = stage.find(TOWN_GROUP, "第 2 项")
    assert not question.labels


async def test_the_same_file_sent_twice_is_kept_once_and_counted_as_sent(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, "台账.pdf", b"same")
    await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, card.id, "台账2.pdf", b"same")
    assert len(kept(stage)) == 1
    assert len(await evidence(stage)) == 2


async def test_an_update_that_comes_twice_counts_one_piece(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id)
    stage.standin.world.updates.redeliver(stage.standin.world.updates.next_id - 1)
    await stage.settle()
    assert len(await evidence(stage)) == 1


async def test_a_strangers_picture_is_neither_fetched_nor_kept(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_photo(BUREAU_GROUP, STRANGER, card.id)
    assert "仅限市民政局的联络员" in stage.last(BUREAU_GROUP).text
    assert not kept(stage)
    assert "getFile" not in {call.method for call in stage.standin.world.calls}
