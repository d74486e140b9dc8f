"""Stretches of letters that three readings share, each told which two readings say it.

Anchors that stand three times and rise in all three places give three scales, one a reading. A
stretch that stands twice belongs to the two readings on whose scales its members stand alike.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from clean.readings.anchors import SIZE, Pair, heaviest
from clean.readings.twins import TELLING, rising

Lanes = tuple[int, int]
Triple = tuple[int, int, int]

# Three readings are proven by so many anchors that stand three times, as a share of the letters that
# two readings share.
ANCHORS, SHARE = 40, 0.2
# What is tried first: the reading ahead skips, those behind do not. Beyond the anchors, where a
# reading has not begun or has ended, the lag of the nearest anchor tells.
ORDER: tuple[Lanes, ...] = ((1, 2), (0, 1), (0, 2))


def triples(where: Mapping[str, Sequence[int]]) -> list[Triple]:
    """The longest chain of anchors that stand three times and rise in all three places."""
    thrice = sorted((at[0], at[1], at[2]) for at in where.values() if len(at) == 3)
    held = set(rising([(a, b) for a, b, _ in thrice]))
    kept = [at for at in thrice if at[:2] in held]
    held = set(rising([(b, c) for _, b, c in kept]))
    return _firm([at for at in kept if at[1:] in held])


def _firm(scale: Sequence[Triple]) -> list[Triple]:
    """The anchors from the first passage of three readings to the last; formulae beyond are none."""
    breaks = [0, *(k for k, (one, two) in enumerate(pairwise(scale), 1) if two[0] != one[0] + 1)]
    runs = [scale[a:b] for a, b in pairwise([*breaks, len(scale)])]
    long = [k for k, run in enumerate(runs) if len(run) + SIZE > TELLING]
    return [at for run in runs[long[0] : long[-1] + 1] for at in run] if long else []


def told(found: Sequence[Pair], scale: Sequence[Triple]) -> dict[Lanes, list[Pair]]:
    """The heaviest chains of stretches, by the two readings that say them."""
    scales = [[at[reading] for at in scale] for reading in range(3)]
    sorts: dict[Lanes, list[Pair]] = {lanes: [] for lanes in ORDER}
    for pair in parted(found):
        lanes = _lanes(pair, scales)
        if lanes:
            sorts[lanes].append(pair)
    return {lanes: heaviest(some) for lanes, some in sorts.items()}


def parted(found: Sequence[Pair]) -> Iterator[Pair]:
    """The stretches cut where others begin or end: one may run on from one reading into another."""
    ends = sorted({at + n for pair in found for at in pair[:2] for n in (0, pair.size)})
    for low, high, size in found:
        inner = {cut - at for at in (low, high) for cut in _between(ends, at, at + size)}
        for one, two in pairwise([0, *sorted(inner), size]):
            yield Pair(low + one, high + one, two - one)


def _between(cuts: Sequence[int], start: int, end: int) -> Sequence[int]:
    return cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]


def _lanes(pair: Pair, scales: Sequence[Sequence[int]]) -> Lanes | None:
    """On which two scales the members of a stretch stand alike."""
    exact = next(
        (lanes for lanes in ORDER if _anchored(pair, *map(scales.__getitem__, lanes))), None
    )
    if exact:
        return exact
    half = pair.size // 2
    low = [bisect_right(scale, pair.low + half) for scale in scales]
    high = [bisect_right(scale, pair.high + half) for scale in scales]
    fits = [lanes for lanes in ORDER if low[lanes[0]] == high[lanes[1]]]
    if len(fits) > 1 and low[0] in (0, len(scales[0])):
        edge = -1 if low[0] else 0
        return min(fits, key=lambda lanes: _unlike(pair, *(scales[r][edge] for r in lanes)))
    return next(iter(fits), None)


def _unlike(pair: Pair, one: int, two: int) -> float:
    """How far from the lag of two readings at an anchor the members of a stretch stand apart."""
    return abs(math.log((pair.high - pair.low) / (two - one)))


def _anchored(pair: Pair, one: Sequence[int], two: Sequence[int]) -> bool:
    """Whether an anchor of two scales stands in both members of a stretch."""
    at = bisect_left(one, pair.low)
    return (
        at < len(one)
        and one[at] < pair.low + pair.size
        and two[at] - one[at] == pair.high - pair.low
    )
