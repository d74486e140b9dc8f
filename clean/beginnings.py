"""Where another document begins in a text: a title that nothing names, numbering anew.

In go a text and its lines; out come the numbers of the lines that are such titles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from clean.document import Span
from clean.outlines import outline
from clean.parts.kinds import kind_of
from clean.patterns import pattern
from clean.signs import DOCUMENT_NUMBER, NUMERAL, mark

# So many lines before a title may name it an attachment.
LABEL = 3
# Letters of a statute's name at most, without a stop; of a title above what opens a document, and of
# one that is nobody's name.
NAME, TITLE, SHORT = 40, 60, 4
_STOP = pattern("[，。；：！？,:;]")
# A part of a code, 第一分编, whose chapters count anew; a chapter behind other signs.
_PART = pattern(rf"\W*第[{NUMERAL}]+(?:分编|部分|[编章节条])")
# What stands below a title: who adopted it, to whom it goes, a table of contents, the date of a speech,
# the first chapter or article of a statute.
OPENING = pattern(
    r"^[ 　]*(?:[（(][^（）()\n]*\d年[^（）()\n]*(?:通过|批准|公布|发布|印发)"
    r"|[（(]\d{4}年\d{1,2}月\d{1,2}日[）)][ 　]*$|第一[章条][ 　]"
    rf"|目\s*录[ 　]*$|[—―]{{1,2}}\s*\d{{4}}年|各[^。；！？\n]{{2,}}[:：][ 　]*$|{DOCUMENT_NUMBER}[ 　]*$)",
    re.MULTILINE,
)
# What stands above an opening line, and is no title by its looks.
NO_TITLE = frozenset(("attachment", "date", "note", "number", "attribution"))


def begun(text: str, lines: Sequence[Span]) -> Iterator[int]:
    """The lines of titles with which another document begins, in order."""
    begin = {*numbered_anew(text, lines), *opened(text, lines)}
    yield from (n for n in sorted(begin) if not is_named(text, lines, n))


def numbered_anew(text: str, lines: Sequence[Span]) -> Iterator[int]:
    """The lines of the titles above which numbers are counted, and below which they begin anew."""
    for start, end, longest in _anew(text):
        between = range(bisect_left(lines, (start + 1,)), bisect_left(lines, (end,)))
        titles = (n for n in between if is_title(text[slice(*lines[n])], longest))
        yield from islice(titles, 1)


def opened(text: str, lines: Sequence[Span]) -> Iterator[int]:
    """The lines behind the first sentence that may be titles, and have an opening line below them."""
    first = text.find("。\n") + 1 or len(text)
    for found in OPENING.finditer(text, first):
        n = bisect_left(lines, (found.start(),)) - 1
        line = text[slice(*lines[n])]
        if lines[n].start >= first and len(line) >= SHORT and _is_bare(line):
            yield n


def _is_bare(line: str) -> bool:
    """Whether a line is a title without a mark, a bracket around it, or a part of its own."""
    other = mark(line) or line[0] in "（(" or OPENING.match(line) or kind_of(line) in NO_TITLE
    return not other and is_title(line, TITLE)


def _anew(text: str) -> Iterator[tuple[int, int, int]]:
    """From a mark to where the outline begins anew behind it, and how long a bare title may be."""
    found = outline(text)
    widest = min((item.rank for item in found), default=0)
    begun: set[str] = set()
    for one, two in pairwise(found):
        begun.add(one.kind)
        articles = two.rank < 0 and "条" in begun
        if two.number == 1 and two.kind in begun and (two.rank == widest or articles):
            yield one.at, two.at, NAME * articles


def is_title(line: str, longest: int) -> bool:
    """Whether a line is a title, or has no stop and few letters: 中华人民共和国水法."""
    if _PART.match(line):
        return False
    return kind_of(line) == "title" or (len(line) <= longest and not _STOP.search(line))


def is_named(text: str, lines: Sequence[Span], n: int) -> bool:
    """Whether a title was named before, or is labelled an attachment."""
    title = text[slice(*lines[n])]
    labels = (text[slice(*row)] for row in lines[max(0, n - LABEL) : n])
    return title in text[: lines[n].start] or any(kind_of(one) == "attachment" for one in labels)
