"""Findings as JSON: one array, or a record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from clean.faults import Checked, Count, as_record
from clean.writers.colour import Palette


def array(checked: Iterable[Checked], _: Palette) -> Iterator[str]:
    """All faults as one JSON array, a fault a line."""
    yield from _listed(lines(checked, _))


def lines(checked: Iterable[Checked], _: Palette) -> Iterator[str]:
    """JSON Lines: a record a fault."""
    for one in checked:
        for fault in one.faults:
            yield dumped(as_record(one.name, fault))


def counts(counted: Iterable[Count]) -> Iterator[str]:
    """The counts as one JSON array, a rule a line."""
    yield from _listed(count_lines(counted))


def count_lines(counted: Iterable[Count]) -> Iterator[str]:
    """JSON Lines: a record a rule and the way it is mended."""
    for one in counted:
        yield dumped(one._asdict())


def _listed(records: Iterable[str]) -> Iterator[str]:
    some = [f"\n {record}" for record in records]
    yield "[" + ",".join(some) + ("\n]" if some else "]")


def dumped(value: Any) -> str:
    """JSON on one line, with the bytes of a name that are no UTF-8 as escapes.

    No sign in it ends a line for any reader: U+0085, U+2028 and U+2029 stand as escapes.
    """
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "\x85\u2028\u2029":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    return words.encode("utf-8", "backslashreplace").decode()
