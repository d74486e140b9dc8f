"""A record batch through the chain, for those who have an engine of their own."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from clean.corpus.chained import made
from clean.corpus.job import Job
from clean.corpus.rows import Row

LOG, WHY = "clean_log", "clean_why"


def batch(records: pa.RecordBatch, text_field: str = "text") -> pa.RecordBatch:
    """The batch with canonical texts, their logs (`clean_log`) and reasons of refusals (`clean_why`).

    A row that is refused keeps its text. Other columns stay; a table comes back as a table.
    Raises KeyError if there is no such column.
    """
    came = records.column(text_field).to_pylist()
    job = Job((), "", text_field)
    rows = (Row(at, "", text, "no text", "", b"") for at, text in enumerate(came))
    done = list(made(rows, job))
    texts = [old if one.text is None else one.text for old, one in zip(came, done, strict=True)]
    at = records.schema.get_field_index(text_field)
    kind = records.schema.field(at).type
    columns = {LOG: [one.log or None for one in done], WHY: [one.why or None for one in done]}
    named: dict[str, Any] = dict(zip(records.schema.names, records.columns, strict=True))
    named[text_field] = pa.array(texts, kind)
    named |= {name: pa.array(values, pa.string()) for name, values in columns.items()}
    return type(records).from_pydict(named)
