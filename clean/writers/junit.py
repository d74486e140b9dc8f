"""Findings as JUnit XML: a document is a test case, a fault its failure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from clean.faults import Checked
from clean.writers.colour import Palette

# What XML 1.0 cannot hold, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(checked: Iterable[Checked], _: Palette) -> Iterator[str]:
    """One test suite; a document that could not be read is an error."""
    documents = list(checked)
    failed = sum(1 for one in documents if one.faults)
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
    if one.faults:
        said = f"{len(one.faults)} found"
        yield f'   <failure message="{said}">'
        for fault in one.faults:
            line = f"{fault.line}:{fault.column}: {fault.rule} {fault.message} ({fault.advice})"
            yield escape(_legal(line))
        yield "   </failure>"
    yield "  </testcase>"


def _legal(words: str) -> str:
    """Words with the signs that XML cannot hold spelt out."""
    return _ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", words)
