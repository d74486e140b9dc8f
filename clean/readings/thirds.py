"""What stands two or three times and is in no group of three readings yet.

In go groups: one unit a reading, -1 where a reading lacks it; out come the same and more. A line
whose letters recur holds no anchor, or only two of its copies do. A copy left out would be taken for
what the last reading says alone, and put into the midst of a sentence.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from clean.readings.twins import Group, Pair
from clean.readings.units import Unit

LANES = tuple(combinations(range(3), 2))
# What two readings say is of the two behind where it may be of any: only the first skips.
TWO = ((1, 2), (0, 1), (0, 2))

# Letters of what stands twice and in no group.
PAIR = 2

Chains = dict[Pair, list[Pair]]


def thirds(groups: Sequence[Group], parts: Sequence[Unit]) -> list[Group]:
    """The groups with all units that stand just two or three times and rise with them."""
    held = {k: group for group in groups for k in group if k >= 0}
    chains = {lanes: sorted(_pairs(groups, lanes)) for lanes in LANES}
    done = set(groups)
    for at in _few(parts):
        old = {held[k] for k in at if k in held}
        free = [k for k in at if k not in held]
        if not free or len(old) > 1 or any(len(at) - len(free) != _size(group) for group in old):
            continue
        if not old and len(at) == 2 and len(parts[at[0]].said) < PAIR:
            continue
        for group in old:
            _leave(chains, group)
        new = next((group for group in _ways(at) if _fits(chains, group)), None)
        for group in old if new is None else {new}:
            _enter(chains, group)
        if new:
            done = (done - old) | {new}
            held |= dict.fromkeys(at, new)
    return sorted(done)


def _pairs(groups: Sequence[Group], lanes: Pair) -> Iterator[Pair]:
    """The units that two readings say."""
    one, two = lanes
    return ((group[one], group[two]) for group in groups if min(group[one], group[two]) >= 0)


def _few(parts: Sequence[Unit]) -> Iterator[list[int]]:
    """The places of what stands two or three times."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for k, unit in enumerate(parts):
        where[unit.said].append(k)
    return (at for at in where.values() if 2 <= len(at) <= 3)


def _size(group: Group) -> int:
    return sum(k >= 0 for k in group)


def _ways(at: Sequence[int]) -> Iterator[Group]:
    """The groups that units may make: the reading ahead says first what all say."""
    if len(at) == 3:
        yield tuple(at)
        return
    for lanes in TWO:
        group = [-1, -1, -1]
        group[lanes[0]], group[lanes[1]] = at
        yield tuple(group)


def _fits(chains: Chains, group: Group) -> bool:
    """Whether a group rises with all others, reading by reading."""
    return all(_rises(pair, chains[lanes]) for lanes in LANES for pair in _pairs([group], lanes))


def _rises(pair: Pair, chain: Sequence[Pair]) -> bool:
    k = bisect_left(chain, pair)
    return (not k or chain[k - 1][1] < pair[1]) and (k == len(chain) or pair[1] < chain[k][1])


def _leave(chains: Chains, group: Group) -> None:
    for lanes in LANES:
        for pair in _pairs([group], lanes):
            del chains[lanes][bisect_left(chains[lanes], pair)]


def _enter(chains: Chains, group: Group) -> None:
    for lanes in LANES:
        for pair in _pairs([group], lanes):
            insort(chains[lanes], pair)
