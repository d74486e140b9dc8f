"""The table of the documents of a part, as blocks of them come: what later stages ask of each."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa

from clean.corpus import work
from clean.corpus.chained import Made
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

_MOST = (1 << 32) - 1
# So many documents are made a batch at a time; one of a few takes as long as their hashes.
_MANY = 4096

Fact = tuple[int, str, str | None, bytes, bytes, int, bool]


class Documents:
    """Documents; `count`, `letters` and `units` say how many there are so far."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.count = self.letters = self.units = 0
        self.batches: list[Any] = []
        self.facts: list[Fact] = []
        self.blocks: list[tuple[Counts, Counts, Counts]] = []

    def add(self, block: Sequence[Made], side: Keys) -> None:
        """A block of documents and their keys."""
        counts = np.diff(side.at)
        self.facts += [
            _fact(self.job, one, letters)
            for one, letters in zip(block, counts.tolist(), strict=True)
        ]
        self.blocks.append((counts, side.borders[:-1] + self.units, np.diff(side.borders)))
        self.letters += int(side.at[-1])
        self.units += int(side.borders[-1])
        self.count += len(block)
        if len(self.facts) >= _MANY:
            self._close()

    def table(self) -> Any:
        """All of them, as one batch."""
        self._close()
        return work.joined(self.batches, SIGNED)

    def _close(self) -> None:
        """Make a batch of those that wait."""
        if self.facts:
            row, own, why, source, text, rank, marked = map(list, zip(*self.facts, strict=True))
            counts = map(np.concatenate, zip(*self.blocks, strict=True))
            whole = [row, own, why, source, text, *counts, pa.array(rank, pa.uint64()), marked]
            self.batches.append(pa.record_batch(whole, schema=SIGNED))
            self.facts, self.blocks = [], []


def _fact(job: Job, one: Made, letters: int) -> Fact:
    row = one.row
    digest, rank = _digest(one, job), _rank(job, one, letters)
    return row.row, row.id, one.why or None, one.source, digest, rank, row.marked


def _digest(one: Made, job: Job) -> bytes:
    """The digest of the text that comes out; that of the source where it is the same text."""
    if job.chain == "none" and one.text is not None and not one.row.is_file:
        return one.source
    return sha256((one.text or "").encode("utf-8", "surrogatepass")).digest()


def _rank(job: Job, one: Made, letters: int) -> int:
    """The place of a document in the policy: the less the better; ids decide between equals."""
    fewer = _MOST - min(letters, _MOST)
    changed = min(one.changed, _MOST)
    if job.keep == "complete":
        return fewer << 32 | changed
    if job.keep == "cleanest":
        return changed << 32 | fewer
    return _day(one.row.date) << 32 | fewer if job.keep == "oldest" else 0


def _day(date: str) -> int:
    """A date in figures, so that an earlier one is less; none comes last."""
    figures = "".join(sign for sign in date if sign.isdecimal())[:8]
    return int(figures.ljust(8, "0")) if figures else _MOST
