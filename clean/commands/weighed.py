"""What a worker does with a document that may be a copy: compare it with the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from clean.cleaned import Cleaned
from clean.commands.candidates import Beside
from clean.commands.each import Outcome
from clean.commands.look import excused
from clean.commands.plan import Job
from clean.commands.reading import read, whole
from clean.index.answer import Standing, answers, stale
from clean.index.entry import Entry, digest
from clean.stages.encoding import Refusal
from clean.telling import beside


def weighed(task: Beside, _: None = None) -> Outcome:
    """What is said of the document beside the others and no excuse covers."""
    raw = read(task.job)
    document = _whole(raw, task.job)
    said = [*answers(task.new, document.text, list(_standing(task)), task.again, task.least)]
    if task.own:
        said.insert(0, stale(task.own, task.again))
    return excused(raw, document, beside(document, said), task.job)


def _standing(task: Beside) -> Iterator[Standing]:
    """The others as they stand on disk; none is read where one has the same text."""
    is_told = any(entry.text == task.new.text for entry, _ in task.others)
    for entry, job in task.others:
        yield Standing(entry) if is_told else _stands(entry, job)


# Of documents on one template each is compared with several: the last few are not cleaned again.
@lru_cache(maxsize=64)
def _whole(raw: bytes, job: Job) -> Cleaned:
    return whole(raw, job)


def _stands(entry: Entry, job: Job) -> Standing:
    try:
        raw = read(job)
        return Standing(entry, digest(raw), _whole(raw, job).text)
    except (OSError, Refusal):
        return Standing(entry)
