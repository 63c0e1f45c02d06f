"""What a unit says holds it up, in the office's six words."""

import pytest

from plan.model import BlockReason
from plan.replies import blocked_reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("卡在审批环节", BlockReason.APPROVAL),
        ("用地手续未批", BlockReason.APPROVAL),
        ("waiting for the permit", BlockReason.APPROVAL),
        ("缺資金，推進困難", BlockReason.FUNDS),
        ("blocked: no budget", BlockReason.FUNDS),
        ("拆迁受阻", BlockReason.LAND),
        ("人手不够", BlockReason.PEOPLE),
        ("short of staff", BlockReason.PEOPLE),
        ("需要部门配合", BlockReason.COORDINATION),
        ("因连日降雨停工", BlockReason.OTHER),
        ("stopped because of rain", BlockReason.OTHER),
    ],
)
def test_a_block_has_the_reason_that_is_named(text: str, reason: BlockReason) -> None:
    assert blocked_reason(text) is reason


@pytest.mark.parametrize("text", ["受阻", "blocked", "", "受阻\u202e"])
def test_a_block_without_a_reason_has_none(text: str) -> None:
    assert blocked_reason(text) is None
