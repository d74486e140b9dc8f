"""Stage `contain`: which documents stand inside a longer one.

Candidates share fingerprints, a quarter as many as the shorter one would have. What decides is
exact: the share of its n-grams that the longer one has too, and that this has every number of it.
The longer one is read once for all that may stand in it. Nothing goes for being inside another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clean.corpus import work
from clean.corpus.clustering import GONE
from clean.corpus.compare import Bag, Flags, numbers, sides
from clean.corpus.figures import lacking
from clean.corpus.fingerprints import EACH
from clean.corpus.grams import Wide
from clean.corpus.grouping import RUNS, paired
from clean.corpus.job import Job
from clean.corpus.verifying import Parts, of_part
from clean.corpus.work import Work

INSIDE = pa.schema(
    [
        ("document", pa.uint64()),
        ("host", pa.uint64()),
        ("share", pa.float64()),
        ("size", pa.int64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
    ]
)
"""A document, the longer one, the share of it there, letters of that, which of them."""

_FEWEST = 0.25


class Pair(NamedTuple):
    """A document that may stand inside a longer one, and how many letters that has."""

    host: int
    size: int
    document: int


class Stand(NamedTuple):
    """Where a document stands in a longer one, in letters, and how much of it."""

    share: float
    start: int
    end: int


def contain(job: Job, folder: Work, partitions: int, part: int) -> None:
    """Hold the candidates of a part against each other; counts those and what stands inside."""
    found = []
    with ExitStack() as files:
        parts = Parts(folder, files)
        pairs = sorted(_pairs(folder, partitions, part, parts))
        for (host, size), some in itertools.groupby(pairs, lambda pair: pair[:2]):
            for document, stand in _inside(host, [one.document for one in some], parts, job):
                found.append((document, host, stand.share, size, stand.start, stand.end))
    columns = zip(*found, strict=True) if found else [()] * len(INSIDE)
    batch = pa.record_batch([list(column) for column in columns], schema=INSIDE)
    counts = {"pairs": len(pairs), "inside": len(set(batch["document"].to_pylist()))}
    work.write(folder.path("contain", part), [batch], counts)


def _pairs(folder: Work, partitions: int, part: int, parts: Parts) -> Iterator[Pair]:
    """The pairs of standing documents that share fingerprints enough, the longer one told apart."""
    found = [of_part(paired(folder, nth, RUNS), part) for nth in range(partitions)]
    one, other, times = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.lexsort((other, one))
    one, other, times = one[order], other[order], times[order]
    first = np.ones(len(one), bool)
    first[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    heads = np.flatnonzero(first)
    shared = np.add.reduceat(times, heads) if len(heads) else times
    stands = ~_gone(folder, one[heads]) & ~_gone(folder, other[heads])
    one, other, shared = (each[stands] for each in (one[heads], other[heads], shared))
    columns = (parts.sizes(one), one, parts.sizes(other), other, shared)
    for *both, many in zip(*(each.tolist() for each in columns), strict=True):
        (less, inner), (size, host) = sorted((tuple(both[:2]), tuple(both[2:])))
        if less < size and many >= _FEWEST * less / EACH:
            yield Pair(host, size, inner)


def _gone(folder: Work, documents: Wide) -> Flags:
    """Which documents are gone for another."""
    fates = work.read(folder.path("fates", 0))
    known = fates["document"].to_numpy()
    if not len(known):
        return np.zeros(len(documents), bool)
    at = np.minimum(np.searchsorted(known, documents), len(known) - 1)
    gone = pc.is_in(fates["fate"].take(pa.array(at)), pa.array(GONE))
    flags: Flags = (known[at] == documents) & gone.to_numpy(zero_copy_only=False)
    return flags


def _inside(host: int, documents: list[int], parts: Parts, job: Job) -> Iterator[tuple[int, Stand]]:
    """Those of some documents that stand inside a longer one."""
    (longer,) = sides(parts.keys([host]), job.gram)
    (theirs,) = numbers([longer])
    bag = Bag(longer.grams)
    for document in documents:
        (own,) = sides(parts.keys([document]), job.gram)
        stand = standing(bag, own.grams, job.gram)
        if stand.share >= job.least and not lacking(numbers([own])[0], theirs):
            yield document, stand


def standing(host: Bag, grams: Wide, size: int) -> Stand:
    """How much of a document stands in a longer one, and where most of it does."""
    at = host.find(grams)
    held = at >= 0
    again = Bag(grams).again
    share = int(np.count_nonzero(np.delete(held, again))) / (len(grams) - len(again))
    place = at[held]
    shift = place - np.flatnonzero(held)
    near = np.abs(shift - np.median(shift)) <= len(grams) // 4 if len(shift) else shift > 0
    if not near.any():
        return Stand(share, 0, 0)
    return Stand(share, int(place[near].min()), int(place[near].max()) + size)
