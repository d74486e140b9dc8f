"""`corpus`: many documents cleaned, and what says the same found across them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clean.columns import table
from clean.files import advice

if TYPE_CHECKING:
    from clean.corpus.job import Job
    from clean.corpus.stages import Counts, Plan, Watch
    from clean.corpus.work import Work

DONE, FOUND, FAILED = 0, 1, 2
SHOWN = 5
"""So many refusals are told besides being written down."""


class Way:
    """How a job is done, which the output does not depend on."""

    def __init__(self, jobs: int, memory: int, work: str, engine: str, watch: Watch) -> None:
        self.jobs, self.memory, self.work = jobs or _cores(), memory, work
        self.engine, self.watch = engine, watch


def corpus(job: Job, way: Way) -> int:
    """Do a job, or finish one that was begun. The exit code: 2 when a row was refused."""
    from clean.corpus import ledger
    from clean.corpus.job import BadCorpus

    try:
        _check_places(job, way)
        done = _done(job)
        told = done or _all(job, way)
        refused = ledger.refusals(job.out, SHOWN) if _refused(told) else []
    except (BadCorpus, RuntimeError) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename or job.out}: {advice(error)}; what is finished is kept")
    _tell(told)
    for line in refused:
        _complain(line)
    if many := _refused(told):
        return _complain(f"{many} rows were refused; refused/ and the ledger say why")
    return DONE


def rehearse(job: Job, way: Way) -> int:
    """Find what the job would do, and write nothing that stays. The exit code."""
    import tempfile

    from clean.corpus import stages
    from clean.corpus.job import BadCorpus
    from clean.corpus.work import Work

    try:
        with tempfile.TemporaryDirectory(prefix="clean-", dir=way.work or None) as work:
            folder = Work(Path(work))
            made = _begun(job, folder, stages.planned(job, way.memory, way.jobs))
            told = stages.compute(job, folder, made, _runner(way), way.watch)
    except (BadCorpus, RuntimeError) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename or way.work}: {advice(error)}")
    _tell(told)
    if many := _refused(told):
        return _complain(f"{many} rows would be refused")
    return DONE


def explain(job: Job) -> int:
    """Print what would be found with these bands, by the formula and on the texts. The exit code."""
    from clean.corpus import curve
    from clean.corpus.job import BadCorpus

    try:
        texts = curve.sampled(job)
    except BadCorpus as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename}: {advice(error)}")
    print(
        f"n-grams of {job.gram} letters, {job.bands} bands of {job.rows} rows; more bands find more,"
    )
    print("more rows in a band find less. The chance that two texts of a likeness share a band:\n")
    print(table([("likeness", "chance"), *((f"{s:.2f}", f"{p:.4f}") for s, p in curve.curve(job))]))
    if texts:
        print(
            f"\n{len(texts)} texts of this corpus, damaged and looked for; copies from {job.least}:\n"
        )
        seen = [(one[0], *(f"{value:.3f}" for value in one[1:])) for one in curve.found(texts, job)]
        print(table([("damage", "likeness", "in a band", "called a copy"), *seen]))
    return DONE


def is_output(folder: Path) -> bool:
    """Whether a folder is the output of a job, finished or begun."""
    return any((folder / name).exists() for name in ("clusters.parquet", ".work/job.json"))


def verify(out: str) -> int:
    """Prove a whole output. The exit code: 0 when all agrees, 1 when something does not."""
    from clean.corpus import ledger, proof
    from clean.corpus.job import BadCorpus

    try:
        there = ledger.reported(out)
        if there is None:
            return _complain(f"{out}: was not finished; run the job again and it goes on")
        faults = list(proof.faults(out, there["job"]))
    except BadCorpus as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename or out}: {advice(error)}")
    print("\n".join(faults) or f"{out}: good, every row is accounted for")
    return FOUND if faults else DONE


def _all(job: Job, way: Way) -> dict[str, Counts]:
    from clean.corpus import inputs, ledger, outputs, stages
    from clean.corpus.work import Work

    made = stages.planned(job, way.memory, way.jobs)
    folder = Work(stages.local(job.out, way.work))
    if not folder.is_begun():
        outputs.check(job.out, made.parts)
    with folder.held():
        made = _begun(job, folder, made)
        run = _runner(way)
        told = stages.compute(job, folder, made, run, way.watch)
        told |= stages.put(job, folder, made, run, way.watch)
        ledger.report(job, told, inputs.state(made.seen))
        folder.clear()
    if not way.work:
        with suppress(OSError):  # something of another's is there
            folder.folder.rmdir()
    return told


def _begun(job: Job, folder: Work, made: Plan) -> Plan:
    """The plan: that of the job that was begun in the folder, if it is this one."""
    from clean.corpus import inputs

    now = inputs.stamp(made.seen)
    record = {"job": job.record(), "inputs": now, "partitions": made.partitions}
    begun = folder.begin(record)
    inputs.check_work(made.seen, begun["inputs"], str(folder.folder))
    return made._replace(partitions=begun["partitions"])


def _done(job: Job) -> dict[str, Counts] | None:
    """What was counted, if the output is there already.

    Raises BadCorpus for that of another job, or of inputs that have changed since.
    """
    from clean.corpus import inputs, ledger, parts, places
    from clean.corpus.job import BadCorpus

    there = ledger.reported(job.out)
    if there is None:
        return None
    if there["job"] != job.record():
        raise BadCorpus(f"{job.out}: holds the output of another job; choose another folder")
    since = places.changed(f"{job.out}/{ledger.REPORT}")
    inputs.check_output(parts.found(job), there["inputs"], since, job.out)
    return dict(there["counts"])


def _check_places(job: Job, way: Way) -> None:
    """Raises BadCorpus where what is read, written and worked on is not apart."""
    from clean.corpus.job import BadCorpus

    out = _real(job.out)
    for path in job.inputs:
        if _overlap(out, _real(path)):
            raise BadCorpus(f"{job.out}: output and input {path} overlap; choose another folder")
        if way.work and _overlap(_real(way.work), _real(path)):
            raise BadCorpus(f"{way.work}: work and input {path} overlap; choose another folder")
    own = f"{out.rstrip('/')}/.work"
    if way.work and _overlap(_real(way.work), out) and _real(way.work) != own:
        raise BadCorpus(f"{way.work}: work and output {job.out} overlap; choose another folder")


def _real(path: str) -> str:
    return os.path.realpath(path) if "://" not in path else path.rstrip("/")


def _overlap(one: str, other: str) -> bool:
    first, second = (f"{path.rstrip(os.sep)}/" for path in (one, other))
    return first.startswith(second) or second.startswith(first)


def _runner(way: Way) -> Any:
    from clean.corpus import runners

    return runners.named(way.engine, way.jobs)


def _tell(told: dict[str, Counts]) -> None:
    counts = [
        (stage, what, str(count))
        for stage, counts in told.items()
        for what, count in counts.items()
    ]
    print(table([("stage", "what", "count"), *counts]))


def _refused(told: dict[str, Counts]) -> int:
    return told["sign"].get("refused", 0)


def _complain(words: str) -> int:
    from clean.commands.each import complain

    return complain(words)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
