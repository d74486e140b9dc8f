"""`corpus`: many documents cleaned, and what says the same found across them."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clean import report
from clean.commands.each import DONE, FAILED, complain
from clean.corpus.job import BadCorpus, Job
from clean.files import advice

COUNTS = "corpus.json"
Counts = dict[str, int]


def corpus(job: Job, jobs: int, memory: int, workdir: str, watch: Any) -> int:
    """Do a job, or finish one that was begun. The exit code: 2 when a row was refused too."""
    from clean.corpus import stages

    try:
        folder, made = _begun(job, jobs, memory, workdir)
        run = _runner(jobs)
        told = stages.compute(job, folder, made, run, watch)
        told |= stages.put(job, folder, made, run, watch)
    except (BadCorpus, RuntimeError) as error:
        return complain(str(error))
    except OSError as error:
        return complain(f"{error.filename or job.out}: {advice(error)}; what is finished is kept")
    _tell(told)
    return DONE


def _begun(job: Job, jobs: int, memory: int, workdir: str) -> Any:
    from clean.corpus import stages
    from clean.corpus.work import Work

    made = stages.planned(job, memory, jobs)
    folder = Work(stages.local(job.out, workdir))
    parts = [[list(map(list, part.files)), *part[3:]] for part in made.parts]
    begun = folder.begin({"job": {**job.record(), "parts": parts}, "partitions": made.partitions})
    return folder, made._replace(partitions=begun["partitions"])


def _runner(jobs: int) -> Any:
    from clean.corpus import runners

    return runners.pool(jobs) if jobs > 1 else runners.here


def _tell(told: dict[str, Counts]) -> None:
    rows = [(stage, what, f"{count}") for stage, counts in told.items() for what, count in counts.items()]
    print(report.table([("stage", "what", "count"), *rows]))
