"""How fast the chain is, and each rule of it, beside ftfy.fix_text on the same text in the same run.

CPU seconds of this process; MB are 10^6 bytes of UTF-8 source. The machine's noise cancels
in the ratios, not in the absolute figures.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import ftfy

import clean
from clean import pipeline
from clean.document import Document, Source

SEEDS = [path.read_bytes() for path in sorted(Path("seeds").glob("*.txt"))]
MEGA = 1_000_000


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The least CPU time of a few rounds."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def repeated(size: int) -> bytes:
    """The seeds over and over in one document, cut at a line end."""
    block = b"\n".join(SEEDS) + b"\n"
    return block * (size // len(block) + 1)


def whole(raw: bytes) -> str:
    """The whole job: read, clean, write the log."""
    return clean.data(raw).log()


def row(name: str, size: int, spent: float, base: float) -> None:
    speed = size / MEGA / max(spent, 1e-6)
    print(f"{name:34} {spent:8.3f} s {speed:9.1f} MB/s {speed / base:7.2f} x ftfy")


def rules(size: int) -> None:
    """Each rule on the text it is shown, one pass."""
    raw = repeated(size)
    base = len(raw) / MEGA / seconds(lambda: ftfy.fix_text(raw.decode()), 1)
    print(
        f"\neach rule once, one document of {len(raw) / MEGA:.1f} MB; ftfy.fix_text {base:.1f} MB/s"
    )
    document = Document.of(Source(raw, "utf-8", raw.decode()))
    for rule in clean.CHAIN:
        start = process_time()
        document = rule.apply(document)
        row(rule.name, len(raw), process_time() - start, base)


def chain() -> None:
    """The whole chain with its log, on files of seed size and on one long document."""
    raw = repeated(MEGA)
    base = len(raw) / MEGA / seconds(lambda: ftfy.fix_text(raw.decode()))
    print(f"whole chain with log; ftfy.fix_text {base:.1f} MB/s on the same text")
    seeds = SEEDS * 20
    row(
        "100 files of seed size",
        sum(map(len, seeds)),
        seconds(lambda: list(map(whole, seeds))),
        base,
    )
    for size in (1, 2, 5, 10):
        raw = repeated(size * MEGA)
        row(f"one document of {size} MB", len(raw), seconds(lambda raw=raw: whole(raw), 1), base)
    line = repeated(5 * MEGA).replace(b"\n", b"")
    row("one line of 5 MB", len(line), seconds(lambda: whole(line), 1), base)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def main() -> None:
    """Print both tables."""
    print(
        f"docclean {clean.__version__}, chain of {len(pipeline.CHAIN)} rules, Python {sys.version.split()[0]}"
    )
    chain()
    rules(2 * MEGA)


if __name__ == "__main__":
    main()
