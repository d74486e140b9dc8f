"""How long `clean check` takes as people call it: a thousand documents of 10 KB, and one small one.

Wall and CPU seconds of whole processes, workers included; raw documents are cut from the seeds
(some 170 faults each), each with other words, canonical ones are the same cleaned. Cold: nothing kept; warm: all kept.
Modules are compiled before, as `pip install` leaves them.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

import clean

MANY, SIZE = 1000, 10_000
# Characters that stand no more often in the seeds are no marks, units or words of form.
RARE = 12
ROOT = Path(clean.__file__).parents[1]


def documents() -> Iterator[str]:
    """Texts of one size, each cut from another place of the seeds; none says what another does.

    Common characters change places from text to text, so that sentences that stand twice still do.
    """
    seeds = "\n".join(path.read_text("utf-8") for path in sorted(Path("seeds").glob("*.txt")))
    lines = seeds.split("\n")
    often = Counter(sign for sign in seeds if "一" <= sign <= "龥")
    plain = sorted(sign for sign, n in often.items() if n <= RARE)
    at = 0
    for nth in range(MANY):
        other = random.Random(nth).sample(plain, len(plain))
        words = ""
        while len(words.encode()) < SIZE:
            words += lines[at % len(lines)] + "\n"
            at += 1
        yield words.translate(dict(zip(map(ord, plain), other, strict=True)))
        at += 7


def timed(*args: str | Path) -> tuple[float, float]:
    """Wall and CPU seconds of one call."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    before, at = getrusage(RUSAGE_CHILDREN), perf_counter()
    command = [sys.executable, "-m", "clean", "check", *map(str, args)]
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False)
    wall, after = perf_counter() - at, getrusage(RUSAGE_CHILDREN)
    return wall, sum(after[:2]) - sum(before[:2])


def row(name: str, spent: tuple[float, float]) -> None:
    print(f"{name:34} {spent[0]:7.2f} s wall {spent[1]:7.2f} s CPU")


def main() -> None:
    with TemporaryDirectory() as folder:
        for kind in ("raw", "canonical"):
            (Path(folder) / kind).mkdir()
        for i, words in enumerate(documents()):
            (Path(folder) / f"raw/{i:04}.txt").write_text(words, "utf-8")
            (Path(folder) / f"canonical/{i:04}.txt").write_text(clean.text(words).text, "utf-8")
        one = Path(folder) / "one.txt"
        one.write_text("加快,发展。\n", "utf-8")
        timed(one, "--no-cache")
        print(f"\nclean check, {MANY} documents of {SIZE // 1000} KB, {os.cpu_count()} cores")
        for kind in ("raw", "canonical"):
            kept = Path(folder) / f"kept-{kind}"
            row(f"{kind}, --no-cache", timed(Path(folder) / kind, "--no-cache"))
            row(f"{kind}, cold", timed(Path(folder) / kind, "--cache-dir", kept))
            row(f"{kind}, warm", timed(Path(folder) / kind, "--cache-dir", kept))
        row("one small file", timed(one, "--no-cache"))
        timed(one, "--cache-dir", Path(folder) / "kept")
        row("one small file, warm", timed(one, "--cache-dir", Path(folder) / "kept"))


if __name__ == "__main__":
    main()
