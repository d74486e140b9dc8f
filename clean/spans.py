"""A text cut into lines or sentences. Every cut tiles the text: joined, the parts give it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from clean.document import Span
from clean.pieces import span

LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
# A sentence ends with its stop and whatever closes after it; a line end ends it too.
SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’」』》）)\]】]*\n?|\n|\Z)")
SPACE = " \t\u3000"
# Found from the end of the last: half the time of a search for the spaces themselves.
GAP = re.compile(rf"[^{SPACE}]*+([{SPACE}]+|\Z)")
# A line without the white space at its ends.
ROW = re.compile(r"\S(?:[^\n]*\S)?")
# What stands behind the last mark, of so many signs at most.
CLAUSE, REACH = re.compile(r"[^，、。；：！？,.;:!?“”\n]*\Z"), 40
# Signs no rule about single signs asks for: ASCII, the unified ideographs, the usual marks.
COMMON = re.compile("[\n\x20-\x7e一-龥、。〈-】〔〕，；：？！（）“”‘’—…]+")


@lru_cache(maxsize=1)
def uncommon(text: str) -> str:
    """The signs of a text that are not common, strung together: a cheap first look.

    A rule that wants a sign searches this short string before it searches the text.
    """
    return COMMON.sub("", text)


def lines(text: str) -> Iterator[Span]:
    """The lines, each with its line end."""
    return (Span(*m.span()) for m in LINE.finditer(text))


def sentences(text: str) -> list[str]:
    """The sentences, each with its stop, what closes behind it, and its line end."""
    return [said for said in SENTENCE.findall(text) if said]


def clause_before(text: str, at: int) -> str:
    """What stands before a place, back to the last mark."""
    found = CLAUSE.search(text, max(at - REACH, 0), at)
    return found.group() if found else ""


@lru_cache(maxsize=1)
def gaps(text: str) -> tuple[Span, ...]:
    """The runs of spaces, tabs and ideographic spaces."""
    if not any(space in text for space in SPACE):
        return ()
    return tuple([span(m.span(1)) for m in GAP.finditer(text) if m[1]])


@lru_cache(maxsize=1)
def rows(text: str) -> tuple[Span, ...]:
    """The lines that are not blank, without white space at their ends."""
    return tuple([span(m.span()) for m in ROW.finditer(text)])
