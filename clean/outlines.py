"""The outline marks of a text: 第三条, 二、, （一）, 1., each with its place and rank."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from clean.patterns import pattern
from clean.signs import mark
from clean.spans import rows

# The units of statutes from the widest on; all stand above 一、.
STATUTE = "编篇章节条"
# What an outline mark in the middle of a line stands behind.
_BEHIND = pattern(r"[。；！？）)] *(?=[^\s。；！？）)])")


class Item(NamedTuple):
    """An outline mark.

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
    found = (_item(text, at) for at, _ in rows(text))
    return tuple(item for item in found if item)


@lru_cache(maxsize=1)
def run_on(text: str) -> tuple[Item, ...]:
    """The outline marks in the middle of lines, behind a stop or a bracket, in order.

    第三条 without a space behind it is what a sentence speaks of.
    """
    found = (_item(text, behind.end()) for behind in _BEHIND.finditer(text))
    return tuple(
        item
        for item in found
        if item
        and (item.rank > -1 or text[item.at + item.width : item.at + item.width + 1].isspace())
    )


def _item(text: str, at: int) -> Item | None:
    """The outline mark that stands at a place."""
    found = mark(text, at)
    if not found:
        return None
    start = text.rfind("\n", 0, at) + 1
    kind = text[at + found.width - 1] if found.level == 0 else found.kind
    rank = STATUTE.index(kind) - len(STATUTE) if found.level == 0 else found.level
    return Item(at, start, found.width, rank, kind, found.number)
