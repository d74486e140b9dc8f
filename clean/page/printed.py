"""What a browser prints above and below each sheet: the moment and the title, the address and the page.

They stand in the midst of a body wherever a sheet ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clean.page.lines import Line
from clean.page.names import PAGE_NUMBER, Verdict, Where
from clean.patterns import pattern

ABOVE_SHEET = pattern(
    r"\d{4}[/-]\d{1,2}[/-]\d{1,2}[\s,，]*(?:[上下]午\s?)?\d{1,2}:\d{2}\s+\S.{3,100}"
    r"|\d{1,2}/\d{1,2}/\d{2,4},?\s+\d{1,2}:\d{2}(?:\s?[AP]M)?\s+\S.{3,100}"
)
BELOW_SHEET = pattern(
    r"(?:https?://|file:///|about:)\S{3,200}\s+(?:第\s?)?\d{1,3}\s?/\s?\d{1,3}(?:\s?页)?"
)

AROUND = Verdict(PAGE_NUMBER, Where.ANYWHERE)


def sheets(page: Sequence[Line]) -> None:
    """The lines around each sheet: an address with a page of pages, a moment above words that come back."""
    below = [line for line in page if BELOW_SHEET.fullmatch(line.words)]
    above = [line for line in page if ABOVE_SHEET.fullmatch(line.words)]
    often = Counter(line.words for line in above)
    for line in [*below, *(one for one in above if below or often[one.words] > 1)]:
        line.verdict, line.body = AROUND, False
