"""Stage `group`: of one partition of the rows of all parts, which documents are candidates.

Four batches a partition: candidate pairs, documents of equal text, documents of equal id,
documents that share fingerprints and how many.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from clean.corpus import work
from clean.corpus.buckets import Pairs, Rows, candidates, same
from clean.corpus.signing import KINDS
from clean.corpus.work import Work

PAIRED = pa.schema([("one", pa.uint64()), ("other", pa.uint64()), ("times", pa.int64())])
NEAR, TEXTS, IDS, RUNS = range(len(KINDS))
_FEW = 16


def group(folder: Work, parts: int, partitions: int, nth: int) -> None:
    """Find the candidates of a partition; counts pairs, equal texts and ids, buckets cut."""
    near, texts, ids, runs = (
        _gathered(folder, parts, kind * partitions + nth) for kind in range(len(KINDS))
    )
    found = candidates(near), same(texts), same(ids), candidates(runs, _FEW)
    counted = [len(pairs.one) for pairs in found]
    counts = dict(zip(("pairs", "equal texts", "equal ids", "sharing"), counted, strict=True))
    counts["buckets cut"] = found[0].cut
    work.write(folder.path("group", nth), [_batch(one) for one in found], counts)


def paired(folder: Work, nth: int, kind: int) -> Pairs:
    """What a partition found of a kind: NEAR, TEXTS, IDS or RUNS."""
    batch = work.read(folder.path("group", nth), kind)
    return Pairs(*(batch[name].to_numpy() for name in PAIRED.names))


def _gathered(folder: Work, parts: int, nth: int) -> Rows:
    batches = [work.read(folder.path("bands", part), nth) for part in range(parts)]
    if not batches:
        none = np.zeros(0, np.uint64)
        return Rows(none, none, none)
    columns = (
        np.concatenate([batch[name].to_numpy() for batch in batches]) for name in Rows._fields
    )
    return Rows(*columns)


def _batch(pairs: Pairs) -> pa.RecordBatch:
    return pa.record_batch([pairs.one, pairs.other, pairs.times], schema=PAIRED)
