"""The ledger of a job, `clusters.parquet`: what became of every row of the input, and why."""

from __future__ import annotations

from clean.corpus import work
from clean.corpus.job import Job
from clean.corpus.places import writing
from clean.corpus.work import Work
from clean.corpus.writing import LEDGER

LEDGER_NAME = "clusters.parquet"


def write(job: Job, folder: Work, parts: int) -> None:
    """Put the rows of all parts into one file, in the order of the input."""
    import pyarrow.parquet as pq

    with writing(f"{job.out}/{LEDGER_NAME}") as file, pq.ParquetWriter(file, LEDGER) as out:
        for part in range(parts):
            out.write_batch(work.read(folder.path("write", part)))
