"""The outcome of each document: from what is kept where it is kept, else from a worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from clean.commands.each import DONE, FAILED, FOUND, Named, Outcome, Task, outcomes
from clean.commands.kept import Kept
from clean.faults import is_found, is_packed, unpacked

D = TypeVar("D", bound=Named)


def again(
    documents: Sequence[D],
    keys: Sequence[str],
    task: Task[D, None],
    kept: Kept | None,
    workers: int,
) -> Iterator[Outcome]:
    """The outcome for each document, in their order; `keys` name what decides it.

    Of documents with one key the first is looked at. An empty key is like no other.
    """
    told = [kept is not None and kept.has(key) for key in keys]
    many = Counter(key for key, is_told in zip(keys, told, strict=True) if key and not is_told)
    fresh = _fresh(_firsts(documents, keys, told), task, workers)
    same: dict[str, Outcome | None] = {}
    for document, key, is_told in zip(documents, keys, told, strict=True):
        if known := _told(kept, key) if kept and is_told else None:
            yield known
            continue
        # What is kept and damaged, or failed under another name, is looked at here and now.
        now = is_told or key in same
        outcome = same.get(key) or next(_fresh([document], task, 1) if now else fresh, None)
        if outcome is None:  # a worker ended, which was told
            return
        if kept and not same.get(key) and outcome.code != FAILED and outcome.record:
            kept.put(key, outcome.record)
        many[key] -= 1
        if many[key] > 0:
            same[key] = outcome if outcome.code != FAILED else None
        else:  # held no longer than one like it is to come
            same.pop(key, None)
        yield outcome


def _told(kept: Kept, key: str) -> Outcome | None:
    """The outcome that is kept; None where what is kept is damaged."""
    record = kept.get(key)
    if not record or not all(map(is_packed, record["faults"])):
        return None
    return Outcome(code(record["faults"]), record=record)


def _firsts(documents: Sequence[D], keys: Sequence[str], told: Sequence[bool]) -> list[D]:
    """The documents that are to be looked at: of those with one key the first."""
    seen: set[str] = set()
    firsts = []
    for document, key, is_told in zip(documents, keys, told, strict=True):
        if not is_told and key not in seen:
            firsts.append(document)
        seen |= {key} - {""}
    return firsts


def code(faults: Iterable[list[object]]) -> int:
    """The exit code of a document with these faults, packed."""
    return FOUND if is_found(map(unpacked, faults)) else DONE


def _fresh(documents: Sequence[D], task: Task[D, None], workers: int) -> Iterator[Outcome]:
    if documents:
        yield from outcomes(documents, task, None, workers)
