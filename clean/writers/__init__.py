"""Writers of findings: checked documents in, lines out. One small module a family."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import cast

from clean.faults import Checked
from clean.writers.colour import Palette

Writer = Callable[[Iterable[Checked], Palette], Iterator[str]]

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
FORMATS = tuple(_HOMES)
# What people read; beside the others nothing else may stand on standard output.
FOR_PEOPLE = ("concise", "full")


def writer(name: str) -> Writer:
    """The writer of a format; raises KeyError where there is none."""
    module, _, function = _HOMES[name].partition(".")
    return cast("Writer", getattr(import_module(f"{__name__}.{module}"), function))
