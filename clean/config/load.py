"""Finding and reading the configuration: the nearest file counts, and it alone.

Standard library only; the rules are not imported.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from clean.config.schema import KEYS, breaches
from clean.decoding.charsets import charset

OWN, SHARED = "clean.toml", "pyproject.toml"


class ConfigError(Exception):
    """A configuration that cannot be followed: the file, what is wrong, what to do."""


@dataclass(frozen=True, eq=False)
class Config:
    """The settings of one file, and the folder its patterns are relative to.

    `values` has every key that the file gives; `file` is None where no file was found.
    """

    root: Path
    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file as it is told; empty where there is none."""
        return shown(self.file) if self.file else ""

    def __getitem__(self, key: str) -> Any:
        """The value of a key, or its default; an empty value of its type where it has none."""
        if key in self.values:
            return self.values[key]
        empty: dict[str, Any] = {"array": [], "object": {}}
        return KEYS[key].get("default", empty.get(KEYS[key]["type"]))


def shown(path: Path) -> str:
    """A path as it is told: below the working folder it is relative to it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def nearest(folder: Path) -> Config:
    """The configuration of the nearest folder that has one, from this one upward."""
    return _nearest(Path(os.path.abspath(folder)))  # noqa: PTH100  links are not followed


@cache
def read(file: Path) -> Config:
    """The configuration in a file. Raises ConfigError."""
    table = _tools(file).get("clean", {}) if file.name == SHARED else _toml(file)
    for breach in breaches(table):
        raise ConfigError(f"{shown(file)}: {breach}")
    try:
        charset(table.get("encoding", "utf-8"))
    except LookupError as error:
        raise ConfigError(f"{shown(file)}: encoding: {error}") from None
    return Config(Path(os.path.abspath(file)).parent, file, table)  # noqa: PTH100


@cache
def none() -> Config:
    """No configuration: the defaults."""
    return Config(Path.cwd())


def forget() -> None:
    """Read every file anew from now on: a run reads each once, the next one again."""
    for kept in (read, none, _nearest):
        kept.cache_clear()


@cache
def _nearest(folder: Path) -> Config:
    own, shared = folder / OWN, folder / SHARED
    has_own, has_shared = own.is_file(), shared.is_file() and "clean" in _tools(shared)
    if has_own and has_shared:
        raise ConfigError(f"{shown(own)}: [tool.clean] of {SHARED} beside it; keep one of the two")
    if has_own or has_shared:
        return read(own if has_own else shared)
    return _nearest(folder.parent) if folder != folder.parent else none()


def _tools(file: Path) -> Mapping[str, Any]:
    found = _toml(file).get("tool", {})
    return found if isinstance(found, dict) else {}


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode())
    except OSError as error:
        raise ConfigError(f"{shown(file)}: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:  # TOML that is none, bytes that are no UTF-8
        raise ConfigError(f'{shown(file)}: this is no TOML: "{error}"') from error
