"""Doubtful lines: words that documents use too are wrapping only in a block of certain wrapping.

同意, 发布日期：2020-04-27 or 科技 教育 文化 may be what the document says. They count between
and beside lines that only a page holds, and take the family of the nearest of them, so
that one rule takes both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clean.page.lines import AGENCY_LINE, Line, is_listed
from clean.page.names import (
    APP,
    COMMENT,
    CRUMB,
    FOOTER,
    KEPT,
    LOGIN,
    MENU,
    NEIGHBOUR,
    PAGE_NUMBER,
    PRINT,
    QR,
    RELATED,
    RULE,
    SHARE,
    SITE,
    STRAY,
    WECHAT,
    Where,
)
from clean.signs import DATE, DOCUMENT_NUMBER, GENRE, mark

# What documents hold themselves is no company: rules, page numbers, lines of a like doubt.
NO_COMPANY = frozenset(("", RULE, PAGE_NUMBER, STRAY))
# The rules of these run after that of names of sites.
UNDER_A_NAME = frozenset((MENU, CRUMB, LOGIN))
# Letters of a line between wrapping that no table knows.
STRAY_HEAD, STRAY_TAIL = 6, 40
# Wrapping that stands above a title, and wrapping that no document goes on behind.
ABOVE = frozenset((MENU, LOGIN, CRUMB, SITE, PRINT))
BEHIND = frozenset((PRINT, NEIGHBOUR, SHARE, QR, WECHAT, RELATED, FOOTER, COMMENT, APP))
# What may stand above a title or behind a body: a number of the copy, dates, 文号, attachments.
PART = re.compile(rf"\d{{6}}$|[（(]?\d{{4}}年|{DOCUMENT_NUMBER}|{DATE}|第\d+号|——")
GENRES = tuple(GENRE.split("|"))


def admit(page: list[Line]) -> None:
    """Give the doubtful lines of each block the family of the certain line nearest to them."""
    for block in _blocks(page):
        certain = [i for i, line in enumerate(block) if line.family not in NO_COMPANY]
        for i, line in enumerate(block):
            if certain and not line.family:
                _, nearest = min((abs(at - i), at) for at in certain)
                line.family = _beside(line, block[nearest].family)


def _beside(line: Line, family: str) -> str:
    named = line.verdict is not None and line.verdict.family == SITE
    return SITE if named and family in UNDER_A_NAME else family


def _blocks(page: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines that are wrapping or may be."""
    block: list[Line] = []
    for i, line in enumerate(page):
        if line.family or (_is_doubtful(line) and not is_listed(page, i)):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_doubtful(line: Line) -> bool:
    return line.verdict is not None and bool(line.verdict.beside & line.where)


def strays(page: list[Line]) -> None:
    """Lines no table knows among certain wrapping: above the title, and behind the article."""
    top = [line for line in page if line.where & Where.TOP]
    titled = any(line.where & Where.HEAD and not line.where & Where.TOP for line in page)
    if titled and any(line.family in ABOVE for line in top):
        for line in top:
            if not line.family and len(line.words) <= STRAY_HEAD and not _is_part(line):
                line.family = STRAY
    _tail_strays([line for line in page if line.where & Where.TAIL])


def _tail_strays(tail: list[Line]) -> None:
    """Behind a button or a foot, up to the last line of wrapping; parts of a document end it."""
    behind = False
    held: list[Line] = []
    for line in tail:
        if line.family:
            if behind:
                _claim(held)
            held = []
            behind = behind or line.family in BEHIND
        elif len(line.words) > STRAY_TAIL or "。" in line.words or _is_part(line):
            behind = False
            held = []
        else:
            held.append(line)


def _claim(held: list[Line]) -> None:
    for line in held:
        line.family = STRAY


def _is_part(line: Line) -> bool:
    words = line.words
    if words.endswith(GENRES) or "附件" in words:
        return True
    named = KEPT.match(words) or PART.match(words) or mark(words)
    return bool(named) or AGENCY_LINE.fullmatch(words) is not None
