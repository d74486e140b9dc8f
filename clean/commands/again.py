"""The outcome of each document: from what is kept where it is kept, else from a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from clean.commands.each import DONE, FAILED, FOUND, Named, Outcome, Task, outcomes
from clean.commands.kept import Kept
from clean.faults import is_found, unpacked

D = TypeVar("D", bound=Named)
# Gives the task when there is work, so that what is told again needs no rules.
Loaded = Callable[[], Task[D, None]]


def again(
    documents: Sequence[D], keys: Sequence[str], task: Loaded[D], kept: Kept | None, workers: int
) -> Iterator[Outcome]:
    """The outcome for each document, in their order; `keys` name what is kept of them."""
    told = [kept is not None and kept.has(key) for key in keys]
    missing = [one for one, is_told in zip(documents, told, strict=True) if not is_told]
    fresh = _fresh(missing, task, workers)
    for document, key, is_told in zip(documents, keys, told, strict=True):
        record = kept.get(key) if kept and is_told else None
        if record:
            yield Outcome(code(record["faults"]), record=record)
            continue
        # What is kept and damaged is looked at here and now.
        outcome = next(_fresh([document], task, 1) if is_told else fresh, None)
        if outcome is None:  # a worker ended, which was told
            return
        if kept and outcome.code != FAILED and outcome.record:
            kept.put(key, outcome.record)
        yield outcome


def code(faults: Iterable[list[object]]) -> int:
    """The exit code of a document with these faults, packed."""
    return FOUND if is_found(map(unpacked, faults)) else DONE


def _fresh(documents: Sequence[D], task: Loaded[D], workers: int) -> Iterator[Outcome]:
    if documents:
        yield from outcomes(documents, task(), None, workers)
