"""Who runs the tasks: this process, a pool of processes, Ray, Dask. None of them knows what a task does.

A runner is `run(function, items)`: it yields what the function makes of each item, in any
order. A task is a pure function of files, so one that is lost is run again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from clean.collector import paused

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")
R = TypeVar("R")
Run = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]

TRIES = 3
"""How often a task that takes its process with it is tried."""


def here(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """In this process, one after the other."""
    return map(partial(function_of, function), items)


def pool(jobs: int) -> Run:
    """In so many processes, started anew (spawned), for a fork may hold locks of threads.

    They stay from one stage to the next: to begin takes each 0.25 s. They end with the runner, or
    with this process.
    """
    staying: list[ProcessPoolExecutor] = []

    def run(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        left = list(items)
        for _ in range(TRIES):
            workers = staying.pop() if staying else _workers(jobs)
            left = yield from _round(function, left, workers)
            if not left:
                staying.append(workers)
                return
        raise RuntimeError(
            f"a worker process ended {TRIES} times over the same task; give more memory, or fewer --jobs"
        )

    return run


def _workers(jobs: int) -> ProcessPoolExecutor:
    """So many processes, each started when there is a task for it."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_attend)


def _round(function: Callable[[T], R], items: list[T], workers: ProcessPoolExecutor) -> Any:
    """Run the tasks; those that were lost with a worker come back, and the others have ended."""
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    lost = []
    try:
        promised = {workers.submit(function_of, function, item): item for item in items}
        for done in as_completed(promised):
            try:
                yield done.result()
            except BrokenProcessPool:
                lost.append(promised[done])
    except BaseException:
        _end()
        workers.shutdown(cancel_futures=True)
        raise
    if lost:
        workers.shutdown()
    return lost


def _attend() -> None:
    """Leave interrupts to the process that asked, which ends the others; end when it is gone."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End this process, in the midst of a task too, when the one that started it has ended."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _end() -> None:
    """End the workers: what they had not finished is done anew another time."""
    from multiprocessing import active_children

    for worker in active_children():
        worker.terminate()


def ray(address: str) -> Run:
    """On a Ray cluster, or on one of this machine where no address is given (`docclean[ray]`).

    The address is what `ray start` says (HOST:PORT, not that of the Ray client, which needs
    grpcio), and this process runs on a machine of the cluster. Each machine must see inputs,
    output and work folder under the same paths. A cluster of our own listens on loopback only,
    and ends with this process.
    """

    def run(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        engine: Any = import_module("ray")

        if not engine.is_initialized():
            own = {"include_dashboard": False, "_node_ip_address": "127.0.0.1"}
            engine.init(address or "local", log_to_driver=False, **({} if address else own))
        task = engine.remote(max_retries=TRIES)(function_of)
        left = [task.remote(function, item) for item in items]
        while left:
            done, left = engine.wait(left)
            yield from engine.get(done)

    return run


def dask(address: str) -> Run:
    """On a Dask cluster, or in processes of this machine where no address is given."""

    def run(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        engine: Any = import_module("distributed")

        own = {"dashboard_address": None, "host": "127.0.0.1", "threads_per_worker": 1}
        with engine.Client(address or None, **({} if address else own)) as client:
            promised = client.map(partial(function_of, function), items, retries=TRIES, pure=False)
            for done in engine.as_completed(promised):
                yield done.result()

    return run


def named(engine: str, jobs: int) -> Run:
    """The runner of a name: pool, ray, dask, or the address of a cluster: ray://, dask://."""
    name, _, address = engine.partition("://")
    if name == "ray":
        return ray(address)
    if name == "dask":
        return dask(f"tcp://{address}" if address else "")
    return pool(jobs) if jobs > 1 else here


def function_of(function: Callable[[T], R], item: T) -> R:
    """A task, without the collector: it would look through a hundred thousand small tuples for rings.

    (A tenth of the time of `sign`.) For Ray it has a name besides, which a partial has not.
    """
    _have_room()
    with paused():
        return function(item)


@cache
def _have_room() -> None:
    """Let the C library keep what an array leaves for the next one.

    glibc keeps twice as much as the largest block it had mapped and freed, at most 64 MiB. Else the
    arrays of each block come from the system anew, zeroed: `sign` took half as long again.
    """
    import numpy as np

    np.empty(31 << 20, np.uint8)
