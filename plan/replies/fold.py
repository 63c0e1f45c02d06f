"""One spelling for what is written in many: scripts, capital numerals, common slips of the pen."""

import re

from plan.replies.script import simplify

# Numerals as on a cheque, but not the 拾 of 收拾 nor the 陆 of 陆续.
CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
CAPITAL = re.compile(
    "[壹贰叁肆伍陆柒捌玖拾佰仟]+(?=[成项个月日号%])|(?<=之)[壹贰叁肆伍陆柒捌玖拾佰仟]+"
)
# Cantonese, and the Arabic sign, in place of what everybody writes.
DIALECT = str.maketrans("咗嘅喺係唔冇哋嗰٪", "了的在是不没们那%")
SLIPS = {
    "正再": "正在", "因该": "应该", "起动": "启动", "进渡": "进度", "近度": "进度", "近展": "进展", "完城": "完成", "玩成": "完成", "完乘": "完成",
    "收道": "收到", "手到": "收到", "延其": "延期", "延斯": "延期", "申清": "申请", "受租": "受阻", "己完": "已完", "己经": "已经", "以经": "已经",
    "己办": "已办", "己启": "已启", "己全": "已全", "己落": "已落", "己开": "已开", "推近": "推进", "按装": "安装", "既将": "即将", "尚末": "尚未", "无变花": "无变化", "变画": "变化", "预记": "预计", "预期": "预计", "估记": "估计", "做为": "作为", "撒回": "撤回", "撤消": "撤销", "布署": "部署",
    "正在再": "正在", "办洁": "办结", "办节": "办结", "竣公": "竣工", "晚成": "完成", "完成成": "完成", "在推近": "在推进", "收倒": "收到", "仲未": "还未", "仲没": "还没", "呢个": "这个", "呢单": "这件", "呢件": "这件", "呢样": "这个", "听日": "明天", "寻日": "昨天", "琴日": "昨天", "而家": "现在", "依家": "现在", "报返": "报", "做晒": "做完", "办晒": "办完", "搞晒": "搞完", "收晒": "收到", "停晒工": "停工", "啱啱": "刚刚", "啱先": "刚才", "嘢": "事", "呢项": "这项", "回覆": "回复", "批覆": "批复", "答覆": "答复", "瞭解": "了解", "办里": "办理", "己于": "已于", "己整": "已整", "宽线": "宽限",
    "compelte": "complete", "complet ": "complete ", "completd": "completed", "competed": "completed", "finsihed": "finished", "recieved": "received", "progess": "progress",
    "extention": "extension", "aproval": "approval", "comlete": "complete", "complted": "completed", "finised": "finished", "blockd": "blocked", "tommorow": "tomorrow", "tomorow": "tomorrow",
}  # fmt: skip
SLIP = re.compile("|".join(map(re.escape, sorted(SLIPS, key=len, reverse=True))))
ALREADY = re.compile(r"(?:^|(?<=[\s,;:。]))以(?=完成|办结|启动|落实|全部)", re.M)
NOT_YET = re.compile("(?<![月年周期])末(?=完|启|开|动)")
# What was asked for is how it was done.
AS_ASKED = re.compile("(?:按照?|根据|依照?|遵照|对照)(?!领导)[\u4e00-\u9fff]{0,8}?要求")
# 只有资金到位才能推进 is a condition.
ONLY_IF = re.compile("只有(?=[^,。;!?\n]{1,12}才)")
# Cantonese for 全: 办好晒, 明白晒.
WHOLLY = re.compile("(?<=[好完妥掂毕齐成白到])晒(?![图照谷被干])")
# Lines quoted by a mail program, with the line that says whose they are.
QUOTED_LINE = re.compile(r"^.{0,80}(?:wrote|写道|说)\s*:\s*\n(?=\s*>)|^\s*>.*$", re.M)
MENTION = re.compile(r"@\w+[\s:,]*")
# 青石镇 何知秋：whoever it is; a name may hold the character of a question or a condition.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
    "温纪舒柳季俞章鲁葛岑骆甘祝欧乔尤阮柯霍翁庄卓游褚"
)
PERSON = re.compile(
    rf"^(\s*[\u4e00-\u9fff]{{1,8}}(?:镇|乡|街道|社区|村|局))\s*[{SURNAMES}][\u4e00-\u9fff]{{1,2}}\s*(?=:)"
)
GAP = re.compile(r"[^\S\n\t]+")
# A wave behind a word is a tone of voice, before a figure it means about.
WAVE = re.compile("~+(?!\\s*[\\d零一二三四五六七八九十百])")
APOSTROPHE = re.compile("(?<=[a-z])[\u2019\u02bc](?=[a-z])")


def fold(text: str) -> str:
    """The shown text without quoted lines, in simplified characters and without usual slips."""
    text = simplify(text).translate(DIALECT)
    text = CAPITAL.sub(lambda capitals: capitals[0].translate(CAPITALS), text)
    text = PERSON.sub(r"\1", text)
    text = MENTION.sub(" ", QUOTED_LINE.sub("", text))
    text = APOSTROPHE.sub("'", GAP.sub(" ", text))
    text = WHOLLY.sub("", ONLY_IF.sub("如果", AS_ASKED.sub("按要求", text)))
    text = WAVE.sub(" ", NOT_YET.sub("未", ALREADY.sub("已", text)))
    return SLIP.sub(lambda slip: SLIPS[slip[0]], text)
