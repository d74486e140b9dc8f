"""The index as a file: a header, then one JSON line a document, sorted by path.

The same documents give the same bytes. Where two branches both changed an index, it is
written anew: `clean index FOLDER`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clean.index.entry import NGRAM, VALUES, Entry, packed, unpacked
from clean.likeness import SCHEME

NAME = ".clean-index"
FORMAT = "clean-index/1"
# An index of other signatures cannot be compared with ours.
_HEADER = {"format": FORMAT, "minhash": SCHEME, "values": VALUES, "ngram": NGRAM}


class BadIndex(ValueError):
    """A file that is no index, or one of another format: what is wrong and what to do."""


class Table(NamedTuple):
    """An index: the folders it was made of, and its documents, sorted by path.

    Paths are relative to the folder the index lies in, with `/`.
    """

    folders: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def again(self) -> str:
        """The command that writes the index anew."""
        return " ".join(["clean index", *self.folders])


def written(table: Table) -> bytes:
    """The bytes of an index. Bytes of a name that are no UTF-8 stand as escapes."""
    head = {**_HEADER, "folders": [*table.folders]}
    entries = sorted(table.entries, key=lambda one: os.fsencode(one.path))
    lines = (_json(record) + "\n" for record in [head, *map(packed, entries)])
    return "".join(lines).encode("utf-8", "backslashreplace")


def read(path: Path) -> Table:
    """The index that a file holds. Raises BadIndex, or OSError where it cannot be read."""
    lines = path.read_bytes().split(b"\n")
    head = _parsed(lines[0], 1)
    folders = tuple(map(str, head.get("folders", ())))
    again = " ".join(["clean index", *(folders or ["FOLDER"])])
    for name, ours in _HEADER.items():
        if head.get(name) != ours:
            raise BadIndex(f"{name} is {head.get(name)}, this tool reads {ours}; run `{again}`")
    return Table(folders, tuple(_entries(lines[1:], again)))


def above(folder: Path) -> Path | None:
    """The index that lies in a folder or in the nearest one above it."""
    places = (here / NAME for here in [folder, *folder.parents])
    return next((place for place in places if place.is_file()), None)


def _entries(lines: Sequence[bytes], again: str) -> Iterable[Entry]:
    for n, line in enumerate(lines, 2):
        if not line:
            continue
        try:
            yield unpacked(_parsed(line, n))
        except (ValueError, TypeError, KeyError):
            raise BadIndex(f"line {n}: no entry of an index; run `{again}`") from None


def _parsed(line: bytes, n: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadIndex(f"line {n}: no entry of an index; run `clean index FOLDER`")
    return found


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
