"""Near copies that no run of equal letters betrays: told by likeness and numbers.

In go units and the pairs of them that stretches of equal letters gave; out come pairs of units that
are left between and around those. In noise a short sentence holds no eight letters in a row that stand
in both copies and nowhere else. All units left are compared (`clean.likeness`, many of them by
MinHash); of the near copies those stay that rise with the chain, the most alike first.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence

from clean.likeness import SHORT, near_pairs
from clean.readings.threes import ORDER, Lanes
from clean.readings.twins import Group, Pair, three_readings
from clean.readings.units import Unit
from clean.rule import numbers

# So many groups of units that are not quite the same tell that copies are hurt.
HURT = 2
# Units that hold other numbers must be so much alike: a figure is hurt as any letter is.
FIGURES = 0.75


def filled(groups: Sequence[Group], parts: Sequence[Unit]) -> list[Group]:
    """The groups with the near copies that are left between and around them."""
    if not hurt(groups, parts):
        return list(groups)
    if len(groups[0]) == 2:
        return list(nearly({(0, 1): groups}, groups, parts)[0, 1])  # type: ignore[dict-item]
    sorts = {
        (a, b): [(group[a], group[b]) for group in groups if min(group[a], group[b]) >= 0]
        for a, b in ORDER
    }
    return three_readings(nearly(sorts, groups, parts), parts)


def hurt(groups: Sequence[Group], parts: Sequence[Unit]) -> bool:
    """Whether copies are seen to be hurt, so that others may be hurt beyond anchors."""
    said = ({parts[k].said for k in group if k >= 0} for group in groups)
    return sum(len(some) > 1 for some in said) >= HURT


def nearly(
    sorts: Mapping[Lanes, Sequence[Pair]], groups: Sequence[Group], parts: Sequence[Unit]
) -> dict[Lanes, list[Pair]]:
    """The pairs by their readings, with the near copies that rise with those of the same two."""
    whole = {k for group in groups for k in group if min(group) >= 0}
    lane = {k: r for group in groups for r, k in enumerate(group) if k >= 0}
    done = {lanes: sorted(some) for lanes, some in sorts.items()}
    for _, pair in sorted(proposed(parts, whole), key=lambda found: (-found[0], found[1])):
        for lanes, chain in done.items():
            free = all(lane.get(k, r) == r for k, r in zip(pair, lanes, strict=True))
            new = len(done) > 1 or not lane.keys() & set(pair)
            if free and new and fits(pair, chain):
                insort(chain, pair)
                lane |= dict(zip(pair, lanes, strict=True))
                break
    return done


def proposed(parts: Sequence[Unit], held: set[int]) -> Iterator[tuple[float, Pair]]:
    """The pairs of units not held that are near copies, with their likeness."""
    free = [k for k in range(len(parts)) if k not in held and len(parts[k].said) >= SHORT]
    said = [parts[k].said for k in free]
    for one, two, alike in near_pairs(said):
        if said[one] != said[two] and told(said[one], said[two], alike):
            yield alike * len(said[one]), (free[one], free[two])


def told(one: str, other: str, alike: float) -> bool:
    """Whether the numbers of two strings allow that they are copies."""
    return alike >= FIGURES or numbers(one) == numbers(other)


def fits(pair: Pair, chain: Sequence[Pair]) -> bool:
    """Whether a pair rises with a chain."""
    k = bisect_left(chain, pair)
    return (not k or chain[k - 1][1] < pair[1]) and (k == len(chain) or pair[1] < chain[k][1])
