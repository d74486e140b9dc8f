"""A line that looks like wrapping from end to end, though a part of the document stands at one end of it.

`点击蓝字关注我们 尊敬的市民朋友：` looks like a call to the reader, `发布时间：2024-08-19 第三届读书节方案` like
a byline. Set apart by a space or a closing bracket, what a document holds and no page does is none
of either: then the line has no look, and only its ends are looked at.
"""

from __future__ import annotations

from clean.page.facts import FACT
from clean.page.names import (
    APP,
    COLUMNS,
    CRUMB,
    FONT,
    FOOTER,
    KNOWN,
    LABEL,
    MENU,
    NEIGHBOUR,
    PRINT,
    PUBLISHED,
    QR,
    SHARE,
    WECHAT,
)
from clean.patterns import pattern
from clean.signs import AGENCY, DATE, DOCUMENT_NUMBER, GENRE, MARK

# Where words are set apart.
SEAM = pattern(r"\s+|(?<=[】\]])(?=\S)")
# Looks that run on to any word: calls to the reader, switches and buttons.
CALLS = frozenset((WECHAT, QR, APP, SHARE, FONT, PRINT))
# Behind a switch an office is the document's: 【字体：大 中 小】 某某县人民法院.
SWITCHES = frozenset((FONT, PRINT, SHARE))
AGENCY_NAME = pattern(rf"[一-鿿]{{3,18}}(?:{AGENCY})")
BYLINES = frozenset((LABEL, PUBLISHED))
# What stands at the head of a line, and at its end.
LEADING, TRAILING = CALLS | BYLINES | {CRUMB, MENU}, CALLS | BYLINES | {NEIGHBOUR, FOOTER}
# Whom a document is sent to, its number, its brackets and headings.
PART = pattern(
    r"(?:各|尊敬的|亲爱的|广大)[^。;]{1,80}:|[^。;]{2,60}[、,][^。;]{2,60}:|[一-鿿]{2,8}(?:委员|代表|同志|同学|朋友|先生|女士|用户)们?:"
    rf"|{DOCUMENT_NUMBER}|[(]?[一-鿿]{{0,16}}(?:公告|令)?\d{{0,4}}年?第\d{{1,4}}号[)]?"
    r"|[^。;:]{2,40}[(](?:签[名字章]|盖章|公章|印章|手印)[^()]{0,6}[)]:?"
    r"|[(](?:[院公盖签代]?[印章]|此件|责任单位|联系人|联系电话|\d{4}年)[^()]*[)]|第[一二三四五六七八九十百]{1,4}[章节编]"
)
TITLE = pattern(
    rf"[^:]*关于(?!我们|本[站网])[^:]{{2,}}(?:{GENRE})(?:[(].{{1,30}}[)])?|[^:|>]{{2,}}(?:{GENRE})(?:[(].{{1,30}}[)])?"
)
DAY = pattern(rf"(?:{DATE})(?:[(]星期.[)])?")
# Who signs, his office set apart from his name: 审 判 员 杨国梁, 市　长　骆文斌.
SIGNED_BY = pattern(
    r"(?:[一-鿿][ \u3000]{0,4}){0,11}[长長官員员任记記席授师師理][ \u3000]+[一-鿿○×](?:[ \u3000]*[一-鿿○×]){1,3}"
)
# Who fills in a form and who answers for it, in one row: 单位负责人：甲　审核人：乙　填报人：丙.
FILLED_IN = pattern(
    r"(?=.*(?:负责人|填[报表]人|制表人|经办人|复核人|统计员|填[报表]日期|报出日期)\s?:)"
    r"(?:[一-鿿()]{2,12}\s?:\s?[^:。;]{0,24}?\s*){2,5}"
)
# How a newspaper signs, behind what its page says: □ 本报记者　甲　通讯员　乙.
SIGNATURE = pattern(
    r".*\S\s+[□○◎]\s*(?:(?:本[报刊网台]|[一-鿿]{2,8}[报网社])?\s*(?:特约)?(?:记者|通讯员|评论员).*)?"
)
SENTENCE = pattern(r".{9,}。[”』」)]?")
# How a report begins: 新华社西昌3月10日电.
DATELINE = pattern(
    r"[一-鿿]{0,6}[社网报台][一-鿿]{0,12}\d{1,2}月\d{1,2}日[电電讯]|本[报报台网][讯訊]"
)
# A headline: so many letters, none of them of what a page says of itself; fewer behind a call.
HEADLINE = pattern(r"(?=.*[一-鿿]{4})(?:[^:|>/,;]{9,}|[一-鿿]{2,6}:[^:|>/;]{6,})")
SHORT_HEADLINE = pattern(r"[一-鿿]{7,8}")
PAGES_OWN = pattern(
    r"打印|关闭|分享|扫|二维码|字[体号]|版权|ICP|备案|首页|位置|上一|下一|来源[:：]|浏览(?:次|量|数|本|[:\d]|\Z)|编辑|发布(?:时间|日期|者|人|单位|机构|[:：]|\Z)|点击|"
    r"关注|阅读(?:原文|全文|量|数|次|模式|[:\d]|\Z)|收藏|返回|"
    r"登录|注册|纠错|作者|网站|主办|承办|下载|客户端|App|微信|微博|公众号|官方|[账帐]号|"
    r"查看|更多|评论|点赞|转发|转载|错过|迷路|精彩|小编|我们|推送|消息|https?:|www\.|@"
)
OFFICE = pattern(rf".*(?:{AGENCY}|[社网报台院校局科室办站队会])")
# The last step of a path says where its page begins.
LAST_STEP = pattern(r".*(?:正文|详情|详细内容|信息内容|文章内容)")
STEPS = frozenset(">»›→")
# The shortest title right before a byline: 政府工作报告.
TITLE_LEAST = 6
# The longest name of a column: 事故调查报告.
STEP_MOST = 10
STEP = pattern(r"[>»›→》〉/|:-]+")
# What a label is called, and what else stands behind one.
LABELLED = pattern(
    r"[^:]*(?:时间|日期|单位|部门|机构|机关|人|者|号|类|型|区|式|称|数|量|期):.*|"
    r"[^:]*:\s?[\d\-A-Za-z(].*|\D?[\d\-/.:年月日时分秒]+.{0,4}"
)


