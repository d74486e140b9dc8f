"""What goes wrong with a corpus: the right answer or a named error with the place, and finished work kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from test_corpus import call, corpus, everything, jsonl, ledger, many, parquet, run, text

from clean.corpus import runners
from clean.corpus.buckets import HUBS, NEXT, Rows, candidates

ROOT = Path(__file__).parents[1]
# The command in small parts, in a process of its own that can be ended or starved.
DRIVER = """
import os, resource, signal, sys
from clean.corpus import parts, work
parts.PART, parts._CHUNK = 40_000, 5_000
{before}
from clean.cli import main
main(["corpus", "--no-clean", *sys.argv[3:], "--id-field", "id", sys.argv[1], sys.argv[2]])
"""
KILLED = """
count, plain = [0], work.write
def write(path, batches, counts=None):
    count[0] += 1
    if count[0] == {nth}:
        os.kill(os.getpid(), signal.SIGKILL)
    plain(path, batches, counts)
work.write = write
"""


def drive(
    folder: Path, out: Path, before: str = "", *args: str
) -> subprocess.CompletedProcess[str]:
    program = DRIVER.format(before=before)
    return subprocess.run(
        [sys.executable, "-c", program, str(folder), str(out), "--jobs", "1", *args],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    jsonl(tmp_path / "in/a.jsonl", many())
    assert drive(tmp_path / "in", tmp_path / "whole").returncode == 0
    return everything(tmp_path / "whole")


@pytest.mark.parametrize("nth", [1, 4, 14, 17, 22, 27, 31])
def test_a_killed_driver_goes_on_to_the_same_bytes(
    nth: int, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    ended = drive(tmp_path / "in", tmp_path / "out", KILLED.format(nth=nth))
    assert ended.returncode == -signal.SIGKILL
    assert not (tmp_path / "out/corpus.json").exists()
    done = sorted((tmp_path / "out/.work").rglob("*.arrow"))
    before = {path: path.stat().st_mtime_ns for path in done}
    assert call("verify", tmp_path / "out").exit_code == 2
    assert (
        drive(
            tmp_path / "in", tmp_path / "out", KEPT.format(known=sorted(map(str, before)))
        ).returncode
        == 0
    )
    assert everything(tmp_path / "out") == whole


@pytest.mark.parametrize("nth", [24, 30, 38, 42, 46, 50, 54, 58])
def test_a_killed_search_for_passages_goes_on_to_the_same_bytes(nth: int, tmp_path: Path) -> None:
    menu = "首页\n政务公开\n政府信息公开指南\n通知公告栏目\n办事服务大厅\n"
    rows = [row | {"text": menu + row["text"]} for row in many()]
    whole = "\n".join(row["text"] for row in rows[:9])
    jsonl(tmp_path / "in/a.jsonl", [*rows, {"id": "whole", "text": whole}])
    assert drive(tmp_path / "in", tmp_path / "whole", "", "--passages").returncode == 0
    ended = drive(tmp_path / "in", tmp_path / "out", KILLED.format(nth=nth), "--passages")
    assert ended.returncode == -signal.SIGKILL
    done = sorted(map(str, (tmp_path / "out/.work").rglob("*.arrow")))
    went = drive(tmp_path / "in", tmp_path / "out", KEPT.format(known=done), "--passages")
    assert went.returncode == 0, went.stderr
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")
    assert any(row["inside"] == "whole" for row in ledger(tmp_path / "out").values())


# Whoever writes again what was finished is found out.
KEPT = """
known, plain = {known}, work.whole
def whole(path):
    beside = {{"bands", "held", "holds", "named"}}  # written before the file that says the task is done
    assert str(path) not in known or path.parent.name in beside, path
    return plain(path)
