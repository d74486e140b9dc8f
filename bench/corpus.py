"""Near duplicates of 20,000 documents: `clean corpus` beside its peers, in processes of their own.

CPU seconds (user and system) of the whole process with its imports, the reading of JSON Lines
and, for us, the writing of the output; peak memory; precision and recall against the planted
truth. `python -m bench.corpus 20000 datasketch rensa fastsketchlsh` names the peers to run; what is
not installed here goes into an environment of its own.
"""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.corpus_texts import LEAST, Pair, make

Names = set[frozenset[str]]
MEGA = 1_000_000

PLAIN = """
import json, re, sys
from datasketch import MinHash, MinHashLSH
index, letters = MinHashLSH(threshold=0.8, num_perm=128), re.compile(r"[\\W_]+")
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    said = letters.sub("", row["text"])
    sketch = MinHash(128)
    sketch.update_batch({said[at : at + 5].encode() for at in range(len(said) - 4)})
    for other in index.query(sketch):
        print(row["id"], other)
    index.insert(row["id"], sketch)
"""
RENSA = """
import json, re, sys
from rensa import RMinHash, RMinHashDeduplicator
letters, keep = re.compile(r"[\\W_]+"), RMinHashDeduplicator(0.8, 128, True, 16, 42)
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    said = letters.sub("", row["text"])
    sketch = RMinHash(128, 42)
    sketch.update([said[at : at + 5] for at in range(len(said) - 4)])
    for other in keep.get_duplicates(sketch):
        print(row["id"], other)
    keep.add(row["id"], sketch)
"""
FASTSKETCHLSH = """
import json, re, sys
import numpy as np
from FastSketchLSH import LSH, FastSimilaritySketch
letters, names, sketches = re.compile(r"[\\W_]+"), [], []
sketch = FastSimilaritySketch(128, 42)

def sign(said):
    counts = np.array([max(0, len(one) - 4) for one in said])
    code = np.frombuffer("".join(said).encode("utf-32-le"), np.uint32).astype(np.uint64)
    rolled = code[: len(code) - 4].copy()
    for nth in range(1, 5):
        rolled *= np.uint64(0x9E3779B97F4A7C15)
        rolled += code[nth : len(code) - 4 + nth]
    rolled ^= rolled >> np.uint64(29)
    starts = np.cumsum([0, *map(len, said)])[:-1]
    ends = np.cumsum(counts)
    at = np.arange(ends[-1]) + np.repeat(starts - np.concatenate(([0], ends[:-1])), counts)
    border = np.concatenate(([0], ends)).astype(np.uint64)
    sketches.append(sketch.batch_csr(rolled[at], border, True, 1))

block, size = [], 0
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    names.append(row["id"])
    block.append(letters.sub("", row["text"]))
    size += len(block[-1])
    if size > 100_000:
        sign(block)
        block, size = [], 0
if block:
    sign(block)
whole = np.concatenate(sketches)
"""
FASTSKETCHLSH_SETS = """
import json, re, sys
from FastSketchLSH import LSH, FastSimilaritySketch
letters, names, sets = re.compile(r"[\\W_]+"), [], []
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    said = letters.sub("", row["text"])
    names.append(row["id"])
    sets.append(sorted({said[at : at + 5] for at in range(len(said) - 4)}))
whole = FastSimilaritySketch(128, 42).batch(sets, num_threads=1)
"""
QUERY = """
index = LSH(128, 16, num_threads=1)
index.insert(whole)
flat, ends = index.query(whole, "csr")
for nth, (start, end) in enumerate(zip(ends[:-1], ends[1:])):
    for other in flat[int(start) : int(end)]:
        if other != nth:
            print(names[nth], names[other])
"""
LAUNCH = """
import json, os, resource, subprocess, sys
with open(sys.argv[1], "wb") as out:
    code = subprocess.run(sys.argv[3:], stdout=out).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024], open(sys.argv[2], "w"))
sys.exit(code)
"""
# The last as its page has it, with all sets held; the one before it is how little it may take.
PEERS = {
    "datasketch": PLAIN,
    "rensa": RENSA,
    "fastsketchlsh": FASTSKETCHLSH + QUERY,
    "fastsketchlsh-sets": FASTSKETCHLSH_SETS + QUERY,
}
MODULES = {"fastsketchlsh": "FastSketchLSH"}


