"""The lines of a page, each with its look, its region, and what it was found to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from clean.page.cells import cell
from clean.page.edges import Edge, edges
from clean.page.files import ENDING
from clean.page.folding import fold, opening
from clean.page.looks import BRACKETED, REMEMBERED, look
from clean.page.names import (
    LABEL,
    MENU,
    PRINT,
    PUBLISHED,
    SITE,
    Verdict,
    Where,
)
from clean.page.notices import (
    CODE,
    OF_LETTER,
    RELATED_HEADER,
    RELATED_INLINE,
    RELATED_OPENINGS,
    SUMMARY,
)
from clean.page.shapes import TITLE
from clean.patterns import pattern
from clean.signs import AGENCY, MARK

# The shortest sentence of a body: 特此通知。
SENTENCE = 5
# Without any stop, a line this long with a comma in it is a paragraph cut by a scraper.
PARAGRAPH = 60
AGENCY_LINE = re.compile(rf"[一-鿿]{{2,18}}(?:{AGENCY})(?:[（(](?:盖|公|印|代)?[章印][）)])?")
CONTENT = 10
# The longest heading that has its text on the line below.
HEADING = 25
LABELS = frozenset((LABEL, PUBLISHED))
# The lists of a document that a date may stand in.
LISTED = re.compile(
    r"[(（]?(?:联系|咨询|监督|举报|时间|地点|日期|单位|电话|传真|地址|邮编|招标|采购|项目|投标|报名|会议|活动|"
    r"开标|甲方|乙方|法定代表人)[^。，,]{0,8}[:：]"
)
# Under 附件下载 stand the attachments.
ATTACHMENT = re.compile(rf"附件|\d{{1,2}}[.、．]|.{{1,60}}\.{ENDING}$")
# The name of a file, its size or how often it was taken behind it.
NAMES_FILE = re.compile(rf"\.{ENDING}(?:\s?[(（\[][^)）\]]{{1,16}}[)）\]])?\Z", re.IGNORECASE)
# Under such a line stands an address of the document.
ADDRESS_LABEL = re.compile(r".*(?:[:：]|网址|网站|邮箱|链接|地址)")
COLUMN_NAME = Verdict(MENU, 0, Where.HEAD)
# How the rows of a letter's record and the summary of a tender begin, and the longest.
LETTER_OPENINGS = frozenset("信来來写寫留诉訴办辦受处處回公项項")
LETTER_MOST = 45
# What parts the title of a window from the name of its site.
PART = pattern(
    r"[_|｜丨]|\s[-–—]\s|--+|[-–—](?=[一-鿿]{3,20}[网站府局厅委院部署]\Z)|——(?=[一-鿿]{2,12}[网报]\Z)"
)
PARTED = pattern(rf"\s*(?:{PART.pattern})\s*")
# One of these stands in each of them: where none does the spaces need no look.
PARTING = pattern(r"[_|｜丨–—-]")
# Longer lines are looked at anew each time.
SEEN_MOST = 1000


class Sight(NamedTuple):
    """What the words of a line are wherever they stand.

    `plain` words are content on any page: no look, no cell of a table, no head of a list,
    nothing glued to them.
    """

    verdict: Verdict | None
    body: bool
    plain: bool


@dataclass(slots=True)
class Line:
    """A line of the page; `family` is set once it is found to be wrapping.

    `where` is its region; `sides` says at which end of the page it stands at the latest:
    the first line of the body can have a head glued to it, the last one a tail.
    """

    start: int
    end: int
    words: str
    verdict: Verdict | None
    body: bool
    plain: bool
    where: int = Where.BODY
    sides: int = Where.BODY
    family: str = ""
    facts: Sequence[tuple[str, str]] = ()
    why: str = ""

    def keep(self) -> None:
        """The line is of the body, whatever it looks like."""
        self.verdict, self.body, self.plain = None, True, True


def is_plain(text: str) -> bool:
    """Whether every line is content on any page: then there is nothing to read off this one."""
    return all(see(words).plain for words in map(str.strip, text.split("\n")) if words)


def see(words: str) -> Sight:
    """What the words of a line are wherever they stand."""
    return _see(words) if len(words) <= SEEN_MOST else _look_at(words)


def _look_at(words: str) -> Sight:
    if words.count("□") > 1:  # boxes to be ticked: a row of a form
        return Sight(None, body=True, plain=True)
    verdict = look(words)
    if (
        words[0] in "“「『"
        and words[-1] in "”」』"
        and not (verdict and verdict.family in BRACKETED)
    ):
        return Sight(None, is_body(words), plain=True)  # a document quotes what a page says
    if verdict:
        return Sight(verdict, body=False, plain=False)
    plain = not (
        cell(words, "")
        or is_related(words)
        or edges(words, Where.TAIL)
        or CODE.fullmatch(words)
        or words.find("□") > 0  # who signs, behind a byline
        or (PARTING.search(words) and PART.search(words))
        or (
            words[0] in LETTER_OPENINGS
            and len(words) < LETTER_MOST
            and (OF_LETTER.fullmatch(fold(words)) or SUMMARY.fullmatch(fold(words)))
        )
    )
    return Sight(None, is_body(words), plain)


_see = lru_cache(maxsize=REMEMBERED)(_look_at)


def is_related(words: str) -> bool:
    """Whether a list of other pages begins here: 相关阅读."""
    if opening(words[0]) not in RELATED_OPENINGS:
        return False
    folded = fold(words)
    return bool(RELATED_HEADER.fullmatch(folded) or RELATED_INLINE.fullmatch(folded))


def glued(line: Line) -> Sequence[Edge]:
    """The wrapping glued to a line of content."""
    return () if line.plain else edges(line.words, line.sides)


def settle(page: list[Line]) -> None:
    """Give each line the family it looks like, where its region allows.

    In a head that holds no other title, the last name of a column is the title.
    """
    for i, line in enumerate(page):
        if (
            line.verdict
            and line.verdict.where & line.where
            and not (is_listed(page, i) or is_all_of_part(page, i))
        ):
            line.family = line.verdict.family
    head = [line for line in page if line.where & Where.HEAD and not line.where & Where.TAIL]
    columns = [line for line in head if line.verdict == COLUMN_NAME and len(line.words) < CONTENT]
    if columns and not any(not line.family and len(line.words) > 4 for line in head):
        columns[-1].family = ""


def is_listed(page: list[Line], at: int) -> bool:
    """Whether a line belongs to a list of the document: 日期 beside 地点, a link under its label.

    None stands in square brackets, as a page sets its own.
    """
    verdict = page[at].verdict
    bracketed = page[at].words[0] in "【[" and page[at].words[-1] in "】]"
    if not verdict or verdict.where & Where.BODY or bracketed:
        return False
    above, below = page[max(0, at - 1) : at], page[at + 1 : at + 2]
    if verdict.family in LABELS and not verdict.where & Where.TAIL:
        return _lists(page, at - 1) or _lists(page, at + 1)
    if verdict.family == SITE:
        return any(not line.verdict and ADDRESS_LABEL.fullmatch(line.words) for line in above)
    return verdict.family == PRINT and any(ATTACHMENT.match(line.words) for line in below)


def is_all_of_part(page: list[Line], at: int) -> bool:
    """Whether a sentence is all there is under a heading: 一、下载安装, 扫描二维码下载APP。, 二、注册."""
    ends = page[at].words.endswith("。")
    return (
        ends and at > 0 and _is_heading(page[at - 1]) and all(map(_is_heading, page[at + 1 :][:1]))
    )


def _is_heading(line: Line) -> bool:
    found = MARK.match(line.words)
    rest = line.words[found.end() :] if found else ""
    return 0 < len(rest) <= HEADING and rest[-1] not in "。；;，：:"


def _lists(page: list[Line], at: int) -> bool:
    """Whether a line states when or where; a byline does so only beside another that does."""
    if not 0 <= at < len(page):
        return False
    verdict = page[at].verdict
    if verdict and verdict.family in LABELS:
        beside = (*page[max(0, at - 1) : at], *page[at + 1 : at + 2])
        return _states(page[at]) and any(_states(line) and not line.verdict for line in beside)
    return _states(page[at])


def _states(line: Line) -> bool:
    return LISTED.match(fold(line.words)) is not None


def looks_like_content(line: Line) -> bool:
    """Whether an unclaimed line could be what the page is about."""
    if line.family:
        return False
    return "。" in line.words or may_be_title(line.words)


def may_be_title(words: str) -> bool:
    """Whether words are long enough for a title, or read like one."""
    long = len(words) >= CONTENT and words[-1] not in ":："
    return long or TITLE.fullmatch(words) is not None


def is_body(words: str) -> bool:
    """Whether words without a look can only stand in the body: a sentence, or with a list mark."""
    if words[-1] in "。；;" or "。" in words:
        return len(words) >= SENTENCE
    if len(words) >= PARAGRAPH and ("，" in words or "," in words):
        return True
    numbered = MARK.match(words) is not None and not NAMES_FILE.search(words)
    return numbered or _is_addressee(words)


def _is_addressee(words: str) -> bool:
    listed = "、" in words or "，" in words or "," in words or "各" in words
    return listed and words[-1] in ":："
