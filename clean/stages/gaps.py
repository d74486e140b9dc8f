"""What a document lacks: reported, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clean.blocks import blocks
from clean.outlines import outline
from clean.parts.head import may_address
from clean.rule import finds
from clean.signs import NUMERAL, number, numeral

_CITED = re.compile(r"附件\s?(\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d年月])")
_CARRIED = re.compile(r"^附件\s?(\d{1,2}|[一二三四五六七八九十]{1,3})", re.M)
# What stands before the 主送机关 is read within so many signs.
LETTERHEAD = 1000
# A list that begins later than this is quoted from elsewhere, not cut off.
FIRST = 3
# More missing marks than this are another list, not a gap.
WIDEST = 9
# The last number of a series that did not begin here.
UNKNOWN = 10**6

Seen = Iterator[tuple[int, int, str]]


@finds
def blank_document(text: str) -> Seen:
    """A document of nothing but white space: a valid, empty result."""
    if text and not text.strip():
        yield 0, len(text), "the document holds nothing but white space"


@finds
def missing_title(text: str) -> Seen:
    """A 主送机关 with no title before it."""
    head = text[: text.find("\n", LETTERHEAD) + 1 or None]
    for part in blocks(head) if may_address(head) else ():
        if part.kind == "addressee":
            yield part.start, part.end, "no title stands before the 主送机关"
        if part.kind in ("addressee", "title", "heading", "paragraph"):
            return


@finds
def outline_gap(text: str) -> Seen:
    """Outline marks that are missing from a series: （五） and then （八）.

    Whether a level restarts under each heading or runs through the document is read off
    the document: a mark that does not rise begins a new series.
    """
    last: dict[str, int] = {}
    for found in outline(text):
        before = last.get(found.kind, 0)
        start = before if before < found.number else 0
        missing = range(start + 1, found.number)
        is_quoted = len(missing) > (WIDEST if start else FIRST - 1)
        last[found.kind] = UNKNOWN if is_quoted else found.number
        if missing and not is_quoted and before != UNKNOWN:
            end = found.at + found.width
            names = " ".join(_spelt(text[found.at : end], n) for n in missing)
            yield found.at, end, f"outline gap: {names} missing"


@finds
def absent_attachment(text: str) -> Seen:
    """An attachment that the text cites and the file does not carry."""
    carried = {number(found.group(1)) for found in _CARRIED.finditer(text)}
    for found in _CITED.finditer(text):
        n = number(found.group(1))
        if n not in carried:
            carried.add(n)
            yield *found.span(), f"附件{n} is cited and absent"


def _spelt(came: str, n: int) -> str:
    """A missing mark, spelt as its series spells them."""
    if "①" <= came[0] <= "⑳":
        return chr(ord("①") + n - 1)
    figure = str(n) if re.search(r"\d", came) else numeral(n)
    return re.sub(rf"\d+|[{NUMERAL}]+", figure, came)
