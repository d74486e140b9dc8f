"""The record of a page: rows of labels and values become facts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile, zip_longest

from clean.page.cells import cell
from clean.page.facts import FACT, STRONG_NAMES, VALUE, fact, in_own_script
from clean.page.folding import fold
from clean.page.lines import AGENCY_LINE, LABELS, LISTED, Line
from clean.page.names import LABEL, PRINT, SHARE, Where
from clean.page.notices import OF_LETTER, SUMMARY, SUMMED_UP
from clean.page.shapes import TITLE
from clean.patterns import pattern

# A label in the brackets of a record: 【法规类型】海关规范性文件.
IN_BRACKETS = pattern(r"[【\[][一-鿿\s]{2,9}[】\]][^。]{0,60}\Z")
# Two labels and their values.
LABELLED_CELLS = 4
ROW_MOST = 70
# The record of a page stands among its first lines.
TOP = 60
# So many rows are the record of a letter.
LETTER_ROWS = 3
# What only a record says, whatever stands below.
CERTAIN_VALUE = pattern(
    r"[\d\s\-/.:年月日]+|(?:现行|全文|部分|继续)?(?:有效|失效|废止|修改)|[主依]\S{0,2}申?请?公开|[是否无]"
)
FILED = pattern(r"\d{5}")
CELLS = pattern(r"[\s:：]")
Row = tuple[Line, list[tuple[str, str]]]
LOOSE = frozenset(("title", "abstract", "keywords", "category"))


def tables(page: list[Line]) -> None:
    """Rows read one below the other: labels with their values, or each on a line of its own."""
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
        _claim_table(run, line, page)
        run, open_label = [], ""
    _claim_table(run, None, page)


def _is_said_by_document(pairs: Sequence[tuple[str, str]], after: Line | None) -> bool:
    """日期：… above 地点：…, and a value that is a sentence."""
    name, value = pairs[0]
    listed = name in ("时间", "日期") and after and LISTED.match(fold(after.words))
    return bool(listed) or (value.endswith("。") and FACT[name] != "abstract")


def _claim_table(run: list[Row], after: Line | None, page: Sequence[Line]) -> None:
    if len(run) > 1 and not run[-2][1][-1][1] and not _ends_record(run[-1], after):
        run = run[:-1]
    names = {name for _, pairs in run for name, _ in pairs}
    counted = len(names) == 1 and any(FACT[name] == "views" for name in names)
    if counted and run[-1][1][-1][1].isdecimal():
        _lift(run)
        return
    if len(names) < 2 or not (names & STRONG_NAMES or _names_page(run, page)):
        return
    if (
        len(names) < 3
        and any(not value for _, pairs in run for _, value in pairs)
        and not (_is_counted(run) or _is_indexed(run))
    ):
        return
    if not all(_fits(name, value) for _, pairs in run for name, value in pairs):
        return
    _lift(run)


def _names_page(run: Sequence[Row], page: Sequence[Line]) -> bool:
    """Whether a row above the body gives as a title what is a line there: no document has its own in a row."""
    top = list(takewhile(lambda line: not line.body, page[:TOP]))
    if not any(line is run[0][0] for line in top):
        return False
    titles = {value for _, pairs in run for name, value in pairs if FACT[name] == "title" and value}
    return bool(titles) and any(fold(line.words) in titles for line in page[:TOP])


def _is_counted(run: Sequence[Row]) -> bool:
    """Whether a record ends in the name of a counter, with the figure below."""
    name, value = run[-1][1][-1]
    return FACT[name] == "views" and value.isdecimal()


def _is_indexed(run: Sequence[Row]) -> bool:
    """Whether a record names the number under which a page is filed, with figures: 索引号, 000014349/2023-00118."""
    pairs = (pair for _, pairs in run for pair in pairs)
    return any(FACT[name] == "index_number" and FILED.search(value) for name, value in pairs)


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
            in_own_script(found, line.words)
            for name, value in pairs
            if (found := fact(name, value))
        ]


def headed(page: list[Line]) -> None:
    """A record read column by column: all its labels, then as many values in their order."""
    bare = [_bare_label(line) for line in page]
    for labelled, run in groupby(range(len(page)), lambda i: bool(bare[i])):
        at = list(run)
        values = page[at[-1] + 1 : at[-1] + 1 + len(at)]
        names = [bare[i] for i in at]
        if labelled and len(at) > 2 and len(values) == len(at) and _is_record(names, values):
            for i in at:
                page[i].family = LABEL
            rows = zip(values, names, strict=True)
            _lift([(line, [(name, fold(line.words))]) for line, name in rows])


def _bare_label(line: Line) -> str:
    pairs = [] if line.plain else cell(line.words, "")
    return pairs[0][0] if len(pairs) == 1 and not pairs[0][1] else ""


def _is_record(names: list[str], values: list[Line]) -> bool:
    return not STRONG_NAMES.isdisjoint(names) and all(
        VALUE[name].fullmatch(fold(line.words)) for name, line in zip(names, values, strict=True)
    )


def _is_device(line: Line) -> bool:
    """What a record holds between its known rows: a button, a row with a label of that site alone."""
    if IN_BRACKETS.fullmatch(line.words) and line.words[-1] in "】]":
        return True
    return line.verdict is not None and (
        line.verdict.family in (PRINT, SHARE)
        or (line.verdict.family in LABELS and bool(line.verdict.where & Where.HEAD))
    )


def letters(page: list[Line]) -> None:
    """The record of a letter to an office above its text: 信件编号, 来信人, 信件状态."""
    head = [line for line in page if line.where & Where.HEAD]
    for told, run in groupby(head, lambda line: OF_LETTER.fullmatch(fold(line.words)) is not None):
        rows = list(run)
        if told and len(rows) >= LETTER_ROWS:
            for line in rows:
                line.family = LABEL


def summed_up(page: list[Line]) -> None:
    """The summary of a tender above its announcement, under 公告概要: rows, or labels and values in turn."""
    head = [line for line in page if line.where & Where.HEAD]
    at = next((i for i, line in enumerate(head) if SUMMARY.fullmatch(fold(line.words))), len(head))
    named = False
    rows: list[Line] = []
    for line in head[at:]:
        row = SUMMED_UP.fullmatch(fold(line.words))
        if not (row or named) or line.body:
            break
        rows.append(line)
        named = bool(row) and not CELLS.search(line.words)
    for line in rows if len(rows) > LETTER_ROWS else ():
        line.family = LABEL


def kin(page: list[Line]) -> None:
    """Lines of one shape with the rows of a record beside them, under labels of that site alone."""
    for turn in (page, page[::-1]):
        for one, two in pairwise(turn):
            rows = one.family in LABELS and not two.family and two.where & Where.HEAD
            if rows and (_is_bracketed(one, two) or _is_row(two)):
                two.family = LABEL


def _is_bracketed(one: Line, two: Line) -> bool:
    return bool(IN_BRACKETS.match(one.words) and IN_BRACKETS.match(two.words))


def _is_row(line: Line) -> bool:
    """Whether cells begin with a label of a record and its value: 发布日期 2023-03-10 责任科室 土地科."""
    words = line.words.strip("|").replace("|", " ")
    name, *values = (words.split() if len(line.words) <= ROW_MOST else ()) or ("",)
    fits = values and name in STRONG_NAMES and VALUE[name].fullmatch(values[0])
    return bool(fits) and len(values) == LABELLED_CELLS - 1


def _fits(name: str, value: str) -> bool:
    """Whether a value is what its label holds; a body line with a colon is not."""
    return not value or FACT[name] in LOOSE or VALUE[name].match(value) is not None
