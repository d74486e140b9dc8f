"""Sentences that stand more often than there are readings: headings and formulae that recur.

Such a sentence may be paired with the wrong one of its likes, or with none, so the chain of twins
does not decide which reading says it. Numbering, the run it stands in and its neighbours do
(`labels`); then it is paired again, between the twins around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from clean.readings.twins import Group, Pair, joined, rising
from clean.readings.units import Unit

# By so many units the reading behind may stand ahead, where the two are at the same place.
CAUGHT = 3


def recurring(parts: Sequence[Unit], times: int) -> frozenset[int]:
    """The units that say what stands more often than so many times."""
    often = Counter(unit.said for unit in parts)
    return frozenset(k for k, unit in enumerate(parts) if often[unit.said] > times)


def without(groups: Sequence[Group], loose: Set[int]) -> list[Group]:
    """The groups none of whose units recur."""
    return [group for group in groups if loose.isdisjoint(group)]


def paired_again(
    groups: Sequence[Group], loose: Set[int], lanes: Sequence[int], parts: Sequence[Unit]
) -> list[Group]:
    """The groups with the recurring units that say the same and stand between them."""
    count = len(groups[0])
    if count == 2:
        return sorted([*groups, *_between(groups, (0, 1), loose, lanes, parts)])
    every: list[tuple[int, int, int, int]] = []
    for low, high in ((0, 1), (1, 2), (0, 2)):
        firm = sorted((g[low], g[high]) for g in groups if min(g[low], g[high]) >= 0)
        found = _between(firm, (low, high), loose, lanes, parts)
        every += [(low, a, high, b) for a, b in (*firm, *found)]
    return joined(every)


def _between(
    firm: Sequence[Group], two: Pair, loose: Set[int], lanes: Sequence[int], parts: Sequence[Unit]
) -> Iterator[Pair]:
    """The pairs of recurring units of two readings, each between the same firm pairs in both."""
    ends = (-1, -1), (len(parts), len(parts))
    used: set[int] = set()
    for (low, high), (low_end, high_end) in pairwise((ends[0], *firm, ends[1])):
        ahead = [k for k in range(low + 1, low_end) if k in loose and lanes[k] == two[0]]
        behind = [k for k in range(high + 1, high_end) if k in loose and lanes[k] == two[1]]
        if high_end == len(parts):
            ahead = _at_once(ahead, low, two[0], loose, lanes)
        for pair in _same(ahead, behind, parts):
            # One that stands behind in a pair may stand first in a later one: once is enough.
            if used.isdisjoint(pair):
                used.update(pair)
                yield pair


def _at_once(
    ahead: Sequence[int], low: int, reading: int, loose: Set[int], lanes: Sequence[int]
) -> list[int]:
    """The recurring units of a reading that follow its last twin before anything else it says.

    What it says alone behind that the reading that skips nothing did not reach.
    """
    alone = (k for k in range(low + 1, len(lanes)) if lanes[k] == reading and k not in loose)
    end = next(alone, len(lanes))
    return [k for k in ahead if k < end]


def _same(ahead: Sequence[int], behind: Sequence[int], parts: Sequence[Unit]) -> list[Pair]:
    """The longest row of pairs that say the same, rising in both members.

    Where the reading behind has caught up, its unit may stand first.
    """
    every = {
        (min(a, b), max(a, b))
        for a in ahead
        for b in behind
        if a - b <= CAUGHT and parts[a].said == parts[b].said
    }
    return rising(sorted(every, key=lambda pair: (pair[0], -pair[1])))
