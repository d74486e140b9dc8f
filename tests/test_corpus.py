"""Many documents: what comes out of `clean corpus`, in which formats, and that nothing else decides it."""

from __future__ import annotations

import gzip
import json
import os
import pty
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from clean.cli import main
from clean.corpus import parts, stages, work
from clean.corpus.bands import chance

Rows = list[dict[str, Any]]
PLAIN = "各市、县人民政府：现将有关事项通知如下，请认真贯彻执行。\n加快发展，提高质量，完善服务。\n"


def text(seed: int, size: int = 900) -> str:
    """A text of its own, with figures in it."""
    draw = random.Random(seed)
    signs = [chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(size)]
    for at in range(40, size, 60):
        signs[at] = f"增长{draw.randrange(10, 99)}.{draw.randrange(1, 9)}%，"
    return "".join(signs)


def edited(said: str, edits: int, seed: int = 0) -> str:
    draw = random.Random(seed)
    signs = list(said)
    han = [at for at, sign in enumerate(signs) if "一" <= sign <= "龥"]
    for at in draw.sample(han, edits):
        signs[at] = chr(draw.randrange(0x4E00, 0x9FA5))
    return "".join(signs)


def corpus() -> Rows:
    """An original with a copy and a near copy, a template sibling, and strangers."""
    one, notice = text(1), text(2)
    return [
        {"id": "b-copy", "text": one, "n": 1},
        {"id": "a-original", "text": one, "n": 2, "deep": {"x": [1, None]}},
        {"id": "c-near", "text": edited(one, 8), "n": 3},
        {"id": "d-2016", "text": "二〇一六年第3号" + notice + "2016年5月", "n": 4},
        {"id": "e-2017", "text": "二〇一七年第4号" + notice + "2017年6月", "n": 5},
        *({"id": f"s-{n}", "text": text(n), "n": n} for n in range(10, 30)),
    ]


