"""Candidates: which documents share a band, with no bucket that grows with its square.

In goes a table of (key, twin, document) rows; documents of one twin have the same text. Of
those only the first stands in a bucket. A bucket of more than 64 different texts is cut: each
is held against the 8 first and its 8 neighbours, all in the order of their twins, which the
texts alone decide. 6,000 equal signatures in one bucket took 224 CPU seconds in pairs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from clean.corpus.grams import Wide
from clean.corpus.keys import Counts

Places = npt.NDArray[np.intp]

_FACTORS = np.array([0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], np.uint64)

FULL = 64
"""Of so many different texts in a bucket every pair is compared."""
HUBS, NEXT = 8, 8
"""Beyond that: each with so many first ones, and so many behind it."""


class Rows(NamedTuple):
    """What a band says of documents: its key, the twin (what text it is), the document."""

    key: Wide
    twin: Wide
    document: Wide


class Pairs(NamedTuple):
    """Pairs of documents, the smaller number first, what they share, how many buckets were cut."""

    one: Wide
    other: Wide
    times: Counts
    cut: int = 0


def candidates(rows: Rows, full: int = FULL) -> Pairs:
    """The pairs of different texts that share a band, each once, with how many they share.

    Of up to `full` texts in a bucket every pair is one.
    """
    rows = _distinct(rows)
    borders = np.append(_starts(rows.key), len(rows.key))
    sizes = np.diff(borders)
    most = min(full, int(sizes.max(initial=0)))
    near = [_steps(borders, sizes, step, full) for step in range(1, most)]
    hubs = [_hub(borders, sizes, nth, full) for nth in range(HUBS)]
    one, other = (np.concatenate(side) for side in zip(*near, *hubs, strict=True))
    return _once(rows.document[one], rows.document[other], int((sizes > full).sum()))


def same(rows: Rows) -> Pairs:
    """Each document with the first that has the same key, where that is another one."""
    order = np.lexsort((rows.document, rows.key))
    key, document = rows.key[order], rows.document[order]
    starts = _starts(key)
    first = np.repeat(document[starts], np.diff(np.append(starts, len(key))))
    other = first != document
    return Pairs(first[other], document[other], np.ones(np.count_nonzero(other), np.int64))


def _distinct(rows: Rows) -> Rows:
    """The first document of each text in each bucket; buckets of one text are left out."""
    shared = _shared(rows.key)
    key, twin, document = (column[shared] for column in rows)
    order = np.lexsort((document, twin, key))
    key, twin, document = key[order], twin[order], document[order]
    first = np.ones(len(key), bool)
    first[1:] = (key[1:] != key[:-1]) | (twin[1:] != twin[:-1])
    key, twin, document = key[first], twin[first], document[first]
    shared = np.zeros(len(key) + 1, bool)
    shared[1:-1] = key[1:] == key[:-1]
    several = shared[1:] | shared[:-1]
    return Rows(key[several], twin[several], document[several])


def _shared(key: Wide) -> Places:
    """The rows whose key another row has, and a few more: most are alone, and are not sorted."""
    rows = np.arange(len(key))
    for factor in _FACTORS:
        rows = rows[_met(key[rows] * factor)]
    return rows


def _met(key: Wide) -> npt.NDArray[np.bool_]:
    """Which rows share a slot: each leaves its number in the one that the upper bits of its key name."""
    bits = max(8, (2 * len(key)).bit_length())
    at = (key >> np.uint64(64 - bits)).view(np.int64)
    places = np.arange(len(key), dtype=np.int32 if len(key) < 1 << 31 else np.int64)
    slots = np.empty(1 << bits, places.dtype)
    slots[at] = places
    met = np.zeros(1 << bits, bool)
    met[at[slots[at] != places]] = True
    return met[at]


def _starts(key: Wide) -> Places:
    """Where each run of equal keys begins."""
    if not len(key):
        return np.zeros(0, np.intp)
    return np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))


def _steps(borders: Places, sizes: Places, step: int, full: int) -> tuple[Places, Places]:
    """Each row with the one so many rows behind it in its bucket."""
    wanted = (sizes > step) & ((sizes <= full) | (step <= NEXT))
    counts = np.where(wanted, sizes - step, 0)
    one = _spread(borders[:-1], counts)
    return one, one + step


def _hub(borders: Places, sizes: Places, nth: int, full: int) -> tuple[Places, Places]:
    """Each row of a large bucket behind one of its first with that one."""
    counts = np.where(sizes > full, sizes - nth - 1, 0)
    other = _spread(borders[:-1] + nth + 1, counts)
    return np.repeat(borders[:-1] + nth, counts), other


def _spread(starts: Places, counts: Places) -> Places:
    """So many places from each start on, one after the other."""
    ahead = np.cumsum(counts) - counts
    return np.arange(counts.sum()) - np.repeat(ahead - starts, counts)


def _once(one: Wide, other: Wide, cut: int) -> Pairs:
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    fresh = np.ones(len(low), bool)
    fresh[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    times = np.diff(np.append(np.flatnonzero(fresh), len(low)))
    return Pairs(low[fresh], high[fresh], times, cut)
