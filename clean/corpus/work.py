"""The work folder: Arrow files, each whole or not there, each the mark that its task is done.

A task writes under another name and renames, so a process may be killed at any moment and
what has its name is finished. It is on the disk before it has its name, and its name before
the next task begins: a power cut is no other than a kill.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from clean.corpus.job import BadCorpus
from clean.files import synced

_JOB, _COUNTS = "job.json", "counts"
MARK = "CACHEDIR.TAG"
"""The file that says that a folder is ours to work in; backups leave such folders out."""
TAG = """Signature: 8a477f597d28d172789f06886806bc55
# Here `clean corpus` works; see https://bford.info/cachedir/
"""
# What tasks leave: their files, the job, and what was half written when one was killed.
_MADE = re.compile(r"\d{6,}\.(arrow|units)|job\.json|\..+\.\d+\.tmp")


class Work:
    """A folder on a local disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, stage: str, number: int, end: str = ".arrow") -> Path:
        """The file of a task."""
        return self.folder / stage / f"{number:06}{end}"

    def inner(self) -> Work:
        """The folder where the passages of documents are worked on."""
        return Work(self.folder / "passages")

    def is_done(self, stage: str, number: int) -> bool:
        """Whether a task has been done."""
        return self.path(stage, number).exists()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have the folder for this process alone.

        Raises BadCorpus, before anything is written, if it is not ours or another run works there.
        """
        if not self.is_ours():
            raise BadCorpus(f"{self.folder}: holds other files; name a folder of its own")
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / MARK).open("a", encoding="utf-8") as mark:
            if not _locked(mark):
                raise BadCorpus(
                    f"{self.folder}: another run works here; wait for its end, or choose another OUT"
                )
            mark.truncate(0)
            mark.write(TAG)
            mark.flush()
            yield

    def is_ours(self) -> bool:
        """Whether it may be worked in: it is none yet, empty, or has our mark."""
        try:
            names = [path.name for path in self.folder.iterdir()]
            # Empty is one of a run that was killed as it began.
            return not names or (self.folder / MARK).read_text("utf-8") in ("", TAG)
        except FileNotFoundError:
            return not self.folder.exists()
        except ValueError:
            return False

    def clear(self) -> None:
        """Take away what tasks wrote here, and folders that are empty then. The folder stays."""
        for folder, _, names in os.walk(self.folder, topdown=False):
            for name in filter(_MADE.fullmatch, names):
                os.unlink(os.path.join(folder, name))  # noqa: PTH108, PTH118
            if not os.path.samefile(folder, self.folder):  # noqa: PTH121
                with suppress(OSError):
                    os.rmdir(folder)  # noqa: PTH106
        (self.folder / MARK).unlink(missing_ok=True)

    def is_begun(self) -> bool:
        """Whether a job was begun here and not finished."""
        return (self.folder / _JOB).exists()

    def begin(self, record: dict[str, Any]) -> dict[str, Any]:
        """Write down the job, or find it as it was begun. Raises BadCorpus for another job."""
        path = self.folder / _JOB
        if path.exists():
            begun: dict[str, Any] = json.loads(path.read_text("utf-8"))
            if begun["job"] != record["job"]:
                raise BadCorpus(
                    f"{self.folder}: holds the work of another job; remove it, or choose another OUT"
                )
            return begun
        with whole(path) as file:
            file.write(json.dumps(record, sort_keys=True).encode())
        return record


def _locked(mark: TextIO) -> bool:
    """Whether a file could be locked for this process; the lock ends with it, however it ends."""
    try:
        import fcntl
    except ImportError:  # where an open file cannot be replaced, the second run ends by that
        return True
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that has its name only when it is whole. Raises OSError, with the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            yield file
        synced(temporary)
        temporary.replace(path)
        synced(path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write(path: Path, batches: Sequence[Any], counts: Mapping[str, int] | None = None) -> None:
    """An Arrow file of batches of one schema, with what the task counted."""
    import pyarrow as pa

    schema = batches[0].schema.with_metadata({_COUNTS: json.dumps(counts or {})})
    with whole(path) as file, pa.ipc.new_file(file, schema) as out:
        for batch in batches:
            out.write_batch(batch)


def joined(batches: Sequence[Any], schema: Any) -> Any:
    """Some batches, or none, as one."""
    import pyarrow as pa

    whole = pa.Table.from_batches([batch for batch in batches if len(batch)], schema)
    return (whole.combine_chunks().to_batches() or [empty(schema)])[0]


def empty(schema: Any) -> Any:
    """A batch of nothing."""
    import pyarrow as pa

    return pa.record_batch([pa.array([], kind) for kind in schema.types], schema=schema)


def counts(path: Path) -> dict[str, int]:
    """What the task counted that wrote a file."""
    import pyarrow as pa

    with pa.OSFile(str(path), "rb") as file:
        metadata = pa.ipc.open_file(file).schema.metadata
    return dict(json.loads(metadata[_COUNTS.encode()]))


def read(path: Path, nth: int = 0) -> Any:
    """A batch of an Arrow file as it lies on the disk: of a stretch of it only that is read.

    A copy of one of 8,000 documents takes five times as long.
    """
    import pyarrow as pa

    return pa.ipc.open_file(pa.memory_map(str(path))).get_batch(nth)


def sweep(folder: Path) -> None:
    """Take away what killed tasks left half written."""
    for path in folder.rglob(".*.tmp"):
        with suppress(OSError):
            path.unlink()
