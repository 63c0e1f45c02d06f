"""What the columns of an office's task table are, by the words at their heads."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from intake.workbook import Cell
from plan.replies.script import simplify

SEARCHED_ROWS = 30
LONGEST_TEXT = 200  # that may hold a head and remarks in brackets
LONGEST_HEAD = 20
FEWEST_HEADS = 3
NOT_WORDS = re.compile(r"\(.*?\)|[\s:*_]")
ALSO_TRADITIONAL = str.maketrans("牽細", "牵细")


class Column(StrEnum):
    """A column that is read; all others are only named to the office."""

    INDEX = "index"
    NUMBER = "number"
    CATEGORY = "category"
    PHASE = "phase"
    TASK = "task"
    CONTENT = "content"
    STANDARD = "standard"
    LEAD = "lead"
    UNITS = "units"
    ASSIST = "assist"
    START = "start"
    DUE = "due"
    PERIOD = "period"
    EVIDENCE = "evidence"
    LIAISON = "liaison"
    IN_CHARGE = "in_charge"
    ACCOUNTABLE = "accountable"


UNIT_COLUMNS = (Column.LEAD, Column.UNITS, Column.ASSIST)
PEOPLE_COLUMNS = (Column.LIAISON, Column.IN_CHARGE, Column.ACCOUNTABLE)


# A head belongs to the longest of these words that it ends with: 牵头责任单位 leads.
HEADS = {
    Column.INDEX: "序号 项次",
    Column.NUMBER: "编号",
    Column.CATEGORY: "类别 类型 分类 大类 领域 板块 一级任务 一级",
    Column.PHASE: "阶段",
    Column.TASK: "任务 任务名称 事项 重点工作 项目名称",
    Column.CONTENT: "内容 举措 措施 任务分解 分解任务 细化任务 具体任务 二级任务",
    Column.STANDARD: "标准 目标 要求 成效",
    Column.LEAD: "牵头单位 牵头部门 牵头责任单位 牵头责任部门 主办单位 牵头",
    Column.UNITS: "责任单位 责任部门 承办单位 实施单位 落实单位",
    Column.ASSIST: "配合单位 配合部门 协办单位 协助单位 协同单位 参与单位 配合责任单位 配合",
    Column.START: "启动时间 开始时间 启动日期 开始日期 起始时间",
    Column.DUE: "时限 期限 完成时间 完成日期 截止时间 截止日期 时间节点",
    Column.PERIOD: "起止时间 时间安排 实施时间",
    Column.EVIDENCE: "佐证材料数 佐证件数 佐证材料件数 印证材料数",
    Column.LIAISON: "联络员 联系人 经办人",
    Column.IN_CHARGE: "责任人 负责人 分管领导",
    Column.ACCOUNTABLE: "直接责任人 主要领导 主要负责人",
}
COLUMNS = sorted(
    ((word, column) for column, words in HEADS.items() for word in words.split()),
    key=lambda pair: -len(pair[0]),
)
WORDS = frozenset(word for word, _ in COLUMNS)


def plain_head(text: object) -> str:
    """A head without spaces, line breaks, brackets and traditional characters."""
    plain = NOT_WORDS.sub("", unicodedata.normalize("NFKC", str(text or "")[:LONGEST_TEXT]))
    return simplify(plain).translate(ALSO_TRADITIONAL)


def name_column(text: object) -> Column | None:
    """The column that the head `text` stands over."""
    head = plain_head(text)
    if len(head) > LONGEST_HEAD:
        return None
    return next((column for word, column in COLUMNS if head.endswith(word)), None)


def find_header(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The row with most heads that are known, if it has tasks and two more columns."""
    best = max(range(min(len(rows), SEARCHED_ROWS)), key=lambda at: _known(rows[at]), default=None)
    return best if best is not None and _known(rows[best]) >= FEWEST_HEADS else None


def head_words(header: Sequence[Cell]) -> frozenset[str]:
    """What the heads of a table say, and what heads usually say."""
    return WORDS | {plain_head(cell.value) for cell in header if name_column(cell.value)}


def is_header(row: Sequence[Cell], heads: Collection[str]) -> bool:
    """Whether a row within a table is a header again: it says `heads`, not only ends like them."""
    texts = {c.value for c in row if isinstance(c.value, str) and len(c.value) <= LONGEST_HEAD}
    return (
        len(texts) >= FEWEST_HEADS
        and sum(plain_head(text) in heads for text in texts) >= FEWEST_HEADS
    )


def _known(row: Sequence[Cell]) -> int:
    found = {name_column(cell.value) for cell in row} - {None}
    return len(found) if found & {Column.TASK, Column.CONTENT} else 0


def read_header(row: Sequence[Cell]) -> Mapping[int, Column | None]:
    """Each column that has a head, by its position.

    Of two columns of tasks the second is the content of the first; where no task is named, the
    content is it.
    """
    found = {at: name_column(cell.value) for at, cell in enumerate(row) if cell.value is not None}
    tasks = [at for at, column in found.items() if column is Column.TASK]
    contents = [at for at, column in found.items() if column is Column.CONTENT]
    if not tasks:
        found |= dict.fromkeys(contents, Column.TASK)
    elif not contents:
        found |= dict.fromkeys(tasks[1:], Column.CONTENT)
    return found
