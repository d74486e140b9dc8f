"""What was found in a document is kept, and told again while nothing it rests on changed.

A folder of its own, one small file a document, named by a digest of all that decides:
the bytes, the settings, our code, the libraries, Python's Unicode tables. It can be
removed at any time; what it holds is never needed, only faster.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from errno import EEXIST
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from clean.commands.plan import Asked, Job, config_of
from clean.config.load import ConfigError
from clean.version import VERSION

NAME = ".clean_cache"
MARK = "CACHEDIR.TAG"
# What the results of one version of us stand in.
_SHELF = re.compile("[0-9a-f]{16}")
TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is a cache of `clean check`; see https://bford.info/cachedir/\n"
)
LIBRARIES = ("chardet", "datasketch", "ftfy", "lxml", "numpy", "trafilatura", "wcwidth")
# What the code and the tables of the package are written in.
OURS = (".py", ".txt", ".toml")
Record = dict[str, Any]


def place(paths: Sequence[Path], asked: Asked) -> Path | None:
    """Where the results for these paths are kept, or None.

    Beside the configuration, or at the top of the repository; what is no project gets none.
    """
    from clean.config.patterns import repository

    if not paths:
        return None
    try:
        config = config_of(paths[0], asked)
    except ConfigError:  # told where it is followed
        return None
    top = config.root if config.file else repository(paths[0].parent)
    return top / NAME if top else None


def is_ours(folder: Path) -> bool:
    """Whether results may be kept in a folder: it is none yet, empty, or a cache of ours."""
    try:
        if not folder.exists() or not any(folder.iterdir()):
            return True
        return (folder / MARK).read_text("utf-8") == TAG
    except (OSError, ValueError):
        return False


def key(job: Job) -> str:
    """The name of a job's result; empty where the file is too large or cannot be read."""
    try:
        if job.path.stat().st_size > job.limit:
            return ""
        content = sha256(job.path.read_bytes()).hexdigest()
    except OSError:
        return ""
    # A web page is known by its name.
    return more(content, job.path.suffix.lower(), job.chosen, job.excuses, job.compared)


def more(content: str, *decides: Any) -> str:
    """The name of a result for these bytes that rests on all this besides."""
    words = json.dumps([content, *decides])
    return content[:16] + sha256(words.encode()).hexdigest()[:32]


class Kept:
    """The results of earlier runs in a folder. What cannot be read or written is not kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf = folder / _tool()

    def has(self, key: str) -> bool:
        """Whether there is a result of that name, be it damaged."""
        try:
            return bool(key) and self._file(key).exists()
        except OSError:
            return False

    def get(self, key: str) -> Record | None:
        """The result of that name."""
        try:
            found = json.loads(self._file(key).read_bytes())
        except (OSError, ValueError):
            return None
        shaped = isinstance(found, dict) and {"faults", "used"} <= found.keys()
        return found if shaped and isinstance(found["faults"], list) else None

    def put(self, key: str, record: Record) -> None:
        """Keep a result, if the file still had the bytes that the name is made of."""
        if not key or record.get("sha256", "")[:16] != key[:16]:
            return
        file = self._file(key)
        temporary = file.with_name(f".{os.getpid()}.tmp")
        words = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        data = words.encode("utf-8", "surrogatepass")  # as json reads it
        with suppress(OSError):
            try:
                temporary.write_bytes(data)
            except FileNotFoundError:  # the first result of its folder
                self._open()
                file.parent.mkdir(exist_ok=True)
                temporary.write_bytes(data)
            temporary.replace(file)

    def _file(self, key: str) -> Path:
        return self.shelf / key[:2] / f"{key}.json"

    def _open(self) -> None:
        """Make the folder, marked as a cache; what other versions left goes.

        Raises OSError for a folder that holds something else: it is not ours to mark or empty.
        """
        if self.shelf.is_dir():
            return
        if not is_ours(self.folder):
            raise FileExistsError(EEXIST, os.strerror(EEXIST), str(self.folder))
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, words in ((MARK, TAG), (".gitignore", "*\n")):
            (self.folder / name).write_text(words)
        for other in self.folder.iterdir():
            if _SHELF.fullmatch(other.name) and not other.is_symlink():
                shutil.rmtree(other, ignore_errors=True)
        self.shelf.mkdir()


@cache
def _tool() -> str:
    """A digest of our code and tables, the libraries they rest on, and Python."""
    said = sha256(f"{VERSION} {sys.version} {unicodedata.unidata_version}".encode())
    package = Path(__file__).parents[1]
    for file in sorted(file for file in package.rglob("*.*") if file.suffix in OURS):
        said.update(file.relative_to(package).as_posix().encode())
        said.update(file.read_bytes())
    for name in LIBRARIES:
        spec = find_spec(name)
        if spec and spec.origin:
            said.update(f"{spec.origin} {Path(spec.origin).stat().st_mtime_ns}".encode())
    return said.hexdigest()[:16]
