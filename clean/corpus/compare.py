"""Two documents held against each other: exact likeness, then their numbers, then what differs.

The likeness is exact Jaccard on the set of n-grams of the keys, from 64-bit hashes; the
signatures have no say in it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from clean.corpus.figures import lacking
from clean.corpus.grams import Wide, wide
from clean.corpus.keys import Units

Spans = list[tuple[int, int]]


class Side(NamedTuple):
    """What a comparison needs of one document: the units of its key, its sorted numbers."""

    letters: Units
    figures: Wide


class Verdict(NamedTuple):
    """How like two documents are, the numbers each has that the other lacks, what only each says.

    Spans count letters of the key.
    """

    likeness: float
    one_more: int
    other_more: int
    one_only: Spans
    other_only: Spans


def compare(one: Side, other: Side, size: int, least: float) -> Verdict | None:
    """The verdict on two documents; nothing if they are less alike than `least`."""
    if np.array_equal(one.letters, other.letters):
        return _numbered(1.0, one, other, [], [])
    if not _can_be(len(one.letters), len(other.letters), size, least):
        return None
    grams, others = wide(one.letters, size), wide(other.letters, size)
    likeness = jaccard(grams, others)
    if likeness < least:
        return None
    return _numbered(
        likeness, one, other, _only(grams, others, size), _only(others, grams, size)
    )


def jaccard(one: Wide, other: Wide) -> float:
    """Exact Jaccard of two bags of hashes, each taken as a set; 0 if one is empty.

    One sort of both together: the lowest bit, which a hash of 64 bits can spare, says whose
    each is.
    """
    if not len(one) or not len(other):
        return 0.0
    low = np.uint64(1)
    both = np.concatenate([one | low, other & ~low])
    both.sort()
    distinct = np.count_nonzero(both[1:] != both[:-1]) + 1
    both >>= low
    union = np.count_nonzero(both[1:] != both[:-1]) + 1
    return (distinct - union) / union


def _can_be(one: int, other: int, size: int, least: float) -> bool:
    """Whether lengths allow the likeness: a longer set holds at least its excess alone.

    Only where no n-gram recurs are lengths sizes of sets; half of it is kept in hand.
    """
    few, many = sorted((max(one - size + 1, 0), max(other - size + 1, 0)))
    return few >= many * least / 2 and few > 0


def _numbered(likeness: float, one: Side, other: Side, only: Spans, others: Spans) -> Verdict:
    if np.array_equal(one.figures, other.figures):
        return Verdict(likeness, 0, 0, only, others)
    one_more = lacking(one.figures, other.figures)
    return Verdict(likeness, one_more, lacking(other.figures, one.figures), only, others)


def _only(grams: Wide, others: Wide, size: int) -> Spans:
    """The letters of the first that stand in none of the n-grams both have."""
    known = np.isin(grams, others)
    edge = np.diff(np.concatenate(([1], known.astype(np.int8), [1])))
    starts, ends = np.flatnonzero(edge == -1), np.flatnonzero(edge == 1)
    first = np.where(starts == 0, 0, starts + size - 1)
    last = np.where(ends == len(grams), len(grams) + size - 1, ends)
    return [(int(a), int(max(a, b))) for a, b in zip(first, last, strict=True)]
