"""The outline marks of a text: 第三条, 二、, （一）, 1., each with its place and rank."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from clean.signs import mark
from clean.spans import rows

# The units of statutes from the widest on; all stand above 一、.
STATUTE = "编篇章节条"


class Item(NamedTuple):
    """An outline mark at a line start.

    Where it stands and its line begins, how many code points it has, its rank (less is
    wider), its kind (第X条 is 条), and its number.
    """

    at: int
    start: int
    width: int
    rank: int
    kind: str
    number: int


@lru_cache(maxsize=1)
def outline(text: str) -> tuple[Item, ...]:
    """The outline marks at line starts, in order."""
    items = []
    for at, _ in rows(text):
        if found := mark(text, at):
            start = text.rfind("\n", 0, at) + 1
            kind = text[at + found.width - 1] if found.level == 0 else found.kind
            rank = STATUTE.index(kind) - len(STATUTE) if found.level == 0 else found.level
            items.append(Item(at, start, found.width, rank, kind, found.number))
    return tuple(items)
