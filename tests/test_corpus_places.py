"""Where a corpus is read, worked on and written: what is not ours stays as it is."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from test_corpus import corpus, everything, jsonl, run
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
