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

from clean.corpus.figures import figures, lacking
from clean.corpus.grams import Wide, wide
from clean.corpus.keys import Counts, Keys, Spans, Units, beside

Flags = npt.NDArray[np.bool_]
Slots = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]

# Slots for each hash of a bag; a document of 100 MB would take 4 GiB of them.
_ROOM, _LONG = 6, 1 << 18
_SALT, _WIDEST = 0x9E3779B97F4A7C15, (1 << 64) - 1


class Side(NamedTuple):
    """What a comparison needs of one document: its units, those of its key, its n-grams."""

    units: Units
    letters: Units
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


def sides(keys: Keys, size: int) -> list[Side]:
    """The sides of several documents, their n-grams hashed in one go: a third of the time."""
    grams = wide(keys.letters, size)
    borders = (itertools.pairwise(each.tolist()) for each in (keys.borders, keys.at))
    return [
        Side(keys.units[a:b], keys.letters[start:end], grams[start : max(end - size + 1, start)])
        for (a, b), (start, end) in zip(*borders, strict=True)
    ]


def numbers(sides: Sequence[Side]) -> list[Wide]:
    """The numbers of several documents, found in one go too."""
    said, borders = figures(beside([side.units for side in sides]))
    return [said[start:end] for start, end in itertools.pairwise(borders.tolist())]


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
    one_held, other_held, shared, every = _overlap(ones, others)
    likeness = [
        both / all_ if all_ else float(np.array_equal(one.letters, other.letters))
        for both, all_, (one, other) in zip(shared.tolist(), every.tolist(), pairs, strict=True)
    ]
    near = np.array(likeness) >= least
    only = (_only(one_held, ones, near, size), _only(other_held, others, near, size))
    told = iter(numbers([side for pair in itertools.compress(pairs, near) for side in pair]))
    return [
        _verdict(alike, next(told), next(told), *spans) if alike >= least else None
        for alike, *spans in zip(likeness, *only, strict=True)
    ]


def _overlap(ones: Stack, others: Stack) -> tuple[Flags, Flags, Counts, Counts]:
    """Which hashes of each side the other has; of each pair how many are in both, and in either."""
    mine = Bag(ones.hashes)
    at = mine.find(others.hashes)
    met = np.zeros(len(ones.hashes) + 1, bool)
    met[at.astype(np.intp)] = True  # what is not found falls on the one too many
    met = met[:-1]
    shared = ones.counts(met)
    left = np.flatnonzero(at < 0)
    again = left[Bag(others.hashes.take(left)).again]
    every = ones.sizes - ones.within(mine.again) + others.within(left) - others.within(again)
    if len(mine.again):
        met[mine.again] = met[mine.find(ones.hashes.take(mine.again))]
    return met, at >= 0, shared, every


def jaccard(one: Wide, other: Wide) -> float:
    """Exact Jaccard of two bags of hashes, each taken as a set; 0 if one is empty."""
    *_, shared, every = _overlap(stacked([one]), stacked([other]))
    return float(shared[0] / every[0]) if len(one) and len(other) else 0.0


class Stack(NamedTuple):
    """The hashes of several bags one after the other, each salted with its place: none is in two."""

    hashes: Wide
    borders: Counts

    @property
    def sizes(self) -> Counts:
        """How many hashes each has."""
        return np.diff(self.borders)

    def within(self, places: Places) -> Counts:
        """How many of some places, in their order, are in each."""
        return np.diff(np.searchsorted(places, self.borders))

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

    A slot holds the place of the last hash that fell in it, which stands for all of the same
    hash; `again` has the places of those. Hashes that lost their slot to another one, one in sixteen,
    have a table of their own, where other bits say the slot.
    """

    def __init__(self, hashes: Wide, depth: int = 0) -> None:
        self.hashes, self.depth = hashes, depth
        room = _ROOM if len(hashes) < _LONG else 2
        self.bits = np.uint64((1 << max(8, (room * len(hashes) - 1).bit_length())) - 1)
        self.slots = np.full(int(self.bits) + 1, -1, np.int32)
        at = self.slot(hashes)
        places = np.arange(len(hashes), dtype=np.int32)
        self.slots[at] = places
        holder = self.slots.take(at)
        out = np.flatnonzero(holder != places)
        same = hashes.take(holder.take(out)) == hashes.take(out)
        self.again, self.where = out[same], out[~same]
        self.lost = Bag(hashes.take(self.where), depth + 1) if len(self.where) else None
        if self.lost:
            self.again = np.sort(np.append(self.again, self.where[self.lost.again]))

    def __len__(self) -> int:
        return len(self.hashes) - len(self.again)

    def find(self, others: Wide) -> Slots:
        """Where each of other hashes is, the same place for the same hash; -1 if it is not there."""
        if not len(self.hashes):
            return np.full(len(others), -1, np.int32)
        at = self.slots.take(self.slot(others))
        left = np.flatnonzero(self.hashes.take(at, mode="clip") != others)
        taken = left[at.take(left) >= 0]
        at[left] = -1
        if self.lost:
            found = self.lost.find(others.take(taken))
            at[taken] = np.where(found < 0, -1, self.where.take(found, mode="clip"))
        return at

    def slot(self, hashes: Wide) -> npt.NDArray[np.int64]:
        """The slot of each hash."""
        if self.depth:
            hashes = hashes >> np.uint64(13 * self.depth % 64)
        return (hashes & self.bits).view(np.int64)


def _verdict(likeness: float, one: Wide, other: Wide, only: Spans, others: Spans) -> Verdict:
    """The verdict on documents that are alike, by the numbers of each."""
    if one.tobytes() == other.tobytes():  # array_equal takes 1.8 us
        return Verdict(likeness, 0, 0, only, others)
    return Verdict(likeness, lacking(one, other), lacking(other, one), only, others)


def _only(held: Flags, stack: Stack, near: Flags, size: int) -> list[Spans]:
    """For each text of a stack that is near the letters that stand in none of the n-grams both have."""
    borders = stack.borders
    alone = ~held & np.repeat(near, np.diff(borders))
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
