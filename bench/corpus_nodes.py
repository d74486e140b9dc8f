"""Two Ray nodes on loopback, one killed half-way: is the output that of one machine, byte for byte?

`python -m bench.corpus_nodes` where Ray is installed beside docclean (`pip install
'docclean[ray]'`); prints seconds and how many parts were signed when the node went.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.texts import texts

DOCUMENTS = 400
# Ray on Linux takes the address of the network card; so named, this has it stay on loopback.
ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0"}
# The parts are small, so that a third of them are signed when the node goes.
DRIVER = """
import sys
from clean.corpus import parts
parts.PART, parts._CHUNK = 100_000, 20_000
from clean.cli import main
main(["corpus", "--passages", "--id-field", "id", *sys.argv[1:]])
"""


def cluster() -> tuple[Any, Any]:
    """A head and a second node, each with one core."""
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 80_000_000}
    head = {**node, "include_dashboard": False}
    nodes = Cluster(initialize_head=True, head_node_args=head)
    second = nodes.add_node(**node)
    return nodes, second


def begin(folder: Path, out: Path, *args: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", DRIVER, *args, str(folder), str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def signed(out: Path) -> int:
    return len(list((out / ".work/sign").glob("0*.arrow")))


def killed(nodes: Any, second: Any, folder: Path, out: Path, least: int) -> int:
    """Run a job on two nodes and kill one when so many parts are signed; how many there were."""
    running = begin(folder, out, "--engine", f"ray://{nodes.address}")
    while signed(out) < least:
        if running.poll() is not None:
            raise SystemExit("the job ended before the node was killed")
        time.sleep(0.02)
    nodes.remove_node(second, allow_graceful=False)
    done = signed(out)
    if running.wait():
        raise SystemExit("the job failed")
    return done


def main() -> None:
    os.environ |= ALONE | {"PYTHONPATH": str(Path(__file__).parents[1])}
    with tempfile.TemporaryDirectory(prefix="bench-nodes-") as name:
        folder = Path(name)
        (folder / "in").mkdir()
        with (folder / "in/a.jsonl").open("w", encoding="utf-8") as file:
            for own, said in texts(DOCUMENTS):
                file.write(json.dumps({"id": own, "text": said}, ensure_ascii=False) + "\n")
        start = time.monotonic()
        if begin(folder / "in", folder / "plain", "--jobs", "2").wait():
            raise SystemExit("the local job failed")
        local = time.monotonic() - start
        whole = len(list((folder / "plain").glob("a-*.jsonl")))
        nodes, second = cluster()
        try:
            start = time.monotonic()
            done = killed(nodes, second, folder / "in", folder / "out", whole // 3)
            took = time.monotonic() - start
        finally:
            nodes.shutdown()
        same = everything(folder / "out") == everything(folder / "plain")
        print(f"{DOCUMENTS} documents in {whole} parts; local, two processes: {local:.1f} s")
        print(f"two nodes, one killed when {done} parts were signed: {took:.1f} s")
        print("the same bytes" if same else "NOT the same bytes")
        sys.exit(not same)


if __name__ == "__main__":
    main()
