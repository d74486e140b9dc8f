"""Files that hold two documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clean.beginnings import begun
from clean.rule import finds
from clean.spans import rows

# So many documents that begin in one file are named.
MOST = 16


@finds
def second_document(text: str) -> Iterator[tuple[int, int, str]]:
    """Another document in the same file: a title that nothing before it names, numbering anew.

    Or a title with the line that opens documents below it: a document number, an addressee, the
    bracket that says who adopted it, the date of a speech, a table of contents, the first chapter
    or article of a statute. Nothing is changed:
    where the one ends and the other begins is for a person to say.
    """
    lines = rows(text)
    for n in islice(begun(text, lines), MOST):
        yield *lines[n], "another document seems to begin here"
