"""The constants of docs/scale.md: seconds and bytes of each stage of `clean corpus`, a document.

`python -m bench.corpus_costs 20000` makes documents of 2 KB (`bench.corpus_scale`), runs the stages
in this process one after the other, and prints what each costs a document, in CPU microseconds,
and what it leaves on the disk, in bytes.
"""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

from bench.corpus_scale import texts
from bench.corpus_texts import line
from bench.texts import texts as official
from clean.corpus import ledger
from clean.corpus.chained import made
from clean.corpus.clustering import cluster
from clean.corpus.containing import contain
from clean.corpus.cutting import cut_part
from clean.corpus.grouping import group
from clean.corpus.job import Job
from clean.corpus.parts import plan
from clean.corpus.passages import job_of
from clean.corpus.rows import rows
from clean.corpus.sharing import share
from clean.corpus.signing import sign
from clean.corpus.verifying import verify
from clean.corpus.work import Work, counts
from clean.corpus.writing import write

CHAINED = 200


def cost(name: str, count: int, task: Callable[[Any], Any], items: Any, left: Path | None) -> None:
    before = size(left)
    start = process_time()
    for item in items:
        task(item)
    took = (process_time() - start) / count
    print(f"{name:24} {took * 1e6:9.2f} us {(size(left) - before) / count:9.0f} B", flush=True)


def size(folder: Path | None) -> int:
    files = folder.rglob("*") if folder and folder.is_dir() else ()
    return sum(path.stat().st_size for path in files if path.is_file())


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-costs-") as there:
        root = Path(there)
        (root / "in").mkdir()
        with (root / "in/a.jsonl").open("wb") as file:
            file.writelines(line(nth, text) for nth, text in enumerate(texts(count)))
        job = Job(
            (str(root / "in"),), str(root / "out"), id_field="id", chain="none", passages="find"
        )
        parts = plan(job)
        folder = Work(root / "work")
        own, numbers, here = folder.inner(), range(len(parts)), root / "work"
        print(f"{count:,} documents of {size(root / 'in') / count:.0f} bytes, a document:")
        cost("read", count, lambda part: [*made(rows(part, job), job)], parts, None)
        plain = replace(job, passages="leave")
        cost("sign", count, lambda part: sign(plain, folder, 1, part), parts, here)
        for name, kind in (
            ("texts", "sign/*.units"),
            ("rows of bands", "bands/*"),
            ("tables", "sign/*.arrow"),
        ):
            held = sum(path.stat().st_size for path in here.glob(kind))
            print(f"   {name:21} {held / count:22.0f} B")
        cost("sign for passages too", count, lambda part: sign(job, folder, 1, part), parts, here)
        cost("group", count, lambda nth: group(folder, len(parts), 1, nth), [0], here)
        pairs = counts(folder.path("group", 0))["pairs"]
        cost(
            f"verify, a pair ({pairs:,})",
            pairs,
            lambda nth: verify(job, folder, 1, nth),
            numbers,
            here,
        )
        fates = cluster(folder, len(parts), 1)
        folder.path("fates", 0).unlink()
        many = sum(fates.values())
        cost(f"cluster, one of {many:,}", many, lambda _: cluster(folder, len(parts), 1), [0], here)
        print(f"   memory, one of them {most_held(folder, len(parts)) / many:24.0f} B")
        cost("passages: cut", count, lambda part: cut_part(job, folder, 1, part), parts, here)
        cost("passages: group", count, lambda nth: group(own, len(parts), 1, nth), [0], here)
        pairs = counts(own.path("group", 0))["pairs"]
        cost(
            f"passages: verify ({pairs:,})",
            pairs,
            lambda nth: verify(job_of(job), own, 1, nth),
            numbers,
            here,
        )
        cost("passages: cluster", count, lambda _: cluster(own, len(parts), 1), [0], here)
        cost("contain", count, lambda nth: contain(job, folder, 1, nth), numbers, here)
        cost("share", count, lambda _: share(folder, len(parts)), [0], here)
        cost("write", count, lambda part: write(job, folder, part), parts, root / "out")
        cost("ledger", count, lambda _: ledger.write(job, folder, len(parts)), [0], root / "out")
    chained()


def most_held(folder: Work, parts: int) -> int:
    """The most that `cluster` holds at a time of Python and numpy, in bytes; Arrow holds 100 more each."""
    folder.path("fates", 0).unlink()
    tracemalloc.start()
    cluster(folder, parts, 1)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def chained() -> None:
    """What the chain takes, with its logs, on texts by the grammar of `bench.texts`."""
    with tempfile.TemporaryDirectory(prefix="bench-costs-") as there:
        root = Path(there)
        (root / "in").mkdir()
        with (root / "in/a.jsonl").open("wb") as file:
            file.writelines(line(nth, text) for nth, (_, text) in enumerate(official(CHAINED)))
        job = Job((str(root / "in"),), str(root / "out"), id_field="id")
        (part,) = plan(job)
        start = process_time()
        sign(job, Work(root / "work"), 1, part)
        took = process_time() - start
        log = size(root / "work/clean") / size(root / "in") - 1
        print(
            f"{'sign with the chain':24} {size(root / 'in') / took / 1e6:9.2f} MB/s; logs {log:.0%} of the text"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
