"""What says enough not to stand twice by right: sentences, items, lines of a list.

In go a text and passages that stand again; out comes whether they tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from clean.readings.kept import heads_line
from clean.readings.tandems import Passage
from clean.readings.units import Unit, whole_lines
from clean.signs import mark


class Least(NamedTuple):
    """Letters from which a sentence tells, and a line without a stop."""

    sentence: int
    line: int


# Letters below which a lone repeated sentence may be a slogan or a mark, and a lone repeated
# line without a stop a heading, a cell, or an attribution that recurs by right; what will do in a text that is
# doubled throughout, and in one that says line after line twice.
LONE, DOUBLE, LISTED = Least(8, 20), Least(4, 20), Least(4, 8)
# So many letters several lines of a list must hold to tell together.
TOGETHER = 40
# So many lines of a list that stand twice, each directly behind itself, tell that its lines are doubled.
LINES = 8
# What ends a sentence, and an item of a list.
STOPS, ITEM = frozenset("。！？"), frozenset("；;")


def says(text: str, rows: Passage, least: Least) -> bool:
    """Whether a passage holds a sentence of so many letters, or what else tells.

    In a doubled text several lines of a list do together.
    """
    many = (
        least is not LONE and len(rows) > 1 and sum(len(row.first.said) for row in rows) >= TOGETHER
    )
    return many or any(telling(text, row.first, least) for row in rows)


def telling(text: str, unit: Unit, least: Least) -> bool:
    """Whether a unit says enough not to stand there twice by right."""
    raw = text[unit.start : unit.end].strip()
    if raw[:1] in "（(〔[" and not mark(raw):
        return False
    end = raw.rstrip("”’」』》）)")[-1:]
    stop = end in STOPS
    numbered = mark(raw) is not None
    if numbered and stop:
        return True
    counts = stop or (numbered and (end in ITEM or least is not LONE))
    return len(unit.said) >= (least.sentence if counts else least.line)


def lists_again(text: str, parts: Sequence[Unit]) -> bool:
    """Whether many lines of a text stand twice, each directly behind itself and nowhere else."""
    often = Counter(unit.said for unit in parts)
    lines = (
        one
        for one, two in pairwise(parts)
        if one.said == two.said and often[one.said] == 2 and heads_line(text, two)
    )
    return sum(len(one.said) >= LISTED.line for one in lines) >= LINES


def lines_again(text: str, least: int) -> int:
    """How many lines of so many letters stand twice, the one directly behind the other."""
    lines = pairwise(whole_lines(text))
    return len({one.said for one, two in lines if one.said == two.said and len(one.said) >= least})
