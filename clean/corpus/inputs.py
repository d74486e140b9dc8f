"""Whether the inputs of a job are still those it was begun, or done, with."""

from __future__ import annotations

from collections.abc import Sequence

from clean.corpus.job import BadCorpus, digest
from clean.corpus.places import Seen


def state(seen: Sequence[Seen]) -> str:
    """A digest of the names and sizes of files."""
    return digest([[one.path, one.name, one.size] for one in seen])


def check(seen: Sequence[Seen], known: str, since: int, where: str) -> None:
    """Raises BadCorpus where files are not those known, or one was changed since then, in ns.

    No content is read: a file that was touched counts as changed.
    """
    later = next((one.path for one in seen if one.changed > since > 0), "")
    if later or state(seen) != known:
        named = later or "the input"
        raise BadCorpus(f"{where}: {named} changed since; remove it, or choose another OUT")
