"""Stage `sign`: read a part, clean its documents, write down what comparing them needs.

For each part four files: the cleaned texts and logs (with the chain on), the texts as raw
UTF-16 units, the rows of its bands for `group`, and the table of its documents, which comes last
and says that the part is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa

from clean.corpus import bands, work
from clean.corpus.chained import Made, made
from clean.corpus.documents import Documents
from clean.corpus.fingerprints import fingerprints
from clean.corpus.grams import Wide
from clean.corpus.job import Job
from clean.corpus.keys import Keys, keys
from clean.corpus.parts import Part
from clean.corpus.rows import rows
from clean.corpus.signatures import Signatures, densified, least, permuted
from clean.corpus.work import Work

# Signs in a block: half as many take 7 % more, for the calls, and twice as many 4 %, for the cache.
BLOCK = 1 << 18
KINDS = ("bands", "texts", "ids", "runs")
"""What rows for `group` are about; of each there is a batch a partition."""
# What is done for the texts of a block, and then for those of many.
_SIGN: dict[str, tuple[Callable[[Keys, int], Signatures], Callable[[Signatures], Signatures]]] = {
    "binned": (least, densified),
    "datasketch": (permuted, np.asarray),
}
# So many signatures are finished at a time: for those of a block the calls would take a third more.
_MANY = 4096
CLEANED = pa.schema([("text", pa.large_string()), ("log", pa.large_string())])
GROUPED = pa.schema([("key", pa.uint64()), ("twin", pa.uint64()), ("document", pa.uint64())])


class Said(Protocol):
    """What has a text, or none."""

    @property
    def text(self) -> str | None:
        """The text."""


T = TypeVar("T", bound=Said)


def sign(job: Job, folder: Work, partitions: int, part: Part) -> None:
    """Sign a part; counts documents, refusals and letters."""
    found = Documents(job)
    keyed = Keyed(job)
    runs: list[tuple[Wide, Wide]] = []
    with ExitStack() as files:
        units = files.enter_context(work.whole(folder.path("sign", part.number, ".units")))
        keep = _keeper(job, folder, part, files)
        for block in blocks(made(rows(part, job), job)):
            side = keys([one.text or "" for one in block])
            units.write(side.units.data)
            keyed.add(side)
            if job.passages == "find":
                value, text = fingerprints(side)
                runs.append((value, text + np.uint64(found.count)))
            found.add(block, side)
            keep(block)
    table = found.table()
    batches = grouped(table, keyed.whole(), runs, partitions, part, job)
    work.write(folder.path("bands", part.number), batches)
    refused = len(table) - table["why"].null_count
    counts = {"documents": len(table), "refused": refused, "letters": found.letters}
    work.write(folder.path("sign", part.number), [table], counts)


def _keeper(job: Job, folder: Work, part: Part, files: ExitStack) -> Any:
    """What to do with the texts and logs of a block: write them down, if the chain made them."""
    if job.chain == "none":
        return lambda block: None
    file = files.enter_context(work.whole(folder.path("clean", part.number)))
    out = files.enter_context(pa.ipc.new_file(file, CLEANED))
    return lambda block: out.write_batch(_cleaned(block))


def _cleaned(block: Sequence[Made]) -> Any:
    columns = [[one.text for one in block], [one.log for one in block]]
    return pa.record_batch(columns, schema=CLEANED)


class Keyed:
    """The keys of the bands of texts, as blocks of them come."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.sign, self.finish = _SIGN[job.scheme]
        self.waiting: list[Signatures] = []
        self.keys: list[Wide] = []

    def add(self, side: Keys) -> None:
        """A block of texts."""
        self.waiting.append(self.sign(side, self.job.gram))
        if sum(map(len, self.waiting)) >= _MANY:
            self._close()

    def whole(self) -> Wide:
        """Those of all texts; shape (texts, bands)."""
        self._close()
        return np.concatenate([np.zeros((0, self.job.bands), np.uint64), *self.keys])

    def _close(self) -> None:
        if self.waiting:
            signed = self.finish(np.concatenate(self.waiting))
            self.keys.append(bands.keys(signed, self.job.bands, self.job.rows))
            self.waiting = []


def grouped(
    table: Any,
    keyed: Wide,
    runs: Sequence[tuple[Wide, Wide]],
    partitions: int,
    part: Part,
    job: Job,
) -> list[Any]:
    """The rows of a part for `group`: for each kind a batch for each partition."""
    document = np.arange(len(table), dtype=np.uint64) | np.uint64(part.number << 32)
    twin = _prefixes(table["text"])
    counts = table["letters"].to_numpy()
    whole = table["why"].is_null().to_numpy(zero_copy_only=False)
    signed = whole & (counts >= job.gram)
    key = keyed[signed]
    many = key.shape[1]
    kinds = [
        (key.ravel(), np.repeat(twin[signed], many), np.repeat(document[signed], many)),
        (twin[whole], twin[whole], document[whole]),
        _ids(table, document) if job.id_field else (document[:0],) * 3,
        _runs(runs, twin, document),
    ]
    return [batch for columns in kinds for batch in _split(columns, partitions)]


def _runs(runs: Sequence[tuple[Wide, Wide]], twin: Wide, document: Wide) -> tuple[Wide, Wide, Wide]:
    if not runs:
        return (document[:0],) * 3
    key, row = (np.concatenate(column) for column in zip(*runs, strict=True))
    return key, twin[row], document[row]


def _ids(table: Any, document: Wide) -> tuple[Wide, Wide, Wide]:
    said = (blake2b(one.encode(), digest_size=8).digest() for one in table["id"].to_pylist())
    key = np.frombuffer(b"".join(said), np.uint64)
    return key, document, document


def _prefixes(digests: Any) -> Wide:
    """The first 64 bits of each digest."""
    whole = np.frombuffer(digests.buffers()[1], np.uint64).reshape(-1, 4)
    return whole[digests.offset :][: len(digests), 0].copy()


def _split(columns: tuple[Wide, Wide, Wide], partitions: int) -> Iterator[Any]:
    if partitions == 1:
        yield pa.record_batch(list(columns), schema=GROUPED)
        return
    place = columns[0] % np.uint64(partitions)
    for nth in range(partitions):
        here = place == nth
        yield pa.record_batch([column[here] for column in columns], schema=GROUPED)


def blocks(found: Iterable[T]) -> Iterator[list[T]]:
    """Documents, each with a `text`, some at a time."""
    block: list[T] = []
    size = 0
    for one in found:
        block.append(one)
        size += len(one.text or "")
        if size >= BLOCK or len(block) >= BLOCK // 16:
            yield block
            block, size = [], 0
    if block:
        yield block
