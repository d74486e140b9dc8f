"""Passages that are built alike and say it of another: no copies, however little they differ.

In go rows, what passages say at each place side by side, and the units around them; out comes yes
or no. Of 81 documents that repeat themselves by right (lists of names, offices, rivers, chemicals,
forms with titles of their own, questions with one answer) none loses a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from clean.likeness import as_like
from clean.readings.slips import Hurt, differences
from clean.readings.tandems import Passage, Row
from clean.readings.units import Unit

# Sentences so much alike are built alike; so little alike one says something else.
BUILT, OTHER = 0.8, 0.6
_STOP = re.compile("[。！？；]")


def in_slot(parts: Sequence[Unit], rows: Passage) -> bool:
    """Whether copies differ where another built like them says a third thing: 漳河, 滹河, 沁河."""
    apart = [row for row in rows if any(unit.said != row.first.said for unit in row.units)]
    if not apart:
        return False
    first = bisect_left(parts, (rows[0].units[0].start,))
    last = bisect_left(parts, (rows[-1].units[-1].end,))
    many = len(rows) + 1
    around = [*parts[max(0, first - many) : first], *parts[last : last + many]]
    return any(slot(row.first, [*row.units[1:], *around]) for row in apart)


def slot(first: Unit, others: Sequence[Unit]) -> bool:
    """Whether two strings built like a first say there different things where it says another."""
    said: list[tuple[int, int, str]] = []
    for unit in others:
        if unit.said != first.said and as_like(first.said, unit.said, BUILT):
            found = [(a, b, unit.said[c:d]) for a, b, c, d in differences(first.said, unit.said)]
            if any(meet(one, other) for one in found for other in said):
                return True
            said += found
    return False


def meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two strings say something else at one place, and not the same."""
    over = one[0] < other[1] and other[0] < one[1]
    return one != other and (over or one[:2] == other[:2])


def named_apart(text: str, rows: Passage, common: frozenset[str]) -> bool:
    """Whether the headings of passages differ in a word: those are two parts built alike."""
    heads = [row for row in rows if bare(text, row.first)]
    same = Hurt([unit for row in heads for unit in row.units], common, 0, 0.0)
    return any(row.any(same.against) for row in heads)


def bare(text: str, unit: Unit) -> bool:
    """Whether a unit is a line without a stop, a heading or a title."""
    raw = text[unit.start : unit.end]
    whole = raw.endswith("\n") and (not unit.start or text[unit.start - 1] == "\n")
    return whole and not _STOP.search(raw)


def foreign(row: Row) -> bool:
    """Whether a copy says something that the first does not say at all."""
    return any(not as_like(row.first.said, unit.said, OTHER) for unit in row.units[1:])
