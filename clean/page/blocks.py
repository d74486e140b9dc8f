"""Lines that are wrapping by their company: index tables, feet, related lists, menus, scripts.

Each block is made of lines of one family, so taking the family out leaves nothing that
another rule, or a second run, could read as half a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest

from clean.page.cells import cell
from clean.page.company import admit
from clean.page.facts import FACT, STRONG_NAMES, VALUE, fact, in_own_script
from clean.page.folding import fold
from clean.page.frame import strays
from clean.page.lines import AGENCY_LINE, COLUMN_NAME, LISTED, Line, is_related
from clean.page.names import (
    COLUMNS,
    COMMENT,
    CRUMB,
    FONT,
    FOOTER,
    KEPT,
    LABEL,
    LOGIN,
    MENU,
    NEIGHBOUR,
    PRINT,
    RELATED,
    SCRIPT,
    SHARE,
    SITE,
    STRAY,
    Where,
)
from clean.page.notices import CONTACT, FOOTER_SPONSOR
from clean.page.shapes import SCRIPT_REST, TITLE

# A line of a foot that nothing marks: an address, the name of an office.
FOOT_LINE = 70
LINK_TITLE = 100
ONE_NAME = 10
LINKS = frozenset((MENU, LOGIN, CRUMB))
# What ends an article: a sponsor above it belongs to the document.
ARTICLE_END = frozenset((PRINT, NEIGHBOUR, COMMENT))
MARKED = re.compile(r"[，。：；:;,、]|\d年|\d月|\d日")
# A label in the brackets of a record: 【法规类型】海关规范性文件.
IN_BRACKETS = re.compile(r"[【\[][一-鿿\s]{2,9}[】\]][^。]{0,60}\Z")
SIZE = re.compile("[大中小]|[AaT][+-]?|特大|超大")
# Two labels and their values.
LABELLED_CELLS = 4
# A blank to be filled in, and the one that only a page has.
BLANK = re.compile(r"[*＊]?\s*[一-鿿]{2,6}\s*[*＊]?\s*[：:]\s*[*＊]?")
CODE = re.compile(r"[*]?\s*验证码\s*:?\s*[*]?|(?:看不清|换一张)[^。]{0,10}")
# What only a record says, whatever stands below.
CERTAIN_VALUE = re.compile(r"[\d\s\-/.:年月日]+|(?:现行|全文|部分|继续)?(?:有效|失效|废止|修改)|[主依]\S{0,2}申?请?公开|[是否无]")
Row = tuple[Line, list[tuple[str, str]]]
LOOSE = frozenset(("title", "abstract", "keywords", "category"))


def claim_blocks(page: list[Line]) -> None:
    """Give the lines of every block their family."""
    for claim in CLAIMS:
        claim(page)
    if any(line.family for line in page):
        for claim in CLAIMS_BESIDE:
            claim(page)


def _tables(page: list[Line]) -> None:
    run: list[Row] = []
    open_label = ""
    for line, after in zip_longest(page, page[1:]):
        pairs = [] if line.plain and not open_label else cell(line.words, open_label)
        if not pairs and (not run or _is_device(line)):
            open_label = ""
            continue
        if pairs and not _is_said_by_document(pairs, after):
            run.append((line, pairs))
            name, value = pairs[-1]
            open_label = name if len(pairs) == 1 and not value else ""
            continue
        _claim_table(run, line)
        run, open_label = [], ""
    _claim_table(run, None)


def _is_said_by_document(pairs: Sequence[tuple[str, str]], after: Line | None) -> bool:
    """日期：… above 地点：…, and a value that is a sentence."""
    name, value = pairs[0]
    listed = name in ("时间", "日期") and after and LISTED.match(fold(after.words))
    return bool(listed) or (value.endswith("。") and FACT[name] != "abstract")


def _claim_table(run: list[Row], after: Line | None) -> None:
    if len(run) > 1 and not run[-2][1][-1][1] and not _ends_record(run[-1], after):
        run = run[:-1]
    names = {name for _, pairs in run for name, _ in pairs}
    counted = len(names) == 1 and any(FACT[name] == "views" for name in names)
    if counted and run[-1][1][-1][1].isdecimal():
        _lift(run)
        return
    if len(names) < 2 or not names & STRONG_NAMES:
        return
    if len(names) < 3 and any(not value for _, pairs in run for _, value in pairs):
        return
    if not all(_fits(name, value) for _, pairs in run for name, value in pairs):
        return
    _lift(run)


def _ends_record(row: Row, after: Line | None) -> bool:
    """Whether a value below the last label is none of the document: a figure, or above its title."""
    line, pairs = row
    name, value = pairs[0]
    if cell(line.words, "") or CERTAIN_VALUE.fullmatch(value):
        return True
    if after is None or after.body:
        return False
    office = FACT[name] not in LOOSE and AGENCY_LINE.fullmatch(value)
    return bool(office or TITLE.fullmatch(after.words))


def _lift(run: list[Row]) -> None:
    """The rows of a record become facts."""
    for line, pairs in run:
        line.family = LABEL
        line.facts = [
            in_own_script(found, line.words) for name, value in pairs if (found := fact(name, value))
        ]


def _switches(page: list[Line]) -> None:
    """字号： and its sizes, one a line, above the body."""
    for sized, run in groupby(page, lambda line: SIZE.fullmatch(line.words) is not None):
        lines = list(run)
        for line in lines if sized and {"大", "小"} <= {line.words for line in lines} else ():
            if line.where & Where.HEAD:
                line.family = FONT


def _headed(page: list[Line]) -> None:
    """A record read column by column: all its labels, then as many values in their order."""
    bare = [_bare_label(line) for line in page]
    at = 0
    while at < len(page):
        end = next((i for i in range(at, len(page)) if not bare[i]), len(page))
        names = bare[at:end]
        values = page[end : end + len(names)]
        if len(names) > 2 and len(values) == len(names) and _is_record(names, values):
            for line in page[at:end]:
                line.family = LABEL
            _lift([(line, [(name, fold(line.words))]) for name, line in zip(names, values, strict=True)])
        at = end + 1


def _bare_label(line: Line) -> str:
    pairs = [] if line.plain else cell(line.words, "")
    return pairs[0][0] if len(pairs) == 1 and not pairs[0][1] else ""


def _is_record(names: list[str], values: list[Line]) -> bool:
    return not STRONG_NAMES.isdisjoint(names) and all(
        VALUE[name].fullmatch(fold(line.words)) for name, line in zip(names, values, strict=True)
    )


def _forms(page: list[Line]) -> None:
    """What a reader is to fill in, around the code that proves him human: 姓名：, 验证码：, 提交."""
    for at, line in enumerate(page):
        if line.where & Where.TAIL and CODE.fullmatch(fold(line.words)):
            line.family = COMMENT
            for turn in (page[at + 1 :], page[:at][::-1]):
                for other in turn:
                    if other.family or not _is_asked(other):
                        break
                    other.family = COMMENT


def _is_asked(line: Line) -> bool:
    button = line.verdict is not None and line.verdict.family == COMMENT
    return line.where & Where.TAIL != 0 and (button or BLANK.fullmatch(line.words) is not None)


def _is_device(line: Line) -> bool:
    """What a record holds between its known rows: a button, or a label of that site alone."""
    if IN_BRACKETS.fullmatch(line.words) and line.words[-1] in "】]":
        return True
    return line.verdict is not None and line.verdict.family in (PRINT, SHARE)


def _kin(page: list[Line]) -> None:
    """Lines of one shape with the rows of a record beside them, under labels of that site alone."""
    for turn in (page, page[::-1]):
        for one, two in pairwise(turn):
            rows = one.family == LABEL and not two.family and two.where & Where.HEAD
            if rows and (_is_bracketed(one, two) or _is_row(two)):
                two.family = LABEL


def _is_bracketed(one: Line, two: Line) -> bool:
    return bool(IN_BRACKETS.match(one.words) and IN_BRACKETS.match(two.words))


def _is_row(line: Line) -> bool:
    """Whether cells begin with a label of a record and its value: 发布日期 2023-03-10 责任科室 土地科."""
    name, *values = line.words.split() if len(line.words) <= FOOT_LINE else ("",)
    fits = values and name in STRONG_NAMES and VALUE[name].fullmatch(values[0])
    return bool(fits) and len(values) == LABELLED_CELLS - 1


def _fits(name: str, value: str) -> bool:
    """Whether a value is what its label holds; a body line with a colon is not."""
    return not value or FACT[name] in LOOSE or VALUE[name].match(value) is not None


def _scripts(page: list[Line]) -> None:
    if not any(line.family == SCRIPT for line in page):
        return
    for one, two in [*pairwise(page), *pairwise(reversed(page))]:
        if one.family == SCRIPT and not two.family and SCRIPT_REST.fullmatch(two.words):
            two.family = SCRIPT


def _feet(page: list[Line]) -> None:
    """From a certain line of a foot down to the end, and up over its sponsors and addresses."""
    certain = [
        i for i, line in enumerate(page) if line.family == FOOTER and line.where & Where.TAIL
    ]
    if not certain:
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
    held: list[Line] = []
    for line in reversed(page[:at]):
        if not line.where & Where.TAIL:
            break
        folded = fold(line.words)
        if line.family in ARTICLE_END:
            for claimed in held:
                claimed.family = FOOTER
            break
        if line.family or FOOTER_SPONSOR.fullmatch(folded):
            for claimed in (line, *held):
                claimed.family = claimed.family or FOOTER
            held = []
        elif CONTACT.match(folded):
            held.append(line)
        else:
            break


def _related(page: list[Line]) -> None:
    inside = False
    for line in page:
        if not line.where & Where.TAIL:
            continue
        if not line.plain and is_related(line.words):
            line.family = RELATED
            inside = True
        elif inside and (KEPT.match(line.words) or line.family == FOOTER):
            inside = False
        elif inside and not line.family and len(line.words) <= LINK_TITLE:
            line.family = RELATED


def _neighbours(page: list[Line]) -> None:
    """上一篇 alone on a line: the title it leads to stands on the next."""
    for one, two in pairwise(page):
        if one.family != NEIGHBOUR or two.family or not two.where & Where.TAIL:
            continue
        if len(one.words) <= 5 and "篇条则页".find(one.words.rstrip(":： ")[-1]) >= 0:
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


def _mastheads(page: list[Line]) -> None:
    """The name of an office right above a menu names the site."""
    for two, one in pairwise(reversed(page)):
        if one.family or not one.where & Where.HEAD or two.family not in (MENU, CRUMB, LOGIN, SITE):
            continue
        if AGENCY_LINE.fullmatch(one.words):
            one.family = SITE


CLAIMS = (
    _tables,
    _headed,
    _forms,
    _switches,
    _scripts,
    _feet,
    _related,
)
# These need a line that is wrapping already.
CLAIMS_BESIDE = (
    _neighbours,
    _kin,
    admit,
    _columns,
    _mastheads,
    strays,
)
