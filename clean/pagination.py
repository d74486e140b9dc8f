"""Page numbers: what they look like alone on a line or within one, and how they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clean.patterns import pattern
from clean.pieces import Span
from clean.signs import NUMERAL, number

# How often page numbers count on at least, and letters of a page at least.
TIMES, PAGE = 3, 300
# Figures; Han numerals where they number pages. One set first, for a fast search.
_FIGURE = pattern(rf"[\d{NUMERAL}](?:(?<=\d)\d*|(?<=[第共][{NUMERAL}])[{NUMERAL}]{{0,4}}(?=页))")
_NUMBER = pattern(
    r"[-—–－─·•\s]*#[-—–－─·•\s]*|[-—–－\s]*第?\s*#\s*页[\s,，/-]*(?:[共总]?\s*#\s*页)?[-—–－\s]*"
    r"|#\s*/\s*#|(?i:page|p\.?)\s*#(?:\s*of\s*#)?"
)
# Each begins with a letter of its own, for a fast search.
_WITHIN = (
    *(pattern(rf"{dash}(?<!\d{dash}) ?(\d{{1,4}}) ?{dash}(?!\d)") for dash in "—–-"),
    pattern(r"第 ?(\d{1,4}) ?页(?:[ ,，]?共 ?\d{1,4} ?页)?"),
)


def masked(said: str) -> str:
    """What a line says, with # for each figure."""
    return _FIGURE.sub("#", said)


def is_number(words: str) -> bool:
    """Whether masked words are a page number by their looks: - # -, 第#页 共#页, a lone #."""
    return _NUMBER.fullmatch(words) is not None


def counts(said: Sequence[str]) -> bool:
    """Whether figures of lines that are alike rise by one or two each time, and all others stay."""
    figures = [[number(n) for n in _FIGURE.findall(line)] for line in said]
    rising = [column for column in zip(*figures, strict=True) if len(set(column)) > 1]
    return bool(rising) and all(
        0 < two - one <= 2 for column in rising for one, two in pairwise(column)
    )


def numbers_within(text: str) -> Iterator[Span]:
    """Page numbers within lines, in a text that lost its line ends: they count on, far apart."""
    for shape in _WITHIN:
        found = [m for m in shape.finditer(text) if not _is_line(text, *m.span())]
        steps = [
            (int(two[1]) - int(one[1]), two.start() - one.end()) for one, two in pairwise(found)
        ]
        if len(found) >= TIMES and all(step == 1 and gap >= PAGE for step, gap in steps):
            yield from (Span(*m.span()) for m in found)


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether a span fills its line."""
    head, tail = text[text.rfind("\n", 0, start) + 1 : start], text[end : text.find("\n", end)]
    return not head.strip() and not tail.strip()
