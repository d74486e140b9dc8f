"""The ledger of a job, `clusters.parquet`: what became of every row of the input, and why."""

from __future__ import annotations

import json
from typing import Any

from clean.corpus import work
from clean.corpus.annotating import NAMED
from clean.corpus.job import BadCorpus, Job
from clean.corpus.places import exists, filesystem, reading, writing
from clean.corpus.work import Work
from clean.corpus.writing import LEDGER

LEDGER_NAME = "clusters.parquet"
NAMED_NAME = "passages.parquet"
REPORT = "corpus.json"
"""What was done, written last: where it stands the output is whole."""


def write(job: Job, folder: Work, parts: int) -> None:
    """Put the rows of all parts into one file, in the order of the input."""
    import pyarrow.parquet as pq

    with writing(f"{job.out}/{LEDGER_NAME}") as file, pq.ParquetWriter(file, LEDGER) as out:
        for part in range(parts):
            out.write_batch(work.read(folder.path("write", part)))
    if job.passages == "find":
        with (
            writing(f"{job.out}/{NAMED_NAME}") as file,
            pq.ParquetWriter(file, NAMED) as out,
        ):
            for part in range(parts):
                out.write_batch(work.read(folder.path("named", part)))


def report(job: Job, counts: dict[str, dict[str, int]], inputs: str) -> None:
    """Write what was asked of which inputs and what was counted; it stands only when all else does."""
    record = {"job": job.record(), "inputs": inputs, "counts": counts}
    with writing(f"{job.out}/{REPORT}") as file:
        said = json.dumps(record, ensure_ascii=False, indent=1)
        # A name that is not UTF-8 holds surrogates, which JSON spells as Python does.
        file.write(said.encode(errors="backslashreplace") + b"\n")


def reported(out: str) -> dict[str, Any] | None:
    """What a finished output says of itself, if it is there. Raises BadCorpus where it is not ours."""
    path = f"{out}/{REPORT}"
    if not exists(path):
        return None
    with reading(path) as file:
        try:
            said = json.load(file)
            return {
                "job": dict(said["job"]),
                "counts": dict(said["counts"]),
                "inputs": said["inputs"],
            }
        except (KeyError, TypeError, ValueError):
            raise BadCorpus(f"{path}: is in the way; remove it, or choose another folder") from None


def refusals(out: str, most: int) -> list[str]:
    """The first rows that were refused, each with its place and the reason."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    system, inner = filesystem(f"{out}/{LEDGER_NAME}")
    table = pq.read_table(inner, filesystem=system, columns=["file", "row", "why"])
    rows = table.filter(pc.is_valid(table["why"])).slice(0, most).to_pylist()
    return [f"{_place(row)}: {row['why']}" for row in rows]


def _place(row: dict[str, Any]) -> str:
    """A row of a file; a file that could not be opened has none."""
    return f"{row['file']}:{row['row']}" if row["row"] else str(row["file"])
