"""A document as the chain leaves it: canonical text, parts, facts, findings, log."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from clean import log
from clean.blocks import Block, blocks
from clean.collector import paused
from clean.document import Document, Finding, Span
from clean.signs import GENRE, number


class Fact(NamedTuple):
    """A piece of metadata: its name, its value, the source span it was read from."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True)
class Cleaned(Document):
    """A cleaned document; `text` is canonical, `pieces` tile the source."""

    settings: log.Record = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was seen and not changed, in source order."""
        return tuple(sorted(self.notes))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The typed parts of the canonical text; spans are code points of `text`."""
        return tuple(blocks(self.text))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Metadata with source spans: lifted from the page, then read off the letterhead."""
        lifted = [
            Fact(name, value, Span(piece.start, piece.end))
            for piece in self.pieces
            if piece.reason
            for name, value in piece.reason.facts
        ]
        first: dict[str, Fact] = {}
        for fact in [*lifted, *self._letterhead()]:
            first.setdefault(fact.name, fact)
        return tuple(first.values())

    @property
    def metadata(self) -> dict[str, str]:
        """Metadata by name; dates are ISO."""
        return {fact.name: fact.value for fact in self.facts}

    @property
    def is_changed(self) -> bool:
        """Whether the canonical bytes differ from the source bytes."""
        return log.is_changed(self)

    def log(self) -> str:
        """The log as JSON Lines, with a final line end."""
        with paused():
            return "\n".join(log.lines(self, self.settings)) + "\n"

    def _letterhead(self) -> list[Fact]:
        names = {"title": "title", "number": "number", "addressee": "addressee"}
        names |= {"signature": "issuer", "date": "signed"}
        facts = []
        for block in self.blocks:
            if name := names.get(block.kind):
                value = self.text[block.start : block.end].rstrip("：")
                span = self.origin(Span(block.start, block.end))
                facts.append(Fact(name, iso(value) if name == "signed" else value, span))
                if found := re.match(rf"(.{{2,30}}?)关于.*(?:{GENRE})", value):
                    facts.append(Fact("issuer", found.group(1), span)) if name == "title" else None
        return facts


def iso(date: str) -> str:
    """A Chinese date as ISO 8601: 2017年5月15日, 二〇一七年五月十五日."""
    found = re.match(r"(.{4})年(.{1,3})月(.{1,3})日", date)
    if not found:
        return date
    year, month, day = (number(part.replace("○", "〇")) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}"
