"""Is `clean corpus` linear? 20,000, 100,000 and 1,000,000 different documents of 2 KB, to the end.

`python -m bench.corpus_scale 20000 100000 1000000` prints CPU seconds and peak memory of the whole
process (`--jobs 1`, all output written), `python -m bench.corpus_scale long same` what two
documents of 100 MB and a million documents of the same text take. One document in ten is a near
copy of the one before it. Arguments of `clean corpus` may follow: `--passages`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import numpy as np

from bench.corpus import MEGA, spent
from bench.corpus_texts import VOCABULARY, clauses, line

LETTERS, TENTH, EDITS = 620, 10, 6
LONG, SAME = 33_000_000, 1_000_000


def texts(count: int) -> Iterator[str]:
    draw = np.random.default_rng(3)
    words = draw.integers(0x4E00, 0x9FA5, (VOCABULARY, 2)).astype(np.uint16)
    text = ""
    for nth in range(count):
        text = edited(draw, text) if nth % TENTH == 1 else clauses(draw, words, LETTERS)
        yield text


def edited(draw: np.random.Generator, text: str) -> str:
    signs = list(text)
    for at in draw.integers(0, len(signs), EDITS).tolist():
        if "一" <= signs[at] <= "龥":
            signs[at] = chr(int(draw.integers(0x4E00, 0x9FA5)))
    return "".join(signs)


def long() -> Iterator[str]:
    draw = np.random.default_rng(3)
    words = draw.integers(0x4E00, 0x9FA5, (VOCABULARY, 2)).astype(np.uint16)
    text = clauses(draw, words, LONG)
    yield text
    yield text[: LONG * 9 // 10] + clauses(draw, words, LONG // 10)


def same() -> Iterator[str]:
    return repeat(next(texts(1)), SAME)


def run(found: Iterator[str], name: str, args: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-scale-") as there:
        folder = Path(there)
        (folder / "in").mkdir()
        path = folder / "in/corpus.jsonl"
        with path.open("wb") as file:
            file.writelines(line(nth, text) for nth, text in enumerate(found))
        command = [sys.executable, "-m", "clean", "corpus", "--no-clean", "--jobs", "1", *args]
        command += ["--id-field", "id", str(folder / "in"), str(folder / "out")]
        said = folder / "said"
        cost = spent(command, said)
        size = path.stat().st_size / MEGA
        gone = next(row for row in said.read_text().splitlines() if row.split()[1:2] == ["marked"])
        print(
            f"{name:>10} {size:8.0f} MB {cost.seconds:8.1f} CPU s {size / cost.seconds:6.1f} MB/CPU s "
            f"{cost.mebibytes:7.0f} MiB {gone.split()[-1]:>8} gone; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def main(counts: list[str], args: list[str]) -> None:
    for count in counts:
        found = NAMED[count]() if count in NAMED else texts(int(count))
        run(found, count, args)


NAMED = {"long": long, "same": same}

if __name__ == "__main__":
    options = [arg for arg in sys.argv[1:] if arg.startswith("-")]
    main([arg for arg in sys.argv[1:] if not arg.startswith("-")] or ["20000", "100000"], options)
