"""Spans, edits and pieces, and how pieces are cut.

All offsets are code points. Standard library only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Edit(NamedTuple):
    """What a rule proposes, in coordinates of the text it was shown.

    `text` replaces `[start, end)`. `twin` is the passage that says the same (for rules
    that take out repeats). `facts` are page metadata read off the erased words.
    """

    start: int
    end: int
    text: str = ""
    why: str = ""
    twin: Span | None = None
    likeness: float = 1.0
    facts: tuple[tuple[str, str], ...] = ()


PLAIN = Edit(0, 0)[3:]


class Stretch(NamedTuple):
    """A part of the shown text in its new place; the stretches of an order tile the text."""

    start: int
    end: int
    why: str = ""


class Finding(NamedTuple):
    """Something seen and not changed; offsets are of the source text, -1 line ends excluded."""

    start: int
    end: int
    rule: str
    message: str


class Reason(NamedTuple):
    """Why a piece reads or stands otherwise than it came; the twin is a source span."""

    rule: str
    why: str = ""
    twin: Span | None = None
    likeness: float = 1.0
    facts: tuple[tuple[str, str], ...] = ()


class Piece(NamedTuple):
    """A source span and the words that stand for it: None as it came, '' erased.

    `move` is set on the first piece of a stretch that was moved.
    """

    start: int
    end: int
    text: str | None = None
    reason: Reason | None = None
    move: Reason | None = None

    @property
    def size(self) -> int:
        """How many code points it shows."""
        return self.end - self.start if self.text is None else len(self.text)


# A piece from its five parts, in half of the time of Piece(*parts): a document makes thousands.
made = partial(tuple.__new__, Piece)
# The same for a span and a finding.
span = partial(tuple.__new__, Span)
finding = partial(tuple.__new__, Finding)


class Patch(NamedTuple):
    """Source bytes that do not survive decoding: `n` code points at `at` came as `data`."""

    at: int
    n: int
    data: bytes


def cut(
    pieces: Sequence[Piece], starts: Sequence[int], points: Iterable[int]
) -> tuple[list[Piece], list[int]]:
    """The pieces, cut so that each of the rising points falls between two of them.

    `starts` says where each piece begins in the shown text (`starts_of`). Back come the cut
    pieces and, for each point, which of them begins there: the last, so that what shows
    nothing at the point stands before it.
    """
    done: list[Piece] = []
    seams: list[int] = []
    at = place = begin = 0  # the piece being cut, how far it is done, where it begins
    end = starts[1] if pieces else -1
    for point in chain(points, starts[-1:]):
        if point >= end >= 0:
            if place > begin:
                done.append(part(pieces[at], place - begin, end - begin))
                at += 1
            i = bisect_right(starts, point, at) - 1
            done += pieces[at:i]
            at, place, begin = i, starts[i], starts[i]
            end = starts[i + 1] if i < len(pieces) else -1
        if point > place:
            done.append(part(pieces[at], place - begin, point - begin))
            place = point
        seams.append(len(done))
    return done, seams


def part(piece: Piece, first: int, last: int) -> Piece:
    """The part of a piece that shows these of its code points.

    Of a rewriting that kept no character count the first part keeps the whole source.
    """
    start, end, words, reason, move = piece
    move = None if first else move
    if words is None:
        return made((start + first, start + last, None, reason, move))
    if len(words) == end - start:
        return made((start + first, start + last, words[first:last], reason, move))
    return made((end if first else start, end, words[first:last], reason, move))


def after(stretch: list[Piece], reason: Reason) -> Reason:
    """The reason, naming the rules whose mended words are rewritten or erased now."""
    reasons = (piece.reason for piece in stretch if piece.reason)
    rules = dict.fromkeys(earlier.rule for earlier in reasons if earlier.why)
    rules.pop(reason.rule, None)
    if not rules:
        return reason
    return reason._replace(why="; ".join(filter(None, (reason.why, "after " + ", ".join(rules)))))


def starts_of(pieces: Sequence[Piece]) -> list[int]:
    """Where each piece begins in the shown text, and at last the text's length."""
    sizes = [end - start if words is None else len(words) for start, end, words, _, _ in pieces]
    return list(accumulate(sizes, initial=0))


def covered(pieces: Sequence[Piece], lo: int, hi: int, at: int) -> tuple[int, int]:
    """Which pieces from `at` on lie between two seams, with what shows nothing before the first.

    An insertion, whose seams are one, covers none and comes before a visible piece.
    """
    if lo == hi:
        return lo, lo
    while lo > at and pieces[lo - 1].text == "":
        lo -= 1
    while pieces[hi - 1].text == "":
        hi -= 1
    return lo, hi


def stretches(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces in groups: visible ones that are neighbours in the source, and erased ones."""
    group: list[Piece] = []
    for piece in pieces:
        erased = piece.text == "" and piece.end > piece.start
        if group and (erased or group[-1].end != piece.start or group[-1].text == ""):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group
