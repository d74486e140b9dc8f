"""Texts whose lines end where runs of readings end: there a stretch, and a unit, ends at no other place.

In go stretches, and the ends of sentences and lines; out come stretches that end there in both members,
and the cuts that are none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence, Set
from itertools import chain

from clean.readings.anchors import SIZE
from clean.readings.stretches import Stretch, is_in, onward, upto

# Runs end with lines where so large a part of all ends are ends of lines, and so large a part of the ends of
# stretches are ends in both members: .92 and more in rows of one width, .83 at most where runs end in
# mid-sentence or noise parts stretches, of 18 texts.
ROWS, BOTH = 0.3, 0.9


def end_runs(rows: Set[int], ends: Set[int], found: Sequence[Stretch]) -> bool:
    """Whether runs end where sentences and lines do, and nowhere else."""
    sides = [
        side for some in found for side in ((some.low, some.high), (some.low_end, some.high_end))
    ]
    both = sum(ends >= {*side} for side in sides)
    return rows <= ends and len(rows) >= ROWS * len(ends) and both >= BOTH * len(sides)


def squared(some: Stretch, ends: Sequence[int]) -> Stretch:
    """The stretch without what a side of it agrees in by chance, where runs end at the same places in all copies."""
    inside = ends[bisect_left(ends, some.low) : bisect_right(ends, some.low_end)]
    both = [at for at in inside if is_in(some.across(at, 0, 1), ends)]
    if not both:
        return some
    if is_in(some.low, ends) != is_in(some.high, ends) and both[0] - some.low <= SIZE:
        some = onward(some, both[0]) or some
    if is_in(some.low_end, ends) != is_in(some.high_end, ends) and some.low_end - both[-1] <= SIZE:
        some = upto(some, both[-1]) or some
    return some


def idle(cuts: Iterable[int], pairs: Iterable[Sequence[int]], ends: Collection[int]) -> set[int]:
    """The cuts that are no ends and have a unit without a twin on both sides."""
    held = {*chain.from_iterable(pairs)}
    inner = sorted(cuts)[1:-1]
    return {cut for n, cut in enumerate(inner) if cut not in ends and held.isdisjoint((n, n + 1))}