work.whole = whole
"""


def ends_once(flag: Path) -> Path:
    """A task that takes its worker with it, the first time."""
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return flag


def ends_always(flag: Path) -> Path:
    os.kill(os.getpid(), signal.SIGKILL)
    return flag


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    items = [tmp_path / str(n) for n in range(4)]
    items[2].touch()
    items[3].touch()
    assert sorted(runners.pool(2)(ends_once, items)) == items


def process_of(_: int) -> int:
    return os.getpid()


def test_a_worker_stays_for_the_next_stage() -> None:
    run = runners.pool(2)
    assert list(run(process_of, [1])) == list(run(process_of, [2])) != [os.getpid()]


def test_a_task_that_always_ends_its_worker_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="memory"):
        list(runners.pool(2)(ends_always, [tmp_path / "1"]))


def test_a_full_disk_is_told_with_the_place_and_the_job_goes_on(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    starve = "resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)); signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    ended = drive(tmp_path / "in", tmp_path / "out", starve)
    assert ended.returncode == 2
    assert str(tmp_path / "out") in ended.stderr and "file too large" in ended.stderr
    assert not list((tmp_path / "out").rglob("*.tmp"))
    assert drive(tmp_path / "in", tmp_path / "out").returncode == 0
    assert everything(tmp_path / "out") == whole


def test_a_broken_line_and_rows_without_a_text_are_refused_with_their_places(
    tmp_path: Path,
) -> None:
    lines = ['{"id": "a", "text": "' + text(1) + '"}', '{"id": "b", "text": "cut off', '{"id": "c"}',
             '{"id": "d", "text": 7}', "[1]", '{"text": "no id"}', "", '{"id": "e", "text": null}', "\udcff{"]  # fmt: skip
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode(errors="surrogateescape"))
    result = run(tmp_path / "a.jsonl", tmp_path / "out")
    assert result.exit_code == 2 and "7 rows were refused" in result.output
    known = ledger(tmp_path / "out")
    assert {row["row"]: row["why"].split(" (")[0] for row in known.values() if row["why"]} == {
        2: "broken JSON",
        3: "field 'text' is absent or null",
        4: "field 'text' is no text but int",
        5: "not a JSON object",
        6: "no field 'id' for the id",
        8: "field 'text' is absent or null",
        9: "broken JSON",
    }
    refused = (tmp_path / "out/refused/a.jsonl.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["came"].strip() for line in refused][:2] == lines[1:3]
    assert known["a"]["kept"]
    assert call("verify", tmp_path / "out").exit_code == 0


def test_a_damaged_row_group_is_refused_and_the_others_are_done(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", corpus())
    facts = pq.read_metadata(path)
    at = (
        facts.row_group(1).column(1).dictionary_page_offset
        or facts.row_group(1).column(1).data_page_offset
    )
    data = bytearray(path.read_bytes())
    data[at : at + 400] = b"\xff" * 400
    path.write_bytes(data)
    result = run(path, tmp_path / "out")
    assert result.exit_code == 2 and "7 rows were refused" in result.output
    rows = pq.read_table(tmp_path / "out/clusters.parquet").to_pylist()
    assert [row["row"] for row in rows if row["why"]] == list(range(8, 15))
    assert "row group 1 is damaged" in rows[8]["why"]
    assert sum(row["kept"] for row in rows) == len(corpus()) - 7 - 2
    assert call("verify", tmp_path / "out").exit_code == 0


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing else")
    result = run(tmp_path / "a.parquet", tmp_path / "out")
    assert result.exit_code == 2 and "a.parquet: no Parquet file" in result.output


def test_one_id_twice_is_told_with_both_places(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", [{"id": "x", "text": text(1)}, {"id": "y", "text": text(2)}])
    jsonl(tmp_path / "in/b.jsonl", [{"id": "z", "text": text(3)}, {"id": "x", "text": text(4)}])
    result = run(tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2
    assert (
        f"{tmp_path}/in/b.jsonl:2: id 'x' is that of {tmp_path}/in/a.jsonl:1 too" in result.output
    )
    assert not (tmp_path / "out/clusters.parquet").exists()
    assert (
        call("corpus", "--no-clean", "--jobs", "1", tmp_path / "in", tmp_path / "other").exit_code
        == 0
    )
    assert set(ledger(tmp_path / "other")) == {f"{name}.jsonl:{n}" for name in "ab" for n in (1, 2)}


@pytest.mark.parametrize("words", ["", "\n\n"])
def test_an_empty_corpus_is_done(words: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(words)
    assert run(tmp_path / "a.jsonl", tmp_path / "out").exit_code == 0
    assert ledger(tmp_path / "out") == {}
    assert call("verify", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [(("in", "out"), "in: holds no .txt"), (("none", "out"), "none: no such file"), (("in", "in/out"), "overlap"),
     (("xyz://a", "out"), "xyz://a"), (("in",), "name what to read")],
)  # fmt: skip
def test_places_that_do_not_serve_are_named(
    args: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    result = run(*args)
    assert result.exit_code == 2 and said in result.output


def test_documents_too_short_for_an_n_gram_are_equal_or_alone(tmp_path: Path) -> None:
    said = ["", "", "甲", "甲乙丙丁", "甲乙丙丁", "甲乙丙丁。", "，。"]
    jsonl(tmp_path / "a.jsonl", [{"id": str(n), "text": one} for n, one in enumerate(said)])
    run(tmp_path / "a.jsonl", tmp_path / "out")
    fates = [row["fate"] for row in ledger(tmp_path / "out").values()]
    assert fates == ["refused", "refused", "kept", "kept", "exact", "kept", "kept"]


def test_many_identical_documents_are_one_cluster(tmp_path: Path) -> None:
    said = text(1)
    rows = ({"id": f"{n:05}", "text": said} for n in range(3000))
    jsonl(tmp_path / "a.jsonl", list(rows))
    run(tmp_path / "a.jsonl", tmp_path / "out")
    known = ledger(tmp_path / "out")
    assert [own for own, row in known.items() if row["kept"]] == ["00000"]
    assert known["02999"]["size"] == 3000


def test_a_hot_bucket_is_cut_and_grows_in_a_line() -> None:
    for size in (1000, 2000):
        numbers = np.arange(size, dtype=np.uint64)
        twins = np.random.default_rng(1).permutation(numbers)
        pairs = candidates(Rows(np.zeros(size, np.uint64), twins, numbers))
        assert pairs.cut == 1
        assert len(pairs.one) <= size * (HUBS + NEXT)
        seen = set(pairs.one.tolist()) | set(pairs.other.tolist())
        assert len(seen) == size


def test_copies_of_one_text_cost_a_bucket_nothing() -> None:
    numbers = np.arange(100_000, dtype=np.uint64)
    pairs = candidates(Rows(np.zeros_like(numbers), numbers % np.uint64(2), numbers))
    assert (pairs.one.tolist(), pairs.other.tolist(), pairs.cut) == ([0], [1], 0)


def test_a_long_document_is_done_like_any_other(tmp_path: Path) -> None:
    """A hundredth of the 100 MB that were tried by hand (docs/corpus.md)."""
    long = "".join(text(n, 3000) for n in range(100))
    rows = [{"id": "a", "text": long}, {"id": "b", "text": long[:290_000] + text(999, 9000)}]
    jsonl(tmp_path / "a.jsonl", [*rows, {"id": "c", "text": text(5)}])
    run(tmp_path / "a.jsonl", tmp_path / "out")
    assert [row["fate"] for row in ledger(tmp_path / "out").values()][2] == "kept"
    assert {row["fate"] for row in ledger(tmp_path / "out").values()} == {"sibling", "kept"}


def change_text(out: Path) -> None:
    path = out / "a.jsonl"
    path.write_text(path.read_text("utf-8").replace("增长", "减少", 1), "utf-8")


def lose_a_line(out: Path) -> None:
    path = out / "a.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def lose_dropped(out: Path) -> None:
    (out / "dropped/a.jsonl").unlink()


def unname_survivor(out: Path) -> None:
    change(out, lambda row: row | ({"survivor": "nobody"} if row["fate"] == "near" else {}))


def overstate(out: Path) -> None:
    change(out, lambda row: row | ({"likeness": 0.999} if row["fate"] == "near" else {}))


def change(out: Path, how: Any) -> None:
    import pyarrow as pa

    table = pq.read_table(out / "clusters.parquet")
    pq.write_table(
        pa.Table.from_pylist([how(row) for row in table.to_pylist()], table.schema),
        out / "clusters.parquet",
    )


@pytest.mark.parametrize(
    "harm", [change_text, lose_a_line, lose_dropped, unname_survivor, overstate]
)
def test_the_proof_finds_what_was_changed_afterwards(harm: Any, tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    run("--drop", tmp_path / "in", tmp_path / "out")
    assert call("verify", tmp_path / "out").exit_code == 0
    harm(tmp_path / "out")
    assert call("verify", tmp_path / "out").exit_code == 1


def test_the_proof_misses_a_source_that_is_not_in_the_ledger(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    run(tmp_path / "in", tmp_path / "out")
    jsonl(tmp_path / "in/a.jsonl", [*corpus(), {"id": "new", "text": "新"}])
    result = call("verify", tmp_path / "out")
    assert result.exit_code == 1 and "a.jsonl:26" in result.output
