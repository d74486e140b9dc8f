"""Where a document begins: its number, the notes below its title, whom it is sent to."""

from __future__ import annotations

import re

from clean.parts.kinds import ADDRESSEE, SIGNATURE
from clean.patterns import pattern
from clean.signs import AGENCY, DATE, DOCUMENT_NUMBER, HAN

# Numbers as others write them than Art. 9: of decrees, judgments, penalties, tenders, Taiwan.
_CORE = (
    rf"{DOCUMENT_NUMBER}|[{HAN}]{{2,12}}[〔\[【（(]\d{{4}}[〕\]】)）]第?\d[\d-]{{0,9}}号"
    rf"|[（(〔]\d{{4}}[）)〕][{HAN}\d]{{2,16}}号|第[ 　]*[\d〇零一二三四五六七八九十百]{{1,5}}[ 　]*[号號](?:公告|令)?"
    rf"|\d{{4}}年[ 　]*第?[ 　]*\d{{1,4}}[ 　]*号|〔[^〕]{{2,8}}〕[ 　]*第?[ 　]*\d{{1,4}}[ 　]*号"
    rf"|[{HAN}]{{2,8}}字第\d{{4,12}}[号號]"
)
_LABEL = r"(?:[发發]文字[号號]|文号|案号|编号|(?:招标|项目|采购|公告|合同)编号)[:：][ 　]*"
NUMBER = pattern(
    rf"[（(]?[ 　]*(?:(?:{_LABEL})?({_CORE})|{_LABEL}([\w（）()/-]{{3,30}}\w))[ 　]*[）)]?"
)
# What was decided when, in brackets below a title: （2019年5月1日第三次会议通过）.
_ADOPTED = pattern(
    rf"[（(][^（）()]*{DATE}.*(?:通过|批准|修正|修订|公布|发布|施行|备案)[^（）()]*[）)]"
)
_NAMED = pattern(
    rf"人民政府|部门|机构|单位|企业|院校|公司|各[^，。]|{AGENCY}|同志|朋友|^尊敬的|^亲爱的|^广大"
)
# What leads into the text, and addresses nobody: 现将有关事项通知如下：
_LEADS_IN = pattern(
    r"(?:如下[^，。]{0,6}|下列[^，。]{0,6}|以下[^，。]{0,6})[:：]\Z|^(?:为|根据|按照|依据|经(?!济|信|开))|，(?:现|特|拟)|予以"
)
# Any name right below the title or the number, but no label with its value below.
_ANY = pattern(rf"[{HAN}（）()·、]{{3,30}}[:：]")
_HEADS_LIST = pattern(
    r".*(?:时间|日期|地点|地址|内容|编号|名称|概况|情况|原因|事项|范围|对象|条件|依据|目的|要点|提示|摘要|导读|按|要求|方式|电话)[:：]"
)
# A court is named behind 此致, at the end; Taiwan names whom it writes to under a label.
_TO = pattern(r"此[ 　]*致[:：]?")
_RECEIVER = pattern(r"受文者[:：].{2,40}")
# Of all that addresses someone, for a fast look.
_MAY_ADDRESS = pattern(r"[:：受此](?:(?<=[:：])\s*$|(?<=受)文者|(?<=此)[ 　]*致)", re.MULTILINE)
# Those who sit in the hall are no addressees of a paper.
_HALL = pattern(
    r"(?:各位)?(?:同志|来宾|代表|委员|先生|女士|朋友)们?(?:[、，](?:各位)?(?:同志|来宾|代表|委员|先生|女士|朋友)们?)*[:：]"
)
_ABOVE = frozenset(("title", "number", "date", "note"))


def may_address(text: str) -> bool:
    """Whether a text may name those whom it is sent to; where not, no line of it is an addressee."""
    return _MAY_ADDRESS.search(text) is not None


def numbers(lines: list[str], kinds: list[str], head: int) -> None:
    """The number below a title or a masthead, in brackets or bare: 第287号, （2019）云9902民初1187号."""
    for i in range(head):
        if kinds[i] in ("paragraph", "title") and NUMBER.fullmatch(lines[i]):
            kinds[i] = "number"


def notes(lines: list[str], kinds: list[str], _: int) -> None:
    """By whom and when a law was adopted, in brackets below its title."""
    for i in range(1, len(lines)):
        if kinds[i] == "paragraph" and kinds[i - 1] == "title" and _ADOPTED.fullmatch(lines[i]):
            kinds[i] = "note"


def addressee(lines: list[str], kinds: list[str], head: int) -> None:
    """Those whom the document is sent to, named once, before the text proper."""
    for i in range(1, len(lines)):
        if _TO.fullmatch(lines[i - 1]) and SIGNATURE.fullmatch(lines[i]):
            kinds[i] = "addressee"
    for i in range(min(head + 1, len(lines))):
        if kinds[i] == "paragraph" and _is_sent_to(lines[i], kinds[i - 1] if i else ""):
            kinds[i] = "addressee"
            return


def _is_sent_to(line: str, above: str) -> bool:
    if _RECEIVER.fullmatch(line):
        return True
    if not ADDRESSEE.fullmatch(line) or _LEADS_IN.search(line):
        return False
    placed = above in _ABOVE and _ANY.fullmatch(line) and not _HEADS_LIST.fullmatch(line)
    return bool(placed or _NAMED.search(line))


def receiver(line: str) -> str:
    """Whom a paper is sent to, without label and colon; nobody where a speech begins (同志们)."""
    if _HALL.fullmatch(line):
        return ""
    return line.removeprefix("受文者：").removeprefix("受文者:").rstrip("：:")
