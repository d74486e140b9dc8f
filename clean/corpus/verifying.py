"""Stage `verify`: every candidate pair held against each other, exactly, then its numbers.

A task takes the pairs whose first document stands in one part. Keys are read from the files
of `sign` as they are needed, a few kilobytes each; tables of parts are held a few at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa

from clean.corpus import work
from clean.corpus.buckets import Pairs
from clean.corpus.compare import Spans, Verdict, compare_all, sides
from clean.corpus.grams import Wide
from clean.corpus.grouping import NEAR, paired
from clean.corpus.job import Job
from clean.corpus.keys import Units
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
_BLOCK = 1 << 16
_PART = np.uint64(32)


def verify(job: Job, folder: Work, partitions: int, part: int) -> None:
    """Compare the pairs of a part; counts those compared, those alike, those with equal numbers."""
    pairs = _pairs(folder, partitions, part)
    with ExitStack() as files:
        found = work.joined(list(_verdicts(pairs, Letters(folder, files), job)), VERIFIED)
    more = np.maximum(found["one_more"].to_numpy(), found["other_more"].to_numpy())
    equal = int(np.count_nonzero(more == 0))
    counts = {"pairs": len(pairs), "alike": len(found), "numbers equal": equal}
    work.write(folder.path("verify", part), [found], counts)


class Letters:
    """The letters and figures of documents, read from the files of their parts."""

    def __init__(self, folder: Work, files: ExitStack) -> None:
        self.folder, self.files = folder, files
        self.open: dict[int, tuple[Any, BinaryIO]] = {}

    def size(self, document: int) -> int:
        """How many letters a document has."""
        return int(self._part(document >> 32)[0][1][document & 0xFFFFFFFF])

    def said(self, document: int) -> tuple[Units, Wide]:
        """The letters and figures of a document."""
        (at, letters, ends, figures), file = self._part(document >> 32)
        row = document & 0xFFFFFFFF
        file.seek(2 * int(at[row]))
        units = np.frombuffer(file.read(2 * int(letters[row])), np.uint16)
        return units, figures[ends[row] : ends[row + 1]]

    def _part(self, part: int) -> tuple[Any, BinaryIO]:
        if part not in self.open:
            if len(self.open) >= _HELD:
                self.open.pop(next(iter(self.open)))[1].close()
            file = self.folder.path("sign", part, ".keys").open("rb", buffering=0)
            self.files.callback(file.close)
            self.open[part] = _columns(work.read(self.folder.path("sign", part))), file
        return self.open[part]


def _columns(table: Any) -> tuple[Any, ...]:
    lists = table["figures"]
    ends, figures = lists.offsets.to_numpy(), lists.values.to_numpy()
    return table["at"].to_numpy(), table["letters"].to_numpy(), ends, figures


def _pairs(folder: Work, partitions: int, part: int) -> list[list[int]]:
    """The pairs of a part, each once; those with the same second part stand together."""
    found = [of_part(paired(folder, nth, NEAR), part)[:2] for nth in range(partitions)]
    one, other = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.lexsort((other, one, other >> _PART))
    one, other = one[order], other[order]
    fresh = np.ones(len(one), bool)
    fresh[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    pairs: list[list[int]] = np.stack([one[fresh], other[fresh]], axis=1).tolist()
    return pairs


def of_part(pairs: Pairs, part: int) -> tuple[Any, Any, Any]:
    """The pairs whose first document stands in a part."""
    first, end = np.searchsorted(pairs.one, np.array([part, part + 1], np.uint64) << _PART)
    return pairs.one[first:end], pairs.other[first:end], pairs.times[first:end]


def _verdicts(pairs: list[list[int]], files: Letters, job: Job) -> Iterator[Any]:
    """The verdicts on the pairs that are alike, some pairs at a time."""
    for some in _some(pairs, files):
        documents = sorted({document for pair in some for document in pair})
        letters, figures = zip(*map(files.said, documents), strict=True)
        side = dict(zip(documents, sides(letters, figures, job.gram), strict=True))
        verdicts = compare_all(
            [(side[one], side[other]) for one, other in some], job.gram, job.least
        )
        told = zip(some, verdicts, strict=True)
        yield _batch([(one, other, verdict) for (one, other), verdict in told if verdict])


def _some(pairs: list[list[int]], files: Letters) -> Iterator[list[list[int]]]:
    """So many pairs that their letters are about as many as those of a block."""
    some: list[list[int]] = []
    size = 0
    for pair in pairs:
        some.append(pair)
        size += sum(map(files.size, pair))
        if size >= _BLOCK:
            yield some
            some, size = [], 0
    if some:
        yield some


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
    ends = np.cumsum([0, *map(len, each)], dtype=np.int32)
    flat = np.concatenate([np.zeros((0, 2), np.int64), *each])
    pairs = pa.StructArray.from_arrays([flat[:, 0].copy(), flat[:, 1].copy()], ["start", "end"])
    return pa.ListArray.from_arrays(ends, pairs)


def unspanned(column: Any) -> list[Spans]:
    """The other way round."""
    ends = column.offsets.to_numpy()
    starts_ends = [column.values.field(name).to_numpy() for name in ("start", "end")]
    flat = np.stack(starts_ends, axis=1)
    return [flat[a:b] for a, b in itertools.pairwise(ends.tolist())]
