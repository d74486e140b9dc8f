"""The inputs cut into parts: what one task reads at a time. A part is the same on every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from clean.corpus.job import BadCorpus, Job
from clean.corpus.places import Seen, filesystem, find, packing, reading
from clean.files import advice

PART = 64 << 20
"""Bytes of input of a part, about."""
# Bytes searched for line ends at a time: they stay in the second cache.
_CHUNK, _LINE_END = 1 << 18, 10


class Part(NamedTuple):
    """Files, or a stretch of one: bytes of JSON Lines, row groups of Parquet, files of text.

    One that cannot be read (`unread`) says why.
    """

    number: int
    kind: str
    files: tuple[tuple[str, str], ...]
    start: int
    end: int
    first: int
    rows: int
    name: str
    why: str = ""

    @property
    def path(self) -> str:
        """The file, or the first of several."""
        return self.files[0][0]


def plan(job: Job) -> list[Part]:
    """The parts of a job, in the order of inputs and names; raises BadCorpus as `found` does."""
    return cut(found(job))


def found(job: Job) -> list[Seen]:
    """The files of a job, in the order of inputs and names.

    Raises BadCorpus for a path that is not there, a name that comes twice, or no file at all.
    """
    seen = [one for path in job.inputs for one in find(path)]
    names: dict[str, str] = {}
    for one in seen:
        if names.setdefault(one.name, one.path) != one.path:
            raise BadCorpus(f"{one.path}: {names[one.name]} has that name too; name their parent")
    return seen


def cut(seen: Sequence[Seen]) -> list[Part]:
    """The parts of files."""
    parts = [part for one in seen if one.kind != "text" for part in _of(one)]
    parts += _texts([one for one in seen if one.kind == "text"])
    return [part._replace(number=number) for number, part in enumerate(parts)]


def _of(seen: Seen) -> Sequence[Part]:
    """The parts of a file; one that cannot be opened is a part of nothing, with the reason."""
    from pyarrow import ArrowException

    if seen.why:
        return [_unread(seen, seen.why)]
    try:
        return list(_CUT[seen.kind](seen))
    except UnicodeEncodeError:  # pyarrow takes no other
        return [_unread(seen, "the name is not UTF-8; rename the file")]
    except (ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            return [_unread(seen, advice(error))]
        return [_unread(seen, f"no Parquet file ({error}); fetch it again")]


def _unread(seen: Seen, why: str) -> Part:
    return Part(0, "unread", ((seen.path, seen.name),), 0, 0, 0, 1, seen.name, why)


def _lines(seen: Seen) -> Iterator[Part]:
    """Stretches of whole lines; a packed file is one, for it can only be read from its start."""
    files = ((seen.path, seen.name),)
    if packing(seen.path):
        seen.path.encode()
        yield Part(0, "jsonl", files, 0, -1, 1, seen.size // 300 + 1, seen.name)
        return
    cuts = list(_cuts(seen.path))
    for nth, ((start, first), (end, last)) in enumerate(zip(cuts, cuts[1:], strict=False)):
        name = seen.name if len(cuts) == 2 else _numbered(seen.name, nth)
        yield Part(0, "jsonl", files, start, end, first, last - first, name)


def _cuts(path: str) -> Iterator[tuple[int, int]]:
    """Where parts begin, in bytes and lines counted from 1; the last is the end of the file."""
    at, line, begun = 0, 1, 0
    yield at, line
    with reading(path) as file:
        while chunk := file.read(_CHUNK):
            if at + len(chunk) - begun >= PART:
                chunk += file.readline()
            at += len(chunk)
            line += int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == _LINE_END))
            if at - begun >= PART:
                begun = at
                yield at, line
    if at > begun:
        yield at, line + 1


def _groups(seen: Seen) -> Iterator[Part]:
    """Row groups of about a part's size in memory."""
    import pyarrow.parquet as pq

    system, inner = filesystem(seen.path)
    facts = pq.read_metadata(inner, filesystem=system)
    sizes = [facts.row_group(nth).total_byte_size for nth in range(facts.num_row_groups)]
    rows = [facts.row_group(nth).num_rows for nth in range(facts.num_row_groups)]
    stretches = list(_stretches(sizes)) or [(0, 0)]
    for nth, (start, end) in enumerate(stretches):
        name = seen.name if len(stretches) == 1 else _numbered(seen.name, nth)
        first = 1 + sum(rows[:start])
        files = ((seen.path, seen.name),)
        yield Part(0, "parquet", files, start, end, first, sum(rows[start:end]), name)


def _texts(seen: Sequence[Seen]) -> Iterator[Part]:
    for start, end in _stretches([one.size for one in seen]):
        files = tuple((one.path, one.name) for one in seen[start:end])
        yield Part(0, "text", files, start, end, 1, end - start, files[0][1])


def _stretches(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbours that are a part together."""
    start = held = 0
    for nth, size in enumerate(sizes):
        held += size
        if held >= PART:
            yield start, nth + 1
            start, held = nth + 1, 0
    if start < len(sizes):
        yield start, len(sizes)


def _numbered(name: str, nth: int) -> str:
    """The name of a part of a file: a.jsonl to a-00003.jsonl."""
    folder, slash, base = name.rpartition("/")
    stem, dot, end = base.partition(".")
    return f"{folder}{slash}{stem}-{nth:05}{dot}{end}"


_CUT = {"jsonl": _lines, "parquet": _groups}
