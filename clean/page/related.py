"""Lists of other pages, behind a body or glued into it."""

from __future__ import annotations

from itertools import pairwise, takewhile

from clean.page.above import is_sure
from clean.page.folding import fold
from clean.page.lines import AGENCY_LINE, LABELS, Line, is_related
from clean.page.names import FOOTER, KEPT, MENU, RELATED, WECHAT, Where
from clean.page.notices import RELATED_BAR, RELATED_HEADER, RELATED_INLINE
from clean.patterns import pattern
from clean.signs import DATE, MARK

LINK_TITLE = 100
# A work on the list of a document: 1.《不动产登记暂行条例》.
COUNTED = pattern(rf"(?:{MARK.pattern})\s*《[^》]+》.{{0,30}}")
DAY = pattern(DATE)
# A title with the day of its page: ·关于2022年端午节放假的通知 05-27.
STAMPED = pattern(
    r"(?P<sign>[·•●◆■▪»›>*-]?)\s*[^。；;]{4,60}?\s+[\[(（【]?(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}[\])）】]?"
)
# So many of them are a list; so many titles at most stand in the midst of a body, so long at least.
STAMPS, WITHIN, TITLE = 2, 8, 10
# An account shows so many of its past articles.
PAST = 4


def related(page: list[Line]) -> None:
    """相关阅读 behind the body with the titles below it, up to the attachments or the foot."""
    inside = False
    headed = any(line.family for line in page if line.where & Where.HEAD)
    for at, line in enumerate(page):
        if not line.where & Where.TAIL:
            below = headed and line.where & Where.HEAD and not line.where & Where.TOP
            if below and not line.plain and RELATED_INLINE.fullmatch(fold(line.words)):
                line.family = RELATED
            continue
        if not line.plain and is_related(line.words) and not _counts(page[at + 1 :]):
            line.family = RELATED
            inside = True
        elif inside and (KEPT.match(line.words) or line.family == FOOTER):
            inside = False
        elif inside and not line.family and len(line.words) <= LINK_TITLE:
            line.family = RELATED


def _counts(below: list[Line]) -> bool:
    """Whether what stands below ends a text: works in 《》 under numbers. A page lists titles bare."""
    return bool(below) and all(COUNTED.fullmatch(line.words) for line in below)


def read_on(page: list[Line]) -> None:
    """延伸阅读：… in the midst of a body, where other wrapping stands right above or below."""
    news = any(line.family in LABELS for line in page if line.where & Where.HEAD)
    for turn in (page, page[::-1]):
        for one, two in pairwise(turn):
            if two.where != Where.BODY or two.family:
                continue
            inline = not two.plain and is_sure(one) and RELATED_INLINE.fullmatch(fold(two.words))
            if inline or (news and RELATED_BAR.fullmatch(fold(two.words))):
                two.family = RELATED


def lists_within(page: list[Line]) -> None:
    """A list of other pages in the midst of a body, below a bar, or under its head with their days."""
    for at, line in enumerate(page):
        if line.where != Where.BODY or line.plain or not RELATED_HEADER.fullmatch(fold(line.words)):
            continue
        below = page[at + 1 :]
        stamped = list(takewhile(lambda one: STAMPED.fullmatch(one.words), below))
        if len(stamped) >= STAMPS:
            listed = [*stamped, *takewhile(_is_more, below[len(stamped) :])]
        elif line.family == WECHAT and _is_closed(below):
            listed = list(takewhile(_is_title, below[:PAST]))
        elif is_sure(page[at - 1]):
            listed = list(takewhile(_is_title, below[:WITHIN]))
        else:
            continue
        for one in (line, *listed):
            one.family = one.family or RELATED


def _is_closed(below: list[Line]) -> bool:
    """Whether few titles stand here and the text goes on right behind them."""
    rest = below[sum(1 for _ in takewhile(_is_title, below[:PAST])) :][:1]
    return any(line.body or line.family for line in rest)


def _is_more(line: Line) -> bool:
    """Whether a list of links ends in a link to more."""
    return bool(line.verdict and line.verdict.family == MENU and line.verdict.where & Where.EDGE)


def _is_title(line: Line) -> bool:
    """Whether a line within a body can be the title of another page: no sentence, no part of this one."""
    part = line.body or KEPT.match(line.words) or AGENCY_LINE.fullmatch(line.words)
    dated = DAY.fullmatch(line.words)
    return not (part or dated or line.family) and TITLE <= len(line.words) <= LINK_TITLE
