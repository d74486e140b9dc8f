"""Stage `write`: each part once more, now with what became of its documents.

The rows keep their order and their other fields. Annotated, every document stays and says
its fate; with duplicates dropped, those go to `dropped/`, each with the id of the one that
stands for it. What could not be read goes to `refused/`. The ledger gets a row for every row.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa

from clean.corpus import work
from clean.corpus.clustering import FATES
from clean.corpus.job import Job
from clean.corpus.parts import Part
from clean.corpus.work import Work
from clean.corpus.writers import GONE, WRITE, Cleaned

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
        ("why", pa.string()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("source", pa.binary(32)),
        ("text", pa.binary(32)),
        ("written", pa.string()),
    ]
)
"""One row a row of the input. Spans in `differs` count code points of the text."""
_ALONE: dict[str, Any] = {"fate": "kept", "size": 1}


def write(job: Job, folder: Work, part: Part) -> dict[str, int]:
    """Write the documents of a part and its rows of the ledger. How many stay, go, were refused."""
    signed = work.read(folder.path("sign", part.number)).select(_SIGNED).to_pylist()
    fates = _fates(folder, part.number)
    rows = [_row(one, fates.get(at, _ALONE), part) for at, one in enumerate(signed)]
    WRITE[part.kind](job, cleaned(folder, part, job), part, rows)
    table = pa.RecordBatch.from_pylist(rows, schema=LEDGER)
    work.write(folder.path("write", part.number), [table])
    fate = [row["fate"] for row in rows]
    gone = sum(one in GONE for one in fate)
    refused = fate.count("refused")
    return {"documents": len(rows), "kept": len(rows) - gone - refused, "gone": gone}


def cleaned(folder: Work, part: Part, job: Job) -> Iterator[Cleaned]:
    """The text and log of each row as the chain left them; none without the chain."""
    if job.chain == "none":
        yield from repeat((None, ""))
    with pa.OSFile(str(folder.path("clean", part.number)), "rb") as file:
        stream = pa.ipc.open_file(file)
        for nth in range(stream.num_record_batches):
            batch = stream.get_batch(nth)
            yield from zip(batch["text"].to_pylist(), batch["log"].to_pylist(), strict=True)


def _fates(folder: Work, part: int) -> dict[int, dict[str, Any]]:
    """What becomes of the documents of a part that are not alone, by row."""
    table = work.read(folder.path("fates", 0))
    numbers = table["document"].to_numpy()
    first, end = np.searchsorted(numbers, np.array([part, part + 1], np.uint64) << np.uint64(32))
    return {fate["document"] & 0xFFFFFFFF: fate for fate in table.slice(first, end - first).to_pylist()}


def _row(signed: dict[str, Any], fate: dict[str, Any], part: Part) -> dict[str, Any]:
    """A row of the ledger."""
    file = part.files[signed["row"] - part.first][1] if part.kind == "text" else part.files[0][1]
    row = {**fate, **signed, "file": file}
    row["differs"] = fate.get("differs") or []
    row["kept"] = row["fate"] not in GONE
    row["cluster"] = row.get("survivor") or row["id"]
    if row["why"]:
        row |= {"fate": "refused", "kept": False, "cluster": None, "size": None}
    return row


_SIGNED = ["row", "id", "why", "source", "text"]
