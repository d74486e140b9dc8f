"""Findings as JUnit XML: a document is a test case, a fault its failure, the rest its output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from clean.faults import Checked, Fault, Safety
from clean.writers.colour import Palette

# What XML 1.0 cannot hold, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(checked: Iterable[Checked], _: Palette) -> Iterator[str]:
    """One test suite; a document that could not be read is an error."""
    documents = list(checked)
    failed = sum(1 for one in documents if one.is_found)
    refused = sum(1 for one in documents if one.error)
    counts = f'tests="{len(documents)}" failures="{failed}" errors="{refused}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="clean" {counts}>'
    yield f' <testsuite name="clean" {counts}>'
    for one in documents:
        yield from _case(one)
    yield " </testsuite>"
    yield "</testsuites>"


def _case(one: Checked) -> Iterator[str]:
    name = quoteattr(_legal(one.name))
    yield f'  <testcase name={name} classname="clean" file={name}>'
    if one.error:
        yield f"   <error message={quoteattr(_legal(one.error))}/>"
    faults = [fault for fault in one.faults if fault.safety is not Safety.KEPT]
    if faults:
        yield f'   <failure message="{len(faults)} found">'
        yield from map(_line, faults)
        yield "   </failure>"
    if len(faults) < len(one.faults):
        yield "   <system-out>"
        yield from (_line(fault) for fault in one.faults if fault.safety is Safety.KEPT)
        yield "   </system-out>"
    yield "  </testcase>"


def _line(fault: Fault) -> str:
    said = f"{fault.rule} {fault.message} ({fault.advice})"
    return escape(_legal(f"{fault.line}:{fault.column}: {said}"))


def _legal(words: str) -> str:
    """Words with the signs that XML cannot hold spelt out."""
    return _ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", words)
