"""Lists of other pages, behind a body or glued into it."""

from __future__ import annotations

from itertools import pairwise

from clean.page.above import is_sure
from clean.page.folding import fold
from clean.page.lines import Line, is_related
from clean.page.names import FOOTER, KEPT, RELATED, Where
from clean.page.notices import RELATED_INLINE
from clean.patterns import pattern
from clean.signs import MARK

LINK_TITLE = 100
# A work on the list of a document: 1.《不动产登记暂行条例》.
COUNTED = pattern(rf"(?:{MARK.pattern})\s*《[^》]+》.{{0,30}}")


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
    for turn in (page, page[::-1]):
        for one, two in pairwise(turn):
            within = two.where == Where.BODY and not (two.plain or two.family)
            if within and is_sure(one) and RELATED_INLINE.fullmatch(fold(two.words)):
                two.family = RELATED