def call(*args: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def run(*args: str | Path) -> Result:
    return call("corpus", "--no-clean", "--jobs", "1", "--id-field", "id", *args)


def ledger(out: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in pq.read_table(out / "clusters.parquet").to_pylist()}


def fates(out: Path) -> dict[str, tuple[str, str | None, float | None, int]]:
    known = ledger(out)
    return {
        own: (row["fate"], row["survivor"], row["likeness"], row["size"])
        for own, row in known.items()
    }


def jsonl(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    said = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(said, "utf-8", newline="")
    return path


def packed(path: Path, rows: Rows) -> Path:
    plain = jsonl(path.with_name("plain"), rows).read_bytes()
    path.with_name("plain").unlink()
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(plain))
    else:
        path.write_bytes(pa.compress(plain, codec="zstd", asbytes=True))
    return path


def parquet(path: Path, rows: Rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.table({name: [row[name] for row in rows] for name in ("id", "text", "n")})
    pq.write_table(table, path, row_group_size=7)
    return path


WRITE: dict[str, Callable[[Path, Rows], Path]] = {
    "a.jsonl": jsonl,
    "a.jsonl.gz": packed,
    "a.jsonl.zst": packed,
    "a.parquet": parquet,
}


def read(path: Path) -> Rows:
    if path.suffix == ".parquet":
        return list(pq.read_table(path).to_pylist())
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".zst":
        data = pa.CompressedInputStream(pa.BufferReader(data), "zstd").read()
    return [json.loads(line) for line in data.decode().splitlines()]


@pytest.mark.parametrize("name", WRITE)
def test_each_format_comes_out_as_it_came_with_the_fates(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    WRITE[name](tmp_path / "in" / name, corpus())
    assert run(tmp_path / "in", tmp_path / "out").exit_code == 0
    came = read(tmp_path / "out" / name)
    assert [row["id"] for row in came] == [row["id"] for row in corpus()]
    assert [row["text"] for row in came] == [row["text"] for row in corpus()]
    assert [row["n"] for row in came] == [row["n"] for row in corpus()]
    fate = [row["clean"]["fate"] if "clean" in row else row["clean_fate"] for row in came]
    assert fate[:5] == ["exact", "kept", "near", "sibling", "sibling"]
    assert set(fate[5:]) == {"kept"}
    assert call("verify", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize("name", WRITE)
def test_what_is_dropped_stands_beside_with_its_twin(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    WRITE[name](tmp_path / "in" / name, corpus())
    run("--drop", tmp_path / "in", tmp_path / "out")
    kept, dropped = read(tmp_path / "out" / name), read(tmp_path / "out/dropped" / name)
    assert {row["id"] for row in dropped} == {"b-copy", "c-near"}
    assert {row["id"] for row in kept} == {row["id"] for row in corpus()} - {"b-copy", "c-near"}
    twins = {
        row["clean"]["survivor"] if "clean" in row else row["clean_survivor"] for row in dropped
    }
    assert twins == {"a-original"}
    assert call("verify", tmp_path / "out").exit_code == 0


def test_other_fields_stay_to_the_byte(tmp_path: Path) -> None:
    line = '{ "n": 1.50, "id":"x",\t"text":"甲乙丙", "e": "\\u00e9\\ud800", "big": 123456789012345678901 }\n'
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    run(tmp_path / "a.jsonl", tmp_path / "out")
    assert (
        (tmp_path / "out/a.jsonl").read_text("utf-8").startswith(line[:-3].rstrip() + ',"clean": {')
    )


def test_texts_in_folders_go_through_the_chain_with_their_logs(tmp_path: Path) -> None:
    notice = "甲省人民政府办公厅关于印发计划的通知\n" + text(5) + ",提高质量。\n"
    for name, said in (
        ("x/1.txt", notice),
        ("x/2.txt", notice.replace(",", "，")),
        ("3.txt", PLAIN),
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(said.encode("gb18030" if name == "3.txt" else "utf-8"))
    result = call("corpus", "--jobs", "1", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 0
    known = ledger(tmp_path / "out")
    assert [known[name]["fate"] for name in ("x/1.txt", "x/2.txt", "3.txt")] == [
        "exact",
        "kept",
        "kept",
    ]
    written = (tmp_path / "out/x/1.txt").read_text("utf-8")
    assert "，提高质量。" in written
    source = (tmp_path / "in/3.txt").read_bytes()
    log = tmp_path / "out/logs/3.txt.log.jsonl"
    assert call("rebuild", tmp_path / "out/3.txt", log).stdout_bytes == source
    assert call("verify", tmp_path / "out").exit_code == 0


def test_a_corpus_through_the_chain_keeps_its_logs(tmp_path: Path) -> None:
    said = "各市、县人民政府:\n加快发展,提高质量。\n"
    rows = [{"id": "1", "text": said, "n": 1}, {"id": "2", "text": "甲\ud800"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = call(
        "corpus", "--jobs", "1", "--id-field", "id", tmp_path / "a.jsonl", tmp_path / "out"
    )
    assert result.exit_code == 2
    (row,) = read(tmp_path / "out/a.jsonl")
    assert row["text"] == said.replace(":", "：").replace(",", "，")
    assert "surrogate" in ledger(tmp_path / "out")["2"]["why"]
    (log,) = read(tmp_path / "out/logs/a.jsonl.jsonl")
    assert log["id"] == "1" and '"op":"head"' in log["log"]
    assert call("verify", tmp_path / "out").exit_code == 0


def test_the_ledger_says_what_only_the_copy_says(tmp_path: Path) -> None:
    one = text(1)
    other = one[:300] + "龘" + one[301:]
    jsonl(tmp_path / "a.jsonl", [{"id": "a", "text": one}, {"id": "b", "text": other}])
    run(tmp_path / "a.jsonl", tmp_path / "out")
    row = ledger(tmp_path / "out")["b"]
    assert row["fate"] == "near" and row["numbers_equal"] and row["survivor"] == "a"
    assert row["differs"] == [{"start": 300, "end": 301}]


@pytest.mark.parametrize(
    "change", [("2016", "2017"), ("第3号", "第4号"), ("一六年", "一七年"), ("12.5", "125")]
)
def test_another_number_makes_a_sibling_never_a_copy(
    change: tuple[str, str], tmp_path: Path
) -> None:
    one = text(3) + "2016年第3号，增长12.5%，二〇一六年。" + text(4)
    rows = [{"id": "a", "text": one}, {"id": "b", "text": one.replace(*change)}]
    jsonl(tmp_path / "a.jsonl", rows)
    run("--drop", tmp_path / "a.jsonl", tmp_path / "out")
    known = ledger(tmp_path / "out")
    assert [known[own]["fate"] for own in "ab"] == ["sibling", "sibling"]
    assert known["a"]["sibling"] == "b" and known["b"]["sibling"] == "a"
    assert known["a"]["likeness"] > 0.95 and known["a"]["numbers_equal"] is False
    assert known["a"]["kept"] and known["b"]["kept"]


def test_a_cut_copy_goes_for_the_whole_one_and_never_the_other_way(tmp_path: Path) -> None:
    whole = text(1, 1500)
    jsonl(tmp_path / "a.jsonl", [{"id": "a", "text": whole[:1350]}, {"id": "b", "text": whole}])
    run(tmp_path / "a.jsonl", tmp_path / "out")
    known = ledger(tmp_path / "out")
    assert (known["a"]["fate"], known["a"]["survivor"]) == ("near", "b")
    assert known["a"]["numbers_equal"] is False  # the whole one holds more of them


def test_a_text_said_three_times_goes_for_nothing_less(tmp_path: Path) -> None:
    """Their n-grams are the same, their lengths are not; the one that says each number thrice stays."""
    jsonl(tmp_path / "a.jsonl", [{"id": "a", "text": text(1)}, {"id": "b", "text": text(1) * 3}])
    run(tmp_path / "a.jsonl", tmp_path / "out")
    row = ledger(tmp_path / "out")["a"]
    assert (row["fate"], row["survivor"]) == ("near", "b")
    assert row["likeness"] > 0.99 and row["numbers_equal"] is False and row["differs"] == []


def test_no_chain_takes_what_its_survivor_is_not_like(tmp_path: Path) -> None:
    """Each is like the next (.87) and unlike the one after it: closure would leave one of five."""
    words = text(1, 1200)
    chain = [words := edited(words, 16, seed) for seed in range(5)]
    jsonl(tmp_path / "a.jsonl", [{"id": str(n), "text": said} for n, said in enumerate(chain)])
    run(tmp_path / "a.jsonl", tmp_path / "out")
    known = ledger(tmp_path / "out")
    assert 2 <= sum(row["kept"] for row in known.values()) < 5
    assert all(row["likeness"] >= 0.8 for row in known.values() if not row["kept"])


@pytest.mark.parametrize(("keep", "stays"), [("first", "a"), ("complete", "b"), ("oldest", "c")])
def test_the_policy_says_who_stays(keep: str, stays: str, tmp_path: Path) -> None:
    said = text(1)
    rows = [
        {"id": "a", "text": said, "date": "2020-01-05"},
        {"id": "b", "text": said + "补充文字", "date": "2019年"},
        {"id": "c", "text": said, "date": "2018-03-01"},
    ]
    jsonl(tmp_path / "a.jsonl", rows)
    run("--keep", keep, "--date-field", "date", tmp_path / "a.jsonl", tmp_path / "out")
    assert [own for own, row in ledger(tmp_path / "out").items() if row["kept"]] == [stays]


def many() -> Rows:
    rows = corpus()
    for n in range(40, 70):
        said = text(n)
        rows += [{"id": f"m-{n}-{k}", "text": edited(said, 5 * k, k)} for k in range(3)]
    return rows


def test_order_files_workers_and_memory_decide_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = many()
    jsonl(tmp_path / "one/a.jsonl", rows)
    random.Random(7).shuffle(rows)
    for n in range(4):
        jsonl(tmp_path / f"four/{n}.jsonl", rows[n::4])
    run(tmp_path / "one", tmp_path / "out1")
    monkeypatch.setattr(stages, "_GROUPED", 120 * 640)  # as with 100K
    assert (
        run("--jobs", "2", "--memory", "64M", tmp_path / "four", tmp_path / "out2").exit_code == 0
    )
    assert fates(tmp_path / "out1") == fates(tmp_path / "out2")
    assert {fate for fate, *_ in fates(tmp_path / "out1").values()} == {
        "kept",
        "exact",
        "near",
        "sibling",
    }


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_parts_give_the_same_fates_and_the_same_bytes_on_every_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jsonl(tmp_path / "in/a.jsonl", many())
    run(tmp_path / "in", tmp_path / "whole")
    monkeypatch.setattr(parts, "PART", 40_000)
    monkeypatch.setattr(parts, "_CHUNK", 5_000)
    run(tmp_path / "in", tmp_path / "cut")
    monkeypatch.setattr(stages, "_GROUPED", 120 * 1024)  # as with 64K
    run("--memory", "64M", tmp_path / "in", tmp_path / "again")
    assert len(list((tmp_path / "cut").glob("a-*.jsonl"))) > 4
    assert fates(tmp_path / "whole") == fates(tmp_path / "cut")
    lines = b"".join(path.read_bytes() for path in sorted((tmp_path / "cut").glob("a-*.jsonl")))
    assert lines == (tmp_path / "whole/a.jsonl").read_bytes()
    one, other = everything(tmp_path / "cut"), everything(tmp_path / "again")
    assert {n: b for n, b in one.items() if n != "corpus.json"} == {
        n: b for n, b in other.items() if n != "corpus.json"
    }


def test_a_finished_job_is_not_done_again_and_another_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    first = run(tmp_path / "in", tmp_path / "out")
    monkeypatch.setattr(work, "write", None)
    assert run(tmp_path / "in", tmp_path / "out").output == first.output
    other = run("--gram", "3", tmp_path / "in", tmp_path / "out")
    assert other.exit_code == 2 and "another job" in other.output


def test_a_rehearsal_counts_and_writes_nothing(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    result = run("--dry-run", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 0
    assert "near" in result.output and not (tmp_path / "out").exists()


def test_the_chances_are_those_of_the_formula_and_of_the_texts(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    said = call("corpus", "--explain", "--bands", "14", "--rows", "8", tmp_path / "in").output
    assert ["0.80", f"{1 - (1 - 0.8**8) ** 14:.4f}"] in [line.split() for line in said.splitlines()]
    row = next(line for line in said.splitlines() if line.startswith("lines wrapped"))
    assert row.split()[-3:] == ["1.000", "1.000", "1.000"]


def test_more_bands_find_more_and_more_rows_find_less() -> None:
    for likeness in (0.3, 0.5, 0.8, 0.95):
        assert chance(likeness, 22, 6) > chance(likeness, 21, 6) > chance(likeness, 21, 7)


@pytest.mark.parametrize("scheme", ["binned", "datasketch"])
def test_both_signatures_find_the_same(scheme: str, tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", many())
    run("--scheme", scheme, tmp_path / "in", tmp_path / "out")
    gone = [row for row in ledger(tmp_path / "out").values() if not row["kept"]]
    assert len(gone) == 62
    report = json.loads((tmp_path / "out/corpus.json").read_text("utf-8"))
    assert (
        report["job"]["signatures"]
        == {"binned": "binned-densified/2", "datasketch": "affine32"}[scheme]
    )


# What is installed of the engines; the pool always is.
ENGINES = [
    "pool",
    *(one for one, need in (("ray", "ray"), ("dask", "distributed")) if find_spec(need)),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_same_bytes(engine: str, tmp_path: Path) -> None:
    """In a process of its own: engines leave threads and handlers behind."""
    for n in range(3):
        jsonl(tmp_path / f"in/{n}.jsonl", many()[n::3])
    run(tmp_path / "in", tmp_path / "plain")
    command = [
        sys.executable,
        "-m",
        "clean",
        "corpus",
        "--no-clean",
        "--id-field",
        "id",
        "--engine",
        engine,
    ]
    said = subprocess.run([*command, tmp_path / "in", tmp_path / engine], capture_output=True, text=True,
                          check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])})  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert everything(tmp_path / engine) == everything(tmp_path / "plain")


def test_paths_may_be_uris(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", corpus())
    run(tmp_path / "in", tmp_path / "plain")
    far = f"file://{tmp_path}/far"
    assert "say where to work" in run(f"file://{tmp_path}/in", far).output
    assert run("--work", tmp_path / "work", f"file://{tmp_path}/in", far).exit_code == 0
    assert fates(tmp_path / "far") == fates(tmp_path / "plain")
    assert read(tmp_path / "far/a.jsonl") == read(tmp_path / "plain/a.jsonl")


def test_a_person_who_watches_is_told_the_rate_and_the_time_left(tmp_path: Path) -> None:
    for n in range(3):
        jsonl(tmp_path / f"in/{n}.jsonl", many()[n::3])
    near, far = pty.openpty()
    command = [sys.executable, "-m", "clean", "corpus", "--no-clean", "--jobs", "1"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run(
        [*command, tmp_path / "in", tmp_path / "out"], stderr=far, stdout=subprocess.DEVNULL, env=env, check=True
    )  # fmt: skip
    os.close(far)
    told = os.read(near, 100_000).decode()
    os.close(near)
    assert re.search(r"sign .*3/3.* \d+\.\d/s", told)
