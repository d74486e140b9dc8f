"""Lines broken by a PDF or by width, and text that runs on where a new line belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clean.blocks import kind_of
from clean.document import Edit, Span
from clean.rule import finds, respells
from clean.signs import mark
from clean.spans import rows

SPACE = " \t\u3000"
# A line shorter than this that ends without a stop may be a heading (28 of 28 joins right
# on seed 004 at 30; at 20 two headings are glued).
LONG = 30
# Long lines without a stop are broken ones only where they are rare; where every fifth is
# one, they are the rows of a list.
RARE = 0.2
# Wrapped lines differ in length by what may not stand at a line start or end.
SLACK = 3
MOST = 0.8
_OPEN_END = "，、（《“‘〈〔【,("
_CLOSED_END = "。！？；：…!?;:.．”’）》)】"
_CLOSING_START = "，。、；：？！”’）》】〕,;:"
_NEW_START = re.compile(
    r"——|[●○◆◇■□★☆▲△※•·►✓]|附\s*(?:件|表|图|[:：])|第[一二三四五六七八九十百千\d]+[编章节条]"
)
_INNER_STOP = re.compile("[，。；、：,;]")
_INDENT = re.compile(rf"(?:\A|\n)([{SPACE}]+)(?=\S)")
_TRAILING = re.compile(rf"(?<![{SPACE}])[{SPACE}]+(?=\n|\Z)")
_BLANK = re.compile(r"(?:\A|\n)(\n+)")
# Two Latin words, not one number.
_LATIN = re.compile(r"(?!\d\d)[0-9A-Za-z,.;:][0-9A-Za-z]")


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

    Joined, over blank lines too. A column of marks, and a mark over a line with a mark of
    its own, stay.
    """
    for row, after in pairwise(rows(text)):
        found = mark(text, row.start)
        alone = found and found.level > 0 and found.width == row.end - row.start
        if alone and not mark(text, after.start):
            yield Edit(row.end, after.start)


@respells
def broken_line(text: str) -> Iterator[Edit]:
    """A line that ends in the middle of a sentence, broken by a page's width or end.

    Joined with the next when a bracket or comma stands open at the seam, when the line is
    as wide as the document's lines are set, or when it is long, ends without a stop where
    others end with one, and the next line opens nothing. Titles, headings, addressees,
    signatures, dates, list rows and table rows stay on lines of their own.
    """
    page = _Page(text, rows(text))
    for row, after in pairwise(page.rows):
        if text.count("\n", row.end, after.start) <= 2 and page.breaks(row, after):
            seam = text[row.end - 1] + text[after.start]
            yield Edit(row.end, after.start, " " if _LATIN.fullmatch(seam) else "")


@respells
def indent(text: str) -> Iterator[Edit]:
    """White space at a line start. Two U+3000 mark a paragraph, and so does the line itself."""
    yield from (Edit(*found.span(1)) for found in _INDENT.finditer(text))


@respells
def trailing_space(text: str) -> Iterator[Edit]:
    """White space at a line end."""
    yield from (Edit(*found.span()) for found in _TRAILING.finditer(text))


@respells
def blank_line(text: str) -> Iterator[Edit]:
    """A line with nothing on it. One paragraph a line needs no gaps."""
    yield from (Edit(*found.span(1)) for found in _BLANK.finditer(text))


class _Page:
    """How one text is set, learnt from its lines: width, margin, headings, lists."""

    def __init__(self, text: str, rows: Sequence[Span]) -> None:
        self.text, self.rows = text, rows
        self.width = _set_width(text, rows)
        self.margin = min((self.indent(row) for row in rows), default=0)
        self.stopped = _stopped_heads(text, rows)
        self.is_list = _is_list([text[slice(*row)] for row in rows])

    def indent(self, row: Span) -> int:
        return row.start - self.text.rfind("\n", 0, row.start) - 1

    def breaks(self, row: Span, after: Span) -> bool:
        """Whether the line end between two rows stands in the middle of a sentence."""
        line, new = self.text[slice(*row)], self.text[slice(*after)]
        if mark(new) or _NEW_START.match(new) or self.indent(after) > self.margin:
            return False
        if new[0] in _CLOSING_START or line[-1] in _OPEN_END:
            return True
        return self._is_cut_heading(line, new) or self._is_full(line, new)

    def _is_full(self, line: str, new: str) -> bool:
        if line[-1] in _CLOSED_END or kind_of(line) != "paragraph":
            return False
        if self.width:
            return len(line) >= self.width - SLACK
        return len(line) >= LONG and not self.is_list and kind_of(new) == "paragraph"

    def _is_cut_heading(self, line: str, new: str) -> bool:
        """A numbered line without the stop that others of its kind hold."""
        found = mark(line)
        if not found or found.width == len(line) or "。" in line or "。" not in new:
            return False
        return self.stopped.get(found.kind, 0) > MOST and line[-1] not in _CLOSED_END


def _set_width(text: str, rows: Sequence[Span]) -> int:
    """The width lines are set to when the text was wrapped, or 0.

    Wrapped text shows in the lengths, its longest lines are nearly all of one length, and
    in stops inside those lines, which the rows of a list lack.
    """
    sizes = Counter(row.end - row.start for row in rows)
    longest = max(sizes, default=0)
    full = [row for row in rows if row.end - row.start >= longest - SLACK]
    flowing = sum(1 for row in full if _INNER_STOP.search(text, row.start, row.end - 1))
    wrapped = len(full) >= 5 and len(full) * 3 >= len(rows) and flowing * 3 >= len(full)
    return longest if wrapped else 0


def _stopped_heads(text: str, rows: Sequence[Span]) -> dict[str, float]:
    """For each kind of outline mark that recurs, the share of all lines but one that hold a stop."""
    stops: dict[str, list[bool]] = {}
    for row in rows:
        found = mark(text, row.start)
        if found:
            stops.setdefault(found.kind, []).append("。" in text[slice(*row)])
    return {kind: sum(seen) / (len(seen) - 1) for kind, seen in stops.items() if len(seen) > 2}


def _is_list(lines_of_text: list[str]) -> bool:
    """Whether long lines without a stop are this document's manner."""
    long = [line for line in lines_of_text if len(line) >= LONG]
    free = [line for line in long if line[-1] not in _CLOSED_END and kind_of(line) == "paragraph"]
    return len(free) > max(5, RARE * len(long))
