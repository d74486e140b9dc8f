"""The true order laid out as passages: each copy directly behind the twin that is kept.

In go the readings; out come places: runs of units that stand together in the restored text,
with the evidence for where they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from clean.likeness import commonest, shingles
from clean.readings.reading import Readings

Group = tuple[int, ...]


class Place(NamedTuple):
    """Units that stand together, and why."""

    units: list[int]
    why: str


def placed(found: Readings) -> list[Place]:
    """The whole text in its true order."""
    differ = any(len({found.parts[k].said for k in group}) > 1 for group in found.order)
    said = (shingles(unit.said) for unit in found.parts if differ)  # asked of those alone
    often = Counter(chain.from_iterable(said))
    done: list[Place] = []
    for groups, best in passages(found, often):
        end = done[-1].units[-1] if done else -1
        rows = laid(groups, best, found.lanes, end)
        done.append(Place(rows[0], reason(found, rows[0][0])))
        for row in rows[1:]:
            why = f"{name(found.lanes[row[0]])}, a copy"
            done.append(Place(row, why))
    return done


def passages(found: Readings, often: Counter[str]) -> Iterator[tuple[list[Group], int | None]]:
    """Groups of the true order said by the same readings; and the reading that says them best."""
    groups: list[Group] = []
    best: int | None = None
    for group in found.order:
        unit = better(found, group, often)
        choice = None if unit is None else found.lanes[unit]
        here = [found.lanes[k] for k in group]
        if groups and (
            here != [found.lanes[k] for k in groups[-1]]
            or (best is not None and choice is not None and best != choice)
        ):
            yield groups, best
            groups, best = [], None
        groups.append(group)
        best = choice if best is None else best
    if groups:
        yield groups, best


def better(found: Readings, group: Group, often: Counter[str]) -> int | None:
    """The copy to keep: the majority's, of two the one whose signs stand elsewhere; None if equal."""
    said = [found.parts[k].said for k in group]
    if len(set(said)) < 2:
        return None
    if len(group) > 2:
        return group[commonest(said)]
    one, other = shingles(said[0]), shingles(said[1])
    known = [
        sum(often[g] > 1 for g in a - b) - sum(often[g] == 1 for g in a - b)
        for a, b in ((one, other), (other, one))
    ]
    return group[0] if known[0] >= known[1] else group[1]


def laid(
    groups: Sequence[Group], best: int | None, lanes: Sequence[int], end: int
) -> list[list[int]]:
    """The copies of a passage one behind the other: the best first, or what moves least."""
    rows = [list(row) for row in zip(*groups, strict=True)]
    choices = [[row, *(other for other in rows if other is not row)] for row in rows]
    choices = [choice for choice in choices if best in (None, lanes[choice[0][0]])]
    return min(choices, key=lambda choice: breaks(choice, end))


def breaks(rows: Sequence[Sequence[int]], end: int) -> int:
    """How often neighbours in the new order are none in the text."""
    order = [end, *(k for row in rows for k in row)]
    return sum(one + 1 != two for one, two in pairwise(order))


def reason(found: Readings, unit: int) -> str:
    """Why a unit stands where it stands, in a few words."""
    reading = name(found.lanes[unit])
    if unit in found.twins:
        return f"{reading}, by its twin"
    if unit < found.certain:
        return f"{reading}, single"
    return f"{reading}, likely by {found.likely.get(unit, 'runs')}"


def name(reading: int) -> str:
    """What a reading is called: A leads, the last lags behind."""
    return "ABC"[reading]
