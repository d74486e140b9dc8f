"""One bad file of a corpus: named, with what to do, and the rest done."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_corpus import call, corpus, jsonl, packed, run

GOOD = {"id": "good", "text": "甲乙丙丁"}


def cut_short(path: Path) -> None:
    packed(path, corpus())
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def not_packed(path: Path) -> None:
    path.write_bytes(b"no gzip at all")


def deep(path: Path) -> None:
    path.write_text('{"text": "x", "deep": ' + "[" * 9000 + "]" * 9000 + "}\n", "utf-8")


def nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def without_text(path: Path) -> None:
    pq.write_table(pa.table({"words": ["x", "y"]}), path)


def two_of_text(path: Path) -> None:
    pq.write_table(pa.Table.from_arrays([pa.array(["x"])] * 2, names=["text", "text"]), path)


def not_parquet(path: Path) -> None:
    path.write_bytes(b"PAR1 and nothing else")


BAD: list[tuple[str, Callable[[Path], Any], str]] = [
    ("b.jsonl.gz", cut_short, "damaged from here on"),
    ("b.jsonl.zst", cut_short, "damaged from here on"),
    ("b.jsonl.gz", not_packed, ":1: damaged from here on"),
    ("b.jsonl", deep, ":1: broken JSON"),
    ("b.jsonl", nowhere, ": the symlink leads to no file"),
    ("b.jsonl.gz", nowhere, "the symlink leads to no file"),
    ("b.parquet", nowhere, ": the symlink leads to no file"),
    ("b.txt", nowhere, ": the symlink leads to no file"),
    ("b.parquet", not_parquet, ": no Parquet file"),
    ("b.parquet", without_text, ":1: field 'text' is absent or null"),
    ("b.parquet", two_of_text, ":1: column 'text' stands 2 times"),
]


@pytest.mark.parametrize(("name", "harm", "said"), BAD)
@pytest.mark.parametrize("chain", [["--no-clean"], []])
def test_a_bad_file_is_named_and_the_rest_is_done(
    name: str, harm: Callable[[Path], Any], said: str, chain: list[str], tmp_path: Path
) -> None:
    jsonl(tmp_path / "in/a.jsonl", [GOOD])
    jsonl(tmp_path / "in/c.jsonl", [GOOD | {"text": "子丑寅卯"}])
    harm(tmp_path / "in" / name)
    result = call("corpus", *chain, "--jobs", "1", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2
    told = next(line for line in result.output.splitlines() if name in line)
    assert said in told
    known = {
        row["file"]: row for row in pq.read_table(tmp_path / "out/clusters.parquet").to_pylist()
    }
    assert known["a.jsonl"]["kept"] and known["c.jsonl"]["kept"]
    assert known[name]["why"] and not known[name]["kept"]
    assert call("verify", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize(
    ("depth", "fate"), [(499, "kept"), (500, "refused"), (990, "refused"), (9999, "refused")]
)
def test_how_deep_a_line_may_be_nested_is_fixed(depth: int, fate: str, tmp_path: Path) -> None:
    """Brackets in a text are none, nor does it matter how deep the stack is that reads it."""
    deep = "[" * depth + "]" * depth
    line = f'{{"text": "{"[" * 2000}\\"", "clean": 1, "deep": {deep}}}\n'
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    call("corpus", "--jobs", "1", tmp_path / "a.jsonl", tmp_path / "out")
    assert pq.read_table(tmp_path / "out/clusters.parquet")["fate"].to_pylist() == [fate]
    assert call("verify", tmp_path / "out").exit_code == 0


def test_what_stands_before_the_damage_is_kept(tmp_path: Path) -> None:
    rows = [{"text": f"{os.urandom(2000).hex()}", "n": n} for n in range(200)]
    data = gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    assert call("corpus", "--jobs", "1", tmp_path / "a.jsonl.gz", tmp_path / "out").exit_code == 2
    known = pq.read_table(tmp_path / "out/clusters.parquet").to_pylist()
    assert len(known) > 20 and [row["why"] is None for row in known[-2:]] == [True, False]
    assert call("verify", tmp_path / "out").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
@pytest.mark.parametrize("end", [b".txt", b".jsonl"])
def test_a_name_that_is_no_utf8_is_spelt_out(end: bytes, tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", [GOOD])
    (tmp_path / "in" / os.fsdecode(b"b\xff" + end)).write_text('{"text": "甲"}\n', "utf-8")
    result = call("corpus", "--jobs", "1", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / f"b\\xff{end.decode()}").exists()
    assert call("verify", tmp_path / "out").exit_code == 0
    assert call("corpus", "--jobs", "1", tmp_path / "in", tmp_path / "out").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_packed_file_whose_name_is_no_utf8_is_refused(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", [GOOD])
    name = os.fsdecode(b"b\xff.jsonl.gz")
    (tmp_path / "in" / name).write_bytes(gzip.compress(b'{"text": "x"}\n'))
    result = call("corpus", "--jobs", "1", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2 and "b\\xff.jsonl.gz: the name is not UTF-8" in result.output
    assert (tmp_path / "out/a.jsonl").exists()


VIEW = pa.string_view()
# Fields of other types that hold views of strings.
VIEWS = [
    (["x", None], pa.list_(VIEW)),
    ([["x"], []], pa.large_list(pa.list_(VIEW))),
    (["x", "y"], pa.list_(VIEW, 2)),
    ({"a": "x", "b": [b"y"]}, pa.struct({"a": VIEW, "b": pa.list_(pa.binary_view())})),
    ([("a", "x")], pa.map_(pa.string(), VIEW)),
    (None, pa.list_(VIEW)),
]


def test_a_column_of_string_views_is_read_like_any_other(tmp_path: Path) -> None:
    texts = pa.array([*(row["text"] for row in corpus()), None], pa.string_view())
    nested = [pa.array([value] * len(texts), kind) for value, kind in VIEWS]
    names = ["text", *map(str, range(len(nested)))]
    pq.write_table(pa.table([texts, *nested], names), tmp_path / "a.parquet")
    assert run("--id-field", "", "--drop", tmp_path / "a.parquet", tmp_path / "out").exit_code == 2
    whole = pq.read_table(tmp_path / "out/a.parquet").num_rows
    assert whole + pq.read_table(tmp_path / "out/dropped/a.parquet").num_rows == len(corpus())
    last = pq.read_table(tmp_path / "out/a.parquet").select(names[1:]).to_pylist()[-1]
    assert list(last.values()) == [value for value, _ in VIEWS]
    assert call("verify", tmp_path / "out").exit_code == 0


def test_loops_are_told_and_not_followed(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", [GOOD])
    (tmp_path / "in/loop").symlink_to(".")
    result = call("corpus", "--jobs", "1", tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 2
    assert "loop: the symlink leads back to a folder above it" in result.output
    assert pq.read_table(tmp_path / "out/clusters.parquet")["file"].to_pylist() == [
        "a.jsonl",
        "loop",
    ]


def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    jsonl(tmp_path / "there/a.jsonl", [GOOD])
    (tmp_path / "in").mkdir()
    (tmp_path / "in/other").symlink_to(tmp_path / "there")
    assert call("corpus", "--jobs", "1", tmp_path / "in", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out/other/a.jsonl").exists()
