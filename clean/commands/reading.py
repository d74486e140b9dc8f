"""How a job is read and cleaned: its bytes within the limit, under the options of its choice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from clean import book
from clean.cleaned import Cleaned
from clean.commands.plan import Chosen, Job
from clean.pipeline import CHAIN, Options, data, html, is_page
from clean.stages.encoding import Refusal


@cache
def options(chosen: Chosen) -> Options:
    """The options of a choice. Raises ValueError for a rule that does not exist.

    The chain does not know what is told beside its rules; where only that is selected, no
    rule of it runs.
    """
    apart = book.apart() if chosen.select or chosen.ignore else frozenset()
    select, ignore = frozenset(chosen.select) - apart, frozenset(chosen.ignore) - apart
    if chosen.select and not select:
        ignore |= {rule.name for rule in CHAIN}
    return Options(select, ignore, chosen.encoding, patterns=chosen.patterns)


def known(jobs: Iterable[Job]) -> None:
    """Raises ValueError where a job names a rule that does not exist, or a pattern too wide."""
    for chosen in {job.chosen for job in jobs}:
        options(chosen)


def safe(chosen: Chosen) -> Chosen:
    """The choice without the rules whose changes are not safe."""
    unsafe = {rule.name for rule in CHAIN if not rule.safe}
    return chosen._replace(ignore=tuple(sorted({*chosen.ignore, *unsafe})), patterns=())


def whole(raw: bytes, job: Job) -> Cleaned:
    """The document as it is compared with others: under all rules but those left out."""
    return cleaned_as(raw, job.path, options(job.chosen._replace(select=())))


def cleaned_as(raw: bytes, path: Path, how: Options) -> Cleaned:
    """The bytes cleaned: as a web page, by the name of the file, or as a text."""
    read_as = html if is_page(path) else data
    return read_as(raw, how)


def read(job: Job) -> bytes:
    """The bytes of a document. Raises Refusal where they are more than the limit, or OSError."""
    size = job.path.stat().st_size
    if size > job.limit:
        raise _too_large(size, job)
    return within(Path.read_bytes(job.path), job)


def within(raw: bytes, job: Job) -> bytes:
    """The bytes, if they are no more than the limit. Raises Refusal."""
    if len(raw) > job.limit:
        raise _too_large(len(raw), job)
    return raw


def _too_large(size: int, job: Job) -> Refusal:
    return Refusal("too-large", f"{size:,} bytes, more than max-file-size = {job.limit:,}")
