"""Prose that was cut at a width: no line of it is a line of the page by itself.

`共20页，每页` or `浏览次数12345次` at the head of such a line is the middle of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from clean.page.lines import Line
from clean.patterns import pattern
from clean.signs import MARK

# So many lines of one width make a column of prose, and the narrowest such column, in columns of
# a half-width letter. Titles of other pages have one width too, but no commas within.
LINES, NARROWEST = 3, 32
# A full-width sign that would begin or end a line moves to the next: so much do lines differ.
SLACK = 3
INNER = pattern("[，。；]")
ENDED = pattern(r"[。！？：；…]\Z|\.{3}\Z")
OPENS = pattern(rf"{MARK.pattern}|[^，。]{{2,10}}[:：]")
CELLS = pattern(r"\S[ 　\t]{2,}\S|[|｜]")


def flowing(page: Sequence[Line]) -> None:
    """The lines of prose that was cut at a width are of the body, whatever they look like."""
    for run in _columns(page):
        for line in run:
            line.keep()


def _columns(page: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Runs of lines of one width, each with the shorter line in which its sentence ends."""
    widths = [_width(line.words) for line in page]
    start = 0
    while start < len(page):
        end = start + 1
        while end < len(page) and abs(widths[end] - widths[start]) <= SLACK:
            end += 1
        run = page[start:end]
        if widths[start] >= NARROWEST and len(run) >= LINES and _is_prose(run):
            rest = end < len(page) and widths[end] < widths[start] and not _has_ended(run[-1])
            yield page[start : end + rest]
        start = end


def _is_prose(run: Sequence[Line]) -> bool:
    """Whether most lines have marks of sentences within, and go on in the next."""
    marked = sum(INNER.search(line.words) is not None for line in run)
    goes_on = sum(not _has_ended(one) and not OPENS.match(two.words) for one, two in pairwise(run))
    cells = any(CELLS.search(line.words) for line in run)
    return 2 * marked > len(run) <= 2 * goes_on and not cells


def _has_ended(line: Line) -> bool:
    return ENDED.search(line.words) is not None


def _width(words: str) -> int:
    """Columns that words take, of a half-width letter each."""
    if len(words) > 4 * NARROWEST:  # no line that was cut is as long
        return -SLACK * len(words)
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)
