"""`run`: documents into canonical texts, logs and a manifest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from os.path import samestat
from pathlib import Path

from clean import report
from clean.cleaned import Cleaned
from clean.commands.each import (
    FAILED,
    Outcome,
    Watch,
    arrived,
    attempt,
    complain,
    failed,
    outcomes,
    say,
)
from clean.commands.plan import Asked, Job, stdin_job, taken
from clean.commands.reading import cleaned_as, known, options, read, within
from clean.config.load import ConfigError
from clean.files import (
    MANIFEST,
    SUFFIX,
    TAKEN,
    Input,
    advice,
    beside,
    clashes,
    find,
    outputs,
    write,
)
from clean.page.learnt import LEAST, Learnt, Sides, learn, sides
from clean.pipeline import PAGES, Options, data, is_page
from clean.replay import read as parsed
from clean.replay import rebuild
from clean.rule import BrokenPromise
from clean.stages.encoding import Refusal
from clean.stages.encoding import read as decoded
from clean.stages.learnt import learnt_line

# The forms beside the canonical text, by the name of the format, which is their suffix too.
FORMS = {"md": Cleaned.to_markdown, "json": Cleaned.to_json}


def run(
    paths: Sequence[Path], out: Path, asked: Asked, jobs: int, watch: Watch, form: str = "txt"
) -> int:
    """Clean the documents into a folder; one line a document, then a table. The exit code.

    Writes `<name>.txt` and `<name>.log.jsonl` for each and `manifest.jsonl` for all, and
    `<name>.md` or `<name>.json` where that form is wanted; what is there already is not
    written again. Nothing is written where an output is an input.
    """
    found = list(find(paths, out, _searched()))
    documents = [one for one in found if isinstance(one, Input)]
    written = chain.from_iterable(_written(out, one.name, form) for one in documents)
    if troubles := clashes(documents, [*written, out / MANIFEST]):
        return max(complain(str(trouble)) for trouble in troubles)
    try:
        plan = taken(found, asked)
        known(plan.jobs or [stdin_job(asked)])
        learnt = learnt_from(plan.jobs)
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    done = watch(outcomes(plan.jobs, partial(into, out, form), learnt, jobs), len(documents))
    lost = (failed(str(one)) for one in plan.troubles)
    records: list[report.Record] = []
    code = say(_recorded(chain(done, lost), records))
    return max(code, _finish(records, out))


def learnt_from(jobs: Sequence[Job]) -> frozenset[Learnt]:
    """The menus that the documents of a run have in common; of few documents nothing is learnt.

    Every text is read once more than it is cleaned; what cannot be read is told later.
    """
    learning = [job for job in jobs if learnt_line in _options(job).rules()]
    if len(learning) < LEAST:
        return frozenset()
    return learn(filter(None, map(_sides, learning)))


def _sides(job: Job) -> Sides | None:
    """The edges of one text; a web page is known by its main text, not by its edges."""
    if is_page(job.path):
        return None
    try:
        return sides(decoded(read(job), job.chosen.encoding).text)
    except (OSError, Refusal):
        return None


def _options(job: Job, learnt: frozenset[Learnt] = frozenset()) -> Options:
    """The options of a job. A rule that a suppression of its file names is not run."""
    chosen = job.chosen._replace(ignore=(*job.chosen.ignore, *job.settled))
    return replace(options(chosen), learnt=learnt)


def into(out: Path, form: str, job: Job, learnt: frozenset[Learnt]) -> Outcome:
    """Clean one document into a folder; raises Refusal, OSError or BrokenPromise.

    Of a web page the text that was taken out of it is written too: the log rebuilds that.
    """
    cleaned = cleaned_as(read(job), job.path, _options(job, learnt))
    log = prove(cleaned)
    places = outputs(out, job.name)
    write(places.text, cleaned.text.encode())
    write(places.log, log.encode())
    if is_page(job.name):
        write(beside(out, job.name, TAKEN), cleaned.source.data)
    if form in FORMS:
        write(beside(out, job.name, f".{form}"), FORMS[form](cleaned).encode())
    record = report.record(cleaned, job.name, log)
    return Outcome(lines=(report.line(record),), record=record)


def stream(asked: Asked, log: Path | None, form: str = "txt") -> int:
    """Clean standard input to standard output, in the form wanted, the log to a file. The exit code.

    The configuration of the working folder counts. Raises OSError where standard output
    takes nothing.
    """
    texts: list[str] = []
    if log and _is_stdin(log):
        return complain(f"{log}: is an input too and would be overwritten; choose another name")
    try:
        job = stdin_job(asked)
        known([job])
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    code = say([attempt(partial(_through, log, form, texts), None, job)])
    sys.stdout.buffer.write("".join(texts).encode())
    return code


def _is_stdin(path: Path) -> bool:
    """Whether a file is what standard input is read from."""
    try:
        return samestat(os.fstat(sys.stdin.fileno()), path.stat())
    except (AttributeError, OSError, ValueError):
        return False


def prove(cleaned: Cleaned) -> str:
    """The log, after the source was rebuilt from it; raises BrokenPromise if it cannot be."""
    written = cleaned.log()
    try:
        rebuild(cleaned.text, parsed(written.split("\n")[:-1]))
    except ValueError as error:
        raise BrokenPromise(f"the log does not give the source back: {error}") from error
    return written


def _searched() -> tuple[str, ...]:
    """What folders are searched for: web pages too, where they can be read."""
    from clean.web import is_ready

    return (SUFFIX, *PAGES) if is_ready() else (SUFFIX,)


def _written(out: Path, name: str, form: str) -> Iterator[Path]:
    """The files that a document comes to."""
    yield from outputs(out, name)
    if is_page(name):
        yield beside(out, name, TAKEN)
    if form in FORMS:
        yield beside(out, name, f".{form}")


def _through(log: Path | None, form: str, texts: list[str], job: Job, _: None) -> Outcome:
    cleaned = data(within(arrived(), job), _options(job))
    written = prove(cleaned)
    if log:
        write(log, written.encode())
    texts.append(FORMS[form](cleaned) if form in FORMS else cleaned.text)
    return Outcome()


def _recorded(outcomes: Iterable[Outcome], records: list[report.Record]) -> Iterator[Outcome]:
    """The outcomes as they come; their records are kept."""
    for outcome in outcomes:
        if outcome.record:
            records.append(outcome.record)
        yield outcome


def _finish(records: list[report.Record], out: Path) -> int:
    if not records:
        return FAILED
    print(report.summary(records))
    try:
        write(out / MANIFEST, report.manifest(records))
    except OSError as error:
        return complain(f"{out / MANIFEST}: {advice(error)}")
    return 0
