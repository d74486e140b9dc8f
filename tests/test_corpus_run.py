"""A run of `clean corpus` among others: its processes, its lock, what it asks for and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_corpus import corpus, jsonl, run
from test_corpus_faults import KILLED, ROOT, drive

from clean.corpus.work import Work

ORPHANING = """
import sys
from pathlib import Path
from test_corpus_run import wait_long
from clean.corpus import runners
list(runners.pool(2)(wait_long, [Path(name) for name in sys.argv[1:]]))
"""


def wait_long(flag: Path) -> None:
    """A task that tells its process and does not end by itself."""
    flag.with_suffix(".part").write_text(str(os.getpid()))
    flag.with_suffix(".part").rename(flag)
    time.sleep(300)


def is_alive(pid: int) -> bool:
    """Whether a process runs: one that ended and is not yet fetched does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def waited(flags: list[Path], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not all(flag.exists() for flag in flags) and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_workers_end_with_the_process_that_asked(tmp_path: Path) -> None:
    flags = [tmp_path / "1", tmp_path / "2"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    asking = subprocess.Popen([sys.executable, "-c", ORPHANING, *map(str, flags)],
                              env={**os.environ, "PYTHONPATH": path})  # fmt: skip
    try:
        waited(flags)
        workers = [int(flag.read_text()) for flag in flags]
        assert all(map(is_alive, workers))
    finally:
        asking.send_signal(signal.SIGKILL)
        asking.wait()
    end = time.monotonic() + 60
    while any(map(is_alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    left = [pid for pid in workers if is_alive(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert left == []


def test_two_runs_do_not_work_in_one_folder(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    with Work(tmp_path / "out/.work").held():
        result = run(tmp_path / "in", tmp_path / "out")
        assert result.exit_code == 2 and "another run works here" in result.output
    assert run(tmp_path / "in", tmp_path / "out").exit_code == 0
    assert not (tmp_path / "out/.work").exists()


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    assert drive(tmp_path / "in", tmp_path / "out", KILLED.format(nth=4)).returncode < 0
    assert drive(tmp_path / "in", tmp_path / "out").returncode == 0


@pytest.mark.parametrize("args", [("--memory", "0"), ("--memory", "63M")])
def test_what_no_run_can_use_is_a_usage_error(args: tuple[str, str], tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    result = run(*args, tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2 and f"Invalid value for '{args[0]}'" in result.output
    assert not (tmp_path / "out").exists()
