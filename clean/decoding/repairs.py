"""Repairs of a text: made, and told in the coordinates of the text as it came."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple


class Repair(NamedTuple):
    """A stretch of text, what it read before it was damaged, and the road."""

    start: int
    end: int
    text: str
    why: str


def amend(text: str, repairs: list[Repair]) -> str:
    """The text with the repairs made; they are in order."""
    parts, at = [], 0
    for repair in repairs:
        parts += [text[at : repair.start], repair.text]
        at = repair.end
    return "".join([*parts, text[at:]])


def compose(text: str, first: list[Repair], then: list[Repair]) -> list[Repair]:
    """Repairs of a text, and repairs of what came of it, as repairs of the text.

    Where a later repair touches an earlier one, the two become one over all they cover.
    """
    came, went = [repair[:2] for repair in first], _placed(first)
    seen, left = [repair[:2] for repair in then], _placed(then)
    final = amend(amend(text, first), then)
    steps = [(*span, repair.why) for span, repair in zip(went, first, strict=True)]
    steps += [(repair.start, repair.end, repair.why) for repair in then]
    return [
        Repair(
            _moved(start, went, came),
            _moved(end, went, came),
            final[_moved(start, seen, left) : _moved(end, seen, left)],
            why,
        )
        for start, end, why in _merged(sorted(steps))
    ]


def _placed(repairs: list[Repair]) -> list[tuple[int, int]]:
    """Where the repairs stand in the text they make."""
    spans, shift = [], 0
    for repair in repairs:
        start = repair.start + shift
        spans.append((start, start + len(repair.text)))
        shift += len(repair.text) - (repair.end - repair.start)
    return spans


def _moved(at: int, spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> int:
    """Where a place outside or at the border of the spans is when they are the others."""
    before = bisect_right(spans, at, key=lambda span: span[1])
    return at + others[before - 1][1] - spans[before - 1][1] if before else at


def _merged(steps: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Overlapping steps as one, each road told once."""
    start, end, roads = 0, 0, list[str]()
    for step in steps:
        if roads and step[0] >= end:
            yield start, end, ", ".join(dict.fromkeys(roads))
            roads = []
        start, end = (start, max(end, step[1])) if roads else step[:2]
        roads.append(step[2])
    if roads:
        yield start, end, ", ".join(dict.fromkeys(roads))
