"""What cleaning would change, sentence by sentence, read off the pieces.

Chinese lines run to thousands of signs, so the sentence is the unit, and the signs that
change are marked where they stand: `加快发展[-,-]{+，+}提高质量。`
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

from clean.cleaned import Cleaned
from clean.document import Piece, Span
from clean.language import spoken
from clean.report import Lines, changes, moved, quoted, readings, visible
from clean.spans import sentences as cut
from clean.writers.colour import Palette

_MARKED = re.compile(r"\[-.*?-\]|\{\+.*?\+\}")


def sentences(document: Cleaned, name: str) -> Iterator[str]:
    """A line for each sentence of the source that would change, and for each move."""
    lines = Lines(document.source.text)
    told = [(found.start, spoken(found.message)) for found in readings(document)]
    if document.text != document.source.text:
        told += _amended(document)
        told += [(piece.start, _moved(document, piece)) for piece, _ in moved(document)]
    for start, words in sorted(told):
        line, column = lines.place(start)
        yield f"{name}:{line}:{column}: {words}"


def coloured(line: str, ink: Palette) -> str:
    """The line with what goes and what comes in colours."""
    return _MARKED.sub(
        lambda found: f"{ink.gone if found[0][0] == '[' else ink.come}{found[0]}{ink.end}", line
    )


def _amended(document: Cleaned) -> Iterator[tuple[int, str]]:
    text = document.source.text
    starts = list(accumulate(map(len, cut(text)), initial=0))
    spans = [Span(*ends) for ends in pairwise(starts)]
    starts.pop()
    by_sentence: dict[int, list[Piece]] = {}
    for piece in changes(document):
        first = bisect_right(starts, piece.start) - 1
        last = bisect_right(starts, max(piece.start, piece.end - 1)) - 1
        for i in range(first, last + 1):
            part = piece if i == first else piece._replace(start=spans[i].start, text="")
            by_sentence.setdefault(i, []).append(part)
    for i, pieces in sorted(by_sentence.items()):
        yield spans[i].start, _marked(text, spans[i], pieces)


def _marked(text: str, span: Span, pieces: list[Piece]) -> str:
    at, shown = span.start, ""
    for piece in pieces:
        shown += visible(text[at : piece.start])
        came, now = text[piece.start : min(piece.end, span.end)], piece.text
        shown += f"[-{visible(came)}-]" if came else ""
        shown += f"{{+{visible(now)}+}}" if now else ""
        at = max(at, min(piece.end, span.end))
    return shown + visible(text[at : span.end].rstrip("\r\n"))


def _moved(document: Cleaned, piece: Piece) -> str:
    return spoken(f"moved: {quoted(document.source.text[piece.start : piece.end])}")
