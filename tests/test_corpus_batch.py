"""`clean.batch`: record batches through the chain, as engines hand them over."""

from __future__ import annotations

import pyarrow as pa
import pytest

import clean
from clean.replay import read, rebuild

SAID = "各市、县人民政府:\n加快发展,提高质量。"
CANONICAL = "各市、县人民政府：\n加快发展，提高质量。\n"


def records() -> pa.RecordBatch:
    return pa.record_batch(
        {"n": [1, 2, 3], "words": [SAID, None, CANONICAL], "clean_why": ["old"] * 3}
    )


def test_texts_are_canonical_and_their_logs_rebuild_them() -> None:
    out = clean.batch(records(), "words")
    assert isinstance(out, pa.RecordBatch)
    assert out["words"].to_pylist() == [CANONICAL, None, CANONICAL]
    assert out["n"].to_pylist() == [1, 2, 3]
    assert out["clean_why"].to_pylist() == [None, "no text", None]
    log = out["clean_log"][0].as_py()
    assert rebuild(CANONICAL, read(log.split("\n")[:-1])) == SAID.encode()


def test_a_table_comes_back_as_a_table() -> None:
    """What Ray Data's map_batches(batch_format="pyarrow") and Hugging Face's with_format("arrow") hand over."""
    table = pa.Table.from_batches([records(), records()])
    out = clean.batch(table, "words")
    assert isinstance(out, pa.Table)
    assert out["words"].to_pylist() == [CANONICAL, None, CANONICAL] * 2


def test_batches_of_an_iterator_as_spark_hands_them_over() -> None:
    """`frame.mapInArrow(lambda batches: map(clean.batch, batches), schema)`."""
    done = map(clean.batch, [records().rename_columns(["n", "text", "why"])] * 2)
    assert [out["text"][0].as_py() for out in done] == [CANONICAL] * 2


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="text"):
        clean.batch(records())
