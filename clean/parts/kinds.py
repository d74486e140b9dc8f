"""What a line of a document shows by itself, without its neighbours."""

from __future__ import annotations

from functools import lru_cache

from clean.patterns import pattern
from clean.signs import AGENCY, ATTRIBUTION, DATE, DOCUMENT_NUMBER, GENRE, mark

_ONE_LINE = (
    ("date", pattern(rf"{DATE}(?:印发)?")),
    ("number", pattern(rf"{DOCUMENT_NUMBER}")),
    ("note", pattern(r"[（(](?:此件|此文|本文)[^（）()]*[）)]|[（(]联系人[^（）()]*[）)]")),
    ("attachment", pattern(r"附\s*(?:件|表|图)?\s*[\d一二三四五六七八九十]*\s*(?:[:：].*|)")),
    ("attribution", pattern(ATTRIBUTION)),
)
TITLE = pattern(
    rf"(?![·•▪◆■●])[^。；！？]*关于[^。；！？]+(?:{GENRE})[)）》]?(?:[（(][^。（）()]*[）)])?"
    rf"|[^。，；：！？,:;]{{4,60}}(?:{GENRE})(?:[（(][^。（）()]*[）)])?"
)
ADDRESSEE = pattern(r"[^。；！？!?;]{2,}[:：]")
SIGNATURE = pattern(rf"[^。，；：！？,:;]{{2,40}}(?:{AGENCY}|政府|党委|党组)(?:[ 　（(].*)?")
# Longer than this a numbered line is a sentence of the body (longest heading of the seeds: 47).
HEADING = 60


@lru_cache(maxsize=256)
def kind_of(line: str) -> str:
    """What a line shows by itself, without its neighbours."""
    for kind, shape in _ONE_LINE:
        if shape.fullmatch(line):
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
