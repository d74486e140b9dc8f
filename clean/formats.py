"""A cleaned document in the forms that other tools take: Markdown and JSON.

Both say what the canonical text says, in its order; the metadata stands in front.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from clean.blocks import Block
from clean.document import Document, Finding, Span
from clean.letterhead import Fact
from clean.log import Record, digest

JSON_FORMAT = "clean-document/1"
# No Markdown goes deeper.
DEEPEST = 6
# What Markdown reads as something else than itself: within a line, and where one begins.
_SIGN = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_START = re.compile(r">|(?:#{1,6}|[-+]|=+|-[-\s]*-)(?=\s|\Z)|\d{1,9}(?=[.)](?:\s|\Z))")
_SECTION = re.compile(r"第[^\s、]{1,6}节")


def markdown(text: str, blocks: Sequence[Block], facts: Iterable[Fact]) -> str:
    """The text as Markdown: the title with #, headings by their level, metadata as front matter.

    The levels that the text uses come as ##, ### and so on, without a gap. Signs that mean
    something to Markdown are escaped, so that what is shown are the words of the text.
    """
    depths = _depths(text, blocks)
    parts = [_part(text, line, depths) for line in _lines(text, blocks)]
    return _front_matter(facts) + "".join(f"{part}\n\n" for part in parts)[:-1]


def as_json(document: Document, blocks: Iterable[Block], facts: Iterable[Fact]) -> str:
    """The document as one line of JSON: digests, metadata, findings, typed parts.

    Of a part, `span` counts code points of the canonical text, `src` those of the decoded source.
    """
    source, text = document.source, document.text
    record = {
        "format": JSON_FORMAT,
        "source": {"sha256": digest(source.data), "encoding": source.encoding},
        "canonical": {"sha256": digest(text), "chars": len(text)},
        "metadata": facts_as_record(facts),
        "findings": findings_as_records(sorted(document.notes)),
        "blocks": [_as_record(document, block) for block in blocks],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def facts_as_record(facts: Iterable[Fact]) -> Record:
    """Metadata by name, each with its value and its source span."""
    return {fact.name: {"value": fact.value, "src": [*fact.span]} for fact in facts}


def findings_as_records(findings: Iterable[Finding]) -> list[Record]:
    """Findings with their source spans."""
    return [
        {"rule": found.rule, "src": [*found[:2]], "message": found.message} for found in findings
    ]


def _as_record(document: Document, block: Block) -> Record:
    span = Span(block.start, block.end)
    level = {"level": block.level} if block.kind == "heading" else {}
    places = {"span": [*span], "src": [*document.origin(span)]}
    return {"kind": block.kind, **level, **places, "text": document.text[slice(*span)]}


def _front_matter(facts: Iterable[Fact]) -> str:
    """Metadata as YAML; every value is a quoted string, so that 2017-05-15 and 否 stay what they are."""
    rows = [f"{fact.name}: {_quoted(fact.value)}\n" for fact in facts]
    return "".join(["---\n", *rows, "---\n\n"]) if rows else ""


def _quoted(words: str) -> str:
    """A JSON string is a YAML string, once no sign is left that YAML does not print."""
    said = json.dumps(words, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escape(sign) for sign in said)


def _escape(sign: str) -> str:
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The parts line by line; the lines of one title are one."""
    line: list[Block] = []
    for block in blocks:
        if line and not _goes_on(text, line, block):
            yield line
            line = []
        line.append(block)
    if line:
        yield line


def _goes_on(text: str, line: list[Block], block: Block) -> bool:
    if line[0].kind == block.kind == "title":
        said = {text[part.start : part.end] for part in line}
        return text[block.start : block.end] not in said
    return "\n" not in text[line[-1].end : block.start]


def _part(text: str, line: list[Block], depths: dict[tuple[int, bool], int]) -> str:
    """One line as Markdown."""
    first = line[0]
    if first.kind == "title":
        return "# " + "".join(_escaped(text[part.start : part.end]) for part in line)
    said = text[first.start : line[-1].end]
    if first.kind == "heading":
        return "#" * depths[_rank(text, first)] + " " + _escaped(said)
    opened = _START.match(said)
    if not opened:
        return _escaped(said)
    at = opened.end() if opened[0].isdigit() else 0  # 1\. and \#
    return said[:at] + "\\" + _escaped(said[at:])


def _escaped(words: str) -> str:
    return _SIGN.sub(r"\\\g<0>", words)


def _depths(text: str, blocks: Iterable[Block]) -> dict[tuple[int, bool], int]:
    ranks = sorted({_rank(text, block) for block in blocks if block.kind == "heading"})
    return {rank: min(depth, DEEPEST) for depth, rank in enumerate(ranks, 2)}


def _rank(text: str, block: Block) -> tuple[int, bool]:
    """The level of a heading; a section is below its chapter."""
    return block.level, bool(_SECTION.match(text, block.start, block.end))
