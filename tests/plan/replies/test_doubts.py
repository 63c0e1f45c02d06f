"""Why a reply is asked about, and the guess that is asked about."""

import pytest

from plan.replies import Doubt
from tests.plan.replies.notation import in_short, read

WHY = [
    (Doubt.HIDDEN, 1, "进度60%\u202e"),
    (Doubt.HIDDEN, 1, '<span style="display:none">未</span>完成'),
    (Doubt.CODE, 1, "/done"),
    (Doubt.TOO_LONG, 1, "已完成。" * 300),
    (Doubt.NOTHING_SAID, 1, "谢谢"),
    (Doubt.QUESTION, 1, "已完成了吗？"),
    (Doubt.QUOTED, 1, "“已完成"),
    (Doubt.UNCLEAR, 1, "隔壁镇已完成"),
    (Doubt.WHICH_TASK, 3, "已完成"),
    (Doubt.WHICH_TASK, 3, "第4项已完成"),
    (Doubt.WHICH_TASK, 2, "已完成，正在推进"),
    (Doubt.WHICH_TASK, 2, "一个完成60%，一个完成70%"),
    (Doubt.WHICH_TASK, 3, "1完成，1未启动"),
    (Doubt.WHICH_TASK, 3, "除了图书室都已完成"),
    (Doubt.WHICH_DAY, 1, "11月18日"),
    (Doubt.NUMBER, 1, "60"),
    (Doubt.TWO_VALUES, 1, "60%、70%"),
    (Doubt.RANGE, 1, "还差40%"),
    (Doubt.FULL_SHARE, 1, "100%"),
    (Doubt.PART, 1, "警务室已完成"),
    (Doubt.PART, 1, "未全部完成"),
    (Doubt.UNDONE, 1, "未完成"),
    (Doubt.UNDONE, 1, "not done"),
    (Doubt.UNDONE, 1, "没有完成，请知悉"),
    (Doubt.UNABLE, 1, "无法完成"),
    (Doubt.UNABLE, 1, "cannot be completed on time"),
    (Doubt.SHADE, 1, "已完成，尚未验收"),
    (Doubt.IF, 1, "如果资金到位，11月18日可完成"),
    (Doubt.CONFLICT, 1, "已完成，正在推进"),
    (Doubt.LACK, 1, "进度60%，缺资金"),
    (Doubt.NO_DAY, 1, "申请延期一周"),
    (Doubt.EARLY_EXTENSION, 1, "申请延期至11月15日"),
    (Doubt.WITHDRAWAL, 1, "撤回延期申请"),
]


@pytest.mark.parametrize(("why", "tasks", "text"), WHY)
def test_the_doubt_is_named(why: Doubt, tasks: int, text: str) -> None:
    reading = read(text, tasks)
    assert not reading.sure
    assert reading.why is why


def test_every_doubt_has_an_example() -> None:
    assert {why for why, _, _ in WHY} == set(Doubt) - {Doubt.NONE}


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("差不多完成60%吧", ["60%"]),
        ("超过六成", ["60%"]),
        ("60%以上", ["60%"]),
        ("可能60%", ["60%"]),
        ("基本完成", ["in progress"]),
        ("主体已完工", ["in progress"]),
        ("已完成，尚未验收", ["done"]),
        ("可能11月25日完成", ["by 11-25"]),
        ("申请延期至11月15日", ["extend 11-15"]),
        ("进度60%，缺资金", ["60%"]),
        ("还差40%", []),
        ("100%", []),
        ("谢谢", []),
    ],
)
def test_what_is_asked_about_is_the_best_guess(text: str, guess: list[str]) -> None:
    reading = read(text)
    assert not reading.sure
    assert [in_short(item) for item in reading.items] == guess
