"""What a row holds besides its text comes out as it came, to the byte where the format allows it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_corpus import call

DIRTY = "请认真贯彻执行,抓好落实。"
MENDED = "请认真贯彻执行，抓好落实。"
# The line as it came, with {} for the text, and what is put in at its end.
LINES = [
    '{"text":"{}","p":12345678901234567890.123,"q":1.10,"r":1e400,"s":0.1234567890123456789}',
    '{"dup":1,"text":"{}","dup":2}',
    '{ "a" : [1.0, {"text": "x"}] , "text" : "{}" , "z":"\\u4e00\\ud800" }',
    '{"text":"old","b":1,"text":"{}"}',
    '{"\\u0074ext":"{}","n":NaN}',
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("chain", [["--no-clean"], []])
def test_other_fields_keep_their_spelling(line: str, chain: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line.replace("{}", DIRTY) + "\n", "utf-8")
    result = call("corpus", *chain, "--jobs", "1", tmp_path / "a.jsonl", tmp_path / "out")
    assert result.exit_code == 0, result.output
    came = (tmp_path / "out/a.jsonl").read_text("utf-8")
    said = line.replace("{}", DIRTY if chain else MENDED + "\\n")
    assert came == said.removesuffix("}").rstrip() + ',"clean": {"fate": "kept"}}\n'
    assert call("verify", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize(
    ("own", "ours"), [('"clean":"mine"', "clean_2"), ('"clean":1,"clean_2":2,"clean":3', "clean_3")]
)
@pytest.mark.parametrize("chain", [["--no-clean"], []])
def test_a_field_of_our_name_stays_and_ours_takes_the_next(
    own: str, ours: str, chain: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text":"{DIRTY}",{own}}}\n', "utf-8")
    call("corpus", *chain, "--jobs", "1", tmp_path / "a.jsonl", tmp_path / "out")
    came = (tmp_path / "out/a.jsonl").read_text("utf-8")
    assert own in came
    assert json.loads(came)[ours] == {"fate": "kept"}


def test_a_column_of_our_name_stays_and_ours_take_the_next(tmp_path: Path) -> None:
    table = pa.table({"text": [DIRTY], "clean_fate": ["mine"], "clean_2_likeness": [7]})
    pq.write_table(table, tmp_path / "a.parquet")
    call("corpus", "--jobs", "1", tmp_path / "a.parquet", tmp_path / "out")
    row = pq.read_table(tmp_path / "out/a.parquet").to_pylist()[0]
    assert (row["clean_fate"], row["clean_2_likeness"]) == ("mine", 7)
    assert row["clean_3_fate"] == "kept" and "clean_likeness" not in row
