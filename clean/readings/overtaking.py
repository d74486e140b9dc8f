"""Where the reading that skips nothing passes the one that skips.

In go the pairs of two readings along their chain, the earlier unit of each first; out come the same
pairs with the reading that skips first. The earlier of two twins is of the reading ahead, and which of
the two is ahead may change wherever one has said all that the other said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clean.readings.twins import Group, Pair


def turned(groups: Sequence[Group]) -> list[Group]:
    """The pairs, turned round where the reading ahead is the one that skips nothing.

    A unit that stands once within a run is of that run, and the other reading skipped it there.
    """
    if len(groups[0]) > 2:
        return list(groups)
    held = {k for group in groups for k in group}
    done: list[Group] = []
    ahead = False
    for nth, stretch in enumerate(_stretches(groups)):
        early, late = (_alone([pair[r] for pair in stretch], held) for r in (0, 1))
        if nth and early != late:
            ahead = early > late
        done += [(late, early) if ahead else (early, late) for early, late in stretch]
    return done


def _stretches(groups: Sequence[Group]) -> Iterator[list[Pair]]:
    """The pairs between the places where no reading is behind."""
    stretch: list[Pair] = []
    for low, high in sorted(groups):
        if stretch and low > stretch[-1][1]:
            yield stretch
            stretch = []
        stretch.append((low, high))
    yield stretch


def _alone(units: Sequence[int], held: set[int]) -> int:
    """How many units stand once between neighbours of one reading, and nothing else does."""
    gaps = (range(one + 1, two) for one, two in pairwise(units))
    return sum(len(gap) for gap in gaps if held.isdisjoint(gap))
