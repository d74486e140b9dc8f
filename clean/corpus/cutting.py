"""Stage `cut`: the documents of a part that stand, cut into passages, signed like documents.

What it writes is what `sign` writes, in a work folder of its own, so that `group`, `verify` and
`cluster` find which passages say the same as they do for documents. Two passages are equal
where letters and numbers are; marks and widths have no say.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clean.corpus import bands, work
from clean.corpus.clustering import GONE, fated
from clean.corpus.documents import SIGNED
from clean.corpus.figures import figures
from clean.corpus.job import Job
from clean.corpus.keys import Keys
from clean.corpus.parts import Part
from clean.corpus.passages import BANDS, GRAM, ROWS, Passages, cut, job_of
from clean.corpus.rows import rows
from clean.corpus.signatures import permuted
from clean.corpus.signing import blocks, grouped
from clean.corpus.work import Work

CUT = pa.schema([*SIGNED, ("start", pa.int64()), ("end", pa.int64()), ("stops", pa.bool_())])
"""As for documents; `row` counts the documents of the part, `id` names document and place."""


class Standing(NamedTuple):
    """A document that stands: its number in its part, its id, its text as it comes out."""

    nth: int
    id: str
    text: str


def cut_part(job: Job, folder: Work, partitions: int, part: Part) -> None:
    """Cut the documents of a part that stand; counts their passages."""
    own = folder.inner()
    tables: list[Any] = []
    keyed = [np.zeros((0, BANDS), np.uint64)]
    at = 0
    with work.whole(own.path("sign", part.number, ".units")) as units:
        for block in blocks(standing(folder, part, job)):
            found = cut([one.text for one in block])
            side = _chosen(found)
            units.write(side.units.data)
            keyed.append(bands.keys(permuted(side, GRAM, BANDS * ROWS), BANDS, ROWS))
            tables.append(_table(block, found, side, at))
            at += int(side.borders[-1])
    table = work.joined(tables, CUT)
    batches = grouped(table, np.concatenate(keyed), [], partitions, part, job_of(job))
    work.write(own.path("bands", part.number), batches)
    work.write(own.path("sign", part.number), [table], {"passages": len(table)})


def standing(folder: Work, part: Part, job: Job) -> Iterator[Standing]:
    """The documents of a part for which no other stands, with their texts."""
    signed = work.read(folder.path("sign", part.number))
    fates = fated(folder, part.number)
    gone = set(fates["document"].filter(pc.is_in(fates["fate"], pa.array(GONE))).to_pylist())
    ids = signed["id"].to_pylist()
    for nth, (own, text) in enumerate(zip(ids, _texts(folder, part, job), strict=True)):
        if text and part.number << 32 | nth not in gone:
            yield Standing(nth, own, text)


def _texts(folder: Work, part: Part, job: Job) -> Iterator[str | None]:
    if job.chain == "none":
        yield from (row.text for row in rows(part, job))
        return
    with pa.OSFile(str(folder.path("clean", part.number)), "rb") as file:
        stream = pa.ipc.open_file(file)
        for nth in range(stream.num_record_batches):
            yield from stream.get_batch(nth)["text"].to_pylist()


def _chosen(found: Passages) -> Keys:
    """The keys of the passages alone, without what stands between them."""
    side = found.keys
    counts = np.diff(side.at)
    unit_counts = np.diff(side.borders)
    letters = side.letters[np.repeat(found.chosen, counts)]
    units = side.units[: side.borders[-1]][np.repeat(found.chosen, unit_counts)]
    ends = [np.concatenate(([0], np.cumsum(each[found.chosen]))) for each in (unit_counts, counts)]
    return Keys(units, ends[0], letters, ends[1])


def _table(block: list[Standing], found: Passages, side: Keys, at: int) -> Any:
    document, start, end = (
        each[found.chosen].tolist() for each in (found.text, found.start, found.end)
    )
    counts = np.diff(side.at)
    said, borders = figures(side)
    fewer = np.uint64((1 << 32) - 1) - counts.astype(np.uint64)
    return pa.record_batch(
        [
            pa.array([block[nth].nth for nth in document], pa.int64()),
            [f"{block[nth].id}#{a}-{b}" for nth, a, b in zip(document, start, end, strict=True)],
            pa.nulls(len(counts), pa.string()),
            pa.nulls(len(counts), pa.binary(32)),
            pa.array(_digests(side, said, borders), pa.binary(32)),
            counts,
            side.borders[:-1] + at,
            np.diff(side.borders),
            fewer << np.uint64(32),
            pa.nulls(len(counts), pa.bool_()),
            start,
            end,
            found.stops[found.chosen],
        ],
        schema=CUT,
    )


def _digests(side: Keys, said: Any, borders: Any) -> list[bytes]:
    """Of letters and numbers."""
    ends, marks = side.at.tolist(), borders.tolist()
    letters, numbers = side.letters.tobytes(), said.tobytes()
    return [
        sha256(
            letters[2 * ends[nth] : 2 * ends[nth + 1]]
            + numbers[8 * marks[nth] : 8 * marks[nth + 1]]
        ).digest()
        for nth in range(len(ends) - 1)
    ]
