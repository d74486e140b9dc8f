"""Lines that are wrapping by their company: index tables, feet, related lists, menus, scripts.

Each block is made of lines of one family, so taking the family out leaves nothing that
another rule, or a second run, could read as half a block.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from clean.page.above import is_web
from clean.page.company import admit
from clean.page.folding import fold
from clean.page.frame import strays
from clean.page.lines import AGENCY_LINE, COLUMN_NAME, Line, glued
from clean.page.names import (
    BROWSER,
    COLUMNS,
    COMMENT,
    CRUMB,
    FONT,
    FOOTER,
    KEPT,
    LOGIN,
    MENU,
    NEIGHBOUR,
    PRINT,
    SCRIPT,
    SITE,
    STRAY,
    WECHAT,
    Where,
)
from clean.page.notices import CODE, CONTACT, FOOTER_SPONSOR
from clean.page.records import headed, kin, letters, summed_up, tables
from clean.page.related import lists_within, read_on, related
from clean.page.residue import SCRIPT_REST
from clean.page.windows import window_titles
from clean.patterns import pattern

# A line of a foot that nothing marks: an address, the name of an office.
FOOT_LINE = 70
LINK_TITLE = 100
ONE_NAME = 10
# The shortest name of a stage (招标公告), and so many of them are tabs.
ONE_STAGE, TABS = 4, 3
LINKS = frozenset((MENU, LOGIN, CRUMB))
# What ends an article: a sponsor above it belongs to the document.
ARTICLE_END = frozenset((PRINT, NEIGHBOUR, COMMENT))
MARKED = pattern(r"[，。：；:;,、]|\d年|\d月|\d日")
# Brackets around the sizes may stand on the lines of the first and the last.
SIZE = pattern(r"[\[【（(|]?\s*([大中小]|[AaT][+-]?|特大|超大)\s*[\]】）)|]?")
# Whose site it is, in a line of its foot.
NAMES_SPONSOR = pattern("主[办辦]|承[办辦]|主管|版[权權]所有")
# What an advert leaves of itself, and how the text above it ends.
ADVERT = pattern(r"[\[【(（]?(?:广告|廣告|AD|Advertisement|ADVERTISEMENT)[\]】)）]?\s?[×xX]?")
ENDED = "。！？”）)】"
# How a page calls its own list of headings, and the fewest of them.
CONTENTS = pattern(r"(?:目录|章节|本文|页内|文章|正文|快速)(?:导航|导读|定位)|本[文页章]目录")
HEADINGS = 2
# A blank to be filled in, and the one that only a page has.
BLANK = pattern(r"[*＊]?\s*[一-鿿]{2,6}\s*[*＊]?\s*[：:]\s*[*＊]?")


def claim_blocks(page: list[Line]) -> None:
    """Give the lines of every block their family."""
    for claim in CLAIMS:
        claim(page)
    if any(line.family for line in page) or is_web(page):
        for claim in CLAIMS_BESIDE:
            claim(page)


def _switches(page: list[Line]) -> None:
    """字号： and its sizes, one a line, above the body."""
    for sized, run in groupby(page, lambda line: SIZE.fullmatch(line.words) is not None):
        lines = list(run)
        said = {SIZE.sub(r"\1", line.words) for line in lines}
        for line in lines if sized and {"大", "小"} <= said else ():
            if line.where & Where.HEAD:
                line.family = line.family or FONT


def _forms(page: list[Line]) -> None:
    """What a reader is to fill in, around the code that proves him human: 姓名：, 验证码：, 提交."""
    for at, line in enumerate(page):
        if line.where & Where.TAIL and CODE.fullmatch(line.words):
            line.family = COMMENT
            for turn in (page[at + 1 :], page[:at][::-1]):
                for other in turn:
                    if other.family or not _is_asked(other):
                        break
                    other.family = COMMENT


def _is_asked(line: Line) -> bool:
    button = line.verdict is not None and line.verdict.family == COMMENT
    return line.where & Where.TAIL != 0 and (button or BLANK.fullmatch(line.words) is not None)


def _scripts(page: list[Line]) -> None:
    if not any(line.family == SCRIPT for line in page):
        return
    for one, two in [*pairwise(page), *pairwise(reversed(page))]:
        if one.family == SCRIPT and not two.family and SCRIPT_REST.fullmatch(two.words):
            two.family = SCRIPT


def _feet(page: list[Line]) -> None:
    """From a certain line of a foot down to the end, and up over its sponsors and addresses.

    Without one up from what a page says of browsers.
    """
    tail = [i for i, line in enumerate(page) if line.where & Where.TAIL]
    certain = [i for i in tail if page[i].family == FOOTER]
    if not certain:
        advice = next((i for i in tail if page[i].family == BROWSER), 0)
        _climb(page, advice)
        return
    for line in page[certain[0] :]:
        if not line.family and _may_end_foot(line.words):
            line.family = FOOTER
    _climb(page, certain[0])


def _may_end_foot(words: str) -> bool:
    folded = fold(words)
    kept = KEPT.match(words) and not CONTACT.match(folded)
    return len(folded) <= FOOT_LINE and not kept


def _climb(page: list[Line], at: int) -> None:
    """Sponsors and addresses above a foot; what stands above other wrapping has its own sponsors."""
    held: list[Line] = []
    named = any(NAMES_SPONSOR.search(line.words) for line in page[at:] if line.family == FOOTER)
    for line in reversed(page[:at]):
        if not line.where & Where.TAIL:
            break
        folded = fold(line.words)
        sponsor = FOOTER_SPONSOR.fullmatch(folded) is not None
        if line.family in ARTICLE_END or (named and line.family and not sponsor):
            _claim(held)
            break
        if line.family or sponsor:
            _claim([line, *held])
            held = []
            named = named or sponsor
        elif CONTACT.match(folded):
            held.append(line)
        else:
            break


def _claim(held: list[Line]) -> None:
    for line in held:
        line.family = line.family or FOOTER


def _pictures(page: list[Line]) -> None:
    """图片 alone on a line stands for each picture of an article of an account."""
    if any(line.family == WECHAT for line in page):
        for line in page:
            if line.words == "图片" and not line.family:
                line.family = WECHAT


def _adverts(page: list[Line]) -> None:
    """广告 alone on a line between two paragraphs of a body."""
    for one, two, three in zip(page, page[1:], page[2:], strict=False):
        within = two.where == Where.BODY and not two.family and ADVERT.fullmatch(two.words)
        if within and (one.words[-1] in ENDED or glued(one)) and (three.body or three.family):
            two.family = PRINT


def _contents(page: list[Line]) -> None:
    """The headings of a body that its page lists above it: 目录导航, 第一章 总则."""
    at = next((i for i, line in enumerate(page) if CONTENTS.fullmatch(line.words)), len(page))
    below = [line.words for line in page[at + 1 :]]
    last = next((i for i, said in enumerate(below) if said not in below[i + 1 :]), 0)
    if last >= HEADINGS:
        for line in page[at : at + 1 + last]:
            line.family = MENU


def _neighbours(page: list[Line]) -> None:
    """上一篇 alone on a line: the title it leads to stands on the next."""
    for one, two in pairwise(page):
        if one.family != NEIGHBOUR or two.family or not two.where & Where.TAIL:
            continue
        if len(one.words) <= 6 and "篇条则页".find(one.words.rstrip(":： ")[-1]) >= 0:
            two.family = NEIGHBOUR if len(two.words) <= LINK_TITLE else ""


def _columns(page: list[Line]) -> None:
    """A menu with one name a line: short lines between names of links.

    Those that no table knows go first, while the names stand that they rest on.
    """
    if not any(line.family in LINKS for line in page):
        return
    for run in _short_runs(page):
        marked = [i for i, line in enumerate(run) if _is_name(line)]
        links = sum(line.family in LINKS for line in run)
        if (
            not links
            or (links < 2 and len(marked) < 3)
            or len(marked) * 2 < marked[-1] - marked[0] + 1
        ):
            continue
        start = 0 if run[0] is page[0] else marked[0]
        for line in run[start : marked[-1] + 1]:
            line.family = line.family or (MENU if _is_name(line) else STRAY)


def _is_name(line: Line) -> bool:
    column = line.verdict == COLUMN_NAME or fold(line.words) in COLUMNS
    return line.family in LINKS or column


def _short_runs(page: list[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in page:
        short = len(line.words) <= ONE_NAME and not MARKED.search(line.words)
        short = short and not KEPT.match(line.words)
        if line.where & Where.EDGE and (
            line.family in (MENU, LOGIN) or (short and not line.family)
        ):
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _tabs(page: list[Line]) -> None:
    """The stages of a matter, one a line below its title, which ends in the name of one of them."""
    head = [line for line in page if line.where & Where.HEAD and not line.where & Where.TOP]
    for short, run in groupby(range(1, len(head)), lambda i: _is_tab(head[i])):
        at = list(run)
        names = [head[i] for i in at]
        echo = any(head[0].words.endswith(one.words) for one in names)
        if short and echo and len(at) >= TABS and head[at[0] - 1].family:
            for line in names:
                line.family = MENU


def _is_tab(line: Line) -> bool:
    bare = ONE_STAGE <= len(line.words) <= ONE_NAME and not MARKED.search(line.words)
    return bare and not line.family and not KEPT.match(line.words)


def _mastheads(page: list[Line]) -> None:
    """The name of an office right above a menu names the site."""
    for two, one in pairwise(reversed(page)):
        if one.family or not one.where & Where.HEAD or two.family not in (MENU, CRUMB, LOGIN, SITE):
            continue
        if AGENCY_LINE.fullmatch(one.words):
            one.family = SITE


CLAIMS = (
    window_titles,
    tables,
    headed,
    letters,
    summed_up,
    _forms,
    _switches,
    _scripts,
    _feet,
    related,
)
# These need a line that is wrapping already.
CLAIMS_BESIDE = (
    _contents,
    _pictures,
    read_on,
    lists_within,
    _adverts,
    _neighbours,
    kin,
    admit,
    _columns,
    _tabs,
    _mastheads,
    strays,
)
