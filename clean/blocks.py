"""The parts of an official document, line by line.

Kinds: title, number, addressee, heading (with its level), paragraph, attribution,
signature, date, note, attachment. After 《党政机关公文处理工作条例》 Art. 9 and GB/T 9704-2012.

Each line is first taken for what it shows by itself (`clean.parts.kinds`); then its neighbours
are asked, pass by pass, each pass in its own function.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from clean.document import Span
from clean.parts.close import signatures
from clean.parts.head import addressee, notes, numbers
from clean.parts.headings import decimal, headings
from clean.parts.kinds import hash_mark, kind_of, unmarked
from clean.parts.lists import attachments, clauses
from clean.parts.titles import name, titles
from clean.patterns import pattern
from clean.signs import AGENCY, ATTRIBUTION, DATE, mark
from clean.spans import rows

PASSES = (numbers, titles, notes, addressee, name, clauses, signatures, attachments, headings)


class Block(NamedTuple):
    """One part of the document: its kind, its span without white space, a heading's level."""

    kind: str
    start: int
    end: int
    level: int = 0


_SIGNED_AND_DATED = pattern(
    rf"([^。，；：！？,:;\s]{{2,40}}(?:{AGENCY}|政府|党委|党组))\s+({DATE})"
)
# Converters set figures apart: 2023 年 8 月 3 日, 〔2023〕45 号. The space first, for a fast search.
_AROUND_FIGURES = pattern(
    r"[ 　](?:(?<=[\d〕].)[ 　]*(?=[年月日号號])|(?<=[年月第〕].)[ 　]*(?=\d))"
)
_ENDS_IN_ATTRIBUTION = pattern(rf"(?<=[。；])({ATTRIBUTION})\Z")


def blocks(text: str) -> Iterator[Block]:
    """The parts of a text, one a line that is not blank; spans are code points of the text.

    An attribution bracket that ends a paragraph is a part of its own, and so is a date
    behind the name of who signs.
    """
    spans = rows(text)
    shown = [text[slice(*span)] for span in spans]
    lines = [_AROUND_FIGURES.sub("", unmarked(line)) for line in shown]
    kinds = [kind_of(line) for line in lines]
    head = _head(lines, kinds)
    for settle in PASSES:
        settle(lines, kinds, head)
    for span, line, kind in zip(spans, shown, kinds, strict=True):
        yield from _cut(span, line, kind)


def _head(lines: list[str], kinds: list[str]) -> int:
    """How many lines stand before the first that can only be text proper."""
    for i, line in enumerate(lines):
        if kinds[i] == "heading" or line.endswith(("。", "；")):
            return i
    return len(lines)


def _cut(span: Span, line: str, kind: str) -> Iterator[Block]:
    """The parts on one line."""
    if kind == "heading":
        bare = unmarked(line)
        found = mark(bare)
        yield Block(kind, *span, found.level if found else decimal(bare) or 1)
        return
    bracket = _ENDS_IN_ATTRIBUTION.search(line) if kind == "paragraph" else None
    both = _SIGNED_AND_DATED.fullmatch(line) if kind == "paragraph" else None
    if bracket:
        yield Block(kind, span.start, span.start + bracket.start())
        yield Block("attribution", span.start + bracket.start(), span.end)
    elif both:
        yield Block("signature", span.start, span.start + both.end(1))
        yield Block("date", span.start + both.start(2), span.end)
    else:
        yield Block(kind, span.start + (hash_mark(line) if kind == "title" else 0), span.end)