class Cost(NamedTuple):
    seconds: float
    mebibytes: float


def spent(command: list[str], out: Path) -> Cost:
    """What a process costs, by the account of the system.

    A small process starts it: the peak of a child begins with that of its parent. Our modules have
    their bytecode, as when they are installed, even where Python is told to write none.
    """
    compileall.compile_dir("clean", quiet=1)
    said = out.with_suffix(".cost")
    subprocess.run([sys.executable, "-c", LAUNCH, str(out), str(said), *command], check=True)
    return Cost(*json.loads(said.read_text()))


def ours(folder: Path, scheme: str, *args: str) -> tuple[Cost, Names]:
    import pyarrow.parquet as pq

    out = folder / "-".join([scheme, *args])
    command = [sys.executable, "-m", "clean", "corpus", "--no-clean", "--jobs", "1"]
    command += ["--id-field", "id", "--scheme", scheme, *args, str(folder / "in"), str(out)]
    cost = spent(command, folder / "said")
    rows = pq.read_table(out / "clusters.parquet", columns=["id", "survivor", "kept"]).to_pylist()
    return cost, {frozenset((row["id"], row["survivor"])) for row in rows if not row["kept"]}


def peer(folder: Path, name: str) -> tuple[Cost, Names]:
    script = folder / f"peer_{name}.py"
    script.write_text(PEERS[name], "utf-8")
    said = folder / "said"
    cost = spent(
        [python(name.partition("-")[0]), str(script), str(folder / "in/corpus.jsonl")], said
    )
    return cost, {frozenset(line.split()) for line in said.read_text().splitlines()}


def python(package: str) -> str:
    """An interpreter that has the package: this one, or that of an environment made for it."""
    if (
        subprocess.run(
            [sys.executable, "-c", f"import {MODULES.get(package, package)}"],
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
        == 0
    ):
        return sys.executable
    home = Path(tempfile.gettempdir()) / f"bench-{package}"
    if not home.exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin/pip", "install", "-q", package], check=True)
    return str(home / "bin/python")


def row(name: str, size: int, cost: Cost, found: Names, pairs: list[Pair]) -> float:
    """Print a contestant; precision and recall over pairs, a hard negative among them told apart."""
    true = {frozenset(pair[:2]) for pair in pairs if pair.likeness >= LEAST}
    hard = {frozenset(pair[:2]) for pair in pairs if pair.likeness < LEAST}
    right = len(found & true)
    print(
        f"{name:24} {cost.seconds:8.2f} {size / MEGA / cost.seconds:9.1f} {cost.mebibytes:8.0f} "
        f"{right / max(1, len(found)):10.4f} {right / len(true):8.4f} {len(found & hard):6}",
        flush=True,
    )
    return cost.seconds


def main(count: int = 20_000, peers: list[str] | None = None) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-corpus-") as name:
        folder = Path(name)
        (folder / "in").mkdir()
        pairs = make(folder / "in/corpus.jsonl", count)
        os.sync()  # else the first contestant, which syncs what it writes, writes the input too
        size = (folder / "in/corpus.jsonl").stat().st_size
        print(
            f"{count:,} documents, {size / MEGA:.0f} MB, {len(pairs):,} planted pairs; load {os.getloadavg()[0]:.1f}"
        )
        print(
            f"{'':24} {'CPU s':>8} {'MB/CPU s':>9} {'MiB':>8} {'precision':>10} {'recall':>8} {'hard':>6}"
        )
        runs: list[tuple[str, Callable[[], tuple[Cost, Names]]]] = [
            ("clean corpus", lambda: ours(folder, "binned")),
            ("clean corpus, datasketch", lambda: ours(folder, "datasketch")),
            ("clean corpus --passages", lambda: ours(folder, "binned", "--passages")),
            *((one, lambda one=one: peer(folder, one)) for one in peers or []),
        ]
        spent_by = {said: row(said, size, *run(), pairs) for said, run in runs}
        base = spent_by["clean corpus"]
        print(", ".join(f"{said}: {cost / base:.1f} x" for said, cost in spent_by.items()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, sys.argv[2:])
