"""The document: what came, and the ordered pieces that stand for it now.

A `Source` holds the bytes and the text they decode to. A `Document` holds a source and
one list of pieces. Every code point of the source text lies in exactly one piece, and
the order of the list is the order of the output, so a move costs nothing, a reason
cannot drift away from its text, and losing nothing is one law: the pieces tile.

All offsets are code points. Standard library only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise
from operator import itemgetter

from clean.pieces import (
    PLAIN,
    Edit,
    Finding,
    Patch,
    Piece,
    Reason,
    Span,
    Stretch,
    after,
    covered,
    cut,
    made,
    part,
    starts_of,
    stretches,
)

__all__ = ["Document", "Edit", "Finding", "Patch", "Piece", "Reason", "Source", "Span", "Stretch"]


_ends, _twin = itemgetter(0, 1), itemgetter(4)


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes as they came, how they were read, and the decoded text.

    `data == bom + encoded text` once the patches are put in.
    """

    data: bytes
    encoding: str
    text: str
    bom: bytes = b""
    patches: tuple[Patch, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Document:
    """A source and the pieces that tile it, in output order."""

    source: Source
    pieces: tuple[Piece, ...]
    notes: tuple[Finding, ...] = field(default=())

    @classmethod
    def of(cls, source: Source) -> Document:
        """The document as it came: one piece, or none for an empty source."""
        whole = (Piece(0, len(source.text)),) if source.text else ()
        return cls(source, whole)

    @cached_property
    def text(self) -> str:
        """The text as it stands now."""
        came = self.source.text
        return "".join(
            [came[start:end] if words is None else words for start, end, words, _, _ in self.pieces]
        )

    def amend(self, rule: str, edits: Sequence[Edit]) -> Document:
        """The document with the edits done; they must be in order and not overlap."""
        if any(map(_twin, edits)):
            edits = [each for edit in edits for each in self._twinned(edit)]
        points = chain.from_iterable(map(_ends, edits))
        pieces, seams = cut(self.pieces, self._places, points)
        plain = Reason(rule)
        done: list[Piece] = []
        at = 0
        for edit, first, last in zip(edits, seams[::2], seams[1::2], strict=False):
            lo, hi = covered(pieces, first, last, at)
            done += pieces[at:lo]
            reason = self._reason(rule, edit) if edit[3:] != PLAIN else plain
            if lo == hi:
                place = pieces[lo].start if lo < len(pieces) else len(self.source.text)
                done.append(Piece(place, place, edit.text, reason))
            elif hi - lo == 1 and (only := pieces[lo]).text is None:
                done.append(made((only.start, only.end, edit.text, reason, only.move)))
            else:
                done += self._rewrite(pieces[lo:hi], edit.text, reason)
            at = hi
        done += pieces[at:]
        return self._showing(done, edits)

    def _showing(self, pieces: list[Piece], edits: Sequence[Edit]) -> Document:
        """The document of these pieces, which show what the edits say."""
        text = self.text
        shown: list[str] = []
        at = 0
        for start, end, words, _, _, _, _ in edits:
            shown += (text[at:start], words)
            at = end
        now = replace(self, pieces=tuple(pieces))
        vars(now)["text"] = "".join([*shown, text[at:]])  # spares a walk over all pieces
        return now

    def _twinned(self, edit: Edit) -> Iterator[Edit]:
        """The edit in parts, so that each part and its twin are one stretch of the source.

        Only where copy and twin say the same to the letter; else their parts do not match.
        """
        twin = edit.twin
        if twin is None or self.text[edit.start : edit.end] != self.text[twin.start : twin.end]:
            yield edit
            return
        seams = {0, edit.end - edit.start}
        for start in (edit.start, twin.start):
            lo = bisect_left(self._seams, start)
            hi = bisect_left(self._seams, start + edit.end - edit.start)
            seams.update(seam - start for seam in self._seams[lo:hi])
        for a, b in pairwise(sorted(seams)):
            there = Span(twin.start + a, twin.start + b)
            yield edit._replace(start=edit.start + a, end=edit.start + b, twin=there)

    def arrange(self, rule: str, order: Sequence[Stretch]) -> Document:
        """The document with its text in a new order; the stretches must tile the text."""
        points = sorted(stretch.start for stretch in order)
        pieces, _ = cut(self.pieces, self._places, points)
        starts = starts_of(pieces)
        done: list[Piece] = []
        last = 0
        for stretch in order:
            lo, hi = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
            if stretch.end == starts[-1]:
                hi = len(pieces)
            part = pieces[lo:hi]
            if stretch.start != last and part:
                part[0] = part[0]._replace(move=Reason(rule, stretch.why))
            last = stretch.end
            done += part
        return replace(self, pieces=tuple(done))

    def note(self, rule: str, seen: Iterable[tuple[int, int, str]]) -> Document:
        """The document with findings added, given in coordinates of the present text."""
        found = tuple(Finding(*self.origin(Span(a, b)), rule, what) for a, b, what in seen)
        return replace(self, notes=self.notes + found)

    def origin(self, span: Span) -> Span:
        """The smallest source span that holds what the span of the present text shows."""
        starts = self._places
        lo = bisect_right(starts, span.start) - 1
        hi = max(bisect_left(starts, span.end) - 1, lo)
        if lo >= len(self.pieces):
            return Span(len(self.source.text), len(self.source.text))
        shown = [p for p in self.pieces[lo : hi + 1] if p.size]
        low, high = span.start - starts[lo], span.end - starts[hi]
        if len(shown) == 1:
            return Span(*part(shown[0], low, high)[:2])
        shown[-1] = part(shown[-1], 0, high)
        shown[0] = part(shown[0], low, shown[0].size)
        return Span(min(p.start for p in shown), max(p.end for p in shown))

    @cached_property
    def _places(self) -> list[int]:
        return starts_of(self.pieces)

    @cached_property
    def _seams(self) -> list[int]:
        """Where neighbours in the text are none in the source, or something erased stands between."""
        return [
            place
            for place, (one, two) in zip(self._places[1:], pairwise(self.pieces), strict=False)
            if one.end != two.start or one.text == "" or two.text == ""
        ]

    def _reason(self, rule: str, edit: Edit) -> Reason:
        twin = self.origin(edit.twin) if edit.twin else None
        return Reason(rule, edit.why, twin, edit.likeness, edit.facts)

    def _rewrite(self, parts: list[Piece], words: str, reason: Reason) -> Iterator[Piece]:
        """The parts with other words, dealt out sign by sign where the count is the same."""
        even = len(words) == sum(piece.size for piece in parts)
        for stretch in stretches(parts):
            first, end = stretch[0], stretch[-1].end
            if first.text == "" and first.end > first.start:
                yield from stretch
                continue
            share = sum(piece.size for piece in stretch) if even else len(words)
            now, words = words[:share], words[share:]
            if now and self.source.text[first.start : end] == now:
                yield Piece(first.start, end, None, None, first.move)
            elif now or end > first.start:
                yield Piece(first.start, end, now, after(stretch, reason), first.move)
