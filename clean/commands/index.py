"""`index` tells a collection in a small file, which `check` compares new documents with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from clean.commands.beside import relative
from clean.commands.check import lost
from clean.commands.each import Outcome, Watch, complain, outcomes, say
from clean.commands.look import printed
from clean.commands.plan import Asked, Job, stdin_job, taken
from clean.commands.reading import known
from clean.config.load import ConfigError
from clean.files import Input, advice, clashes, find, write
from clean.index.entry import Entry, unpacked
from clean.index.table import Table, written
from clean.language import spoken


def index(paths: Sequence[Path], out: Path, asked: Asked, jobs: int, watch: Watch) -> int:
    """Write the index of the documents that the paths mean. The exit code.

    A document that cannot be read is told and left out, and the code is 2; where a path cannot
    be followed nothing is written. Paths in the index are relative to the folder it lies in.
    """
    base = out.absolute().parent
    inputs = list(find(paths))
    if troubles := clashes([one for one in inputs if isinstance(one, Input)], [out]):
        return max(complain(str(trouble)) for trouble in troubles)
    try:
        plan = taken(inputs, asked)
        known(plan.jobs or [stdin_job(asked)])
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    if plan.troubles:  # a name that is wrong would leave a part of the collection out
        say(lost(plan))
        return complain(f"{out}: not written: leave out what cannot be read, or mend it")
    found: list[Entry] = []
    done = watch(outcomes(plan.jobs, printed, None, jobs), len(plan.jobs))
    code = say(_kept(zip(plan.jobs, done, strict=False), base, found))
    if not found:
        return complain("no document was read; the index is not written")
    folders = tuple(sorted(relative(path, base) for path in paths))
    try:
        write(out, written(Table(folders, tuple(found))))
    except OSError as error:
        return complain(f"{out}: {advice(error)}")
    print(f"{out}: {spoken(f'{len(found)} documents indexed')}")
    return code


def _kept(done: Iterable[tuple[Job, Outcome]], base: Path, found: list[Entry]) -> Iterator[Outcome]:
    """The outcomes as they come; their entries are kept."""
    for job, outcome in done:
        if outcome.record and "print" in outcome.record:
            found.append(unpacked({**outcome.record["print"], "path": relative(job.path, base)}))
        yield outcome
