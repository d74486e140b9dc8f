"""A document as the chain leaves it: canonical text, parts, facts, findings, log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from clean import formats, log
from clean.blocks import Block, blocks
from clean.collector import paused
from clean.document import Document, Finding, Span
from clean.letterhead import Fact, entitled, reported, sends_out, stated

__all__ = ["Block", "Cleaned", "Fact"]

# What is told of a document, first things first; the rest follows as the page has it.
ORDER = ("title", "number", "issuer", "addressee", "signed", "published", "updated", "effective")


@dataclass(frozen=True)
class Cleaned(Document):
    """A cleaned document; `text` is canonical, `pieces` tile the source.

    `how` gives what the header of its log says of how it was cleaned.
    """

    how: Callable[[], log.Record] = field(default=dict, compare=False)

    @property
    def settings(self) -> log.Record:
        """How it was cleaned, as the header of the log has it."""
        return self.how()

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
        """Metadata with source spans, each name once.

        What the document says of its number, its day and who signs it comes before what the
        page says; for the title and all else the page's own record comes first, but for what the
        title of a letter says that it sends out.
        """
        lifted = (
            Fact(name, value, Span(piece.start, piece.end))
            for piece in self.pieces
            if piece.reason
            for name, value in piece.reason.facts
        )
        said = self._sourced(stated(self.text, self.blocks))
        named = self._sourced(
            chain(entitled(self.text, self.blocks), reported(self.text, self.blocks))
        )
        first: dict[str, Fact] = {}
        for fact in chain(said, lifted, named):
            known = first.setdefault(fact.name, fact)
            if fact.name == "title" and sends_out(fact.value, known.value):
                first["title"] = fact
        ordered = (first.pop(name) for name in ORDER if name in first)
        return (*ordered, *first.values())

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

    def to_markdown(self) -> str:
        """The text as Markdown: headings by level, metadata as YAML front matter."""
        return formats.markdown(self.text, self.blocks, self.facts)

    def to_json(self) -> str:
        """Digests, metadata, findings and typed parts with their spans, as one line of JSON."""
        return formats.as_json(self, self.blocks, self.facts)

    def _sourced(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The facts with spans of the source instead of the text."""
        return (fact._replace(span=self.origin(fact.span)) for fact in facts)
