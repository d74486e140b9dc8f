"""Where a part of a document begins or ends without a stop before it.

In goes a text; out come places. In a text that lost its line ends a heading, an item or an
attribution runs on behind what has no stop: `责任单位：市教育局二、保障措施（一）加强领导。` A run of a reading
may end there as well as behind a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from clean.patterns import pattern
from clean.signs import ATTRIBUTION, NUMERAL

# A label counts if so many like it stand in the text; what leads to a list (下列条件：) is none.
OFTEN = 4
_LABEL = pattern(r"[一-鿿]{2,4}：(?![（\s])")
_BRACKET = pattern(ATTRIBUTION)
# 第一、第二 and 周六、周日 are no marks, nor is a figure with a point a figure behind it goes on.
_MARK = pattern(
    rf"（[{NUMERAL}]{{1,4}}）|(?<=[^第初高周期之{NUMERAL}、，])[{NUMERAL}]{{1,3}}、"
    rf"|第[{NUMERAL}]{{1,5}}[章节条][ 　]|(?<=[^\d.])\d{{1,2}}\.(?=[一-鿿])"
)

_ITEM = pattern(r"[；;]\s*")


def items(text: str) -> Iterator[int]:
    """The places behind the items of a list that end in a semicolon."""
    return (found.end() for found in _ITEM.finditer(text))


def heads(text: str) -> Iterator[int]:
    """The places of outline marks, of labels that recur, and of both ends of attribution brackets."""
    yield from (found.start() for found in _MARK.finditer(text))
    brackets = [found.span() for found in _BRACKET.finditer(text)]
    yield from chain.from_iterable(brackets)
    inside = {place for span in brackets for place in range(*span)}
    labels = [found for found in _LABEL.finditer(text) if found.start() not in inside]
    often = Counter(found.group() for found in labels)
    yield from (found.start() for found in labels if often[found.group()] >= OFTEN)
