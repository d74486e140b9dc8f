"""The index as a file: a header, then one JSON line a document, sorted by path.

The same documents give the same bytes. Where two branches both changed an index, it is
written anew: `clean index FOLDER`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from shlex import quote
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


def again(place: Path, folders: Sequence[str]) -> str:
    """The command that writes an index anew, as it is typed in the working folder."""
    here = os.path.relpath(place.absolute().parent)
    words = [os.path.normpath(os.path.join(here, folder)) for folder in folders]  # noqa: PTH118
    if place.absolute() != Path.cwd() / NAME:
        words += ["-o", os.path.relpath(place)]
    return " ".join(["clean index", *map(quote, words)])


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
    command = again(path, folders or ["FOLDER"])
    for name, ours in _HEADER.items():
        if head.get(name) != ours:
            raise BadIndex(f"{name} is {head.get(name)}, this tool reads {ours}; run `{command}`")
    return Table(folders, tuple(_entries(lines[1:], command)))


def above(folder: Path) -> Path | None:
    """The index that lies in a folder or in the nearest one above it."""
    places = (here / NAME for here in [folder, *folder.parents])
    return next((place for place in places if place.is_file()), None)


def _entries(lines: Sequence[bytes], command: str) -> Iterable[Entry]:
    for n, line in enumerate(lines, 2):
        if not line:
            continue
        try:
            yield unpacked(_parsed(line, n))
        except (ValueError, TypeError, KeyError):
            raise BadIndex(f"line {n}: no entry of an index; run `{command}`") from None


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
