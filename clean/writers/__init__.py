"""Writers of findings: checked documents in, lines out. One small module a family."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import cast

from clean.faults import Checked, Count
from clean.writers.colour import Palette

Writer = Callable[[Iterable[Checked], Palette], Iterator[str]]
Counting = Callable[[Iterable[Count]], Iterator[str]]

# Each format and the function that writes it, imported when it is asked for.
_HOMES = {
    "concise": "lines.concise",
    "full": "lines.full",
    "json": "records.array",
    "json-lines": "records.lines",
    "github": "services.github",
    "gitlab": "services.gitlab",
    "sarif": "sarif.sarif",
    "junit": "junit.junit",
}
# Formats that have a form for counts, and the function that writes it.
_COUNTING = {
    "concise": "lines.statistics",
    "full": "lines.statistics",
    "json": "records.counts",
    "json-lines": "records.count_lines",
}
FORMATS = tuple(_HOMES)
# What people read; beside the others nothing else may stand on standard output.
FOR_PEOPLE = ("concise", "full")


def writer(name: str) -> Writer:
    """The writer of a format; raises KeyError where there is none."""
    return cast("Writer", _at(_HOMES[name]))


def counting(name: str) -> Counting | None:
    """The writer of counts in a format, or None where it has no form for them."""
    return cast("Counting", _at(_COUNTING[name])) if name in _COUNTING else None


def _at(home: str) -> object:
    module, _, function = home.partition(".")
    return getattr(import_module(f"{__name__}.{module}"), function)
