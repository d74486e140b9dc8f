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
from clean.corpus.compare import Spans, Verdict, compare, sides
from clean.corpus.grams import Wide
from clean.corpus.grouping import paired
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
        found = list(_verdicts(pairs, Letters(folder, files), job))
    equal = sum(not (verdict.one_more or verdict.other_more) for _, _, verdict in found)
    counts = {"pairs": len(pairs.one), "alike": len(found), "numbers equal": equal}
    work.write(folder.path("verify", part), [_batch(found)], counts)


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


def _pairs(folder: Work, partitions: int, part: int) -> Pairs:
    """The pairs of a part, each once; those with the same second part stand together."""
    found = [_of_part(paired(folder, nth, 0), part) for nth in range(partitions)]
    one, other = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.lexsort((other, one, other >> _PART))
    one, other = one[order], other[order]
    fresh = np.ones(len(one), bool)
    fresh[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return Pairs(one[fresh], other[fresh])


def _of_part(pairs: Pairs, part: int) -> tuple[Any, Any]:
    first, end = np.searchsorted(pairs.one, np.array([part, part + 1], np.uint64) << _PART)
    return pairs.one[first:end], pairs.other[first:end]


def _verdicts(pairs: Pairs, files: Letters, job: Job) -> Iterator[tuple[int, int, Verdict]]:
    """The verdicts on the pairs that are alike, some pairs at a time."""
    both = np.stack([pairs.one, pairs.other], axis=1).tolist()
    for some in _some(both, files):
        documents = sorted({document for pair in some for document in pair})
        letters, figures = zip(*map(files.said, documents), strict=True)
        side = dict(zip(documents, sides(letters, figures, job.gram), strict=True))
        for one, other in some:
            verdict = compare(side[one], side[other], job.gram, job.least)
            if verdict:
                yield one, other, verdict


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
