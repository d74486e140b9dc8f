"""Which documents are to be compared: those of a call with an index, and with each other.

The fingerprints of all documents propose; only a document that may be a copy is read again,
beside the few that it may be a copy of. The rules are not imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from clean.commands.again import again as told_again
from clean.commands.candidates import Beside
from clean.commands.each import Outcome
from clean.commands.kept import Kept, key, more
from clean.commands.plan import Asked, Job, Plan, config_of, forget, here, job_of, planned
from clean.config.excuses import quotation
from clean.faults import Fault
from clean.faults import unpacked as fault_of
from clean.files import Trouble, advice
from clean.index.entry import Entry, digest, packed, unpacked
from clean.index.likely import Collection
from clean.index.table import BadIndex, Table, above, again, read


class Index(NamedTuple):
    """An index that was read, and where it lies."""

    place: Path
    table: Table


def compared(
    paths: Sequence[Path], asked: Asked, written: Path | None
) -> tuple[Plan, Index | None]:
    """The plan for the paths, and the index that their documents are compared with.

    An index that cannot be read is a trouble of the plan. Raises as `planned` does.
    """
    forget()
    place = _index_of(paths, asked)
    index, troubles = _read(place) if place else (None, [])
    plan = planned(paths, replace(asked, index=place if index else None), written)
    return replace(plan, troubles=(*plan.troubles, *troubles)), index


def with_others(
    looked: Iterable[tuple[Job, Outcome]],
    index: Index,
    asked: Asked,
    kept: Kept | None,
    workers: int,
) -> list[Outcome]:
    """The outcomes of a call, with what is said of each document beside others.

    Raises ConfigError.
    """
    looked = list(looked)
    tasks = list(beside(looked, index, asked))
    keys = [_key(task) if kept else "" for task in tasks]
    said = told_again(tasks, keys, _weighed, kept, workers)
    told = {task.job: outcome for task, outcome in zip(tasks, said, strict=False)}
    return [_joined(outcome, told[job]) if job in told else outcome for job, outcome in looked]


def beside(looked: Iterable[tuple[Job, Outcome]], index: Index, asked: Asked) -> Iterator[Beside]:
    """The documents that something may be said of, beside those of the index and of the call.

    What a document of the call is now counts, not what the index tells of it. Raises ConfigError.
    """
    base, news = index.place.absolute().parent, dict[str, tuple[Entry, Job]]()
    for job, outcome in looked:
        if kept := (outcome.record or {}).get("print"):
            path = relative(job.path, base)
            news[path] = unpacked({**kept, "path": path}), job
    held = {one.path: one for one in index.table.entries}
    command = again(index.place, index.table.folders)
    entries = held | {path: new for path, (new, _) in news.items()}
    collection = Collection(entries.values())
    for path, (new, job) in news.items():
        likely = [(one, _job(one, base, news, asked)) for one in collection.likely(new)]
        others = tuple((one, its) for one, its in likely if not _is_same(its.path, job.path))
        own = held[path] if held.get(path, new).source != new.source else None
        if others or own:
            least = config_of(job.path, asked)["likeness"]
            yield Beside(job, new, own, others, command, least)


def relative(path: Path, base: Path) -> str:
    """A path as seen from a folder, with `/`."""
    return os.path.relpath(path.absolute(), base).replace(os.sep, "/")


def _job(one: Entry, base: Path, news: dict[str, tuple[Entry, Job]], asked: Asked) -> Job:
    """A document of the collection as it is read: under its own configuration."""
    if one.path in news:
        return news[one.path][1]
    return job_of(base / one.path, replace(asked, encoding=None))


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    return os.path.realpath(one) == os.path.realpath(other)


def _index_of(paths: Sequence[Path], asked: Asked) -> Path | None:
    """The index in force: the one that is named, the configured one, or the nearest."""
    if asked.index or asked.alone:
        return asked.index
    config = here(paths, asked)
    return config.root / config["index"] if config["index"] else above(Path.cwd())


def _read(place: Path) -> tuple[Index | None, list[Trouble]]:
    try:
        return Index(place, read(place)), []
    except OSError as error:
        return None, [Trouble(place, advice(error))]
    except BadIndex as error:
        return None, [Trouble(place, str(error))]


def _key(task: Beside) -> str:
    """The name of what was kept of a comparison: it rests on the others as they stand now."""
    own = task.own.source if task.own else ""
    others = [(packed(one), _digest(its.path), its.chosen) for one, its in task.others]
    return more(key(task.job), packed(task.new), own, others, task.again, task.least)


def _digest(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _weighed(task: Beside, _: None) -> Outcome:
    from clean.commands.weighed import weighed  # with the rules, which only a worker needs

    return weighed(task)


def _joined(outcome: Outcome, beside: Outcome) -> Outcome:
    """What was found in a document, behind what was found beside others."""
    here, more = outcome.record or {}, beside.record or {}
    faults = [*more.get("faults", ()), *here.get("faults", ())]
    used = sorted({*more.get("used", ()), *here.get("used", ())})
    quotes = [*here.get("quoted", ()), *map(_quoted, map(fault_of, more.get("faults", ())))]
    record = {**here, "faults": faults, "used": used, "quoted": quotes}
    return Outcome(max(outcome.code, beside.code), error=beside.error, record=record)


def _quoted(fault: Fault) -> tuple[str, str]:
    """The rule and the words of a fault of the whole document: those of its first line."""
    end = fault.lead + fault.end - fault.start
    return fault.rule, quotation(fault.around, fault.lead, end)
