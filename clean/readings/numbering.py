"""What numbers say about order: which outline mark may follow which, as the document itself counts.

In go the outline marks of units; out come log-odds that a unit follows what a reading has counted.
Whether 1. begins again under each （一） or runs on, and how often a reading that skips nothing
skips a number all the same, is learnt from the part of the document whose readings are known.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from clean.signs import NUMERAL, mark
from clean.signs import number as number_of

# Numbering: the next number, a first number, a first number out of turn, a fall.
NEXT, FIRST, AGAIN, FALL = 1.5, 0.7, -2.5, -3.5
# A gap, and a list of one item: in a reading that skips nothing by what the document does, from so
# much to so much, in the others nothing. Of marks drawn at random so many have a gap before them.
LEAST, WORST, AT_RANDOM = -0.7, -3.5, 0.4
# How often a level runs on below a higher mark before a document is seen: chapters run on through
# parts and articles through chapters, the rest begin again. It counts as so many marks seen.
USUAL, WEIGHT = (0.5, 0.9, 0.05, 0.95, 0.5, 0.05, 0.05, 0.05, 0.05), 2.0

# 编, 章, 节, 条, and the five levels of signs; articles count on through chapters.
STATUTE = "编章节条"
LEVELS = 9
MARKS = re.compile(
    rf"(?:^|(?<=[）)\s。！？：:]))(?:[{NUMERAL}]{{1,4}}、|\d{{1,2}}[.．](?!\d)|[（(]\d{{1,2}}[)）])"
    rf"|[（(][{NUMERAL}]{{1,3}}[)）]"
)
# A heading of a statute that runs on into the next: 第二章许可的设定第十一条设定许可，应当….
# 第十条之一 counts no further than 第十条.
ABOVE = re.compile(
    rf"\s*第[{NUMERAL}]+[编章节][^，。；：！？、]{{1,40}}?(?=第[{NUMERAL}]+[章节条])"
)
STATUTORY = re.compile(
    rf"\s*第([{NUMERAL}]+)([编章节条])(?!之|规定|第[{NUMERAL}]+[款项条]|[、，和至的])"
)

# Of each level the number that stood last, and whether a mark of a higher level came behind it.
Outline = tuple[tuple[int, bool], ...]
# The level and number of each mark of a unit.
Marks = tuple[tuple[int, int], ...]
START: Outline = ((0, True),) * LEVELS


class Habits(NamedTuple):
    """How a reading counts: of each level how often it runs on below a higher mark, and log-odds."""

    runs_on: tuple[float, ...] = USUAL
    gap: float = LEAST
    lone: float = LEAST

    def skipping(self) -> Habits:
        """The same for a reading that leaves things out."""
        return Habits(self.runs_on, 0.0, 0.0)


def marks(raw: str) -> Marks:
    """The outline marks a unit holds, as level and number."""
    found: list[tuple[int, int]] = []
    for row in raw.split("\n"):
        found += _statutory(row)
    for place in MARKS.finditer(raw):
        seen = mark(raw, place.start())
        if seen:
            found.append((seen.level + len(STATUTE) - 1, seen.number))
    return tuple(found)


def _statutory(row: str) -> Iterable[tuple[int, int]]:
    """The marks of a statute that a line begins with, the widest first."""
    at = 0
    while found := STATUTORY.match(row, at):
        yield STATUTE.index(found[2]), number_of(found[1])
        above = ABOVE.match(row, at)
        if not above:
            return
        at = above.end()


class Counting(dict[tuple[Outline, Marks], tuple[float, Outline]]):
    """What follows an outline in a reading, each asked once: a search asks for the same often."""

    def __init__(self, habits: Habits) -> None:
        self.habits = habits

    def __missing__(self, key: tuple[Outline, Marks]) -> tuple[float, Outline]:
        self[key] = follows(*key, self.habits)
        return self[key]


def follows(outline: Outline, some: Marks, habits: Habits) -> tuple[float, Outline]:
    """Log-odds of marks that follow an outline, and the outline after them."""
    score = 0.0
    for level, value in some:
        score += _one(outline[level], value, habits.runs_on[level], habits.gap)
        score += habits.lone * lone(outline, level)
        outline = after(outline, level, value)
    return score, outline


def lone(outline: Outline, level: int) -> int:
    """How many lists a mark ends behind their first item."""
    return sum(one == (1, False) for one in outline[level + 1 :])


def _one(before: tuple[int, bool], value: int, runs_on: float, gap: float) -> float:
    stood, fresh = before
    if value == stood + 1:
        on = 1.0 if not (fresh and stood) else runs_on
        return math.log(on * math.exp(NEXT) + (1 - on) * math.exp(gap))
    if value == 1:
        return FIRST if fresh else AGAIN
    return gap if value > stood else FALL


def after(outline: Outline, level: int, value: int) -> Outline:
    """The outline behind a mark: the lower levels may begin again or run on."""
    lower = tuple((n, True) for n, _ in outline[level + 1 :])
    return (*outline[:level], (value, False), *lower)


def out_of_turn(row: Iterable[Marks]) -> int:
    """How many marks fall behind the one before them, or begin again where nothing let them."""
    fallen, outline = 0, START
    for level, value in chain.from_iterable(row):
        stood, fresh = outline[level]
        fallen += not fresh if value == 1 else value <= stood
        outline = after(outline, level, value)
    return fallen


def learnt(rows: Iterable[Sequence[Marks]]) -> Habits:
    """How a document counts, from the marks of its readings, the one that skips nothing last."""
    ways: Counter[tuple[int, bool]] = Counter()
    steps: Counter[str] = Counter()
    for row in rows:
        steps.clear()
        outline = START
        for level, value in (one for some in row for one in some):
            stood, fresh = outline[level]
            if fresh and stood and value in (1, stood + 1):
                ways[level, value != 1] += 1
            elif value > stood and stood:
                steps["next" if value == stood + 1 else "gap"] += 1
            steps["first"] += value == 1
            steps["lone"] += lone(outline, level)
            outline = after(outline, level, value)
    on = (
        (ways[n, True] + WEIGHT * usual) / (ways[n, True] + ways[n, False] + WEIGHT)
        for n, usual in enumerate(USUAL)
    )
    return Habits(
        tuple(on),
        _odds(steps["gap"], steps["gap"] + steps["next"]),
        _odds(steps["lone"], steps["first"]),
    )


def _odds(seen: int, times: int) -> float:
    """Log-odds of what came up so often, against what is drawn at random."""
    return min(LEAST, max(WORST, math.log((seen + 1) / (times + 2) / AT_RANDOM)))
