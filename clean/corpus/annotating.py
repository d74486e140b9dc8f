"""What is told of the rows of a part besides their fate: passages they share, what stands in what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from clean.corpus import work
from clean.corpus.clustering import of_part
from clean.corpus.job import Job
from clean.corpus.work import Work
from clean.corpus.writers import Fated

PASSAGES = pa.list_(
    pa.struct(
        [
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("fate", pa.string()),
            ("passage", pa.string()),
            ("sibling", pa.string()),
            ("likeness", pa.float64()),
            ("numbers_equal", pa.bool_()),
            ("documents", pa.int64()),
            ("kind", pa.string()),
        ]
    )
)
"""The shared passages of a document, in code points: which one, how like, how many documents say it."""
_TOLD = [field.name for field in PASSAGES.value_type]
HOLDS = pa.list_(
    pa.struct(
        [("start", pa.int64()), ("end", pa.int64()), ("id", pa.string()), ("share", pa.float64())]
    )
)
"""The documents that stand inside a longer one: where, and how much of each."""
NAMED = pa.schema(
    [
        ("passage", pa.string()),
        ("kind", pa.string()),
        ("documents", pa.int64()),
        ("times", pa.int64()),
        ("sibling", pa.string()),
        ("words", pa.large_string()),
    ]
)
"""Each shared passage once: its name, kind, how many documents say it and how often, its words."""


def annotate(job: Job, folder: Work, part: int, rows: list[Fated]) -> None:
    """Tell the rows of a part what they share and what they stand in."""
    if job.passages == "leave":
        return
    for nth, told in _numbered(of_part(work.read(folder.path("share", 0)), "document", part)):
        own = {name: told[name] for name in _TOLD}
        rows[nth].passages.append(own)
        if told["name"] == told["passage"]:
            rows[nth].names.append(told)
    held = work.read(folder.path("held", 0))
    for nth, told in _numbered(of_part(held, "document", part)):
        rows[nth].told |= {"inside": told["inside"], "inside_share": told["share"]}
    holds = work.read(folder.path("holds", 0))
    for nth, told in _numbered(of_part(holds, "host", part), "host"):
        rows[nth].holds.append({name: told[name] for name in ("start", "end", "id", "share")})


def named(rows: list[Fated]) -> Any:
    """The shared passages that are named for a document of these."""
    every = [one for row in rows for one in row.names]
    return pa.record_batch([[one[name] for one in every] for name in NAMED.names], schema=NAMED)


def _numbered(table: Any, name: str = "document") -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with the row of the part each is about."""
    numbers = table[name].to_numpy() & np.uint64(0xFFFFFFFF)
    return zip(numbers.tolist(), table.to_pylist(), strict=True)
