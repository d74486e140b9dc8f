"""Stage `write`: each part once more, now with what became of its documents.

The rows keep their order and their other fields. Annotated, every document stays and says
its fate; with duplicates dropped, those go to `dropped/`, each with the id of the one that
stands for it. What could not be read goes to `refused/`. The ledger gets a row for every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clean.corpus import work
from clean.corpus.annotating import HOLDS, PASSAGES, annotate, named
from clean.corpus.clustering import FATES, GONE, fated
from clean.corpus.job import Job
from clean.corpus.parts import Part
from clean.corpus.verifying import spans as spanned
from clean.corpus.verifying import unspanned
from clean.corpus.work import Work
from clean.corpus.writers import WRITE, Cleaned, Fated

LEDGER = pa.schema(
    [
        ("id", pa.string()),
        ("cluster", pa.string()),
        ("size", pa.int64()),
        ("kept", pa.bool_()),
        ("fate", pa.string()),
        ("survivor", pa.string()),
        ("likeness", pa.float64()),
        ("numbers_equal", pa.bool_()),
        ("sibling", pa.string()),
        ("differs", FATES.field("differs").type),
        ("inside", pa.string()),
        ("inside_share", pa.float64()),
        ("holds", HOLDS),
        ("passages", PASSAGES),
        ("why", pa.string()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("source", pa.binary(32)),
        ("text", pa.binary(32)),
        ("written", pa.string()),
    ]
)
"""One row a row of the input. Spans in `differs` count code points of the text."""


def write(job: Job, folder: Work, part: Part) -> None:
    """Write the documents of a part and its rows of the ledger; counts those that stay and go."""
    signed = work.read(folder.path("sign", part.number)).select(_SIGNED)
    fates = fated(folder, part.number)
    at = np.full(len(signed), -1)
    at[(fates["document"].to_numpy() & np.uint64(0xFFFFFFFF)).astype(np.intp)] = np.arange(
        len(fates)
    )
    rows = _rows(signed, fates, at.tolist())
    annotate(job, folder, part.number, rows)
    WRITE[part.kind](job, cleaned(folder, part, job), part, rows)
    table = _ledger(signed, fates.take(pa.array(at, mask=at < 0)), rows)
    if job.passages == "find":
        work.write(folder.path("named", part.number), [named(rows)])
    fate = [row.fate for row in rows]
    gone, refused = sum(map(fate.count, GONE)), fate.count("refused")
    became = "dropped" if job.duplicates == "drop" else "marked"
    counts = {"documents": len(rows), "kept": len(rows) - gone - refused, became: gone}
    work.write(folder.path("write", part.number), [table], counts)


def cleaned(folder: Work, part: Part, job: Job) -> Iterator[Cleaned]:
    """The text and log of each row as the chain left them; none without the chain."""
    if job.chain == "none":
        yield from repeat((None, ""))
    with pa.OSFile(str(folder.path("clean", part.number)), "rb") as file:
        stream = pa.ipc.open_file(file)
        for nth in range(stream.num_record_batches):
            batch = stream.get_batch(nth)
            yield from zip(batch["text"].to_pylist(), batch["log"].to_pylist(), strict=True)


def _rows(signed: Any, fates: Any, at: list[int]) -> list[Fated]:
    """What the writers are told of each row."""
    told = fates.select(_TOLD).to_pylist()
    spans = unspanned(fates["differs"])
    return [
        Fated(row, own, why or "", {}, _NO_SPANS, marked)
        if nth < 0
        else Fated(row, own, why or "", told[nth], spans[nth], marked)
        for row, own, why, marked, nth in zip(
            *(signed[name].to_pylist() for name in ("row", "id", "why", "marked")), at, strict=True
        )
    ]


def _ledger(signed: Any, fates: Any, rows: Sequence[Fated]) -> Any:
    """The rows of the ledger for a part."""
    became = [row.fate for row in rows]
    refused = pa.array([fate == "refused" for fate in became], pa.bool_())
    gone = pa.array([fate in GONE for fate in became], pa.bool_())
    none = pa.nulls(len(rows), pa.string())
    columns = {
        "id": signed["id"],
        "cluster": pc.if_else(refused, none, pc.coalesce(fates["survivor"], signed["id"])),
        "size": pc.fill_null(fates["size"], 1),
        "kept": pc.invert(pc.or_(refused, gone)),
        "fate": pa.array(became, pa.string()),
        "differs": spanned([row.differs for row in rows]),
        "file": pa.array([row.file for row in rows], pa.string()),
        "written": pa.array([row.written for row in rows], pa.string()),
        "inside": pa.array([row.told.get("inside") for row in rows], pa.string()),
        "inside_share": pa.array([row.told.get("inside_share") for row in rows], pa.float64()),
        "holds": pa.array([row.holds or None for row in rows], HOLDS),
        "passages": pa.array([row.passages or None for row in rows], PASSAGES),
    }
    for name in LEDGER.names:
        if name not in columns:
            columns[name] = (signed if name in _SIGNED else fates)[name]
    return pa.record_batch([columns[name] for name in LEDGER.names], schema=LEDGER)


_SIGNED = ["row", "id", "why", "source", "text", "marked"]
_TOLD = ["fate", "survivor", "size", "likeness", "numbers_equal", "sibling"]
_NO_SPANS = np.zeros((0, 2), np.int64)
