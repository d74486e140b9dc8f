"""What Chinese official text looks like: numberings, stops, brackets, 文号. Tables and patterns only.

Sources: 《党政机关公文处理工作条例》 Art. 9, GB/T 9704-2012, GB/T 15834-2011, GB/T 15835-2011.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

HAN = "〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U000323af"
NUMERAL = "〇零一二三四五六七八九十百千"
STOPS = "。！？；：…!?;:"
CLOSERS = "”’》）〕】」』"
# What never begins a line: stops and closing marks of either width.
CLOSING = "。，、；：？！”’）》】〕」』,;:?!)]"
OPENERS = "“‘《（〔【「『"

# In Taiwan years are counted from 1912: 中華民國113年4月15日.
DATE = (
    rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|[〇零○Ｏ一二三四五六七八九]{{4}}年[{NUMERAL}]{{1,3}}月[{NUMERAL}]{{1,3}}日"
    rf"|中[華华]民[國国][ 　]*(?:\d{{2,3}}|[{NUMERAL}]{{2,4}})[ 　]*年"
    rf"[ 　]*(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})[ 　]*月[ 　]*(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})[ 　]*日)"
)
DOCUMENT_NUMBER = r"[一-鿿]{2,10}[〔\[【(（]\d{4}[〕\]】)）]第?\d{1,4}号"
GENRE = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|规划|计划"
    "|办法|规定|细则|条例|规则|章程|规程|要点|措施|制度|指南|标准|目录|清单|纲要|预案|解读|答复|公示"
)
# What papers are called that have no genre of Art. 9.
CALLED = "书|表|名单|须知|简章|启事|一封信|声明|讲话|致辞|说明"
AGENCY = (
    "人民政府|办公厅|办公室|委员会|管理委员会|指挥部|领导小组|人民法院|人民检察院|管理局"
    "|监督局|总局|总署|国务院|研究院|委|厅|局|部|署|院|处|中心|公司|银行|协会|总会|集团"
)
# （责任单位：省科技厅） （由市经信委牵头，各地区配合） （省科技厅、财政厅，各地级以上市政府）
ATTRIBUTION = (
    r"[（(](?=(?:责任|牵头|配合|负责|主办|参加)(?:单位|部门)?[:：]"
    r"|由[^。（）()\n]{2,}?(?:牵头|负责|配合)"
    r"|[^。，；：（）()\n]{1,14}[委厅局办部院署][、，,等）)])"
    r"(?:[^。（）()\n]|[（(][^。（）()\n]*[）)])*[）)]"
)

# What makes a sentence a question.
ASKS = re.compile(
    "[吗嗎呢么麼吧啊呀嘛何谁誰哪几幾怎啥孰岂豈]|否|是不是|有没有|有沒有|难道|難道|多[少大久长長]|请问|請問|疑问|疑問|(?P<sign>[一-鿿])不(?P=sign)"
)


class Mark(NamedTuple):
    """An outline mark: its level (0 for 第X章, 1 for 一、 ... 5 for ①), kind, number, and width."""

    level: int
    kind: str
    number: int
    width: int


_MARKS = (
    (0, "第X章", rf"第([{NUMERAL}]+|\d+)(?:编|篇|章|节|条)"),
    (1, "一、", rf"([{NUMERAL}]{{1,4}})、"),
    (2, "（一）", rf"[（(]([{NUMERAL}]{{1,4}})[)）][、.．]?"),
    (3, "1.", r"(\d{1,3})(?:[.．](?![\d])|、)"),
    (4, "（1）", r"[（(](\d{1,3})[)）]"),
    (5, "①", r"([①-⑳])"),
)
MARK = re.compile("|".join(pattern for _, _, pattern in _MARKS))
# How marks begin, beside figures.
_OPENING = frozenset(f"第（({NUMERAL}①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
# So many signs hold any mark: no document counts to a number of thirty figures.
WIDEST = 32
_NUMERALS = "〇一二三四五六七八九"
_DIGITS = {c: i for i, c in enumerate(_NUMERALS)} | {"零": 0}


def mark(text: str, at: int = 0) -> Mark | None:
    """The outline mark that stands at a place, or None."""
    first = text[at : at + 1]
    may_be = first in _OPENING or first.isdecimal()
    return _mark(text[at : at + WIDEST]) if may_be else None


@lru_cache(maxsize=4096)  # rule by rule the same lines are asked for
def _mark(head: str) -> Mark | None:
    found = MARK.match(head)
    if not found:
        return None
    index = found.lastindex or 1
    level, kind, _ = _MARKS[index - 1]
    return Mark(level, kind, number(found.group(index)), found.end())


def number(numeral: str) -> int:
    """The value of 十八, 二〇一五, 18 or ⑱."""
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    if not set(numeral) & set("十百千"):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, digit = 0, 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
    return total + digit


def numeral(n: int) -> str:
    """A number below 10,000 in Han numerals, as outlines count: 十八, 一百零一, 一百一十."""
    said, figures = "", str(n)
    for place, figure in enumerate(map(int, figures), start=-len(figures)):
        if figure:
            said += _NUMERALS[figure] + " 十百千"[-place - 1].strip()
        elif not said.endswith("零"):
            said += "零"
    said = said.rstrip("零")
    return said.removeprefix("一") if 10 <= n < 20 else said
