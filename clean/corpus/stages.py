"""The stages of a job in order: the whole method. Each is a row of tasks over files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from clean.corpus import ledger, work
from clean.corpus.clustering import clashes, cluster
from clean.corpus.grouping import group
from clean.corpus.job import BadCorpus, Job
from clean.corpus.parts import PART, Part, cut, found
from clean.corpus.places import Seen
from clean.corpus.runners import Run
from clean.corpus.signing import sign
from clean.corpus.verifying import verify
from clean.corpus.work import Work, sweep
from clean.corpus.writing import write

Counts = dict[str, int]
# Shows how far a stage is: its name, a sign of each task done, how many there are.
Watch = Callable[[str, Iterable[None], int], Iterable[None]]

# A row for `group` is 24 bytes; sorting and cutting it takes five times that.
_GROUPED = 120
# Bytes of input a row, in passages of 40 letters with 10 bands each.
_PASSAGE = 12


class Plan(NamedTuple):
    """The parts of a job, how many partitions its bands are grouped in, and the files cut up."""

    parts: list[Part]
    partitions: int
    seen: list[Seen]


def planned(job: Job, memory: int, jobs: int) -> Plan:
    """The plan of a job: `memory` in bytes for all of its processes."""
    seen = found(job)
    parts = cut(seen)
    many = sum(part.rows for part in parts) * job.bands
    if job.passages == "find":
        many += sum(map(_size, parts)) // _PASSAGE
    needed = many * _GROUPED
    return Plan(parts, max(1, -(-needed // max(1, memory // max(1, jobs) // 2))), seen)


def _size(part: Part) -> int:
    return part.end - part.start if part.kind == "jsonl" and part.end > 0 else PART


def compute(job: Job, folder: Work, made: Plan, run: Run, watch: Watch) -> dict[str, Counts]:
    """All stages up to what becomes of each document. What each counted.

    Raises BadCorpus when two documents have one id, OSError when files cannot be read or written.
    """
    sweep(folder.folder)
    parts, partitions, _ = made
    numbers = list(range(len(parts)))
    told = {
        "sign": _stage("sign", partial(sign, job, folder, partitions), parts, folder, run, watch),
        "group": _stage(
            "group",
            partial(group, folder, len(parts), partitions),
            range(partitions),
            folder,
            run,
            watch,
        ),
    }
    _check_ids(folder, parts, partitions)
    told["verify"] = _stage(
        "verify", partial(verify, job, folder, partitions), numbers, folder, run, watch
    )
    told["cluster"] = cluster(folder, len(parts), partitions)
    return told | (_passages(job, folder, made, run, watch) if job.passages == "find" else {})


def _passages(job: Job, folder: Work, made: Plan, run: Run, watch: Watch) -> dict[str, Counts]:
    """The same stages once more for the passages of what stands, and what stands inside what."""
    from clean.corpus.containing import contain
    from clean.corpus.cutting import cut_part
    from clean.corpus.passages import job_of
    from clean.corpus.sharing import share

    parts, partitions, _ = made
    numbers, own = list(range(len(parts))), folder.inner()
    cut, hold = (
        partial(cut_part, job, folder, partitions),
        partial(contain, job, folder, partitions),
    )
    near = partial(group, own, len(parts), partitions)
    compared = partial(verify, job_of(job), own, partitions)
    told = {
        "passages": _stage("sign", cut, parts, own, run, watch),
        "passages/group": _stage("group", near, range(partitions), own, run, watch),
        "passages/verify": _stage("verify", compared, numbers, own, run, watch),
        "passages/cluster": cluster(own, len(parts), partitions),
        "contain": _stage("contain", hold, numbers, folder, run, watch),
    }
    return {**told, "share": share(folder, len(parts))}


def put(job: Job, folder: Work, made: Plan, run: Run, watch: Watch) -> dict[str, Counts]:
    """Write the output of a computed job, its ledger last."""
    told = _stage("write", partial(write, job, folder), made.parts, folder, run, watch)
    ledger.write(job, folder, len(made.parts))
    return {"write": told}


def _stage(
    name: str,
    task: Callable[[Any], None],
    items: Sequence[Any],
    folder: Work,
    run: Run,
    watch: Watch,
) -> Counts:
    """Run the tasks of a stage that are not done. What all of them counted together."""
    numbers = [int(getattr(item, "number", item)) for item in items]
    left = [item for item, n in zip(items, numbers, strict=True) if not folder.is_done(name, n)]
    for _ in watch(name, run(task, left) if left else (), len(left)):
        pass
    total: Counts = {}
    for number in numbers:
        for what, count in work.counts(folder.path(name, number)).items():
            total[what] = total.get(what, 0) + count
    return total


def _check_ids(folder: Work, parts: Sequence[Part], partitions: int) -> None:
    found = list(clashes(folder, partitions))
    for one, other in found[:1]:
        first, second = (_place(row, parts) for row in (one, other))
        raise BadCorpus(
            f"{second}: id {one['id']!r} is that of {first} too ({len(found)} such in all); "
            "name a field that is unique, or none: then file and row are the id"
        )


def _place(row: dict[str, Any], parts: Sequence[Part]) -> str:
    part = parts[row["part"]]
    return f"{part.files[0][0]}:{row['row']}"


def local(out: str, chosen: str) -> Path:
    """The work folder: the one chosen, or one in the output. Raises BadCorpus for a remote output."""
    if not chosen and "://" in out:
        raise BadCorpus(f"{out}: is not on a local disk; say where to work: --work FOLDER")
    return Path(chosen or Path(out) / ".work")
