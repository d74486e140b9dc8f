"""Short rests of runs that no anchor holds, paired between the stretches around them.

In goes a chain of stretches; out comes the chain with what stands between two of them in both members.
Where runs end in mid-sentence one may hold a few letters, or a formula that recurs. Such a rest begins
and ends where a neighbouring run ends or begins; that it does so in the copies proves more than its length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from os.path import commonprefix

from clean.readings.anchors import Pair, heaviest, widest

# Letters that must agree where as many of the four ends of two members are ends of runs.
ENDS = {4: 1, 3: 2, 2: 4}
# So many pairs of rests are compared between two stretches.
MANY = 400

Rest = tuple[int, str]


def rested(
    chain: Sequence[Pair], settled: Sequence[Pair], said: str, apart: tuple[bytes, bytes]
) -> list[Pair]:
    """The chain with the rests between its `settled` stretches.

    `apart` marks the letters that are no low member, and no high one, for other readings say them.
    """
    low, high = map(bytearray, apart)
    for pair in settled:
        for start in pair[:2]:
            for mask in (low, high):
                mask[start : start + pair.size] = b"\1" * pair.size
    found = {widest(said, *at) for at in _between(settled, said, low, high)}
    firm = [pair for pair in chain if _stays(pair, settled)]
    return heaviest(sorted({*firm, *found})) if found else list(chain)


def _stays(pair: Pair, settled: Sequence[Pair]) -> bool:
    """Whether something of a stretch is left where no letter is in two."""
    k = bisect_left(settled, (pair.low,))
    ahead = settled[k : k + 1]
    return any(
        one.high - one.low == pair.high - pair.low and one.low < pair.low + pair.size
        for one in ahead
    )


def _between(
    settled: Sequence[Pair], said: str, low: bytearray, high: bytearray
) -> Iterator[tuple[int, int]]:
    """Where rests that say the same begin, in both members."""
    last = Pair(len(said), len(said), 0)
    for one, two in pairwise([Pair(0, 0, 0), *sorted(settled), last]):
        heads = list(_free(said, low, one.low + one.size, two.low))
        tails = list(_free(said, high, one.high + one.size, two.high)) if heads else []
        if len(heads) * len(tails) <= MANY:
            for (a, here), (b, there) in product(heads, tails):
                yield from ((a + x, b + y) for x, y in same(here, there) if a + x < b + y)


def _free(said: str, taken: bytearray, start: int, end: int) -> Iterator[Rest]:
    """The runs of letters that no stretch has, from one place to another."""
    while (start := taken.find(0, start, end)) >= 0:
        stop = taken.find(1, start, end)
        stop = end if stop < 0 else stop
        yield start, said[start:stop]
        start = stop


def same(one: str, two: str) -> Iterator[tuple[int, int]]:
    """Where two rests say the same from an end of either up to an end of either."""
    for a, b, size in {*_heads(one, two), *_tails(one, two)}:
        starts = (a == 0) + (b == 0)
        stops = (a + size == len(one)) + (b + size == len(two))
        if size and starts and stops and size >= ENDS[starts + stops]:
            yield a, b


def _heads(one: str, two: str) -> Iterator[tuple[int, int, int]]:
    """The most with which either begins and which the other holds, and where."""
    yield 0, 0, len(commonprefix((one, two)))
    n = _most(one, two)
    yield 0, two.find(one[:n]), n
    n = _most(two, one)
    yield one.find(two[:n]), 0, n


def _tails(one: str, two: str) -> Iterator[tuple[int, int, int]]:
    """The most with which either ends and which the other holds, and where."""
    for a, b, n in _heads(one[::-1], two[::-1]):
        yield len(one) - a - n, len(two) - b - n, n


def _most(head: str, words: str) -> int:
    """With how many letters from its beginning on a string stands in another."""
    least, most = 0, min(len(head), len(words))
    while least < most:
        half = (least + most + 1) // 2
        least, most = (half, most) if head[:half] in words else (least, half - 1)
    return least
