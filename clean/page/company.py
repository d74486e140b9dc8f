"""Doubtful lines: words that documents use too are wrapping only in a block of certain wrapping.

同意, 发布日期：2020-04-27 or 科技 教育 文化 may be what the document says. They count between
and beside lines that only a page holds, and take the family of the nearest of them, so
that one rule takes both.
"""

from __future__ import annotations

from collections.abc import Iterator

from clean.page.lines import COLUMN_NAME, Line, is_listed
from clean.page.names import (
    CRUMB,
    LOGIN,
    MENU,
    NEIGHBOUR,
    PAGE_NUMBER,
    PRINT,
    RULE,
    SCRIPT,
    SITE,
    STRAY,
    Where,
)

# What documents hold themselves is no company: rules, page numbers, lines of a like doubt.
NO_COMPANY = frozenset(("", RULE, PAGE_NUMBER, STRAY))
# The names of columns belong to these.
LINKS = frozenset((MENU, CRUMB, LOGIN, SITE, NEIGHBOUR, SCRIPT))
# The rules of these run after that of names of sites.
# A form may say 下载 or 打印 on a line of its own, and both beside each other.
BUTTONS = 3
NAMES = 3
UNDER_A_NAME = frozenset((MENU, CRUMB, LOGIN))


def admit(page: list[Line]) -> None:
    """Give the doubtful lines of each block the family of the certain line nearest to them.

    Below the title the name of a column is a heading, unless links stand beside it.
    """
    for block in _blocks(page):
        certain = [i for i, line in enumerate(block) if line.family not in NO_COMPANY]
        if not certain and _are_buttons(block):
            for line in block:
                line.family = PRINT
        if not certain and _bear_each_other(block):
            for line in block:
                line.family = MENU
            continue
        links = [i for i in certain if block[i].family in LINKS]
        for i, line in enumerate(block):
            near = links if line.verdict == COLUMN_NAME and not line.where & Where.TOP else certain
            if near and not line.family:
                _, nearest = min((abs(at - i), at) for at in near)
                line.family = _beside(line, block[nearest].family)


def _are_buttons(block: list[Line]) -> bool:
    """Whether a block is nothing but buttons above the body, one a line: 收藏, 纠错, 导出PDF."""
    shown = {line.words for line in block if line.verdict and line.verdict.family == PRINT}
    head = all(line.where & Where.HEAD for line in block)
    return head and len(shown) == len(block) >= BUTTONS


def _bear_each_other(block: list[Line]) -> bool:
    """Whether a block above the title is so many names of links that they are a menu."""
    return len(block) >= NAMES and all(line.where & Where.TOP for line in block)


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
    if line.verdict is None:
        return False
    within = line.where == Where.BODY and line.verdict.where & Where.EDGE
    return bool(line.verdict.beside & line.where or within)
