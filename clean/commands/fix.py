"""`fix` cleans documents in place: what is safe, or all that it can."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from clean.commands.check import as_checked, lost, vet
from clean.commands.each import DONE, FOUND, Outcome, Watch, complain, outcomes
from clean.commands.plan import Asked, Job, Mending, Plan, here, planned
from clean.commands.show import Output, show
from clean.config.load import ConfigError
from clean.faults import Checked
from clean.report import on_one_line


def fix(
    paths: Sequence[Path], asked: Asked, output: Output, how: Mending, jobs: int, watch: Watch
) -> int:
    """Write each document anew that is not canonical, as far as it may be.

    A line for each file changed, then the faults that are left. The exit code: 0 when
    none is left, 1 when one is, 2 when a file could not be done.
    """
    try:
        plan = planned(paths, asked, output.file)
        vet(plan.jobs)
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    done = watch(outcomes(plan.jobs, _mended, how, jobs), len(plan.jobs))
    fixed: list[str] = []
    output = output.by(here(paths, asked))
    code = show(_left(plan, done, output, fixed), output)
    return max(code, FOUND if fixed and output.fixed_is_found else DONE)


def _mended(job: Job, how: Mending) -> Outcome:
    from clean.commands.look import mended  # with the rules, which only a worker needs

    return mended(job, how)


def _left(
    plan: Plan, done: Iterable[Outcome], output: Output, fixed: list[str]
) -> Iterator[Checked]:
    """The faults that are left in each document; what was mended is told on the way."""
    for job, outcome in zip(plan.jobs, done, strict=False):
        record = outcome.record or {}
        for line in record.get("fixed", ()):
            fixed.append(str(job.path))
            _tell(line, output)
            for rule, n in sorted(record["by"].items()) if output.show_fixes else ():
                _tell(f"  {n} {rule}", output)
        yield as_checked(job, outcome)
    yield from (Checked("", error=outcome.error) for outcome in lost(plan))


def _tell(line: str, output: Output) -> None:
    """Say what was done; on standard error where standard output is for a program."""
    if not output.quiet:
        print(on_one_line(line), file=sys.stdout if output.is_for_people else sys.stderr)
