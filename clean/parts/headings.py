"""Headings without a number, between the paragraphs of a report: 老码头“长”出新业态."""

from __future__ import annotations

from clean.parts.kinds import SIGNATURE
from clean.patterns import pattern
from clean.signs import HAN, mark

# So many Han at least and at most, with no mark of a sentence but an exclamation.
_NAME = pattern(rf"(?=(?:[^{HAN}]*[{HAN}]){{4,24}}[^{HAN}]*\Z)[^。，；：？,;:|\t]*")
_DECIMAL = pattern(
    rf"(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})[ 　]+(?:[{HAN}][^。，；：？,:;|\s\d]{{1,24}}|[{HAN}](?:[ 　]+[{HAN}]){{1,3}})"
)
# What accounts set above a name, on a line of its own: 01.
_FIGURE = pattern(r"0\d")
# So many that count by figures are a series.
SERIES = 3
# One alone may be anything.
SEVERAL = 2
# A paragraph that stands below a heading has so many characters.
PARAGRAPH = 15


def headings(lines: list[str], kinds: list[str], head: int) -> None:
    """Names between paragraphs are headings, where there are several and none counts.

    Each has a whole paragraph above it and another below it, so that rows, names and lists are
    none. Plans and standards count by figures (`3 响应`, `3.1 分级`); theirs count where the series is there.
    """
    counted = [i for i in range(len(lines)) if kinds[i] == "paragraph" and decimal(lines[i])]
    if len(counted) >= SERIES:
        for i in counted:
            kinds[i] = "heading"
    if "heading" in kinds:
        return
    figures = [i for i in range(head, len(lines) - 1) if _FIGURE.fullmatch(lines[i])]
    if len(figures) >= SEVERAL and all(kinds[i + 1] == "paragraph" for i in figures):
        for i in figures:
            kinds[i : i + 2] = [
                "heading",
                "heading" if _NAME.fullmatch(lines[i + 1]) else "paragraph",
            ]
        return
    named = [i for i in range(head + 1, len(lines) - 1) if _is_between(lines, kinds, i)]
    for i in named if len(named) >= SEVERAL else ():
        kinds[i] = "heading"


def decimal(line: str) -> int:
    """The level of a heading that counts by figures, 1 for `3 响应`, 2 for `3.1 分级`; 0 for no such heading."""
    found = _DECIMAL.fullmatch(line)
    return found[1].count(".") + 1 if found else 0


def _is_between(lines: list[str], kinds: list[str], at: int) -> bool:
    if kinds[at - 1] == kinds[at] == kinds[at + 1] == "paragraph" and _NAME.fullmatch(lines[at]):
        sentence = (
            lines[at - 1][-1] in "。！？”"
            and len(lines[at + 1]) >= PARAGRAPH
            and lines[at + 1][-1] in "。！？”："
        )
        return sentence and not mark(lines[at]) and not SIGNATURE.fullmatch(lines[at])
    return False
