"""Documents written in the format they came in, with their fates: JSON Lines, Parquet, text files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import Any

from clean.corpus.job import Job
from clean.corpus.keys import places
from clean.corpus.parts import Part
from clean.corpus.places import reading, writing
from clean.corpus.rows import lines, tables

Fated = dict[str, Any]
Cleaned = tuple[str | None, str]

GONE = ("exact", "near")
FIELD = "clean"
"""The field that says the fate of a document in JSON Lines."""
COLUMNS = ("fate", "cluster", "likeness", "numbers_equal", "sibling")
"""The columns `clean_fate` and so on of Parquet."""
_TOLD = ("fate", "cluster", "size", "likeness", "numbers_equal", "sibling")
_ALONE = json.dumps({FIELD: {"fate": "kept"}}).encode()[1:]


class Files:
    """The files of a part, opened when the first row goes to them, whole when all are closed."""

    def __init__(self, job: Job, part: Part, stack: ExitStack) -> None:
        self.job, self.name, self.stack = job, part.name, stack
        self.open: dict[str, Any] = {}

    def to(self, folder: str, name: str = "") -> Any:
        """The file of this part in a folder of the output."""
        path = "/".join(filter(None, (folder, name or self.name)))
        if path not in self.open:
            self.open[path] = self.stack.enter_context(writing(f"{self.job.out}/{path}"))
        return self.open[path]


def place(row: Fated, job: Job) -> str:
    """The folder of the output that a document goes to; "" is the output itself."""
    if row["fate"] == "refused":
        return "refused"
    return "dropped" if row["fate"] in GONE and job.duplicates == "drop" else ""


def _lines(job: Job, cleaned: Iterator[Cleaned], part: Part, rows: Sequence[Fated]) -> None:
    with ExitStack() as stack:
        files = Files(job, part, stack)
        files.to("")
        for (_, line), (text, log), row in zip(lines(part), cleaned, rows, strict=False):
            folder = place(row, job)
            row["written"] = _name(folder, part.name)
            if folder == "refused":
                row["written"] += ".jsonl"
                _refuse(files, row, line.decode("utf-8", "backslashreplace"))
                continue
            if row["differs"]:
                said = json.loads(line)[job.text_field] if text is None else text
                row["differs"] = in_points(row["differs"], said)
            files.to(folder).write(_told(line, text, row, job))
            _log(files, row, log)


def _told(line: bytes, text: str | None, row: Fated, job: Job) -> bytes:
    """A line with the text the chain made of it, and its fate; the rest to the byte where it can be."""
    line = line.rstrip()
    fate = {name: row[name] for name in _TOLD if row.get(name) is not None}
    if text is None and b'"clean"' not in line:
        tail = _ALONE if len(row) and row["size"] == 1 and row["fate"] == "kept" else _json({FIELD: fate})[1:]
        return line[:-1].rstrip() + b"," + tail + b"\n"
    record = json.loads(line)
    if text is not None:
        record[job.text_field] = text
    return _json({**record, FIELD: fate}) + b"\n"


def _json(record: Any) -> bytes:
    try:
        return json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can hold
        return json.dumps(record).encode()


def _log(files: Files, row: Fated, log: str) -> None:
    if log:
        told = {"id": row["id"], "row": row["row"], "log": log}
        files.to("logs", files.name + ".jsonl").write(_json(told) + b"\n")


def _refuse(files: Files, row: Fated, came: Any) -> None:
    told = {"file": row["file"], "row": row["row"], "id": row["id"], "why": row["why"], "came": came}
    files.to("refused", files.name + ".jsonl").write(_json(told) + b"\n")


def _name(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def in_points(spans: Sequence[dict[str, int]], text: str) -> list[dict[str, int]]:
    """Spans of letters of the key as spans of code points of the text."""
    at = places(text)
    return [
        {
            "start": int(at[span["start"]]),
            "end": int(at[span["end"] - 1]) + 1 if span["end"] > span["start"] else int(at[span["start"]]),
        }
        for span in spans
    ]


def _tables(job: Job, cleaned: Iterator[Cleaned], part: Part, rows: Sequence[Fated]) -> None:
    import pyarrow as pa

    left = iter(rows)
    with ExitStack() as stack:
        files = Files(job, part, stack)
        out: dict[str, Any] = {}
        for _, count, table, _ in tables(part):
            here, texts = list(islice(left, count)), list(islice(cleaned, count))
            for row, (_, log) in zip(here, texts, strict=True):
                folder = place(row, job)
                row["written"] = _name(folder, part.name) + (".jsonl" if folder == "refused" else "")
                _log(files, row, log)
            _refuse_rows(files, here, table)
            if table is None:
                continue
            table = _amended(table, here, texts, job)
            for folder in ("", "dropped"):
                chosen = pa.array([place(row, job) == folder for row in here])
                _append(out, files, folder, table.filter(chosen), stack)


def _refuse_rows(files: Files, rows: Sequence[Fated], table: Any) -> None:
    for at, row in enumerate(rows):
        if row["fate"] == "refused":
            came = {} if table is None else table.slice(at, 1).to_pylist()[0]
            _refuse(files, row, json.loads(json.dumps(came, default=str)))


def _append(out: dict[str, Any], files: Files, folder: str, table: Any, stack: ExitStack) -> None:
    import pyarrow.parquet as pq

    if folder and not len(table):
        return
    if folder not in out:
        out[folder] = stack.enter_context(pq.ParquetWriter(files.to(folder), table.schema))
    out[folder].write_table(table)


def _amended(table: Any, rows: Sequence[Fated], texts: Sequence[Cleaned], job: Job) -> Any:
    """The table with cleaned texts in place of those that came, and columns that say the fates."""
    import pyarrow as pa

    at = table.column_names.index(job.text_field)
    kind = table.schema.field(at).type
    came = table[job.text_field].to_pylist()
    said = [old if text is None else text for old, (text, _) in zip(came, texts, strict=True)]
    for row, text in zip(rows, said, strict=True):
        row["differs"] = in_points(row["differs"], text) if row["differs"] else []
    if job.chain == "full":
        table = table.set_column(at, table.schema.field(at), pa.array(said, kind))
    kinds = (pa.string(), pa.string(), pa.float64(), pa.bool_(), pa.string())
    for name, column in zip(COLUMNS, kinds, strict=True):
        if f"clean_{name}" in table.column_names:
            table = table.drop_columns(f"clean_{name}")
        table = table.append_column(f"clean_{name}", pa.array([row.get(name) for row in rows], column))
    return table


def _texts(job: Job, cleaned: Iterator[Cleaned], part: Part, rows: Sequence[Fated]) -> None:
    for (path, name), (text, log), row in zip(part.files, cleaned, rows, strict=False):
        folder = place(row, job)
        row["written"] = _name(folder, name)
        with reading(path) as file:
            came = file.read()
        if row["differs"]:
            row["differs"] = in_points(row["differs"], _decoded(came) if text is None else text)
        _put(f"{job.out}/{row['written']}", came if text is None else text.encode())
        if log:
            _put(f"{job.out}/logs/{name}.log.jsonl", log.encode())


def _decoded(came: bytes) -> str:
    from clean.stages.encoding import read

    return read(came).text


def _put(path: str, data: bytes) -> None:
    with writing(path) as file:
        file.write(data)


WRITE: dict[str, Callable[[Job, Iterator[Cleaned], Part, Sequence[Fated]], None]] = {
    "jsonl": _lines,
    "parquet": _tables,
    "text": _texts,
}
