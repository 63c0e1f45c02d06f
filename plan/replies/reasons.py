"""What holds a unit up, in the office's own six words."""

from plan.model import BlockReason
from plan.replies.fold import fold
from plan.replies.visible import show

# The first that is named counts: a missing approval of land is an approval, not land.
WORDS = {
    BlockReason.APPROVAL: "审批 批复 未批 待批 没批 核准 批准 批文 手续 approval permit sign-off",
    BlockReason.FUNDS: "资金 经费 款 钱 预算 fund money budget cash",
    BlockReason.LAND: "用地 土地 场地 征地 拆迁 用房 land premises",
    BlockReason.PEOPLE: "人手 人员 缺人 没人 人不够 力量不足 staff people manpower",
    BlockReason.COORDINATION: "协调 配合 部门 coordinat",
}
CAUSES = "因 由于 缺 because lack due"


def blocked_reason(text: str) -> BlockReason | None:
    """The reason a block was given for, OTHER if one is hinted at but not known, else None."""
    seen = fold(show(text) or "")
    for reason, words in WORDS.items():
        if any(word in seen for word in words.split()):
            return reason
    return BlockReason.OTHER if any(word in seen for word in CAUSES.split()) else None
