"""`check` tells what cleaning would change, or writes a baseline of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from clean.collector import paused
from clean.commands.again import again
from clean.commands.beside import compared, with_others
from clean.commands.each import (
    DONE,
    FAILED,
    Outcome,
    Watch,
    attempt,
    complain,
    outcomes,
    say,
)
from clean.commands.kept import Kept, key
from clean.commands.plan import STDIN, Asked, Job, Plan, here, path_in, planned, stdin_job
from clean.commands.show import Output, show, told_diff
from clean.commands.stale import stale
from clean.config.excuses import Excuse, written
from clean.config.load import ConfigError
from clean.faults import Checked, Safety, unpacked
from clean.files import advice, write


def check(
    paths: Sequence[Path],
    asked: Asked,
    output: Output,
    kept: Kept | None,
    jobs: int,
    watch: Watch,
) -> int:
    """Tell all that cleaning would change and no excuse covers.

    Where there is an index, documents are compared with those it tells and with each other.
    The exit code: 0 when every document is canonical, 1 when one is not, 2 when one could
    not be read. `-` is standard input. Writes nothing but what is kept for the next run.
    """
    try:
        plan, held = compared(paths, asked, output.file)
        stdin = [stdin_job(asked)] if _has_stdin(paths) else []
        vet([] if plan.jobs or stdin else [stdin_job(asked)])
        done = watch(_looked(plan.jobs, stdin, kept, jobs), len(plan.jobs))
        if held:
            done = with_others(zip(plan.jobs, done, strict=False), held, asked, kept, jobs)
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    with paused():  # faults come in great number too
        return show(chain(_checked(plan, done), _piped(stdin)), output.by(here(paths, asked)))


def diff(paths: Sequence[Path], asked: Asked, allowed: Safety, jobs: int, watch: Watch) -> int:
    """Show what would change, sentence by sentence, and write nothing. The exit code.

    0 where nothing would, 1 where something would, 2 where something could not be read.
    """
    try:
        plan = planned(paths, asked)
        vet(plan.jobs)
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    done = watch(outcomes(plan.jobs, _compared, allowed, jobs), len(plan.jobs))
    return told_diff(chain(done, lost(plan)))


def baseline(paths: Sequence[Path], asked: Asked, file: Path, jobs: int, watch: Watch) -> int:
    """Write every present fault to a file, which a configuration names as its baseline.

    The exit code: 0, or 2 where a document could not be read; then nothing is written.
    """
    try:
        plan, held = compared(paths, asked, file)
        vet(plan.jobs)
        every = [job._replace(excuses=()) for job in plan.jobs]
        done = watch(outcomes(every, _quoted, None, jobs), len(plan.jobs))
        if held:
            done = with_others(zip(every, done, strict=False), held, asked, None, jobs)
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    excuses: list[Excuse] = []
    if code := say(chain(_noted(plan, done, excuses), lost(plan))):
        complain(f"{file}: not written: leave out what cannot be read, or mend it")
        return code
    try:
        write(file, written(excuses))
    except OSError as error:
        return complain(f"{file}: {advice(error)}")
    named = os.path.relpath(file, here(paths, asked).root).replace(os.sep, "/")
    print(f'{file}: {len(excuses)} faults written; the configuration says baseline = "{named}"')
    return DONE


def vet(jobs: Iterable[Job]) -> None:
    """Raises ValueError where a job names a rule that does not exist, or a pattern too wide.

    Where none names anything the rules are not imported: the workers do that.
    """
    if some := [job for job in jobs if any(job.chosen)]:
        from clean.commands.reading import known  # with the rules, where they are needed

        known(some)


def lost(plan: Plan) -> Iterator[Outcome]:
    """What a plan could not use."""
    return (Outcome(FAILED, error=str(trouble)) for trouble in plan.troubles)


def as_checked(job: Job, outcome: Outcome) -> Checked:
    """A worker's outcome as the formats take it."""
    faults = (outcome.record or {}).get("faults", ())
    return Checked(str(job.path), tuple(map(unpacked, faults)), outcome.error)


def _looked(
    jobs: Sequence[Job], stdin: Sequence[Job], kept: Kept | None, workers: int
) -> Iterator[Outcome]:
    """The outcome for each job, from what is kept where it is, in the order of the jobs.

    Raises ValueError, before any work, for a rule that does not exist.
    """
    keys = list(map(key, jobs))
    told = [kept is not None and kept.has(key) for key in keys]
    vet([*(job for job, is_told in zip(jobs, told, strict=True) if not is_told), *stdin])
    return again(jobs, keys, _looked_at, kept, workers)


def _looked_at(job: Job, _: None) -> Outcome:
    from clean.commands.look import looked  # with the rules, which only a worker needs

    return looked(job)


def _quoted(job: Job, _: None) -> Outcome:
    from clean.commands.look import quoted

    return quoted(job)


def _compared(job: Job, allowed: Safety) -> Outcome:
    from clean.commands.look import compared

    return compared(job, allowed)


def _checked(plan: Plan, done: Iterable[Outcome]) -> Iterator[Checked]:
    """What was found in each document, and then which excuses no longer excuse anything."""
    used: list[tuple[Job, Outcome]] = []
    for job, outcome in zip(plan.jobs, done, strict=False):
        used.append((job, outcome._replace(record={"used": (outcome.record or {}).get("used")})))
        yield as_checked(job, outcome)
    yield from stale(plan, used)
    yield from (Checked(str(one.path), error=str(one)) for one in plan.troubles)


def _piped(stdin: Iterable[Job]) -> Iterator[Checked]:
    for job in stdin:
        from clean.commands.look import looked_at_stdin

        yield as_checked(job, attempt(looked_at_stdin, None, job))


def _noted(plan: Plan, done: Iterable[Outcome], excuses: list[Excuse]) -> Iterator[Outcome]:
    for job, outcome in zip(plan.jobs, done, strict=False):
        path = path_in(plan.configs[job], job.path)
        quotes = (outcome.record or {}).get("quoted", ())
        excuses += (Excuse(path, rule, text) for rule, text in quotes)
        yield outcome if outcome.code == FAILED else Outcome()


def _has_stdin(paths: Sequence[Path]) -> bool:
    return any(str(path) == STDIN for path in paths)
