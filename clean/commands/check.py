"""`check` tells what cleaning would change, or writes a baseline of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import TextIO

from clean.commands.each import (
    DONE,
    FAILED,
    FOUND,
    Outcome,
    Watch,
    attempt,
    complain,
    outcomes,
    say,
)
from clean.commands.kept import Kept
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

    The exit code: 0 when every document is canonical, 1 when one is not, 2 when one could
    not be read. `-` is standard input. Writes nothing but what is kept for the next run.
    """
    try:
        plan = planned(paths, asked, output.file)
        stdin = [stdin_job(asked)] if _has_stdin(paths) else []
        known([] if plan.jobs or stdin else [stdin_job(asked)])
        done = watch(_looked(plan.jobs, stdin, kept, jobs), len(plan.jobs))
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    return show(chain(_checked(plan, done), _piped(stdin)), output.by(here(paths, asked)))


def beside(paths: Sequence[Path], asked: Asked, output: Output) -> TextIO:
    """Where words that are no finding go: not into what a program reads, nowhere if quiet."""
    try:
        output = output.by(here(paths, asked))
    except ConfigError:  # told already
        return sys.stderr
    if output.quiet:
        return StringIO()
    return sys.stdout if output.is_for_people else sys.stderr


def diff(paths: Sequence[Path], asked: Asked, allowed: Safety, jobs: int, watch: Watch) -> int:
    """Show what would change, sentence by sentence, and write nothing. The exit code.

    0 where nothing would, 1 where something would, 2 where something could not be read.
    """
    from clean.commands.look import compared

    try:
        plan = planned(paths, asked)
        known(plan.jobs)
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    done = watch(outcomes(plan.jobs, compared, allowed, jobs), len(plan.jobs))
    return told_diff(chain(done, lost(plan)))


def baseline(paths: Sequence[Path], asked: Asked, file: Path, jobs: int, watch: Watch) -> int:
    """Write every present fault to a file, which a configuration names as its baseline.

    The exit code: 0, or 2 where a document could not be read; then nothing is written.
    """
    from clean.commands.look import quoted

    try:
        plan = planned(paths, asked, file)
        known(plan.jobs)
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    excuses: list[Excuse] = []
    done = watch(outcomes(plan.jobs, quoted, None, jobs), len(plan.jobs))
    if code := say(chain(_noted(plan, done, excuses), lost(plan))):
        return code
    try:
        write(file, written(excuses))
    except OSError as error:
        return complain(f"{file}: {advice(error)}")
    print(f'{file}: {len(excuses)} faults written; the configuration says baseline = "{file}"')
    return DONE


def known(jobs: Iterable[Job]) -> None:
    """Raises ValueError where a job names a rule that does not exist, or a pattern too wide."""
    for chosen in {job.chosen for job in jobs}:
        from clean.commands.look import options  # with the rules, where they are needed

        options(chosen)


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
    keys = [kept.key(job) if kept else "" for job in jobs]
    told = [kept is not None and kept.has(key) for key in keys]
    missing = [job for job, is_told in zip(jobs, told, strict=True) if not is_told]
    known([*missing, *stdin])
    return _merged(zip(jobs, keys, told, strict=True), _fresh(missing, workers), kept)


def _merged(
    jobs: Iterable[tuple[Job, str, bool]], fresh: Iterator[Outcome], kept: Kept | None
) -> Iterator[Outcome]:
    for job, key, is_told in jobs:
        record = kept.get(key) if kept and is_told else None
        if record:
            yield Outcome(FOUND if record["faults"] else DONE, record=record)
            continue
        # What is kept and damaged is looked at here and now.
        outcome = next(_fresh([job], 1) if is_told else fresh, None)
        if outcome is None:  # a worker ended, which was told
            return
        if kept and outcome.code != FAILED and outcome.record:
            kept.put(key, outcome.record)
        yield outcome


def _fresh(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    if not jobs:
        return
    from clean.commands.look import looked

    yield from outcomes(jobs, looked, None, workers)


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
        yield outcome


def _has_stdin(paths: Sequence[Path]) -> bool:
    return any(str(path) == STDIN for path in paths)
