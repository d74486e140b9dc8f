"""Where a corpus is read, worked on and written: what is not ours stays as it is."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from test_corpus import call, corpus, everything, jsonl, run
from test_corpus_faults import KILLED, drive


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an input."""
    monkeypatch.chdir(tmp_path)
    jsonl(Path("in/a.jsonl"), corpus())
    return tmp_path


@pytest.mark.parametrize(
    ("work", "said"),
    [("scratch", "scratch: holds other files"), ("in", "overlap"), (".", "overlap"),
     ("in/deep", "overlap"), ("out", "overlap"), ("out/a", "overlap"), ("out/.work/x", "overlap")],
)  # fmt: skip
def test_a_work_folder_that_is_not_its_own_is_refused(work: str, said: str, here: Path) -> None:
    (here / "scratch/thesis").mkdir(parents=True)
    (here / "scratch/thesis/only-copy.txt").write_text("precious", "utf-8")
    before = everything(here)
    result = run("--work", work, "in", "out")
    assert result.exit_code == 2 and said in result.output
    assert everything(here) == before


def test_an_empty_folder_may_be_worked_in_and_stays(here: Path) -> None:
    (here / "scratch").mkdir()
    assert run("--work", "scratch", "in", "out").exit_code == 0
    assert list((here / "scratch").iterdir()) == []


def test_what_someone_put_into_the_work_folder_stays(here: Path) -> None:
    assert drive(here / "in", here / "out", KILLED.format(nth=4)).returncode == -signal.SIGKILL
    mine = here / "out/.work/sign/mine.txt"
    mine.write_text("mine", "utf-8")
    assert drive(here / "in", here / "out").returncode == 0
    assert everything(here / "out/.work") == {"sign/mine.txt": b"mine"}


ROW = {"id": "x", "text": "甲乙丙丁"}
# What stands in the output folder, and what a run over it is told.
IN_THE_WAY = ["a.jsonl", "clusters.parquet", "logs/a.jsonl.jsonl", "dropped/a.jsonl", "corpus.json"]


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_a_file_of_someone_elses_is_not_overwritten(name: str, here: Path) -> None:
    (here / "out" / name).parent.mkdir(parents=True)
    (here / "out" / name).write_text("mine", "utf-8")
    before = everything(here)
    result = run("in", "out")
    assert result.exit_code == 2 and f"out/{name}: " in result.output
    assert everything(here) == before


def test_a_text_of_someone_elses_is_not_overwritten_and_a_stranger_is_no_hindrance(
    here: Path,
) -> None:
    (here / "texts").mkdir()
    (here / "out").mkdir()
    (here / "texts/1.txt").write_text("甲乙丙丁", "utf-8")
    (here / "out/1.txt").write_text("mine", "utf-8")
    (here / "out/README").write_text("mine too", "utf-8")
    result = run("texts", "out")
    assert result.exit_code == 2 and "out/1.txt: " in result.output
    assert (here / "out/1.txt").read_text("utf-8") == "mine"
    (here / "out/1.txt").unlink()
    assert call("corpus", "--jobs", "1", "texts", "out").exit_code == 0
    assert (here / "out/README").read_text("utf-8") == "mine too"


def test_an_output_is_no_input(here: Path) -> None:
    assert run("in", "out").exit_code == 0
    result = run("out", "again")
    assert result.exit_code == 2 and "out/clusters.parquet: has the name" in result.output
    assert not (here / "again").exists()
    assert run("out/a.jsonl", "again").exit_code == 0


def rewritten(path: Path) -> None:
    """As many bytes, one other."""
    path.write_bytes(path.read_bytes().replace(b'"n": 4', b'"n": 7', 1))


def rewritten_unseen(path: Path) -> None:
    """As many bytes, and the time of change put back."""
    facts = path.stat()
    rewritten(path)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def longer(path: Path) -> None:
    at = path.stat().st_mtime_ns - 10**12
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "z", "text": "new"}\n')
    os.utime(path, ns=(at, at))  # as a copy that keeps its time


def joined(path: Path) -> None:
    jsonl(path.with_name("b.jsonl"), [ROW])


def gone(path: Path) -> None:
    jsonl(path.with_name("b.jsonl"), [ROW])
    path.unlink()


@pytest.mark.parametrize("change", [rewritten, longer, joined, gone])
def test_an_input_that_changed_since_is_told(change: Any, here: Path) -> None:
    first = run("in", "out")
    assert run("in", "out").output == first.output and first.exit_code == 0
    before = everything(here / "out")
    change(here / "in/a.jsonl")
    result = run("in", "out")
    assert result.exit_code == 2 and "changed since" in result.output
    assert everything(here / "out") == before


@pytest.mark.parametrize("change", [rewritten, rewritten_unseen, longer])
def test_an_input_that_changed_while_the_job_was_stopped_is_told(change: Any, here: Path) -> None:
    assert drive(here / "in", here / "out", KILLED.format(nth=4)).returncode == -signal.SIGKILL
    change(here / "in/a.jsonl")
    result = drive(here / "in", here / "out")
    assert result.returncode == 2 and "changed since" in result.stderr


def test_an_input_of_a_time_to_come_is_done_and_is_done_with(here: Path) -> None:
    os.utime(here / "in/a.jsonl", (4e9, 4e9))
    assert run("in", "out").exit_code == 0
    assert run("in", "out").exit_code == 0
