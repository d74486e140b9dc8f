"""Who runs the tasks: this process, a pool of processes, Ray, Dask. None of them knows what a task does.

A runner is `run(function, items)`: it yields what the function makes of each item, in any
order. A task is a pure function of files, so one that is lost is run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Run = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]

TRIES = 3
"""How often a task that takes its process with it is tried."""


def here(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """In this process, one after the other."""
    return map(function, items)


def pool(jobs: int) -> Run:
    """In so many processes, started anew (spawned), for a fork may hold locks of threads."""

    def run(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        left = list(items)
        for _ in range(TRIES):
            left = yield from _round(function, left, jobs)
            if not left:
                return
        raise RuntimeError(
            f"a worker process ended {TRIES} times over the same task; give more memory, or fewer --jobs"
        )

    return run


def _round(function: Callable[[T], R], items: list[T], jobs: int) -> Any:
    """Run the tasks; those that were lost with a worker come back."""
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(jobs, len(items)), get_context("spawn")) as workers:
        promised = {workers.submit(function, item): item for item in items}
        lost = []
        for done in as_completed(promised):
            try:
                yield done.result()
            except BrokenProcessPool:
                lost.append(promised[done])
            except BaseException:
                workers.shutdown(wait=False, cancel_futures=True)
                raise
    return lost
