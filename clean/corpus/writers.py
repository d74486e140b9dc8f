"""Documents written in the format they came in, with their fates: JSON Lines, Parquet, text files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from clean.corpus.clustering import GONE
from clean.corpus.job import Job
from clean.corpus.keys import Spans, keys, pointed
from clean.corpus.parts import Part
from clean.corpus.places import reading, writing
from clean.corpus.rows import FIELD, lines, tables
from clean.corpus.splicing import encoded, free, spliced

Cleaned = tuple[str | None, str]
Piece = bytes | memoryview

COLUMNS = {
    "leave": ("fate", "survivor", "likeness", "numbers_equal", "sibling"),
    "find": ("fate", "survivor", "likeness", "numbers_equal", "sibling", "inside", "passages"),
}
"""The columns `clean_fate` and so on of Parquet, without passages and with them, in JSON."""
_ALONE = b"," + json.dumps({FIELD: {"fate": "kept"}}).encode()[1:] + b"\n"
# So many pieces of lines are handed on at a time.
_LINES = 256


@dataclass(slots=True)
class Fated:
    """A row and its fate; the writer says where it went, and in code points what it holds."""

    row: int
    id: str
    why: str
    told: dict[str, Any]
    differs: Spans
    marked: bool = False
    fate: str = ""
    file: str = ""
    written: str = ""
    passages: list[dict[str, Any]] = field(default_factory=list)
    holds: list[dict[str, Any]] = field(default_factory=list)
    names: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fate = "refused" if self.why else self.told.get("fate", "kept")

    def goes(self, job: Job, name: str) -> str:
        """The folder of the output it goes to, "" for the output itself; notes file and name."""
        folder = "refused" if self.why else ""
        if job.duplicates == "drop" and self.fate in GONE:
            folder = "dropped"
        self.written = f"{folder}/{name}" if folder else name
        return folder

    @property
    def asks(self) -> bool:
        """Whether its text is needed to say what is told of it."""
        return bool(self.holds or self.names)

    def point(self, text: str) -> None:
        """Put what it holds, told in letters of the key, in code points of the text, and quote it."""
        if self.holds:
            spans = np.array([[one["start"], one["end"]] for one in self.holds])
            (points,) = pointed(keys([text]), [(0, spans)])
            for one, (start, end) in zip(self.holds, points.tolist(), strict=True):
                one["start"], one["end"] = start, end
        for one in self.names:
            one["words"] = text[one["start"] : one["end"]].strip()

    def said(self) -> dict[str, Any]:
        """What is told of it in the document itself."""
        if not self.told and not self.passages:
            return {}
        told = {name: value for name, value in self.told.items() if value is not None}
        if self.passages:
            told["passages"] = [
                {name: value for name, value in one.items() if value is not None}
                for one in self.passages
            ]
        return {"fate": self.fate, **told}


class Files:
    """The files of a part, opened when the first row goes to them, whole when all are closed."""

    def __init__(self, job: Job, part: Part, stack: ExitStack) -> None:
        self.job, self.name, self.stack = job, part.name, stack
        self.open: dict[str, Any] = {}
        self.held: dict[str, list[Piece]] = {}

    def to(self, folder: str, end: str = "") -> Any:
        """The file of this part in a folder of the output."""
        path = f"{folder}/{self.name}{end}".lstrip("/")
        if path not in self.open:
            self.open[path] = self.stack.enter_context(writing(f"{self.job.out}/{path}"))
        return self.open[path]

    def lines(self, folder: str, lines: Sequence[Piece], end: str = "") -> None:
        """Lines, or pieces of one, for a file."""
        held = self.held.setdefault(folder + end, [])
        held += lines
        if len(held) >= _LINES:
            self.to(folder, end).writelines(held)
            held.clear()

    def finish(self) -> None:
        """Write what is held back."""
        for key, held in self.held.items():
            end = ".jsonl" if key.endswith(".jsonl") else ""
            self.to(key.removesuffix(end), end).writelines(held)

    def log(self, row: Fated, log: str) -> None:
        """The log of a document, if there is one, as a line."""
        if log:
            said = encoded({"id": row.id, "row": row.row, "log": log})
            self.lines("logs", [said, b"\n"], ".jsonl")

    def refuse(self, row: Fated, came: Any) -> None:
        """What could not be read, with its place and the reason, as a line."""
        row.written += ".jsonl"
        told = {"file": row.file, "row": row.row, "id": row.id, "why": row.why, "came": came}
        self.lines("refused", [encoded(told), b"\n"], ".jsonl")


def _lines(job: Job, cleaned: Iterator[Cleaned], part: Part, rows: Sequence[Fated]) -> None:
    with ExitStack() as stack:
        files = Files(job, part, stack)
        files.to("")
        for (_, line, _), (text, log), row in zip(lines(part), cleaned, rows, strict=False):
            row.file = part.files[0][1]
            folder = row.goes(job, part.name)
            if row.why:
                files.refuse(row, line.decode("utf-8", "backslashreplace"))
                continue
            if row.asks:
                row.point(json.loads(line)[job.text_field] if text is None else text)
            files.lines(folder, _told(line, text, row, job))
            files.log(row, log)
        files.finish()


def _told(line: bytes, text: str | None, row: Fated, job: Job) -> list[Piece]:
    """A line with the text the chain made of it and its fate, all else to the byte.

    In pieces: to put 160 MB of lines together takes 0.15 s.
    """
    fate = row.said()
    if text is None and not row.marked:
        tail = b"," + encoded({FIELD: fate})[1:] + b"\n" if fate else _ALONE
        end = len(line) - 2 if line.endswith(b"}\n") else line.rindex(b"}")
        while line[end - 1 : end].isspace():
            end -= 1
        return [memoryview(line)[:end], tail]
    told = fate or {"fate": "kept"}
    return [spliced(line, job.text_field, text, FIELD, told), b"\n"]


def _tables(job: Job, cleaned: Iterator[Cleaned], part: Part, rows: Sequence[Fated]) -> None:
    import pyarrow as pa

    left = iter(rows)
    with ExitStack() as stack:
        files = Files(job, part, stack)
        out: dict[str, Any] = {}
        for _, count, table, _ in tables(part):
            here, texts = list(islice(left, count)), list(islice(cleaned, count))
            folders = [
                _placed(files, row, log, part) for row, (_, log) in zip(here, texts, strict=True)
            ]
            _refuse(files, here, table)
            if table is not None:
                amended = _amended(table, here, texts, job)
                for folder in ("", "dropped"):
                    mask = pa.array([to == folder for to in folders], pa.bool_())
                    _append(out, files, folder, amended.filter(mask), stack)
        files.finish()


def _placed(files: Files, row: Fated, log: str, part: Part) -> str:
    row.file = part.files[0][1]
    files.log(row, log)
    return row.goes(files.job, part.name)


def _refuse(files: Files, rows: Sequence[Fated], table: Any) -> None:
    for at, row in enumerate(rows):
        if row.why:
            came = {} if table is None else table.slice(at, 1).to_pylist()[0]
            files.refuse(row, json.loads(json.dumps(came, default=str)))


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

    if table.column_names.count(job.text_field) == 1:  # else all its rows were refused
        table = _said(table, rows, texts, job)
    kinds = {"likeness": pa.float64(), "numbers_equal": pa.bool_()}
    ends = [f"_{name}" for name in COLUMNS[job.passages]]
    ours = free(FIELD, table.column_names, ends)
    for name in COLUMNS[job.passages]:
        told = [_cell(row, name) for row in rows]
        table = table.append_column(f"{ours}_{name}", pa.array(told, kinds.get(name, pa.string())))
    return table


def _said(table: Any, rows: Sequence[Fated], texts: Sequence[Cleaned], job: Job) -> Any:
    """The table with cleaned texts; points the rows to what is told of them."""
    import pyarrow as pa

    at = table.column_names.index(job.text_field)
    field, came = table.schema.field(at), table.column(at).to_pylist()
    said = [old if text is None else text for old, (text, _) in zip(came, texts, strict=True)]
    for row, text in zip(rows, said, strict=True):
        row.point(text)
    return table.set_column(at, field, pa.array(said, field.type)) if job.chain == "full" else table


def _cell(row: Fated, name: str) -> Any:
    """What a column of Parquet tells of a row."""
    if name == "passages":
        told = row.said().get(name)
        return told and json.dumps(told, ensure_ascii=False)
    return row.fate if name == "fate" else row.told.get(name)


def _texts(job: Job, cleaned: Iterator[Cleaned], part: Part, rows: Sequence[Fated]) -> None:
    from clean.stages.encoding import read

    for (path, name), (text, log), row in zip(part.files, cleaned, rows, strict=False):
        row.file = name
        row.goes(job, name)
        came = _came(path, row)
        if came is None:
            continue
        if row.asks:
            row.point(read(came).text if text is None else text)
        _put(f"{job.out}/{row.written}", came if text is None else text.encode())
        if log:
            _put(f"{job.out}/logs/{name}.log.jsonl", log.encode())
    if hasattr(os, "sync"):  # once for all: a sync a file takes longer than the chain
        os.sync()


def _came(path: str, row: Fated) -> bytes | None:
    """The bytes of a file; none of one that was refused because it cannot be read."""
    try:
        with reading(path) as file:
            return file.read()
    except OSError:
        if not row.why:
            raise
        row.written = ""
        return None


def _unread(_job: Job, _: Iterator[Cleaned], part: Part, rows: Sequence[Fated]) -> None:
    """A file that could not be opened: there is nothing to write."""
    rows[0].file = part.name


def _put(path: str, data: bytes) -> None:
    with writing(path, lambda _: None) as file:
        file.write(data)


WRITE: dict[str, Callable[[Job, Iterator[Cleaned], Part, Sequence[Fated]], None]] = {
    "jsonl": _lines,
    "parquet": _tables,
    "text": _texts,
    "unread": _unread,
}
