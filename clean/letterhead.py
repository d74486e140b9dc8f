"""What a document says of itself: title, number, addressee, issuer, day of signing.

Read off its typed parts; spans are code points of the canonical text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from clean.blocks import Block
from clean.document import Span
from clean.parts.close import signs_as_officer, unlabelled
from clean.parts.head import NUMBER, receiver
from clean.parts.kinds import SIGNATURE, unmarked
from clean.parts.titles import closed_up
from clean.signs import AGENCY, DOCUMENT_NUMBER, GENRE, NUMERAL, number


class Fact(NamedTuple):
    """A piece of metadata: its name, its value, the span it was read from."""

    name: str
    value: str
    span: Span


_NAMES = {"number": "number", "addressee": "addressee", "signature": "issuer", "date": "signed"}
# 甲省人民政府关于…的通知; a year or a number before 关于 names no agency. 甲市人民法院民事判决书, 甲省人民政府令.
_BY = re.compile(
    rf"([^\d（()《]{{2,30}}?)(?:(?:转发|批转)[^，。]{{0,20}})?关于.*(?:{GENRE})"
    rf"|(?!.*关于)([^\d（()《]{{2,30}}(?:{AGENCY}|政府))[ 　]*(?:[令函]|公告|通告|公示|\w{{2,8}}书)\Z"
)
# Who wrote a report, behind its dateline: 讯（记者 甲乙 通讯员 丙丁）.
_REPORTED = re.compile(
    r"[讯電电讯][（(](?:(?:本报|通讯员|见习|实习|全媒体)?记者)[ 　:：]*([^（）()]{2,30})[）)]"
)
# It stands in one of the first so many paragraphs, below lines of the headline.
FIRST = 3
_CORRESPONDENT = re.compile(r"[ 　]*通讯员[ 　]*")
# A title in brackets below the number of its announcement: （关于…的公告）.
_CITED_IN_TITLE = re.compile(rf"[（(]({DOCUMENT_NUMBER})[)）]\Z")
# What a covering letter says right before the title that it carries.
_SENDING = re.compile(r"(?:印发|转发|批转|发布|公布)[《“]?\Z")
# How a page says that its title is one.
_LABELLED = re.compile(r"\A(?:标\s*题|標\s*題|主题|主題)\s*[:：]\s*")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_N = rf"[\d○Ｏ{NUMERAL}]"
_DAY = re.compile(
    rf"(民[國国]\s*)?({_N}{{2,4}})\s*[年./-]\s*({_N}{{1,3}})\s*[月./-]\s*({_N}{{1,3}})"
)
# The first year of the Republic, by which Taiwan counts, is 1912.
REPUBLIC = 1911


def stated(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    """What stands on lines of its own; several agencies that sign together are one issuer."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind in _NAMES:
            parts = list(group)[: None if kind == "signature" else 1]
            if kind == "signature":
                parts = [
                    part for part in parts if not signs_as_officer(text[part.start : part.end])
                ]
            if not parts:
                continue
            span = Span(parts[0].start, parts[-1].end)
            value = " ".join(_VALUE[kind](text[part.start : part.end]) for part in parts)
            if value:
                yield Fact(_NAMES[kind], value, span)


def entitled(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    """The title, over as many lines as it stands on, and the agency that it names."""
    first = next((block for block in blocks if block.kind == "title"), None)
    if not first:
        return
    parts = [first, *_goes_on(text, first, blocks)]
    span = Span(first.start, parts[-1].end)
    value = "".join(closed_up(unmarked(text[part.start : part.end])) for part in parts)
    value = value[1:-1] if _BRACKETED.fullmatch(value) else value
    yield Fact("title", _LABELLED.sub("", value), span)
    if cited := _CITED_IN_TITLE.search(value):
        yield Fact("number", cited[1], span)
    by = _BY.match(value)
    above = text[first.start : first.end]
    if by:
        yield Fact("issuer", by[1] or by[2], span)
    elif len(parts) > 1 and SIGNATURE.fullmatch(above) and above.isalpha():
        yield Fact("issuer", above, span)


def sends_out(title: str, other: str) -> bool:
    """Whether the title of a letter names another title as what it carries: 关于印发某规划的通知."""
    before, _, behind = title.partition(other)
    return behind != "" and _SENDING.search(before) is not None


def reported(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    """Who wrote a report, as one of its first paragraphs says."""
    paragraphs = (block for block in blocks if block.kind == "paragraph")
    opening = (_REPORTED.search(text, *block[1:3]) for block in islice(paragraphs, FIRST))
    if found := next(filter(None, opening), None):
        yield Fact("author", _CORRESPONDENT.sub(" ", found[1]).strip(), Span(*found.span(1)))


def iso(date: str) -> str:
    """A Chinese date as ISO 8601: 2017年5月15日, 二〇一七年五月十五日, 中華民國112年3月14日, （2020.11.2）."""
    found = _DAY.search(date)
    if not found:
        return date
    era, *parts = found.groups()
    year, month, day = (number(part.replace("○", "〇").replace("Ｏ", "〇")) for part in parts)
    return f"{year + (REPUBLIC if era else 0):04}-{month:02}-{day:02}"


def _cited(line: str) -> str:
    """The number on its line, without its label and brackets."""
    found = NUMBER.fullmatch(line)
    return found[1] or found[2] if found else line


_VALUE = {
    "number": _cited,
    "addressee": receiver,
    "signature": unlabelled,
    "date": iso,
}


def _goes_on(text: str, first: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """The title's further lines: right below it, and none that says the same again."""
    at = blocks.index(first) + 1
    for block in blocks[at:]:
        whole = text[block.start : block.end] == text[first.start : first.end]
        if block.kind != "title" or whole:
            return
        yield block
