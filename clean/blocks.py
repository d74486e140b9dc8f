"""The parts of an official document, line by line.

Kinds: title, number, addressee, heading (with its level), paragraph, attribution,
signature, date, note, attachment. After 《党政机关公文处理工作条例》 Art. 9 and GB/T 9704-2012.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clean.document import Span
from clean.signs import AGENCY, ATTRIBUTION, DATE, DOCUMENT_NUMBER, GENRE, mark
from clean.spans import rows


class Block(NamedTuple):
    """One part of the document: its kind, its span without white space, a heading's level."""

    kind: str
    start: int
    end: int
    level: int = 0


_ONE_LINE = (
    ("date", re.compile(rf"{DATE}(?:印发)?")),
    ("number", re.compile(rf"{DOCUMENT_NUMBER}")),
    ("note", re.compile(r"[（(](?:此件|此文|本文)[^（）()]*[）)]|[（(]联系人[^（）()]*[）)]")),
    ("attachment", re.compile(r"附\s*(?:件|表|图)?\s*[\d一二三四五六七八九十]*\s*(?:[:：].*|)")),
    ("attribution", re.compile(ATTRIBUTION)),
)
TITLE = re.compile(
    rf"[^。；！？]*关于[^。；！？]+(?:{GENRE})[)）》]?(?:[（(][^。（）()]*[）)])?"
    rf"|[^。，；：！？,:;]{{4,60}}(?:{GENRE})(?:[（(][^。（）()]*[）)])?"
)
ADDRESSEE = re.compile(r"[^。；！？!?;]{2,}[:：]")
_NAMED = re.compile(rf"人民政府|部门|机构|单位|企业|院校|公司|各[^，。]|{AGENCY}|同志")
SIGNATURE = re.compile(rf"[^。，；：！？,:;]{{2,40}}(?:{AGENCY}|政府|党委|党组)(?:[ 　（(].*)?")
_ENDS_IN_ATTRIBUTION = re.compile(rf"(?<=[。；])({ATTRIBUTION})\Z")
# Longer than this a numbered line is a sentence of the body (longest heading of the seeds: 47).
HEADING = 60


def blocks(text: str) -> Iterator[Block]:
    """The parts of a text, one a line that is not blank; spans are code points of the text.

    An attribution bracket that ends a paragraph is a part of its own.
    """
    parts: list[Block] = []
    in_body = False
    for row, next_row in pairwise([*rows(text), Span(0, 0)]):
        after = text[slice(*next_row)]
        line = text[slice(*row)]
        block = _block(line, row, after, [] if not in_body else parts[-4:])
        in_body = in_body or block.kind == "heading" or line.endswith(("。", "；"))
        bracket = _ENDS_IN_ATTRIBUTION.search(line) if block.kind == "paragraph" else None
        seam = row.start + bracket.start() if bracket else row.end
        parts.append(block._replace(end=seam))
        yield parts[-1]
        if bracket:
            yield Block("attribution", seam, row.end)


@lru_cache(maxsize=256)
def kind_of(line: str) -> str:
    """What a line shows by itself, without its neighbours."""
    for kind, pattern in _ONE_LINE:
        if pattern.fullmatch(line):
            return kind
    if is_heading(line):
        return "heading"
    return "title" if len(line) <= 2 * HEADING and TITLE.fullmatch(line) else "paragraph"


def is_heading(line: str) -> bool:
    """Whether a numbered line carries no text of its own behind its heading."""
    found = mark(line)
    return (
        bool(found) and len(line) <= HEADING and "。" not in line[:-1] and line[-1] not in "；;："
    )


def _block(line: str, span: Span, after: str, body: list[Block]) -> Block:
    """The part a line is; `body` holds the last parts once the text proper has begun."""
    kind = kind_of(line)
    if kind == "heading":
        found = mark(line)
        return Block(kind, *span, found.level if found else 0)
    if kind == "title" and body and not _heads_attachment(body):
        kind = "paragraph"
    if kind == "paragraph" and not body and ADDRESSEE.fullmatch(line) and _NAMED.search(line):
        kind = "addressee"
    if kind == "paragraph" and SIGNATURE.fullmatch(line) and kind_of(after) == "date":
        kind = "signature"
    return Block(kind, *span)


def _heads_attachment(body: list[Block]) -> bool:
    """A second title stands where the covering letter has ended."""
    return any(block.kind in ("date", "attachment", "note") for block in body)
