"""Stretches of letters that stand twice in a text, and the heaviest chain of them.

In go the letters of a text; out come pairs of equal stretches, as long as they can be made, that
rise in both members. Runs of letters that stand two or three times are the anchors (as in
MUMmer, Delcher et al. 1999, with runs of fixed length found by hashing); each is made longer on
both sides as far as the letters agree, so formulae are paired only as part of what stands
around them. Linear in the letters but for the sorting of stretches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

# Letters of an anchor: longer ones miss the shortest runs (fragments of 6 letters and more).
SIZE = 8
# An anchor stands at most so often: once in each reading.
OFTEN = 3
# As many anchors are looked at; in longer texts only those that begin with chosen letters.
MOST = 400_000
STEP = 64


class Pair(NamedTuple):
    """Letters that stand at two places: from `low` and from `high`, so many."""

    low: int
    high: int
    size: int


def pairs(said: str, where: Mapping[str, list[int]]) -> list[Pair]:
    """The stretches of letters that stand twice, in the order of their first members."""
    reach: dict[int, int] = {}
    found: list[Pair] = []
    for low, high in sorted(chain.from_iterable(combinations(at, 2) for at in where.values())):
        if reach.get(high - low, -1) <= low:
            pair = widest(said, low, high)
            reach[high - low] = pair.low + pair.size
            found.append(pair)
    return sorted(found)


def anchors(said: str) -> dict[str, list[int]]:
    """The runs of letters that stand two or three times, and where."""
    starts = list(chosen(said))
    runs = [said[k : k + SIZE] for k in starts]
    few = {run for run, n in Counter(runs).items() if 2 <= n <= OFTEN}
    where: defaultdict[str, list[int]] = defaultdict(list)
    for k, run in zip(starts, runs, strict=True):
        if run in few:
            where[run].append(k)
    return where


def chosen(said: str) -> Iterator[int]:
    """Where anchors may begin: everywhere, or in a long text at letters that are not too many."""
    last = max(0, len(said) - SIZE + 1)
    if last <= MOST:
        return iter(range(last))
    some, left = set(), MOST
    for sign, n in sorted(Counter(said).items(), key=lambda pair: (pair[1], pair[0])):
        left -= n
        if left < 0:
            break
        some.add(sign)
    return (k for k in range(last) if said[k] in some)


def widest(said: str, low: int, high: int) -> Pair:
    """The longest stretch around two equal letters that stands twice; the two do not overlap."""
    most = high - low
    ahead = _ahead(said, low, high, most)
    back = 0
    room = min(low, most - ahead)
    while back < room and said[low - back - 1] == said[high - back - 1]:
        back += 1
    return Pair(low - back, high - back, ahead + back)


def _ahead(said: str, low: int, high: int, most: int) -> int:
    """How many letters agree from two places on."""
    n = 0
    most = min(most, len(said) - high)
    while n + STEP <= most and said[low + n : low + n + STEP] == said[high + n : high + n + STEP]:
        n += STEP
    while n < most and said[low + n] == said[high + n]:
        n += 1
    return n


def heaviest(found: Sequence[Pair]) -> list[Pair]:
    """The chain of pairs that rises in both members and holds the most letters.

    Stretches are compared by their middles, for neighbours in the chain may overlap by letters
    that agree by chance. Dynamic programming over a Fenwick tree.
    """
    mids = sorted(found, key=lambda pair: (2 * pair.low + pair.size, 2 * pair.high + pair.size))
    ranks = {mid: n for n, mid in enumerate(sorted({2 * p.high + p.size for p in mids}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    back: list[int] = []
    for k, pair in enumerate(mids):
        rank = ranks[2 * pair.high + pair.size]
        best, before = _best(tree, rank - 1)
        back.append(before)
        _put(tree, rank, (best + pair.size, k))
    done: list[Pair] = []
    k = _best(tree, len(ranks))[1]
    while k >= 0:
        done.append(mids[k])
        k = back[k]
    return done[::-1]


def _best(tree: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    """The heaviest chain that ends at so high a rank at most."""
    best = (0, -1)
    while rank:
        best = max(best, tree[rank], key=_weight)
        rank &= rank - 1
    return best


def _put(tree: list[tuple[int, int]], rank: int, entry: tuple[int, int]) -> None:
    while rank < len(tree):
        if tree[rank][0] < entry[0]:
            tree[rank] = entry
        rank += rank & -rank


def _weight(entry: tuple[int, int]) -> int:
    return entry[0]
