"""Lines broken by a PDF or by width, and text that runs on where a new line belongs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clean.document import Edit
from clean.parts.kinds import kind_of
from clean.readings import repeats_much, saying, units
from clean.rule import finds, respells
from clean.setting import Setting, joint
from clean.signs import mark
from clean.spans import gaps, rows

# Rows that stand twice tell what a row is from so many on, if so many of them go on with the same
# letters; where runs of rows alternate, rows go on with others at the end of each.
TOLD, MOST, FEW = 5, 0.95, 3
# A row that stands more often recurs by right.
READINGS = 3
_BLANK = re.compile(r"\n(\n+)")
# A figure that is a cell: nothing is counted by it.
FIGURE = re.compile(r"\d[\d.,]*(?!\S)")


@finds
def lost_table(text: str) -> Iterator[tuple[int, int, str]]:
    """A gap of blank lines wider than any other, between two paragraphs of one section.

    A table or figure is often lost so when a page is scraped.
    """
    pairs = list(pairwise(rows(text)))
    gaps = [text.count("\n", row.end, after.start) - 1 for row, after in pairs]
    widest = max(gaps, default=0)
    if widest > 1 and gaps.count(widest) == 1:
        row, after = pairs[gaps.index(widest)]
        words = text[slice(*row)]
        if kind_of(words) == kind_of(text[slice(*after)]) == "paragraph":
            yield *row, f"a table or figure was likely lost after “{words[-20:]}”"


@respells
def detached_number(text: str) -> Iterator[Edit]:
    """An outline mark alone on its line, its text on the next: `(1)` over `技术突破。`.

    Joined, over blank lines too. A column of marks, a mark over a line with a mark of
    its own, and a mark over a figure in a cell, which it would be another with, stay.
    """
    for row, after in pairwise(rows(text)):
        found = mark(text, row.start)
        alone = found and found.level > 0 and found.width == row.end - row.start
        if alone and not FIGURE.match(text, *after) and not mark(text, after.start):
            yield Edit(row.end, after.start)


@respells
def broken_line(text: str) -> Iterator[Edit]:
    """A line that ends in the middle of a sentence, broken by a page's width or end.

    Joined with the next when a bracket or comma stands open at the seam, when the line is
    as wide as the document's lines are set, or when it is long, ends without a stop where
    others end with one, and a stop ends the whole. Titles, headings, addressees,
    signatures, dates, verse, and the rows of lists, forms and tables stay on lines of their own.
    """
    for row, after in Setting(text).breaks():
        yield Edit(row.end, after.start, joint(text[row.end - 1], text[after.start]))


@respells
def wrapped_line(text: str) -> Iterator[Edit]:
    """A line end at the width of the page, in a text that says much of itself twice.

    Where readings were interleaved first and set to a width then, a row that stands twice goes on
    with the same words both times, and rows are joined before the readings are told apart. Left alone:
    rows that go on with other words, for they are what the readings are made of, and rows of which too
    few stand twice to tell; `broken-line` judges what is left when all is in order.
    """
    if not repeats_much(saying(units(text))):
        return
    breaks = list(Setting(text).breaks())
    if _go_on_alike([(text[slice(*row)], text[slice(*after)]) for row, after in breaks]):
        for row, after in breaks:
            yield Edit(row.end, after.start, joint(text[row.end - 1], text[after.start]))


def _go_on_alike(breaks: Sequence[tuple[str, str]]) -> bool:
    """Whether rows that stand twice go on with the same words, nearly all of them."""
    often = Counter(row for row, _ in breaks)
    went: dict[str, set[str]] = defaultdict(set)
    for row, after in breaks:
        if 1 < often[row] <= READINGS:
            went[row].add(after[:FEW])
    return len(went) >= TOLD and sum(len(one) == 1 for one in went.values()) >= MOST * len(went)


@respells
def indent(text: str) -> Iterator[Edit]:
    """White space at a line start. Two U+3000 mark a paragraph, and so does the line itself."""
    for start, end in gaps(text):
        begins = not start or text[start - 1] == "\n"
        if begins and end < len(text) and not text[end].isspace():
            yield Edit(start, end)


@respells
def trailing_space(text: str) -> Iterator[Edit]:
    """White space at a line end."""
    for start, end in gaps(text):
        if text[end : end + 1] in ("\n", ""):
            yield Edit(start, end)


@respells
def blank_line(text: str) -> Iterator[Edit]:
    """A line with nothing on it. One paragraph a line needs no gaps."""
    head = len(text) - len(text.lstrip("\n"))
    if head:
        yield Edit(0, head)
    yield from (Edit(*found.span(1)) for found in _BLANK.finditer(text, head))
