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
# How Markdown marks a heading, and words that are set bold.
_HASHES = pattern(r"#{1,6}[ 　]+")
_STRESS = pattern(r"\*\*(?=\S)|(?<=\S)\*\*")
# Longer than this a numbered line is a sentence of the body (longest heading of the seeds: 47).
HEADING = 60


def unmarked(line: str) -> str:
    """A line without the marks that Markdown sets headings and bold words with."""
    if line[:1] != "#" and "**" not in line:
        return line
    return _STRESS.sub("", line[hash_mark(line) :]) or line


def hash_mark(line: str) -> int:
    """How wide Markdown's mark of a heading is at the start of a line, with the space behind it."""
    found = _HASHES.match(line)
    return found.end() if found else 0


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
