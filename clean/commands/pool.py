"""Several processes for many documents, ended at once when the run ends early.

An interrupt from the keyboard reaches every process of the terminal. The workers do not
listen to it: the one who started them ends them, and each takes its half-written file
away before it goes.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, get_context
from types import FrameType
from typing import NoReturn, TypeVar

from clean.language import language, speak

T = TypeVar("T")
R = TypeVar("R")

__all__ = ["BrokenProcessPool", "mapped"]

# How long a worker has to take its half-written file away, in seconds.
PATIENCE = 1.0
# How many documents a worker is handed at a time, at most.
HANDFUL = 8


def mapped(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """What `work` makes of each item, in their order, on several processes.

    Raises BrokenProcessPool when a worker ends, OSError when none can be started.
    """
    size = max(1, min(HANDFUL, len(items) // jobs))
    handfuls = [items[at : at + size] for at in range(0, len(items), size)]
    with _pool(jobs) as pool:
        with _later():
            promised = [pool.submit(_worked, work, handful) for handful in handfuls][::-1]
        while promised:
            yield from promised.pop().result()


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool that waits for its work at the end, and for nothing where it is left early."""
    ready = partial(_ready, language())
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=ready)
    try:
        yield pool
    except BaseException:
        with _later():
            _end(pool)
        raise
    pool.shutdown()


def _end(pool: ProcessPoolExecutor) -> None:
    workers = active_children()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(PATIENCE)
        worker.kill()
    pool.shutdown(cancel_futures=True)


@contextmanager
def _later() -> Iterator[None]:
    """An interrupt from the keyboard waits; in a process that is started here, for ever."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ready(spoken: str) -> None:
    """What a worker does before its first document."""
    speak(spoken)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)


def _leave(_: int, __: FrameType | None) -> NoReturn:
    sys.exit()


def _worked(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    try:
        return [work(item) for item in items]
    except SystemExit:
        # Told to end, and the half-written file is gone: the pool would hand out the next.
        os._exit(1)
