"""Letters that two stretches claim: which of them has them.

In goes the chain of `anchors`; out comes a chain in which no letter is in two stretches. A stretch
runs on beyond the end of its run where what follows says the same by chance or is a formula.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from clean.readings.anchors import Pair
from clean.readings.stretches import SURE, UNEVEN, Cut


def trimmed(chain: Sequence[Pair], size: int) -> list[Pair]:
    """The chain without the ends that other stretches claim in both members.

    Letters behind the end of a run may agree by chance, and a formula does so by right. There the
    next stretch of either reading says the same letters, and it alone is paired with a rest.
    """
    twice = _claimed(chain, size)
    done = []
    for low, high, many in chain:
        start, end = 0, many
        while start < end and twice[low + start] and twice[high + start]:
            start += 1
        while start < end and twice[low + end - 1] and twice[high + end - 1]:
            end -= 1
        if start < end:
            done.append(Pair(low + start, high + start, end - start))
    return done


def conceded(chain: Sequence[Pair], ends: Collection[int], size: int) -> list[Pair]:
    """The chain without the ends and beginnings that others claim in both members, up to where a sentence ends in both.

    Behind the end of a run the next sentences begin alike in both members (第), and each of three and more runs
    claims the first letters of the next.
    """
    claims = _claims(chain, size)
    done = []
    for low, high, many in chain:
        stop = many - _given(claims, [(low + n, high + n) for n in range(many, 0, -1)], -1, ends)
        start = _given(claims, [(low + n, high + n) for n in range(stop)], 0, ends)
        done.append(Pair(low + start, high + start, stop - start))
    return done


def _given(claims: list[int], cuts: Sequence[Cut], step: int, ends: Collection[int]) -> int:
    """How many letters from one end on are given up to others, which claim them in both members."""
    for n, (low, high) in enumerate(cuts):
        if low in ends and high in ends:
            for one, two in cuts[:n]:
                claims[one + step] -= 1
                claims[two + step] -= 1
            return n
        if min(claims[low + step], claims[high + step]) < 2:
            return 0
    return 0


def yielded(chain: Sequence[Pair], size: int) -> list[Pair]:
    """The chain of two readings without the ends that other stretches claim for the reading behind.

    What the reading ahead says the one behind says too, and not the reverse: where a letter goes to
    the one behind, what it leaves without a twin is of the one behind as well.
    """
    behind = bytearray(size)
    for pair in chain:
        behind[pair.high : pair.high + pair.size] = b"\1" * pair.size
    done = []
    for low, high, many in chain:
        start, end = 0, many
        while start < end and behind[low + start]:
            start += 1
        while start < end and behind[low + end - 1]:
            end -= 1
        if start < end:
            done.append(Pair(low + start, high + start, end - start))
    return done


def _claimed(chain: Iterable[Pair], size: int) -> list[bool]:
    """Which letters more than one stretch claims."""
    return list(map((1).__lt__, _claims(chain, size)))


def _claims(chain: Iterable[Pair], size: int) -> list[int]:
    """How many stretches claim each letter."""
    steps = [0] * (size + 1)
    for pair in chain:
        for start in pair[:2]:
            steps[start] += 1
            steps[start + pair.size] -= 1
    return list(accumulate(steps))


def rounded(chain: Sequence[Pair], ends: Collection[int], size: int) -> list[Pair]:
    """The chain without parts of sentences that its ends share with other stretches.

    What two sentences end or begin alike with is paired with the rest of its own sentence. Where
    noise parts a stretch from the next one of its run there is no end.
    """
    twice = _claimed(chain, size)
    heads = {(pair.high - pair.low, pair.low) for pair in chain}
    tails = {(pair.high - pair.low, pair.low + pair.size) for pair in chain}
    done = []
    for low, high, many in chain:
        shared = [
            a or b for a, b in zip(twice[low : low + many], twice[high : high + many], strict=True)
        ]
        cuts = [(low + n, high + n) for n in range(many + 1)]
        held = _beside(tails, high - low, low, -1), _beside(heads, high - low, low + many, 1)
        start = 0 if held[0] else _inner(shared, cuts[:-1], ends)
        stop = many if held[1] else many - _inner(shared[::-1], cuts[:0:-1], ends)
        if start < stop:
            done.append(Pair(low + start, high + start, stop - start))
    return done


def _beside(some: Collection[Cut], step: int, at: int, way: int) -> bool:
    """Whether a stretch of the same run ends or begins beside a place, noise between."""
    steps = range(step - UNEVEN, step + UNEVEN + 1)
    return any((d, at + way * n) in some for n in range(SURE + 1) for d in steps if n or d != step)


def _inner(shared: Sequence[bool], cuts: Sequence[tuple[int, int]], ends: Collection[int]) -> int:
    """How many letters from its end on a stretch shares up to the end of a sentence."""
    for n, (here, (low, high)) in enumerate(zip(shared, cuts, strict=True)):
        if low in ends or high in ends:
            return n
        if not here:
            return 0
    return len(cuts)


def apart(chain: Sequence[Pair], size: int) -> list[Pair]:
    """The chain without overlaps: of letters that two stretches claim the longer has all."""
    taken = bytearray(size)
    done = []
    for pair in sorted(chain, key=lambda pair: (-pair.size, pair)):
        kept = _free(pair, taken)
        if kept:
            for start in kept[:2]:
                taken[start : start + kept.size] = b"\1" * kept.size
            done.append(kept)
    return sorted(done)


def _free(pair: Pair, taken: bytearray) -> Pair | None:
    """The longest part of a stretch of which neither member is taken."""
    low, high, size = pair
    here, there = taken[low : low + size], taken[high : high + size]
    if 1 not in here and 1 not in there:
        return pair
    free = "".join("x" if a or b else "o" for a, b in zip(here, there, strict=True))
    best = max(re.finditer("o+", free), key=lambda run: run.end() - run.start(), default=None)
    return best and Pair(low + best.start(), high + best.start(), best.end() - best.start())
