"""Verbs of work that are not in the lexicon: 装, 翻修, and what comes of them: 装妥, 划好."""

from itertools import product

# One character each; a longer verb of work holds one of them: 翻修, 铺设.
VERBS = frozenset(
    "装设划铺刷挂贴修建换改砌种栽埋架接焊挖填搭盖清扫洗涂喷印筑浇补翻拼缝钉锁配疏浚植漆刻"
    "整治化固访拆搬"
)
SIMPLE = "装设划铺刷挂贴修建换改砌种栽埋架焊挖填搬搭盖清扫洗涂喷印筑浇补拼缝钉植漆刻"
LONGER = (
    "安装 铺设 更换 粉刷 改造 翻修 翻新 维修 搭建 架设 装修 张贴 悬挂 栽植 种植 加固 硬化 绿化 美化"
    " 亮化 硬装 清运 疏通 疏浚 拆改 改建 修建 新建 重建 设置 布设 敷设 埋设 建造 制作 施划 喷涂 配齐"
).split()
GENERAL = "清理 清除 拆除 整治 办理 处理 处置 办 做 搞 弄".split()
RESULTS = "好 妥 毕 完 完毕 妥当 完成 结束 停当".split()
# What leaves the work as it was, or undoes it, or only prepares for it.
OTHERWISE = frozenset("停坏毁损退撤投诉选定同意反对签报缺漏拒欠断关待缓拟计图备料废弃危讼封")
LONGEST_VERB = 4


def finished_verbs() -> frozenset[str]:
    """Words that say a work is done: a verb of work with its result."""
    return frozenset(
        verb + result for verb, result in product([*SIMPLE, *LONGER, *GENERAL], RESULTS)
    )


def owed_verbs() -> frozenset[str]:
    """Words in front of a total: 应换(310块)."""
    return frozenset(must + verb for must, verb in product("应须拟", [*SIMPLE, *LONGER]))


def is_work(text: str) -> bool:
    """Whether an unknown word names a work on things, so that 已 makes it done."""
    return len(text) <= LONGEST_VERB and bool(VERBS & set(text[:2])) and not OTHERWISE & set(text)


def is_work_on(text: str) -> bool:
    """Whether an unknown word ends in a verb of work behind what it is done to: 楼道灯换(了)."""
    return text[-1:] in VERBS and not OTHERWISE & set(text)
