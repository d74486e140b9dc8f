"""Registers: entry upon entry under the same labels. A page says what it is once, a document lists.

A list of web sites with their 主办单位 and 网站标识码, a catalogue with the 索引号 of each file, works
with their 作者 and 浏览量, columns of a site with the offices in charge: each row looks like what
a page says of itself, and none is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from clean.page.lines import Line
from clean.page.names import CRUMB, FONT, PRINT, SHARE
from clean.patterns import pattern

# A label and its value, which is no sentence.
ENTRY = pattern(r"([一-鿿A-Za-z\s()（）/]{2,14}?)\s*[:：]\s*([^。]{1,80})")
# An entry has so many rows at least.
ROWS = 2
# A row of a form with its label, set apart by a colon or a tab; so many make one.
FILLED = pattern(r"[^。：:\s]{2,24}(?:\s*[:：]\s*|\s+)[^。]{1,120}")
FORM = 3
# What no form holds among its rows.
DEVICES = frozenset((CRUMB, FONT, PRINT, SHARE))
# What a site, an account or an app is called in a form; a page does not say it of itself.
NAMES_SITE = pattern(
    r"[一-鿿]{0,4}(?:[网網]站|[帐账帳]号|帳號|平台|系[统統]|[应應]用|小程序|公[众眾]号|App|APP)(?:名[称稱]|[类類]型)\s?[:：\s]"
    r"|(?:原|新|[网網]站)域名\s?[:：\s]|首[页頁][网網]址\s?[:：\s]"
)
# The least cells of a row, rows of a table; the longest cell.
CELLS, TABLE, SHORT, LONG = 3, 3, 12, 30
STROKES = pattern(r"[|｜]")
FIGURE = pattern(r"\d")
HAN = pattern("[一-鿿]{2,}")
# What stands in the same column of each row of links.
BUTTONS = frozenset(("更多", "详情", "查看", "详细", "打印", "下载", "阅读全文", "查看详情"))


class Row(NamedTuple):
    """A row of a register: its line, its label, what it says."""

    line: Line
    label: str
    value: str


def registers(page: Sequence[Line]) -> None:
    """The rows of registers are of the body, whatever they look like."""
    rows = [_row(line) for line in page]
    for filled, run in groupby(rows, bool):
        entries = list(_entries([row for row in run if row])) if filled else []
        if len(entries) > 1 and _are_listed(entries):
            for row in chain.from_iterable(entries):
                row.line.keep()


def forms(page: Sequence[Line]) -> None:
    """The rows of a form that names a web site as its matter are of the body: 网站名称, 标识码, 备案号."""
    if not any(NAMES_SITE.match(line.words) for line in page):
        return
    for filled, run in groupby(page, _is_filled):
        rows = list(run)
        named = any(NAMES_SITE.match(row.words) for row in rows)
        if filled and named and len(rows) >= FORM:
            for row in rows:
                row.keep()


def _is_filled(line: Line) -> bool:
    device = line.verdict is not None and line.verdict.family in DEVICES
    return not device and FILLED.fullmatch(line.words) is not None


def tables(page: Sequence[Line]) -> None:
    """The rows of tables in whose columns words come back are of the body: 首页 县政府办 每日."""
    _keep_tables(page, [tuple(line.words.split()) for line in page])
    if any("|" in line.words or "｜" in line.words for line in page):
        _keep_tables(page, [tuple(STROKES.split(line.words)) for line in page])


def _keep_tables(page: Sequence[Line], cells: Sequence[tuple[str, ...]]) -> None:
    for many, run in groupby(range(len(page)), lambda i: len(cells[i])):
        at = list(run)
        if many >= CELLS and len(at) >= TABLE and _has_columns([cells[i] for i in at]):
            for i in at:
                page[i].keep()


def _has_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells are short, the first of each row is its own, and others come back below or have a name above figures."""
    first, *others = zip(*rows, strict=True)
    longest = max(len(cell) for row in rows for cell in row)
    own = len(set(first)) == len(first)
    said = (cell for column in others for cell, n in Counter(column).items() if n > 1)
    again = any(HAN.fullmatch(cell) and cell not in BUTTONS for cell in said)
    return own and (
        (again and longest <= SHORT) or (longest <= LONG and any(map(_is_headed, others)))
    )


def _is_headed(column: Sequence[str]) -> bool:
    """Whether a column has a name, and figures below it: 电话 above telephones."""
    name, *values = column
    return HAN.fullmatch(name) is not None and all(map(FIGURE.search, values))


def _row(line: Line) -> Row | None:
    found = ENTRY.fullmatch(line.words)
    return Row(line, "".join(found[1].split()), found[2]) if found else None


def _entries(run: Sequence[Row]) -> Iterator[list[Row]]:
    """The entries of a run of rows: each opens with the first label that comes back."""
    often = Counter(row.label for row in run)
    opens = next((i for i, row in enumerate(run) if often[row.label] > 1), len(run))
    starts = [i for i in range(opens, len(run)) if run[i].label == run[opens].label]
    for start, end in pairwise([*starts, len(run)]):
        labels = [row.label for row in run[start:end] if often[row.label] > 1]
        yield list(run[start : start + len(labels)])


def _are_listed(entries: Sequence[Sequence[Row]]) -> bool:
    """Whether entries have rows in common, and each opens with what the one before does not."""
    heads = [entry[0].value for entry in entries]
    apart = not any(one in two or two in one for one, two in pairwise(heads))
    shared = frozenset.intersection(*(frozenset(row.label for row in one) for one in entries))
    return apart and len(shared) >= ROWS
