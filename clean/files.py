"""Files: which documents are meant, and writing so that nothing is half written or lost.

Paths keep any bytes a name may hold (surrogateescape). Standard library only.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from errno import EACCES, EEXIST, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from pathlib import Path
from typing import NamedTuple

# What a folder is searched for; a file named outright may have any name.
SUFFIX = ".txt"
NAME_THEM = "file; name the files themselves"
LEADS_NOWHERE = "the symlink leads to no file; mend or remove it"
TEXT, LOG, MANIFEST = ".txt", ".log.jsonl", "manifest.jsonl"
# The text that was taken out of a web page: what the log rebuilds.
TAKEN = ".source"

_ADVICE = {
    ENOENT: "check the name",
    ENOTDIR: "a part of the path is a file; check the name",
    EEXIST: "a file of this name is in the way; choose another",
    EACCES: "check its permissions",
    EPERM: "check its permissions",
    EISDIR: "name a file, not a folder",
    ELOOP: "mend the symlink that leads back to itself",
    ENAMETOOLONG: "use a shorter name",
    ENOSPC: "make room on the disk",
    EROFS: "choose a place that can be written",
}


class Input(NamedTuple):
    """A document to read: its path, and its name below the folder it was found in."""

    path: Path
    name: str


class Trouble(NamedTuple):
    """A path that cannot be used: why, and what to do; or a folder without a document."""

    path: Path
    why: str

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"

    @property
    def is_empty(self) -> bool:
        """Whether it is a folder that can be read and holds no document."""
        return self.why.endswith(NAME_THEM)


class Outputs(NamedTuple):
    """Where the canonical text and the log of one document go."""

    text: Path
    log: Path


class Search(NamedTuple):
    """How folders are searched: the folder to pass over, the suffixes that documents have."""

    leave: Path | None
    suffixes: tuple[str, ...]


def find(
    paths: Iterable[Path], leave: Path | None = None, suffixes: Sequence[str] = (SUFFIX,)
) -> Iterator[Input | Trouble]:
    """The documents that the paths mean, each once, in the order of their names.

    A file is taken as it is named. A folder is searched to the bottom for files with one of
    the suffixes; hidden ones, and the folder `leave`, are passed over; links are followed,
    never round in a circle. What cannot be read comes as Trouble, after the documents.
    """
    found = [seen for path in paths for seen in _found(path, Search(leave, tuple(suffixes)))]
    documents = {seen.path.absolute(): seen for seen in found if isinstance(seen, Input)}
    yield from sorted(documents.values(), key=lambda seen: (_bytes(seen.name), _bytes(seen.path)))
    yield from (seen for seen in found if isinstance(seen, Trouble))


def outputs(out: Path, name: str) -> Outputs:
    """Where a document goes: `a/x.txt` to `out/a/x.txt` and `out/a/x.log.jsonl`."""
    return Outputs(beside(out, name, TEXT), beside(out, name, LOG))


def beside(out: Path, name: str, suffix: str) -> Path:
    """Where a form of a document goes: `a/x.txt` to `out/a/x.md`."""
    return out / (name.removesuffix(SUFFIX) + suffix)


def clashes(inputs: Sequence[Input], written: Iterable[Path]) -> list[Trouble]:
    """Output paths that are an input, or that two documents would both write."""
    read = {_real(document.path) for document in inputs}
    seen: set[str] = set()
    troubles = []
    for path in written:
        real = _real(path)
        if real in read:
            troubles.append(
                Trouble(path, "is an input too and would be overwritten; choose another folder")
            )
        elif real in seen:
            troubles.append(
                Trouble(path, "would be written for two documents; run them into two folders")
            )
        seen.add(real)
    return troubles


def write(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; says whether anything was written.

    Equal bytes are left alone, and so is a file that nobody may write. The words go to a temporary
    file in the same folder, to the disk, and then in place of the old file, whose mode they take,
    and whose owner and group as far as that is allowed. A link is followed. Folders are made as
    needed. Raises OSError, which names the path.
    """
    try:
        return _written(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def advice(error: OSError) -> str:
    """What went wrong with a file, and what to do about it."""
    what = (error.strerror or str(error)).lower()
    hint = _ADVICE.get(error.errno or 0)
    return f"{what}; {hint}" if hint else what


def _written(target: Path, data: bytes) -> bool:
    before = _before(target)
    if before and not stat.S_ISREG(before.st_mode):
        target.write_bytes(data)  # a device or a pipe cannot be replaced
        return True
    if before and target.read_bytes() == data:
        return False
    if before and not before.st_mode & 0o222:  # a new file in its place would not mind
        raise PermissionError(EACCES, os.strerror(EACCES))
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".clean-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        _write_through(temporary, data, before)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    synced(target.parent)
    return True


def _found(path: Path, search: Search) -> Iterator[Input | Trouble]:
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            yield Input(path, path.name)
            return
    except OSError as error:
        yield Trouble(path, advice(error))
        return
    seen = list(_walk(path, search, ()))
    if not seen:
        kinds = " or ".join(search.suffixes)
        yield Trouble(path, f"holds no {kinds} {NAME_THEM}")
    for one in seen:
        yield Input(one, one.relative_to(path).as_posix()) if isinstance(one, Path) else one


def _walk(folder: Path, search: Search, above: tuple[str, ...]) -> Iterator[Path | Trouble]:
    real = os.path.realpath(folder)
    if real in above:
        yield Trouble(folder, "the symlink leads back to a folder above it; remove it")
        return
    if search.leave is not None and above and real == _real(search.leave):
        return
    try:
        entries = sorted(folder.iterdir(), key=_bytes)
    except OSError as error:
        yield Trouble(folder, advice(error))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _entry(entry, search, (*above, real))


def _entry(entry: Path, search: Search, above: tuple[str, ...]) -> Iterator[Path | Trouble]:
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        lost = error.errno == ENOENT and entry.is_symlink()
        yield Trouble(entry, LEADS_NOWHERE if lost else advice(error))
        return
    if stat.S_ISDIR(mode):
        yield from _walk(entry, search, above)
    elif stat.S_ISREG(mode) and entry.suffix.lower() in search.suffixes:
        yield entry


def _bytes(name: str | Path) -> bytes:
    return os.fsencode(name)


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _before(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_through(path: Path, data: bytes, before: os.stat_result | None) -> None:
    with path.open("xb") as file:
        if before:
            _own(path, before)
            path.chmod(stat.S_IMODE(before.st_mode))  # behind it: a new owner takes set-id bits
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _own(path: Path, before: os.stat_result) -> None:
    """Give a file the owner and the group of another, as far as this process may."""
    if hasattr(os, "chown"):
        for owner in ((before.st_uid, -1), (-1, before.st_gid)):
            with suppress(OSError):
                os.chown(path, *owner)


def synced(path: Path | str) -> None:
    """Have a file, or the names in a folder, on the disk; what cannot be opened for it is left."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
