"""What a document says of itself: title, number, addressee, issuer, day of signing.

Read off its typed parts; spans are code points of the canonical text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from clean.blocks import Block
from clean.document import Span
from clean.signs import GENRE, number


class Fact(NamedTuple):
    """A piece of metadata: its name, its value, the span it was read from."""

    name: str
    value: str
    span: Span


_NAMES = {"number": "number", "addressee": "addressee", "signature": "issuer", "date": "signed"}
# 甲省人民政府关于…的通知; a year or a number before 关于 names no agency.
_BY = re.compile(rf"([^\d（()《]{{2,30}}?)关于.*(?:{GENRE})")
# A title in brackets below the number of its announcement: （关于…的公告）.
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_DAY = re.compile(r"(.{4})年(.{1,3})月(.{1,3})日")


def stated(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    """What stands on lines of its own; several agencies that sign together are one issuer."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind in _NAMES:
            parts = list(group)[: None if kind == "signature" else 1]
            span = Span(parts[0].start, parts[-1].end)
            value = " ".join(text[part.start : part.end] for part in parts).rstrip("：")
            yield Fact(_NAMES[kind], iso(value) if kind == "date" else value, span)


def entitled(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    """The title, over as many lines as it stands on, and the agency that it names."""
    first = next((block for block in blocks if block.kind == "title"), None)
    if not first:
        return
    parts = [first, *_goes_on(text, first, blocks)]
    span = Span(first.start, parts[-1].end)
    value = "".join(text[part.start : part.end] for part in parts)
    value = value[1:-1] if _BRACKETED.fullmatch(value) else value
    yield Fact("title", value, span)
    if found := _BY.match(value):
        yield Fact("issuer", found.group(1), span)


def iso(date: str) -> str:
    """A Chinese date as ISO 8601: 2017年5月15日, 二〇一七年五月十五日."""
    found = _DAY.match(date)
    if not found:
        return date
    year, month, day = (number(part.replace("○", "〇")) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}"


def _goes_on(text: str, first: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """The title's further lines: right below it, and none that says the same again."""
    at = blocks.index(first) + 1
    for block in blocks[at:]:
        whole = text[block.start : block.end] == text[first.start : first.end]
        if block.kind != "title" or whole:
            return
        yield block
