"""Which files a project means: patterns as in .gitignore, and .gitignore itself.

The library is imported with the first pattern; a run that names its files needs none.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE = ".gitignore"


def fits(patterns: Iterable[str], root: Path, path: Path) -> bool:
    """Whether one of the patterns, relative to a folder, names the file or a folder above it."""
    inner = _below(root, path)
    return inner is not None and _spec(tuple(patterns)).match_file(inner)


def is_ignored(path: Path, start: Path | None = None) -> bool:
    """Whether the .gitignore files of the repository leave a file out.

    `start` is the folder that was searched: what names that folder itself does not count,
    for it was asked for. Outside a repository nothing is ignored.
    """
    top = _absolute(start) if start is not None else None
    asked_for = top is not None and any(_verdicts(top, None, "/")[-1:])
    return any(_verdicts(_absolute(path), top if asked_for else None)[-1:])


def repository(folder: Path) -> Path | None:
    """The top of the git repository that a folder lies in."""
    return _repository(_absolute(folder))


def forget() -> None:
    """Look for repositories and read .gitignore files anew from now on."""
    _repository.cache_clear()
    _ignored_in.cache_clear()


def _verdicts(path: Path, top: Path | None, slash: str = "") -> list[bool]:
    """What each .gitignore from the top down says of a path, where it says anything.

    `slash` is what stands behind the name of a folder.
    """
    top = top or repository(path.parent)
    if top is None:
        return []
    verdicts = []
    for folder in reversed([one for one in path.parents if one.is_relative_to(top)]):
        found = _ignored_in(folder).check_file((_below(folder, path) or "") + slash).include
        if found is not None:
            verdicts.append(found)
    return verdicts


@cache
def _repository(folder: Path) -> Path | None:
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


@cache
def _ignored_in(folder: Path) -> GitIgnoreSpec:
    try:
        return _spec(tuple((folder / IGNORE).read_text("utf-8", "replace").split("\n")))
    except OSError:
        return _spec(())


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def _below(folder: Path, path: Path) -> str | None:
    path = _absolute(path)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  a link is where it stands, not where it leads
