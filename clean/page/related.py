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
# What only a page calls a list in the midst of a body; a newspaper's 相关链接 are words of its own.
PAGES_OWN = pattern(
    r"\W{0,3}(?:相关(?:新闻|阅读|报道|推荐|文章|稿件)|(?:推荐|延伸|更多)阅读|(?:热点|热门|精彩)推荐|猜你喜欢|往期回顾)\W{0,3}"
)


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
    """A list of other pages in the midst of a body, below a bar, or under its head.

    There the titles have their days, or the head is one that only pages have and the text goes on behind.
    """
    headed = any(line.family for line in page if line.where & Where.HEAD)
    for at, line in enumerate(page):
        if line.where != Where.BODY or line.plain or not RELATED_HEADER.fullmatch(fold(line.words)):
            continue
        listed = _listed(page, at)
        own = headed and PAGES_OWN.fullmatch(line.words) and _is_closed(page[at + 1 :])
        if own and not listed:
            listed = list(takewhile(_is_title, page[at + 1 :][:PAST]))
            listed *= len(listed) >= STAMPS
        for one in (line, *listed) if listed or is_sure(page[at - 1]) else ():
            one.family = one.family or RELATED


def _listed(page: list[Line], at: int) -> list[Line]:
    """What is listed below a head where days, the account or a bar above it show a list."""
    below = page[at + 1 :]
    stamped = list(takewhile(lambda one: STAMPED.fullmatch(one.words), below))
    if len(stamped) >= STAMPS:
        return [*stamped, *takewhile(_is_more, below[len(stamped) :])]
    if page[at].family == WECHAT and _is_closed(below):
        return list(takewhile(_is_title, below[:PAST]))
    return list(takewhile(_is_title, below[:WITHIN])) if is_sure(page[at - 1]) else []


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
