"""How the process ends when its output, its reader, its user or its machine will have it so."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from clean import __main__ as process
from clean.commands import pool

ROOT = Path(__file__).parents[1]
CLEAN = [sys.executable, "-m", "clean"]
FULL = Path("/dev/full")
SAID = {
    "check": ["check", "a.txt"],
    "run": ["run", "a.txt", "-o", "out"],
    "stream": ["run", "-"],
    "rules": ["rules"],
    "explain": ["explain", "indent"],
    "fate": ["explain", "a.txt:1"],
    "verify": ["verify", "done"],
    "rebuild": ["rebuild", "done/a.txt", "done/a.log.jsonl"],
    "help": ["--help"],
    "help of a command": ["check", "--help"],
    "version": ["--version"],
}
posix = pytest.mark.skipif(os.name != "posix", reason="signals as Unix has them")
has_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    Path("a.txt").write_text("加快,发展。\n", "utf-8")


def started(*args: str, **more: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*CLEAN, *args], stderr=subprocess.PIPE, **more)


@has_full
@pytest.mark.parametrize("args", SAID.values(), ids=SAID)
def test_an_output_that_takes_nothing_is_told(args: list[str]) -> None:
    subprocess.run([*CLEAN, "run", "a.txt", "-o", "done"], check=True, capture_output=True)
    with FULL.open("wb") as full, Path("a.txt").open("rb") as stdin:
        done = subprocess.run(
            [*CLEAN, *args], stdout=full, stdin=stdin, stderr=subprocess.PIPE, check=False
        )
    assert done.stderr == b"clean: standard output: no space left on device\n"
    assert done.returncode == 2


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_ends_it_in_silence(jobs: str) -> None:
    Path("b.txt").write_text("加快,发展。\n" * 5000, "utf-8")
    job = started("check", "--jobs", jobs, "a.txt", "b.txt", stdout=subprocess.PIPE)
    assert job.stdout
    job.stdout.close()
    assert job.communicate()[1] == b""
    assert job.returncode == 141


def test_the_source_is_no_place_for_its_log() -> None:
    with Path("a.txt").open("rb") as stdin:
        job = started("run", "-", "--log", "a.txt", stdin=stdin, stdout=subprocess.PIPE)
        out, err = job.communicate()
    assert (job.returncode, out) == (2, b"")
    assert b"a.txt: is an input too and would be overwritten" in err
    assert Path("a.txt").read_text("utf-8") == "加快,发展。\n"


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_half_way_is_told_from_one_that_read_all(unbuffered: str) -> None:
    """A raw stream writes what a pipe takes and says nothing of the rest."""
    words = "".join(f"第{n}户领取补贴{n * 7}元。\n" for n in range(9000))
    Path("long.txt").write_text(words, "utf-8")
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("long.txt").open("rb") as stdin:
        job = started("run", "-", stdin=stdin, stdout=subprocess.PIPE, env=env)
    assert job.stdout
    job.stdout.read(100)
    job.stdout.close()
    assert job.communicate()[1] == b""
    assert job.returncode == 141


@posix
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_is_closed_is_no_mistake_of_ours(closed: int) -> None:
    job = started("check", "-", "gone.txt", preexec_fn=lambda: os.close(closed))
    _, told = job.communicate()
    assert job.returncode == 2
    assert b"Traceback" not in told
    assert told.startswith([b"clean: gone.txt", b"clean: standard output", b""][closed])


@contextmanager
def working(jobs: str) -> Iterator[subprocess.Popen[bytes]]:
    """A run over many documents that is well under way."""
    Path("in").mkdir()
    words = next(ROOT.glob("seeds/004*.txt")).read_bytes() * 4
    for i in range(100):
        Path(f"in/{i:03}.txt").write_bytes(words)
    job = started("run", "in", "-o", "out", "--jobs", jobs, start_new_session=True)
    late = time.monotonic() + 60
    while not list(Path().glob("out/*.txt")):
        assert time.monotonic() < late
        time.sleep(0.02)
    yield job
    assert len(list(Path().glob("out/*.txt"))) < 100
    assert not list(Path().glob("out/.*"))


@posix
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_an_interrupt_ends_it_at_once(jobs: str) -> None:
    with working(jobs) as job:
        os.killpg(job.pid, signal.SIGINT)
        _, told = job.communicate()
    assert told == b"clean: interrupted; what was finished is kept\n"
    assert job.returncode == 130


@posix
def test_a_signal_to_end_ends_the_workers_too() -> None:
    with working("2") as job:
        job.terminate()
        assert job.communicate() == (None, b"")
    assert job.returncode == 143


def ended(monkeypatch: pytest.MonkeyPatch, error: BaseException | None, *args: str) -> int:
    """The exit code of the process, had the command come to this end."""

    def fall(_: object) -> None:
        if error:
            raise error

    monkeypatch.setattr(sys, "argv", ["clean", *args])
    if error:
        monkeypatch.setattr("clean.cli.main.invoke", fall)
    before = signal.getsignal(signal.SIGTERM)
    with Path("said").open("w") as said, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", said)
        with pytest.raises(SystemExit) as end:
            process.entry()
    signal.signal(signal.SIGTERM, before)
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (KeyboardInterrupt(), 130, "clean: interrupted; what was finished is kept\n"),
        (BrokenPipeError(32, "Broken pipe"), 141, ""),
        (OSError(5, "Input/output error"), 2, "clean: standard output: input/output error\n"),
        (OSError(5, "Input/output error", "x"), 2, "clean: x: input/output error\n"),
        (SystemExit(143), 143, ""),
        (ZeroDivisionError(), 2, "clean: our mistake; please report it with the lines above\n"),
    ],
)
def test_each_end_has_its_code(
    error: BaseException,
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ended(monkeypatch, error, "rules") == code
    said = capsys.readouterr().err
    assert said.endswith(told)
    assert ("Traceback" in said) == isinstance(error, ZeroDivisionError)
    assert bool(said) == bool(told)


@pytest.mark.parametrize(
    ("args", "code"), [(["rules"], 0), (["--version"], 0), (["nonsense"], 2), (["check", "x"], 2)]
)
def test_the_other_ends_are_those_of_the_command(
    args: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ended(monkeypatch, None, *args) == code
    assert bool(Path("said").read_text("utf-8")) == (code == 0)


def test_no_output_at_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        with pytest.raises(SystemExit) as end:
            process.entry()
    signal.signal(signal.SIGTERM, before)
    assert end.value.code == 2
    assert capsys.readouterr().err == "clean: standard output: it is closed\n"


def test_a_worker_that_is_told_to_end_takes_no_other_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(os, "_exit", seen.append)

    def told_to_end(_: int) -> None:
        pool._leave(signal.SIGTERM, None)

    pool._worked(told_to_end, [1, 2])
    assert seen == [1]


def test_standard_input_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from clean.commands.each import arrived

    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(OSError, match="Bad file descriptor"):
        arrived()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    assert arrived() == b"x"
