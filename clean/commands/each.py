"""One task for each of many documents: in input order, whatever fails, on several cores."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from errno import EBADF
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from clean.collector import paused
from clean.files import Input, Trouble, advice, find
from clean.language import spoken
from clean.report import on_one_line
from clean.rule import BrokenPromise

# Below this a pool costs more than it saves.
MANY = 40

DONE, FOUND, FAILED = 0, 1, 2

# Standard input, as if it were a file.
STDIN = Input(Path("<stdin>"), "<stdin>")

_ADVICE = {
    "empty": "fetch the document again",
    "nul-bytes": "fetch the document again, or say what it is: --encoding utf-16-le",
    "binary": "extract the text first",
    "undecodable": "say what it is, as in --encoding gb18030",
    "too-large": "leave it out (exclude), or raise the limit",
    "unwritable": "write it as UTF-8: --to utf-8",
    "undecided": "say what it is, as in --encoding gb18030",
}


class Outcome(NamedTuple):
    """What came of one document: lines to print, a complaint, the exit code, its record."""

    code: int = DONE
    lines: tuple[str, ...] = ()
    error: str = ""
    record: dict[str, Any] | None = None


class Named(Protocol):
    """What a task is done for: a document with a path to it and a name."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def name(self) -> str:
        """What it is called in records."""


D = TypeVar("D", bound=Named)
# How the task is to be done.
How = TypeVar("How")
Task = Callable[[D, How], Outcome]
# Shows how far a long run is; given the outcomes and how many there will be.
Watch = Callable[[Iterable[Outcome], int], Iterable[Outcome]]


def each(
    paths: Sequence[Path], task: Task[Input, How], options: How, jobs: int, watch: Watch
) -> Iterator[Outcome]:
    """The outcome of a task for every document the paths mean, in input order.

    `jobs` is how many processes work; 0 means as many as there are cores when there are
    many documents. Paths that cannot be used come last.
    """
    found = list(find(paths))
    documents = [one for one in found if isinstance(one, Input)]
    yield from watch(outcomes(documents, task, options, jobs), len(documents))
    yield from (failed(str(one)) for one in found if isinstance(one, Trouble))


def outcomes(
    documents: Sequence[D], task: Task[D, How], options: How, jobs: int
) -> Iterator[Outcome]:
    """The outcome of a task for each document, in their order."""
    jobs = min(jobs or (_cores() if len(documents) >= MANY else 1), len(documents))
    work = partial(attempt, task, options)
    if jobs <= 1:
        yield from map(work, documents)
        return
    yield from _shared(work, documents, jobs)


def attempt(task: Task[D, How], options: How, document: D) -> Outcome:
    """The outcome of a task; what fails, fails for this document only, and says so."""
    from clean.stages.encoding import Refusal

    try:
        with paused():
            return task(document, options)
    except Refusal as refusal:
        refusal.path = str(document.path)
        why = {"reason": refusal.reason, "byte": refusal.at, "message": refusal.what}
        said = "; ".join(filter(None, (str(refusal), _ADVICE.get(refusal.reason))))
        return failed(said, {"name": document.name, "refusal": why})
    except OSError as error:
        said = f"{_path(error, document)}: {advice(error)}"
        return failed(said, _refused(document, "unreadable", advice(error)))
    except Exception as error:  # noqa: BLE001  our bug: the other documents are still cleaned
        said = bug(error)
        return failed(f"{document.path}: {said}", _refused(document, "bug", said))


def failed(error: str, record: dict[str, Any] | None = None) -> Outcome:
    """The outcome of what could not be done."""
    return Outcome(FAILED, (), error, record)


def bug(error: Exception) -> str:
    """How a mistake of ours is told: what, where in our code, and what to do."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name} line {frames[-1].lineno})" if frames else ""
    what = str(error) if isinstance(error, BrokenPromise) else f"{type(error).__name__}: {error}"
    return f"our mistake, not the document's: {what}{where}; left alone, please report it"


def say(outcomes: Iterable[Outcome]) -> int:
    """Print each outcome, complaints to stderr; the worst exit code of all.

    A line is a line: what a file name holds of line ends and other controls is spelt out.
    """
    worst = DONE
    for outcome in outcomes:
        for line in outcome.lines:
            print(on_one_line(line))
        if outcome.error:
            complain(outcome.error)
        worst = max(worst, outcome.code)
    return worst


def complain(words: str) -> int:
    """Print a complaint, on one line; the exit code that goes with it."""
    sys.stdout.flush()
    print(f"clean: {on_one_line(spoken(words))}", file=sys.stderr)
    return FAILED


def arrived() -> bytes:
    """All of standard input. Raises OSError where there is none."""
    if sys.stdin is None:
        raise OSError(EBADF, os.strerror(EBADF))
    return sys.stdin.buffer.read()


def _shared(work: Callable[[D], Outcome], documents: Sequence[D], jobs: int) -> Iterator[Outcome]:
    """The work on each document, done by several processes."""
    from clean.commands.pool import BrokenProcessPool, mapped

    try:
        yield from mapped(work, documents, jobs)
    except BrokenProcessPool:
        yield failed("a worker process ended; free some memory, or run again with --jobs 1")
    except OSError as error:
        yield failed(f"no worker process: {advice(error)}; run again with --jobs 1")


def _path(error: OSError, document: Named) -> str | Path:
    """Which file an error is about; one that names none is about the document."""
    return os.fsdecode(error.filename) if error.filename else document.path


def _refused(document: Named, reason: str, message: str) -> dict[str, Any]:
    return {"name": document.name, "refusal": {"reason": reason, "message": message}}


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
