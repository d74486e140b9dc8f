"""Page numbers: what they look like alone on a line or within one, and how they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from re import Match

from clean.patterns import pattern
from clean.pieces import Span
from clean.signs import NUMERAL, number

# How often page numbers count on at least, and letters of a page at least; of many pages half of it.
TIMES, PAGE, MANY = 3, 300, 6
# Figures; Han numerals where they number pages. One set first, for a fast search.
_FIGURE = pattern(rf"[\d{NUMERAL}](?:(?<=\d)\d*|(?<=[第共][{NUMERAL}])[{NUMERAL}]{{0,4}}(?=页))")
_NUMBER = pattern(
    r"[-—–－─·•\s]*#[-—–－─·•\s]*|[-—–－\s]*第?\s*#\s*页[\s,，/-]*(?:[共总]?\s*#\s*页)?[-—–－\s]*"
    r"|#\s*/\s*#|(?i:page|p\.?)\s*#(?:\s*of\s*#)?"
)
_PAGED = pattern(rf"第\s*(?:\d+|[{NUMERAL}]{{1,5}})\s*页")
# Each begins with a letter of its own, for a fast search.
_WITHIN = (
    *(pattern(rf"{dash}(?<!\d{dash}) ?(\d{{1,4}}) ?{dash}(?!\d)") for dash in "—–-－"),
    # Between blanks or dots a figure is no range: 2019 may follow at once.
    *(pattern(rf"{dash} (\d{{1,4}}) {dash}") for dash in "—–-－"),
    pattern(r"· ?(?<!\d· )(\d{1,4}) ?·"),
    pattern(r"第 ?(\d{1,4}) ?页(?:[ ,，]?共 ?\d{1,4} ?页)?"),
    pattern(r"Page (\d{1,4})(?: of \d{1,4})?(?!\d)"),
)


def masked(said: str) -> str:
    """What a line says, with # for each figure."""
    return _FIGURE.sub("#", said)


def is_number(words: str) -> bool:
    """Whether masked words are a page number by their looks: - # -, 第#页 共#页, a lone #."""
    return _NUMBER.fullmatch(words) is not None


def figures(said: str) -> list[int]:
    """The figures of a line."""
    return [number(n) for n in _FIGURE.findall(said)]


def counts(said: Sequence[str]) -> bool:
    """Whether figures of lines that are alike rise by one or two each time, and all others stay.

    Where a figure is called a page, 第3页, it alone must rise: the others tell the time.
    """
    if any(pages := [figures(found[0]) for found in map(_PAGED.search, said) if found]):
        return len(pages) == len(said) and _rises([page[0] for page in pages])
    rows = list(map(figures, said))
    if len(set(map(len, rows))) > 1:  # 一一 is one figure or two
        return False
    rising = [column for column in zip(*rows, strict=True) if len(set(column)) > 1]
    return bool(rising) and all(map(_rises, rising))


def _rises(column: Sequence[int]) -> bool:
    return all(0 < two - one <= 2 for one, two in pairwise(column))


def numbers_within(text: str) -> Iterator[list[Span]]:
    """Page numbers within lines, in a text that lost its line ends: they count on, far apart."""
    seen: set[int] = set()
    for shape in _WITHIN:
        found = [m for m in shape.finditer(text) if not _is_line(text, *m.span())]
        if _are_pages(found) and not seen & {m.start(1) for m in found}:
            seen |= {m.start(1) for m in found}
            yield [Span(*m.span()) for m in found]


def _are_pages(found: Sequence[Match[str]]) -> bool:
    """Whether figures count on by one each time, as far apart as pages are long."""
    page = PAGE if len(found) < MANY else PAGE // 2
    return len(found) >= TIMES and all(
        int(two[1]) - int(one[1]) == 1 and two.start() - one.end() >= page
        for one, two in pairwise(found)
    )


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether a span fills its line."""
    head, tail = text[text.rfind("\n", 0, start) + 1 : start], text[end : text.find("\n", end)]
    return not head.strip() and not tail.strip()
