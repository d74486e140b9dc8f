"""A run of `clean corpus` among others: its processes, its lock, what it asks for and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_corpus import call, corpus, jsonl, ledger, run
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


@pytest.mark.parametrize("args", [("--memory", "0"), ("--memory", "63M"), ("--likeness", "nan")])
def test_what_no_run_can_use_is_a_usage_error(args: tuple[str, str], tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    result = run(*args, tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2 and f"Invalid value for '{args[0]}'" in result.output
    assert not (tmp_path / "out").exists()


def test_an_empty_text_is_refused_in_every_format(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", [{"text": ""}, {"text": " "}, {"text": ""}])
    (tmp_path / "in/b.txt").write_bytes(b"")
    (tmp_path / "in/c.txt").write_bytes(b" ")
    result = call("corpus", "--no-clean", "--jobs", "1", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2
    fates = {own: row["fate"] for own, row in ledger(tmp_path / "out").items()}
    assert fates == {"a.jsonl:1": "refused", "a.jsonl:2": "kept", "a.jsonl:3": "refused",
                     "b.txt": "refused", "c.txt": "exact"}  # fmt: skip


@pytest.mark.parametrize(("args", "said"), [((), "marked"), (("--drop",), "dropped")])
def test_duplicates_are_counted_as_what_became_of_them(
    args: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    told = run(*args, tmp_path / "in", tmp_path / "out").output
    assert ["write", said, "2"] in [line.split() for line in told.splitlines()]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="writes to /dev/full")
@pytest.mark.parametrize("args", [["--dry-run"], []])
def test_a_full_standard_output_is_told_as_such(args: list[str], tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    command = [sys.executable, "-m", "clean", "corpus", "--no-clean", "--jobs", "1", *args]
    with open("/dev/full", "w") as full:  # noqa: PTH123  a device
        ended = subprocess.run([*command, tmp_path / "in", tmp_path / "out"], stdout=full,
                               stderr=subprocess.PIPE, text=True, check=False,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert ended.returncode == 2
    assert "standard output" in ended.stderr and str(tmp_path) not in ended.stderr


def test_an_output_that_was_not_finished_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / f"in/{n}.txt").write_text("请认真贯彻执行,抓好落实。", "utf-8")
    full = "from clean.corpus import stages\ndef stop(*_):\n    os.kill(os.getpid(), signal.SIGKILL)\nstages.ledger.write = stop"
    program = "import os, signal, sys\n" + full + "\nfrom clean.cli import main\nmain(sys.argv[1:])"
    subprocess.run([sys.executable, "-c", program, "corpus", "--jobs", "1", "in", "out"],
                   cwd=tmp_path, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert list((tmp_path / "out/logs").iterdir())
    result = call("verify", tmp_path / "out")
    assert result.exit_code == 2 and "was not finished" in result.output
