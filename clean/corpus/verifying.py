"""Stage `verify`: every candidate pair held against each other, exactly, then its numbers.

A task takes the pairs whose first document stands in one part. Texts are read from the files
of `sign` as they are needed, a few kilobytes each; tables of parts are held a few at a time.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from errno import EIO
from io import FileIO
from typing import Any

import numpy as np
import pyarrow as pa

from clean.corpus import work
from clean.corpus.buckets import Pairs
from clean.corpus.compare import Verdict, compare_all, sides
from clean.corpus.grams import Wide
from clean.corpus.grouping import NEAR, paired
from clean.corpus.job import Job
from clean.corpus.keys import Counts, Keys, Spans, Texts, keys_of, pointed
from clean.corpus.work import Work

_SPANS = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
VERIFIED = pa.schema(
    [
        ("one", pa.uint64()),
        ("other", pa.uint64()),
        ("likeness", pa.float64()),
        ("one_more", pa.int64()),
        ("other_more", pa.int64()),
        ("one_only", _SPANS),
        ("other_only", _SPANS),
    ]
)
_HELD = 64
# Letters compared at a time: half as many take a tenth more, for the calls.
_BLOCK = 1 << 18
# So many verdicts are made a batch at a time; one of a few takes as long as their likeness.
_MANY = 4096
_PART, _ROW = np.uint64(32), np.uint64(0xFFFFFFFF)


def verify(job: Job, folder: Work, partitions: int, part: int) -> None:
    """Compare the pairs of a part; counts those compared, those alike, those with equal numbers."""
    pairs = _pairs(folder, partitions, part)
    with ExitStack() as files:
        found = work.joined(list(_verdicts(pairs, Parts(folder, files), job)), VERIFIED)
    more = np.maximum(found["one_more"].to_numpy(), found["other_more"].to_numpy())
    equal = int(np.count_nonzero(more == 0))
    counts = {"pairs": len(pairs), "alike": len(found), "numbers equal": equal}
    work.write(folder.path("verify", part), [found], counts)


class Parts:
    """The parts that documents are in: texts are read from their files."""

    def __init__(self, folder: Work, files: ExitStack) -> None:
        self.folder, self.files = folder, files
        self.open: dict[int, tuple[list[Counts], FileIO]] = {}

    def sizes(self, documents: Wide) -> Counts:
        """How many letters some documents have."""
        parts = documents >> _PART
        sizes = np.empty(len(documents), np.int64)
        for part in np.unique(parts).tolist():
            here = parts == part
            sizes[here] = self._part(part)[0][0][documents[here] & _ROW]
        return sizes

    def keys(self, documents: Sequence[int]) -> Keys:
        """The keys of some documents."""
        borders = np.array([0, *itertools.accumulate(map(self._many, documents))], np.int64)
        whole = np.empty(borders[-1], np.uint16)
        for document, (start, end) in zip(
            documents, itertools.pairwise(borders.tolist()), strict=True
        ):
            (_, at, _), file = self._part(document >> 32)
            file.seek(2 * at.item(document & 0xFFFFFFFF))
            if file.readinto(whole[start:end].data) != 2 * (end - start):
                raise OSError(EIO, os.strerror(EIO), file.name)
        return keys_of(Texts(whole, borders))

    def _many(self, document: int) -> int:
        """How many units a document has."""
        many: int = self._part(document >> 32)[0][2].item(document & 0xFFFFFFFF)
        return many

    def _part(self, part: int) -> tuple[list[Counts], FileIO]:
        if part not in self.open:
            if len(self.open) >= _HELD:
                self.open.pop(next(iter(self.open)))[1].close()
            file = self.folder.path("sign", part, ".units").open("rb", buffering=0)
            self.files.callback(file.close)
            table = work.read(self.folder.path("sign", part))
            columns = [table[name].to_numpy() for name in ("letters", "at", "units")]
            self.open[part] = columns, file
        return self.open[part]


def _pairs(folder: Work, partitions: int, part: int) -> Wide:
    """The pairs of a part, each once; those with the same second part stand together."""
    found = [of_part(paired(folder, nth, NEAR), part)[:2] for nth in range(partitions)]
    one, other = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.lexsort((other, one, other >> _PART))
    one, other = one[order], other[order]
    fresh = np.ones(len(one), bool)
    fresh[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return np.stack([one[fresh], other[fresh]], axis=1)


def of_part(pairs: Pairs, part: int) -> tuple[Any, Any, Any]:
    """The pairs whose first document stands in a part."""
    first, end = np.searchsorted(pairs.one, np.array([part, part + 1], np.uint64) << _PART)
    return pairs.one[first:end], pairs.other[first:end], pairs.times[first:end]


def _verdicts(pairs: Wide, parts: Parts, job: Job) -> Iterator[Any]:
    """The verdicts on the pairs that are alike, a batch of many at a time."""
    found: list[tuple[int, int, Verdict]] = []
    for some in _some(pairs, parts):
        documents = np.unique(some)
        keys = parts.keys(documents.tolist())
        side = sides(keys, job.gram)
        at = np.searchsorted(documents, some).tolist()
        verdicts = compare_all([(side[one], side[other]) for one, other in at], job.gram, job.least)
        told = zip(some.tolist(), at, verdicts, strict=True)
        found += _pointed(keys, [(*pair, *nth, verdict) for pair, nth, verdict in told if verdict])
        if len(found) >= _MANY:
            yield _batch(found)
            found = []
    yield _batch(found)


def _pointed(
    keys: Keys, found: Sequence[tuple[int, int, int, int, Verdict]]
) -> Iterator[tuple[int, int, Verdict]]:
    """Verdicts on pairs, each text with its number in the block too; their spans in code points."""
    spans = [
        only
        for _, _, one, other, verdict in found
        for only in ((one, verdict.one_only), (other, verdict.other_only))
    ]
    points = iter(pointed(keys, spans))
    for one, other, _, _, verdict in found:
        yield one, other, verdict._replace(one_only=next(points), other_only=next(points))


def _some(pairs: Wide, parts: Parts) -> Iterator[Wide]:
    """So many pairs that their letters are about as many as those of a block."""
    for start in range(0, len(pairs), _MANY):
        many = pairs[start : start + _MANY]
        ends = np.cumsum(parts.sizes(many.ravel()).reshape(-1, 2).sum(axis=1))
        yield from np.split(many, np.flatnonzero(np.diff(ends // _BLOCK)) + 1)


def _batch(found: list[tuple[int, int, Verdict]]) -> Any:
    verdicts = [verdict for _, _, verdict in found]
    return pa.record_batch(
        [
            pa.array([one for one, _, _ in found], pa.uint64()),
            pa.array([other for _, other, _ in found], pa.uint64()),
            pa.array([verdict.likeness for verdict in verdicts], pa.float64()),
            pa.array([verdict.one_more for verdict in verdicts], pa.int64()),
            pa.array([verdict.other_more for verdict in verdicts], pa.int64()),
            spans([verdict.one_only for verdict in verdicts]),
            spans([verdict.other_only for verdict in verdicts]),
        ],
        schema=VERIFIED,
    )


def spans(each: Sequence[Spans]) -> Any:
    """Spans of each of several texts as an Arrow column; Python would take a microsecond a span."""
    borders = np.cumsum([0, *map(len, each)], dtype=np.int32)
    flat = np.concatenate([np.zeros((0, 2), np.int64), *filter(len, each)])
    pairs = pa.StructArray.from_arrays([flat[:, 0].copy(), flat[:, 1].copy()], ["start", "end"])
    return pa.ListArray.from_arrays(borders, pairs)


def unspanned(column: Any) -> list[Spans]:
    """The other way round."""
    borders = column.offsets.to_numpy()
    starts_ends = [column.values.field(name).to_numpy() for name in ("start", "end")]
    flat = np.stack(starts_ends, axis=1)
    return [flat[a:b] for a, b in itertools.pairwise(borders.tolist())]
