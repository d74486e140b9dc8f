"""A text cut into lines or sentences. Every cut tiles the text: joined, the parts give it back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clean.document import Span

LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
# A sentence ends with its stop and whatever closes after it; a line end ends it too.
SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’」』》）)\]】]*\n?|\n|\Z)")
# A line without the white space at its ends.
ROW = re.compile(r"\S(?:[^\n]*\S)?")


def lines(text: str) -> Iterator[Span]:
    """The lines, each with its line end."""
    return (Span(*m.span()) for m in LINE.finditer(text))


def sentences(text: str) -> Iterator[Span]:
    """The sentences, each with its stop, what closes behind it, and its line end."""
    return (Span(*m.span()) for m in SENTENCE.finditer(text) if m.end() > m.start())


def rows(text: str) -> list[Span]:
    """The lines that are not blank, without white space at their ends."""
    return [Span(*m.span()) for m in ROW.finditer(text)]