def holds_content(folded: str, family: str) -> bool:
    """Whether a part of the document stands at an end of folded words that look like this family."""
    if " " not in folded and "】" not in folded and "]" not in folded and "\t" not in folded:
        return False
    found = SEAM.split(folded)
    if len(found) < 2:
        return False
    if family in BYLINES and (FILLED_IN.fullmatch(folded) or SIGNATURE.fullmatch(folded)):
        return True
    behind = family in LEADING and not _is_value(found) and _is_behind(found, family)
    return behind or (family in TRAILING and _is_before(found, family))


def _is_value(found: list[str]) -> bool:
    """Whether the last word is the value of a label that stands apart from it, or the step of a path."""
    label = found[-2].strip("[]【】()")
    step = STEP.fullmatch(label) or found[-2][:1] in STEPS
    return label.endswith(":") or label in FACT or bool(step)


def _is_behind(found: list[str], family: str) -> bool:
    """Whether the last word is none of what stands before it: of a path, a call or a byline."""
    word = found[-1]
    if family in (CRUMB, MENU):
        return _is_behind_path(found, family)
    if PART.fullmatch(word) or _is_title(word):
        return True
    if family in BYLINES and SENTENCE.fullmatch(word):
        return True
    if PAGES_OWN.search(word):
        return False
    return _is_behind_call(word, family) if family in CALLS else _is_behind_byline(word)


def _is_behind_path(found: list[str], family: str) -> bool:
    word = found[-1]
    titled = _is_title(word) and (len(word) > STEP_MOST or "关于" in word)
    if family == CRUMB and (titled or PART.fullmatch(word)):
        return True
    return LAST_STEP.fullmatch(found[-2]) is not None and not PAGES_OWN.search(word)


def _is_behind_call(word: str, family: str) -> bool:
    said = DAY.fullmatch(word) or MARK.match(word) or SHORT_HEADLINE.fullmatch(word)
    office = family in SWITCHES and AGENCY_NAME.fullmatch(word)
    return bool(said or office or HEADLINE.fullmatch(word))


def _is_behind_byline(word: str) -> bool:
    named = LABELLED.fullmatch(word) or OFFICE.fullmatch(word)
    return HEADLINE.fullmatch(word) is not None and not named


def _is_before(found: list[str], family: str) -> bool:
    word = found[0]
    if family in BYLINES:
        named = word.isalpha() and len(word) >= TITLE_LEAST and _is_title(word)
        return named or PART.fullmatch(word) is not None
    signed = SIGNED_BY.fullmatch(" ".join(found[:2]))
    return bool(signed or DAY.fullmatch(word) or PART.fullmatch(word) or _is_title(word))


def _is_title(word: str) -> bool:
    return TITLE.fullmatch(word) is not None and word not in KNOWN and word not in COLUMNS


def is_headline(folded: str) -> bool:
    """Whether folded words are a title or a headline, and nothing that a page says of itself."""
    named = _is_title(folded) or HEADLINE.fullmatch(folded)
    return bool(named) and not PAGES_OWN.search(folded)
