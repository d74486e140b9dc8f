"""Two documents held against each other: exact likeness, then their numbers, then what differs.

The likeness is exact Jaccard on the set of n-grams of the keys, from 64-bit hashes; the
signatures have no say in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from clean.corpus.figures import lacking
from clean.corpus.grams import Wide, wide
from clean.corpus.keys import Units

Spans = npt.NDArray[np.int64]
"""Starts and ends, shape (spans, 2)."""
Flags = npt.NDArray[np.bool_]

# Slots for each hash of a bag; a document of 100 MB would take 4 GiB of them.
_ROOM, _LONG = 16, 1 << 18
_NONE: Spans = np.zeros((0, 2), np.int64)


class Side(NamedTuple):
    """What a comparison needs of one document: the units of its key, its numbers, its n-grams."""

    letters: Units
    figures: Wide
    grams: Wide


class Verdict(NamedTuple):
    """How like two documents are, the numbers each has that the other lacks, what only each says.

    Spans count letters of the key.
    """

    likeness: float
    one_more: int
    other_more: int
    one_only: Spans
    other_only: Spans


def sides(letters: Sequence[Units], figures: Sequence[Wide], size: int) -> list[Side]:
    """The sides of several documents, their n-grams hashed in one go: a third of the time."""
    grams = wide(np.concatenate([*letters, np.zeros(size - 1, np.uint16)]), size)
    ends = itertools.accumulate(map(len, letters))
    return [
        Side(said, numbers, grams[end - len(said) : max(end - size + 1, end - len(said))])
        for said, numbers, end in zip(letters, figures, ends, strict=True)
    ]


def compare(one: Side, other: Side, size: int, least: float) -> Verdict | None:
    """The verdict on two documents; nothing if they are less alike than `least`."""
    if np.array_equal(one.letters, other.letters):
        return _numbered(1.0, one, other, _NONE, _NONE)
    if not len(one.grams) or not len(other.grams):
        return None
    others = other.grams
    mine = Bag(one.grams)
    held = mine.holds(others)
    if _most(mine, others, held) < least:
        return None
    theirs = Bag(others)
    likeness = _likeness(mine, theirs, held)
    if likeness < least:
        return None
    only = _only(theirs.holds(mine.hashes), size)
    return _numbered(likeness, one, other, only, _only(held, size))


def jaccard(one: Wide, other: Wide) -> float:
    """Exact Jaccard of two bags of hashes, each taken as a set; 0 if one is empty."""
    mine, theirs = Bag(one), Bag(other)
    return _likeness(mine, theirs, mine.holds(other)) if len(one) and len(other) else 0.0


class Bag:
    """Hashes in a table of slots, each compared in full: half the time of sorting them.

    A slot holds the place of the last hash that fell in it. Those that lost their slot to
    another hash, one in thirty, are kept apart. What a slot held before does no harm, so the
    table is not wiped.
    """

    def __init__(self, hashes: Wide) -> None:
        self.hashes = hashes
        room = _ROOM if len(hashes) < _LONG else 2
        self.bits = np.uint64((1 << max(8, (room * len(hashes)).bit_length())) - 1)
        self.slots = np.empty(int(self.bits) + 1, np.int32)
        at = self._slot(hashes)
        places = np.arange(len(hashes), dtype=np.int32)
        self.slots[at] = places
        holder = self.slots.take(at)
        self.first = holder == places
        lost = np.flatnonzero(holder != places)
        lost = lost[hashes.take(holder.take(lost)) != hashes.take(lost)]
        lost = lost[hashes.take(lost).argsort()]
        apart = hashes.take(lost)
        fresh = np.ones(len(apart), bool)
        fresh[1:] = apart[1:] != apart[:-1]
        self.apart = apart[fresh]
        self.first[lost[fresh]] = True

    def __len__(self) -> int:
        return int(np.count_nonzero(self.first))

    def holds(self, others: Wide) -> Flags:
        """Which of other hashes, in their order, are in this bag."""
        at = self.slots.take(self._slot(others))
        held: Flags = self.hashes.take(at, mode="clip") == others
        if len(self.apart):
            left = np.flatnonzero(~held)
            unseen = others.take(left)
            at = self.apart.searchsorted(unseen)
            held[left] = self.apart.take(at, mode="clip") == unseen
        return held

    def _slot(self, hashes: Wide) -> npt.NDArray[np.int64]:
        return (hashes & self.bits).view(np.int64)


def _most(one: Bag, others: Wide, held: Flags) -> float:
    """The most the likeness can be: it spares half of the hard cases the second table."""
    alone = np.sort(others[~held])
    apart = np.count_nonzero(alone[1:] != alone[:-1]) + (len(alone) > 0)
    shared = min(len(one), len(others) - len(alone))
    return shared / (len(one) + apart)


def _likeness(one: Bag, other: Bag, held: Flags) -> float:
    """Exact Jaccard; `held` says which of the other's are in the first."""
    shared = int(np.count_nonzero(held & other.first))
    return shared / (len(one) + len(other) - shared)


def _numbered(likeness: float, one: Side, other: Side, only: Spans, others: Spans) -> Verdict:
    if np.array_equal(one.figures, other.figures):
        return Verdict(likeness, 0, 0, only, others)
    one_more = lacking(one.figures, other.figures)
    return Verdict(likeness, one_more, lacking(other.figures, one.figures), only, others)


def _only(held: Flags, size: int) -> Spans:
    """The letters of a text that stand in none of the n-grams both have."""
    edge = np.diff(np.concatenate(([1], held.view(np.int8), [1])))
    starts, ends = np.flatnonzero(edge == -1), np.flatnonzero(edge == 1)
    first = np.where(starts == 0, 0, starts + size - 1)
    last = np.where(ends == len(held), len(held) + size - 1, ends)
    return np.stack([first, np.maximum(first, last)], axis=1)
