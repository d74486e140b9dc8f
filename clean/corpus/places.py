"""Paths, on the local disk or anywhere pyarrow.fs or fsspec reach (s3://, hdfs://, memory://)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

from clean.corpus.job import BadCorpus
from clean.files import Input, Trouble, synced
from clean.files import find as searched

ENDS = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".jsonl.zst": "jsonl",
    ".parquet": "parquet",
}
"""The files of a corpus by the end of their names."""
# Bytes read or written at a time: they stay in the second cache.
_BUFFER = 1 << 18
_LAST = tuple(sorted({PurePosixPath(f"a{end}").suffix for end in ENDS}))
_PACKED = {".gz": "gzip", ".zst": "zstd"}


class Seen(NamedTuple):
    """A file: its path, its name below the folder it was found in, kind, size, time of change in ns.

    `touched` is the time that nobody can set (on Windows that of its making), where one is known.
    What cannot be read says why.
    """

    path: str
    name: str
    kind: str
    size: int
    changed: int = 0
    why: str = ""
    touched: int = 0


def kind_of(name: str) -> str:
    """What kind of file a name means; nothing if it is none of a corpus."""
    return next((kind for end, kind in ENDS.items() if name.lower().endswith(end)), "")


def packing(path: str) -> str | None:
    """How a file is compressed, as pyarrow names it."""
    return _PACKED.get(PurePosixPath(path).suffix)


def filesystem(path: str) -> tuple[Any, str]:
    """The file system of a path, and the path in it. Raises BadCorpus for an unknown scheme."""
    from pyarrow import fs

    if "://" not in path:
        return fs.LocalFileSystem(), os.path.abspath(path)  # noqa: PTH100  a str for pyarrow
    try:
        return cast("tuple[Any, str]", fs.FileSystem.from_uri(path))
    except Exception:  # noqa: BLE001  pyarrow raises many kinds; fsspec is asked next
        return _by_fsspec(path)


def _by_fsspec(path: str) -> tuple[Any, str]:
    from pyarrow import fs

    try:
        import fsspec

        system, inner = fsspec.core.url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise BadCorpus(f"{path}: {error}; install what reads such paths, e.g. fsspec") from None
    return fs.PyFileSystem(fs.FSSpecHandler(system)), inner


def find(path: str) -> list[Seen]:
    """The files of a corpus that a path means, in the order of their names.

    Links are followed, never round in a circle. Raises BadCorpus when there is none.
    """
    seen = _far(path) if "://" in path else _near(path)
    if not seen:
        raise BadCorpus(f"{path}: holds no {', '.join(ENDS)} file")
    return sorted(seen, key=lambda one: one.name.encode())


def _near(path: str) -> list[Seen]:
    """Files on the local disk; a name may be any bytes, and is spelt out where it is not UTF-8."""
    found = list(searched([Path(path)], suffixes=_LAST))
    seen = [_seen(path, one) for one in found if isinstance(one, Input)]
    if len(found) == 1 and isinstance(one := found[0], Trouble) and one.path == Path(path):
        if one.is_empty:
            return []
        raise BadCorpus(str(one))
    troubles = [one for one in found if isinstance(one, Trouble)]
    return [one for one in seen if one.kind] + [_bad(path, one) for one in troubles]


def _seen(path: str, one: Input) -> Seen:
    named = os.path.isfile(path)  # noqa: PTH113  a file named outright may have any name
    kind = kind_of(one.name) or ("text" if named else "")
    facts = one.path.stat() if kind else None
    size, changed = (facts.st_size, facts.st_mtime_ns) if facts else (0, 0)
    touched = facts.st_ctime_ns if facts else 0
    inner = path if named else _below(path, one.name)
    return Seen(inner, _spelt(one.name), kind, size, changed, touched=touched)


def _bad(path: str, one: Trouble) -> Seen:
    name = one.path.relative_to(path).as_posix()
    return Seen(_below(path, name), _spelt(name), "unread", 0, 0, one.why)


def _below(path: str, name: str) -> str:
    return f"{path.rstrip('/')}/{name}"


def _spelt(name: str) -> str:
    return os.fsencode(name).decode(errors="backslashreplace")


def _far(path: str) -> list[Seen]:
    from pyarrow import fs

    system, inner = filesystem(path)
    info = system.get_file_info(inner)
    if info.type == fs.FileType.NotFound:
        raise BadCorpus(f"{path}: no such file or directory; check the name")
    if info.type == fs.FileType.File:
        kind = kind_of(info.base_name) or "text"
        return [Seen(path, info.base_name, kind, info.size, info.mtime_ns or 0)]
    files = system.get_file_info(fs.FileSelector(inner, recursive=True))
    return [one for one in (_listed(path, inner, file) for file in files) if one.kind]


def _listed(path: str, inner: str, file: Any) -> Seen:
    name = file.path[len(inner.rstrip("/")) + 1 :]
    hidden = any(part.startswith(".") for part in name.split("/"))
    kind = kind_of(name) if file.is_file and not hidden else ""
    return Seen(_below(path, name), name, kind, file.size or 0, file.mtime_ns or 0)


def exists(path: str) -> bool:
    """Whether a file is there."""
    from pyarrow import fs

    system, inner = filesystem(path)
    return bool(system.get_file_info(inner).type == fs.FileType.File)


def names(folder: str) -> frozenset[str]:
    """The names of all that is below a folder; none where it is not there. Raises OSError."""
    from pyarrow import fs

    if "://" not in folder:
        return frozenset(_walked(folder))
    system, inner = filesystem(folder)
    below = fs.FileSelector(inner, recursive=True, allow_not_found=True)
    at = len(inner.rstrip("/")) + 1
    return frozenset(one.path[at:] for one in system.get_file_info(below))


def _walked(folder: str) -> Iterator[str]:
    for above, folders, files in os.walk(folder):
        at = os.path.relpath(above, folder).replace(os.sep, "/")
        yield from (f"{at}/{name}".removeprefix("./") for name in (*folders, *files))


def changed(path: str) -> int:
    """When a file was changed, in ns; 0 where that is not known."""
    system, inner = filesystem(path)
    return system.get_file_info(inner).mtime_ns or 0


@contextmanager
def reading(path: str, start: int = 0) -> Iterator[BinaryIO]:
    """A file to read, unpacked where it is packed, from a byte on where it is not."""
    packed = packing(path)
    if "://" not in path and not packed:
        with open(path, "rb", buffering=_BUFFER) as file:  # noqa: PTH123  a str may be a URI
            file.seek(start)
            yield file
        return
    import io

    system, inner = filesystem(path)
    opened = system.open_input_stream if packed else system.open_input_file
    with opened(inner, **({"compression": packed} if packed else {})) as stream:
        if start:
            stream.seek(start)
        yield cast("BinaryIO", io.BufferedReader(stream, _BUFFER))


@contextmanager
def writing(path: str, sync: Callable[[str], None] = synced) -> Iterator[BinaryIO]:
    """A file to write, packed as its name says, that has its name only when it is whole.

    On the local disk it is synced, and its folder, unless `sync` does less.
    """
    import io

    system, inner = filesystem(path)
    folder, _, name = inner.rpartition("/")
    system.create_dir(folder, recursive=True)
    temporary = f"{folder}/.clean-{os.getpid()}-{name}.tmp"
    try:
        with (
            system.open_output_stream(
                temporary, compression=packing(path), buffer_size=0
            ) as stream,
            io.BufferedWriter(stream, _BUFFER) as file,
        ):
            yield cast("BinaryIO", file)
        local = "://" not in path
        if local:
            sync(temporary)
        system.move(temporary, inner)
        if local:
            sync(folder)
    except BaseException:
        _forget(system, temporary)
        raise


def _forget(system: Any, path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        system.delete_file(path)
