"""Whether the inputs of a job are still those it was begun, or done, with."""

from __future__ import annotations

import time
from collections.abc import Sequence

from clean.corpus.job import BadCorpus, digest
from clean.corpus.places import Seen


def state(seen: Sequence[Seen]) -> str:
    """A digest of the names and sizes of files: the same wherever they were copied to."""
    return digest([[one.path, one.name, one.size] for one in seen])


def stamp(seen: Sequence[Seen]) -> str:
    """A digest of names, sizes and times of change, for this machine.

    A text edited to the same size, its time put back, differs in the time that nobody can set.
    """
    return digest([[one.path, one.name, one.size, one.changed, one.touched] for one in seen])


def check_work(seen: Sequence[Seen], known: str, work: str) -> None:
    """Raises BadCorpus where files are not those that work was begun with."""
    if stamp(seen) != known:
        raise _changed("the input", work)


def check_output(seen: Sequence[Seen], known: str, since: int, out: str) -> None:
    """Raises BadCorpus where files are not those of an output, or one was changed since then, in ns.

    No content is read: a file that was touched counts as changed. A time to come tells nothing.
    """
    now = time.time_ns()
    later = next((one.path for one in seen if 0 < since < one.changed <= now), "")
    if later or state(seen) != known:
        raise _changed(later or "the input", out)


def _changed(what: str, where: str) -> BadCorpus:
    return BadCorpus(
        f"{what}: changed since {where} was written; remove that folder, or choose another OUT"
    )
