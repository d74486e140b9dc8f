"""Rows of words as aligned columns on a screen. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns; figures to the right, the first row is the head."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(_cell, row, widths)).rstrip() for row in rows)


def width(words: str) -> int:
    """How many columns words take on a screen; Han take two."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in words)


def _cell(words: str, wide: int) -> str:
    pad = " " * (wide - width(words))
    return pad + words if words.isdecimal() else words + pad
