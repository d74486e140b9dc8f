"""The documents of a part, one by one; a row that is none comes with the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from clean.corpus.job import Job
from clean.corpus.parts import Part
from clean.corpus.places import filesystem, reading
from clean.files import advice

FIELD = "clean"
"""The field that says the fate of a document in JSON Lines."""

DEEP = 500
"""A line of JSON is nested so deep at most: half of the 1000 calls that Python allows."""
_DEEPER = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NESTING = frozenset({dict, list})
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_decoded = json.JSONDecoder().decode


class Row(NamedTuple):
    """A row: its number in its file from 1, its id, its text or why it has none, as it came.

    `came` is a line of JSON Lines, or the bytes of a text file, for which `is_file` holds.
    `marked` says that it has a field by our name.
    """

    row: int
    id: str
    text: str | None
    why: str
    date: str
    came: bytes
    is_file: bool = False
    marked: bool = False


def rows(part: Part, job: Job) -> Iterator[Row]:
    """The rows of a part in their order."""
    return _READ[part.kind](part, job)


def lines(part: Part) -> Iterator[tuple[int, bytes, str]]:
    """The lines of a part of JSON Lines with their numbers; blank ones are passed over.

    Where the file cannot be read on, the last is empty and says why.
    """
    at, row = part.start, part.first
    try:
        with reading(part.path, part.start) as file:
            for line in file:
                if not line.isspace():
                    yield row, line, ""
                row += 1
                at += len(line)
                if at == part.end:
                    return
    except OSError as error:
        yield row, b"", f"damaged from here on ({_short(error)}); fetch it again"


def tables(part: Part) -> Iterator[tuple[int, int, Any, str]]:
    """The row groups of a part: the number of the first row, how many, the table, or why it has none."""
    import pyarrow.parquet as pq
    from pyarrow import ArrowException

    system, inner = filesystem(part.path)
    with pq.ParquetFile(inner, filesystem=system) as file:
        row = part.first
        for group in range(part.start, part.end):
            count = file.metadata.row_group(group).num_rows
            try:
                yield row, count, _plain(file.read_row_group(group)), ""
            except (ArrowException, OSError) as error:
                yield row, count, None, f"row group {group} is damaged ({_short(error)})"
            row += count


def _plain(table: Any) -> Any:
    """A table with strings where it has views of strings, which few kernels take."""
    import pyarrow as pa

    fields = map(_plain_field, table.schema)
    return table.cast(pa.schema(fields, table.schema.metadata))


def _plain_field(field: Any) -> Any:
    return field.with_type(_plain_kind(field.type))


def _plain_kind(kind: Any) -> Any:
    """A type without views of strings, however deep they stand in it."""
    from pyarrow import (
        binary_view,
        large_binary,
        large_list,
        large_string,
        list_,
        map_,
        string_view,
        struct,
        types,
    )

    if types.is_struct(kind):
        return struct(list(map(_plain_field, kind)))
    if types.is_map(kind):
        return map_(_plain_field(kind.key_field), _plain_field(kind.item_field), kind.keys_sorted)
    if types.is_fixed_size_list(kind):
        return list_(_plain_field(kind.value_field), kind.list_size)
    if types.is_list(kind):
        return list_(_plain_field(kind.value_field))
    if types.is_large_list(kind):
        return large_list(_plain_field(kind.value_field))
    return {string_view(): large_string(), binary_view(): large_binary()}.get(kind, kind)


def _of_lines(part: Part, job: Job) -> Iterator[Row]:
    named = part.files[0][1]
    for row, line, why in lines(part):
        if why:
            yield Row(row, f"{named}:{row}", None, why, "", line)
            continue
        try:
            record = _read(line)
        except ValueError as error:
            yield Row(row, f"{named}:{row}", None, f"broken JSON ({_short(error)})", "", line)
            continue
        yield _of_record(record, row, named, job, line)


def _read(line: bytes) -> Any:
    """A line of UTF-8, without the guess of json.loads at the encoding of every line.

    Raises ValueError, for one nested too deep too: where the decoder gives up depends on its caller.
    """
    try:
        record = _decoded(line.decode("utf-8", "surrogatepass").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        _check_depth(line)
        raise
    # To count the brackets of a record that is flat takes as long as a third of reading it.
    if not isinstance(record, dict) or not _NESTING.isdisjoint(map(type, record.values())):
        _check_depth(line)
    return record


def _check_depth(line: bytes) -> None:
    """Raises ValueError for a line that is nested too deep."""
    if line.count(b"[") + line.count(b"{") > DEEP and _depth(line) > DEEP:
        raise ValueError(f"nested deeper than {DEEP}")


def _depth(line: bytes) -> int:
    """How deep the brackets outside of strings stand in each other."""
    signs = (_DEEPER.get(sign, 0) for sign in _STRING.sub(b"", line))
    return max(accumulate(signs), default=0)


def _of_record(record: Any, row: int, named: str, job: Job, line: bytes) -> Row:
    if not isinstance(record, dict):
        return Row(row, f"{named}:{row}", None, "not a JSON object", "", line)
    own = record.get(job.id_field) if job.id_field else f"{named}:{row}"
    if own is None:
        return Row(row, f"{named}:{row}", None, f"no field {job.id_field!r} for the id", "", line)
    text, why = _text(record.get(job.text_field), job.text_field)
    date = str(record.get(job.date_field) or "")
    return Row(row, str(own), text, why, date, line, False, FIELD in record)  # noqa: FBT003  by name it takes twice as long


def _text(value: Any, field: str) -> tuple[str | None, str]:
    if isinstance(value, str):
        return (value, "") if value else (None, f"field {field!r} is empty")
    what = "absent or null" if value is None else f"no text but {type(value).__name__}"
    return None, f"field {field!r} is {what}"


def _of_tables(part: Part, job: Job) -> Iterator[Row]:
    named = part.files[0][1]
    for first, count, table, why in tables(part):
        if table is None:
            yield from (
                Row(row, f"{named}:{row}", None, why, "", b"")
                for row in range(first, first + count)
            )
            continue
        fields = (job.text_field, job.id_field, job.date_field)
        texts, ids, dates = (_column(table, name, count) for name in fields)
        twice = _twice(table.column_names, fields)
        for at in range(count):
            own = ids[at] if job.id_field else f"{named}:{first + at}"
            text, reason = (None, twice) if twice else _text(texts[at], job.text_field)
            if own is None:
                own, text, reason = f"{named}:{first + at}", None, f"no {job.id_field!r} for the id"
            yield Row(first + at, str(own), text, reason, str(dates[at] or ""), b"")


def _column(table: Any, name: str, count: int) -> list[Any]:
    return table[name].to_pylist() if table.column_names.count(name) == 1 else [None] * count


def _twice(columns: Sequence[str], fields: Sequence[str]) -> str:
    """What to say of a table that has two columns by the name of a field."""
    many = ((name, columns.count(name)) for name in fields)
    return next((f"column {name!r} stands {n} times; rename one" for name, n in many if n > 1), "")


def _of_files(part: Part, _: Job) -> Iterator[Row]:
    """Files of text in any encoding; one that is none is refused by its name."""
    from clean.stages.encoding import Refusal, read

    for row, (path, named) in enumerate(part.files, part.first):
        try:
            with reading(path) as file:
                came = file.read()
            yield Row(row, named, read(came).text, "", "", came, is_file=True)
        except Refusal as refusal:
            yield Row(row, named, None, str(refusal), "", came, is_file=True)
        except OSError as error:
            yield Row(row, named, None, advice(error), "", b"")


def _of_none(part: Part, _: Job) -> Iterator[Row]:
    """A file that could not be opened is one row, of number 0."""
    yield Row(part.first, part.name, None, part.why, "", b"")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


_READ = {"jsonl": _of_lines, "parquet": _of_tables, "text": _of_files, "unread": _of_none}
