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
from clean.corpus.keys import Counts, Units

Spans = npt.NDArray[np.int64]
"""Starts and ends, shape (spans, 2)."""
Flags = npt.NDArray[np.bool_]

# Slots for each hash of a bag; a document of 100 MB would take 4 GiB of them.
_ROOM, _LONG = 8, 1 << 18
_SALT, _WIDEST = 0x9E3779B97F4A7C15, (1 << 64) - 1


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
    return compare_all([(one, other)], size, least)[0]


def compare_all(
    pairs: Sequence[tuple[Side, Side]], size: int, least: float
) -> list[Verdict | None]:
    """The verdicts on some pairs; nothing for those less alike than `least`.

    All go through the same few calls of numpy, 60 of which took half of the time of a pair.
    """
    if not pairs:
        return []
    ones, others = (stacked([side.grams for side in each]) for each in zip(*pairs, strict=True))
    mine, theirs = Bag(ones.hashes), Bag(others.hashes)
    held = mine.holds(others.hashes)
    shared = others.counts(held & theirs.first)
    every = ones.counts(mine.first) + others.counts(theirs.first) - shared
    likeness = [
        both / all_ if all_ else float(np.array_equal(one.letters, other.letters))
        for both, all_, (one, other) in zip(shared.tolist(), every.tolist(), pairs, strict=True)
    ]
    near = [nth for nth, alike in enumerate(likeness) if alike >= least]
    left, right = ones.some(near), others.some(near)
    only = (
        _only(theirs.holds(ones.hashes[left.at]), left.borders, size),
        _only(held[right.at], right.borders, size),
    )
    found: list[Verdict | None] = [None] * len(pairs)
    for nth, *spans in zip(near, *only, strict=True):
        found[nth] = _numbered(likeness[nth], *pairs[nth], *spans)
    return found


def jaccard(one: Wide, other: Wide) -> float:
    """Exact Jaccard of two bags of hashes, each taken as a set; 0 if one is empty."""
    mine, theirs = Bag(one), Bag(other)
    shared = int(np.count_nonzero(mine.holds(other) & theirs.first))
    return shared / (len(mine) + len(theirs) - shared) if len(one) and len(other) else 0.0


class Chosen(NamedTuple):
    """Some of the bags of a stack: the places of their hashes, the borders between them."""

    at: Counts
    borders: Counts


class Stack(NamedTuple):
    """The hashes of several bags one after the other, each salted with its place: none is in two."""

    hashes: Wide
    borders: Counts

    def some(self, chosen: Sequence[int]) -> Chosen:
        """Where the hashes of some of the bags stand, and the borders between these."""
        stretches = [np.arange(*self.borders[nth : nth + 2]) for nth in chosen]
        ends = itertools.accumulate(map(len, stretches))
        none = np.zeros(0, np.int64)
        return Chosen(np.concatenate([none, *stretches]), np.array([0, *ends], np.int64))

    def counts(self, flags: Flags) -> Counts:
        """How many are flagged in each."""
        many = itertools.pairwise(self.borders.tolist())
        return np.array([np.count_nonzero(flags[start:end]) for start, end in many], np.int64)


def stacked(each: Sequence[Wide]) -> Stack:
    """Some bags side by side; one alone stays where it is."""
    borders = np.array([0, *itertools.accumulate(map(len, each))], np.int64)
    if len(each) == 1:
        return Stack(each[0], borders)
    whole = np.empty(borders[-1], np.uint64)
    for nth, (bag, end) in enumerate(zip(each, borders[1:].tolist(), strict=True)):
        salt = np.uint64(nth * _SALT & _WIDEST)
        np.bitwise_xor(bag, salt, out=whole[end - len(bag) : end])
    return Stack(whole, borders)


class Bag:
    """Hashes in a table of slots, each compared in full: a tenth of the time of sorting them.

    A slot holds the place of the last hash that fell in it. Those that lost their slot to
    another hash, one in sixteen, have a table of their own, where other bits say the slot. What a
    slot held before does no harm, so the table is not wiped.
    """

    def __init__(self, hashes: Wide, depth: int = 0) -> None:
        self.hashes, self.depth = hashes, depth
        room = _ROOM if len(hashes) < _LONG else 2
        self.bits = np.uint64((1 << max(8, (room * len(hashes)).bit_length())) - 1)
        self.slots = np.empty(int(self.bits) + 1, np.int32)
        at = self.slot(hashes)
        places = np.arange(len(hashes), dtype=np.int32)
        self.slots[at] = places
        holder = self.slots.take(at)
        self.first = holder == places
        lost = np.flatnonzero(~self.first)
        lost = lost[hashes.take(holder.take(lost)) != hashes.take(lost)]
        self.lost = Bag(hashes.take(lost), depth + 1) if len(lost) else None
        if self.lost:
            self.first[lost] = self.lost.first

    def __len__(self) -> int:
        return int(np.count_nonzero(self.first))

    def holds(self, others: Wide) -> Flags:
        """Which of other hashes, in their order, are in this bag."""
        if not len(self.hashes):
            return np.zeros(len(others), bool)
        at = self.slots.take(self.slot(others))
        held: Flags = self.hashes.take(at, mode="clip") == others
        if self.lost:
            left = np.flatnonzero(~held)
            held[left] = self.lost.holds(others.take(left))
        return held

    def slot(self, hashes: Wide) -> npt.NDArray[np.int64]:
        """The slot of each hash; what it holds is the place of a hash of this bag, or of none."""
        if self.depth:
            hashes = hashes >> np.uint64(13 * self.depth % 64)
        return (hashes & self.bits).view(np.int64)


def _numbered(likeness: float, one: Side, other: Side, only: Spans, others: Spans) -> Verdict:
    if np.array_equal(one.figures, other.figures):
        return Verdict(likeness, 0, 0, only, others)
    one_more = lacking(one.figures, other.figures)
    return Verdict(likeness, one_more, lacking(other.figures, one.figures), only, others)


def _only(held: Flags, borders: Counts, size: int) -> list[Spans]:
    """For each text of a stack the letters that stand in none of the n-grams both have."""
    alone = ~held
    first, last = np.zeros(len(held) + 1, bool), np.zeros(len(held) + 1, bool)
    first[borders] = last[borders] = True
    first[1:-1] |= held[:-1]
    last[1:-1] |= held[1:]
    starts, ends = np.flatnonzero(alone & first[:-1]), np.flatnonzero(alone & last[1:]) + 1
    owner = np.searchsorted(borders, starts, "right") - 1
    begin, end = borders[owner], borders[owner + 1]
    spans = np.empty((len(starts), 2), np.int64)
    spans[:, 0] = np.where(starts == begin, 0, starts - begin + size - 1)
    spans[:, 1] = ends - begin + np.where(ends == end, size - 1, 0)
    spans[:, 1] = np.maximum(spans[:, 0], spans[:, 1])
    at = np.searchsorted(owner, np.arange(len(borders)))
    return [spans[a:b] for a, b in itertools.pairwise(at.tolist())]
