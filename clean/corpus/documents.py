"""The table of the documents of a part, as blocks of them come: what later stages ask of each."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa

from clean.corpus import work
from clean.corpus.chained import Made
from clean.corpus.grams import Wide
from clean.corpus.job import Job
from clean.corpus.keys import Counts, Keys

SIGNED = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        ("why", pa.string()),
        ("source", pa.binary(32)),
        ("text", pa.binary(32)),
        ("letters", pa.int64()),
        ("at", pa.int64()),
        ("units", pa.int64()),
        ("rank", pa.uint64()),
        ("marked", pa.bool_()),
    ]
)
"""Place, id, why refused, digests, letters, units from where on, policy, has it our field."""

_MOST, _HALF = (1 << 32) - 1, np.uint64(32)
# So many documents are made a batch at a time; one of a few takes as long as their hashes.
_MANY = 4096

Column = list[int] | list[str] | list[str | None] | list[bytes] | list[bool]


class Documents:
    """Documents; `count`, `letters` and `units` say how many there are so far."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.count = self.letters = self.units = 0
        self.batches: list[Any] = []
        self.facts: list[tuple[Column, ...]] = []
        self.counts: list[tuple[Counts, Counts, Counts, Wide]] = []

    def add(self, block: Sequence[Made], side: Keys) -> None:
        """A block of documents and their keys."""
        letters, units = np.diff(side.at), np.diff(side.borders)
        ranks = _ranks(self.job, block, letters)
        self.facts.append(_facts(self.job, block))
        self.counts.append((letters, side.borders[:-1] + self.units, units, ranks))
        self.letters += int(side.at[-1])
        self.units += int(side.borders[-1])
        self.count += len(block)
        if sum(map(len, (rows for rows, *_ in self.facts))) >= _MANY:
            self._close()

    def table(self) -> Any:
        """All of them, as one batch."""
        self._close()
        return work.joined(self.batches, SIGNED)

    def _close(self) -> None:
        """Make a batch of those that wait."""
        if self.facts:
            each = zip(*self.facts, strict=True)
            *facts, marked = (list(chain.from_iterable(column)) for column in each)
            counts = map(np.concatenate, zip(*self.counts, strict=True))
            self.batches.append(pa.record_batch([*facts, *counts, marked], schema=SIGNED))
            self.facts, self.counts = [], []


def _facts(job: Job, block: Sequence[Made]) -> tuple[Column, ...]:
    """What is known of some documents, by columns: a tuple of each takes twice as long."""
    rows = [one.row for one in block]
    return (
        [row.row for row in rows],
        [row.id for row in rows],
        [one.why or None for one in block],
        [one.source for one in block],
        [_digest(one, job) for one in block],
        [row.marked for row in rows],
    )


def _digest(one: Made, job: Job) -> bytes:
    """The digest of the text that comes out; that of the source where it is the same text."""
    if job.chain == "none" and one.text is not None and not one.row.is_file:
        return one.source
    return sha256((one.text or "").encode("utf-8", "surrogatepass")).digest()


def _ranks(job: Job, block: Sequence[Made], letters: Counts) -> Wide:
    """The places of documents in the policy: the less the better; ids decide between equals."""
    fewer = (_MOST - np.minimum(letters, _MOST)).astype(np.uint64)
    changed = np.array([min(one.changed, _MOST) for one in block], np.uint64)
    if job.keep == "complete":
        return fewer << _HALF | changed
    if job.keep == "cleanest":
        return changed << _HALF | fewer
    if job.keep == "oldest":
        return np.array([_day(one.row.date) for one in block], np.uint64) << _HALF | fewer
    return np.zeros(len(block), np.uint64)


def _day(date: str) -> int:
    """A date in figures, so that an earlier one is less; none comes last."""
    figures = "".join(sign for sign in date if sign.isdecimal())[:8]
    return int(figures.ljust(8, "0")) if figures else _MOST
