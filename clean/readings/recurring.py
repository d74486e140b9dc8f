"""Sentences that stand more often than there are readings: headings and formulae that recur.

Such a sentence may be paired with the wrong one of its likes, or with none, so the chain of twins
does not decide which reading says it. Numbering, the run it stands in and its neighbours do
(`labels`); then it is paired again, between the twins around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from clean.readings.twins import Group, Pair, rising
from clean.readings.units import Unit


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
    """The groups of two readings with the pairs of recurring units that stand between them."""
    ends = (-1, -1), (len(parts), len(parts))
    done: list[Group] = list(groups)
    for (low, high), (low_end, high_end) in pairwise((ends[0], *groups, ends[1])):
        ahead = [k for k in range(low + 1, low_end) if k in loose and lanes[k] == 0]
        behind = [k for k in range(high + 1, high_end) if k in loose and lanes[k] == 1]
        done += _same(ahead, behind, parts)
    return sorted(done)


def _same(ahead: Sequence[int], behind: Sequence[int], parts: Sequence[Unit]) -> list[Pair]:
    """The longest row of pairs that say the same, rising in both members."""
    every = [(a, b) for a in ahead for b in behind if a < b and parts[a].said == parts[b].said]
    return rising(sorted(every, key=lambda pair: (pair[0], -pair[1])))
