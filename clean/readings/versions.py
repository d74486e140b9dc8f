"""What stands twice because wordings are set beside each other: cells, versions, quotations, speakers.

In go a text and the places of two copies; out comes whether they are two things that say the same.
A comparison of old and new articles says what did not change twice, and neither can go: without it
the other column has a hole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from clean.patterns import pattern
from clean.readings.tandems import Passage
from clean.readings.twins import Group
from clean.readings.units import Unit
from clean.spans import rows as lines_of

BORDER = "\t|｜│"
_BLANK = " \u3000"
# Names of two versions in neighbouring cells (现行条文, 修订草案; 修改前, 修改后), in a row or one a line.
_TEXT = (
    r"(?:草案)?(?:[条條][文款例]|[规規]定|[办辦]法|[内內]容|表述|文[本字]|版本|法|章程|[细細][则則]"
    r"|草案|稿|案|[标標][准準]|名[称稱]|建[议議]|意[见見]|[为為])"
)
_CHANGE = r"(?:修[订訂正改]|[变變]更|[调調]整)"
_OLD = rf"(?:(?:[现現]行?|原|旧|舊)[\w《》]{{0,14}}?{_TEXT}|{_CHANGE}前[^\W\d]{{0,6}})"
_NEW = rf"(?:(?:新|[拟擬]|{_CHANGE}(?!前))[\w《》]{{0,14}}?{_TEXT}|{_CHANGE}[后後][^\W\d]{{0,6}})"
_HEADS = pattern(
    rf"(?:^|[{BORDER}])[{_BLANK}]*(?:{_OLD}[{_BLANK}]*[{BORDER}\n]\s*{_NEW}"
    rf"|{_NEW}[{_BLANK}]*[{BORDER}\n]\s*{_OLD})[{_BLANK}]*(?:[{BORDER}]|$)",
    re.M,
)
# A title that promises it stands in the first lines; further down it may be an entry in a list.
_TITLE = pattern(r"[^。]*(?:(?:对照|對照|对比|對比|比较|比較)[表稿本]|[释釋][义義])[)）》]?$")
_FIRST = 3
# What a line says of itself before it begins: 【条文】; or who says it: 李四：.
_LABEL = pattern(r"\s*(?:【([^】\n]{1,8})】|([^\s（(：:。，；]{1,8})[：:])")
_SAID = pattern(rf"[^\s{BORDER}]")
# Where so many of the letters that stand twice do so by right, no reading is seen.
MOSTLY = 0.5
# The longest line whose first word labels what stands at its end.
FAR = 2000
# White space at the end of a stretch is no longer.
NEAR = 8
_STOPS, _PAUSES = tuple("。！？"), tuple("，、：")


def beside_by_right(text: str, rows: Passage) -> bool:
    """Whether the copies of a passage are cells, or versions, or said under labels of their own."""
    first, *copies = (_begins(text, unit.start) for unit in rows[0].units)
    return (
        _goes_on(text, rows)
        or copies[0] >= compared(text)
        or any(_in_cell(text, at) for at in copies)
        or any(_labelled_apart(text, first, at) for at in copies)
    )


def mostly_beside(text: str, parts: Sequence[Unit], groups: Sequence[Group]) -> bool:
    """Whether most of what stands twice does so in one row, or between versions, or is said in turn."""
    by_right = size = 0
    for group in groups:
        first, second = sorted(k for k in group if k >= 0)[:2]
        size += len(parts[first].said)
        if set_beside(text, parts[first].start, parts[second].start):
            by_right += len(parts[first].said)
    return by_right > MOSTLY * size


def set_beside(text: str, start: int, copy: int) -> bool:
    """Whether what begins at two places are cells of a row, or in versions, or labelled apart."""
    one, two = _begins(text, start), _begins(text, copy)
    return one >= compared(text) or _one_row(text, one, two) or _labelled_apart(text, one, two)


@lru_cache(maxsize=1)
def compared(text: str) -> int:
    """Where a text begins to set versions beside each other; its end if it does not."""
    if any(_TITLE.match(text[slice(*line)]) for line in lines_of(text)[:_FIRST]):
        return 0
    heads = _HEADS.search(text)
    return heads.end() if heads else len(text)


def _goes_on(text: str, rows: Passage) -> bool:
    """Whether one copy ends its sentence where another goes on: …报告。 beside …报告，并公布."""
    ends = [_mark_at(text, unit.end) for unit in rows[-1].units]
    return any(end in _STOPS for end in ends) and any(end in _PAUSES for end in ends)


def _mark_at(text: str, end: int) -> str:
    """The sign that ends a stretch, or stands right behind it."""
    last = text[max(0, end - NEAR) : end].rstrip()[-1:]
    found = _SAID.search(text, end) if last.isalnum() else None
    return found[0] if found else last


def _one_row(text: str, one: int, two: int) -> bool:
    """Whether two places of one line have a border of cells between them."""
    between = text[one:two]
    return "\n" not in between and any(sign in between for sign in BORDER)


def _in_cell(text: str, at: int) -> bool:
    """Whether a cell begins at a place, and not the first of its row."""
    before = text[_line_start(text, at) : at].rstrip(_BLANK)
    return before[-1:] in tuple(BORDER) and bool(_SAID.search(before))


def _labelled_apart(text: str, one: int, two: int) -> bool:
    """Whether what is said at two places is labelled otherwise, or said by another."""
    bracketed, speakers = zip(_labels(text, one), _labels(text, two), strict=True)
    common = set(speakers[0]) & set(speakers[1])
    other = 2 * len(common) <= max(map(len, speakers))
    return bracketed[0] != bracketed[1] or (all(speakers) and other)


def _labels(text: str, at: int) -> tuple[str, str]:
    """The bracketed label directly before a place, and who says the line in which it is."""
    found = _LABEL.match(text, _line_start(text, at))
    if not found:
        return "", ""
    return (found[1] or "") if at <= found.end() else "", found[2] or ""


def _line_start(text: str, at: int) -> int:
    """Where the line of a place begins; the place itself where that is too far: such a line has no label."""
    far = max(0, at - FAR)
    start = text.rfind("\n", far, at) + 1
    return start if start or not far else at


def _begins(text: str, start: int) -> int:
    """Where what stands from a place on begins to say something."""
    said = _SAID.search(text, start)
    return said.start() if said else start
