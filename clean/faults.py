"""A fault: what `check` tells of one place, as plain data for every output format.

Standard library only, so that what was kept from an earlier run is told without the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple


class Safety(StrEnum):
    """Whether `clean fix` mends a fault: unasked, when asked for more, or not at all.

    What is kept is no fault but information, and changes no exit code.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    NONE = "none"
    KEPT = "kept"


# What is said of a document beside others.
COMPARING = frozenset({"same-document", "near-copy", "same-template", "stale-index"})
_SAFETY = {safety.value: safety for safety in Safety}


class Fault(NamedTuple):
    """One place of a document, what is wrong there, and what to do.

    `start` and `end` are code points of the decoded source from 0, half open; lines and
    columns count from 1, columns in code points, the end column is the one behind. `fix`
    is the words for that span, None where no change at this place alone mends it.
    `around` are source words around the place, which begins at `lead` of them.
    """

    rule: str
    message: str
    advice: str
    safety: Safety
    fix: str | None
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    around: str
    lead: int


# A fault from its parts, in half of the time of Fault(*parts).
made = partial(tuple.__new__, Fault)


class Checked(NamedTuple):
    """What was found in a document, or why it could not be looked at."""

    name: str
    faults: tuple[Fault, ...] = ()
    error: str = ""

    @property
    def is_found(self) -> bool:
        """Whether a fault was found, and not information alone."""
        return is_found(self.faults)


class Count(NamedTuple):
    """How often a rule found what is mended in one way, and in how many documents."""

    rule: str
    safety: Safety
    found: int
    documents: int


def counted(checked: Iterable[Checked]) -> list[Count]:
    """The counts of all that was found, the most frequent first."""
    faults, documents = Counter[tuple[str, Safety]](), Counter[tuple[str, Safety]]()
    for one in checked:
        kinds = [(fault.rule, fault.safety) for fault in one.faults]
        faults.update(kinds)
        documents.update(set(kinds))
    return sorted(
        (Count(*kind, n, documents[kind]) for kind, n in faults.items()),
        key=lambda one: (-one.found, one),
    )


def is_found(faults: Iterable[Fault]) -> bool:
    """Whether one of these is a fault, and not information alone."""
    return any(fault.safety is not Safety.KEPT for fault in faults)


def packed(fault: Fault) -> list[Any]:
    """The fault as JSON can hold it."""
    return [*fault]


def unpacked(values: list[Any]) -> Fault:
    """The fault that was packed. Raises TypeError, ValueError or KeyError for anything else."""
    if len(values) != len(Fault._fields):
        raise TypeError(values)
    if isinstance(values[3], Safety):
        return made(values)
    rule, message, advice, safety, *rest = values  # from JSON
    return made((rule, message, advice, _SAFETY[safety], *rest))


def is_packed(values: object) -> bool:
    """Whether values have the shape of a packed fault."""
    return isinstance(values, list) and len(values) == len(Fault._fields) and values[3] in _SAFETY


def placeless(rule: str, message: str, advice: str, line: int = 1) -> Fault:
    """A fault of a whole file, or of a line of it, told where that begins."""
    return Fault(rule, message, advice, Safety.NONE, None, 0, 0, line, 1, line, 1, "", 0)


def as_record(name: str, fault: Fault) -> Mapping[str, Any]:
    """The fault as programs read it: names for all, the same in every JSON format."""
    return {
        "path": name,
        "line": fault.line,
        "column": fault.column,
        "end_line": fault.end_line,
        "end_column": fault.end_column,
        "src": [fault.start, fault.end],
        "rule": fault.rule,
        "message": fault.message,
        "advice": fault.advice,
        "safety": fault.safety.value,
        "fix": fault.fix,
    }
