"""Runs of units that a text holds in two places, equal or but for slips.

In go units; out come, for each, the first unit that says the same, and the runs that stand again.
Units that begin or end as a later one does are compared, and the neighbours of those that
say the same: linear in the units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clean.likeness import as_like
from clean.readings.slips import Hurt, differences
from clean.readings.twins import links
from clean.readings.units import Unit

# Copies hurt at 3 % of their signs are so much alike on average.
NEAR = 0.8
# Letters from which a unit that is not quite the same may be a copy.
LEAST = 10
# Among slips of 1 % one in some 300 letters puts a word for another.
WORDS = 100


class Run(NamedTuple):
    """So many units from two places on say the same."""

    first: int
    second: int
    size: int


def first_said(parts: Sequence[Unit], common: frozenset[str]) -> list[int]:
    """For each unit the first that says the same, but for slips where its neighbours do too."""
    first: dict[str, int] = {}
    same = [first.setdefault(unit.said, k) for k, unit in enumerate(parts)]
    slips = Hurt(parts, common, LEAST, NEAR)
    near = ((k, k + period) for k, period in links(parts))
    for one, two in sorted((one, two) for one, two in near if parts[one].said != parts[two].said):
        if same[two] == two and slips(parts[one].said, parts[two].said):
            same[two] = same[one]
    for way in (1, -1):
        _follow(parts, same, way)
    return same


def _follow(parts: Sequence[Unit], same: list[int], way: int) -> None:
    """Units much alike beside others that say the same are taken for the same."""
    order = range(1, len(parts)) if way > 0 else range(len(parts) - 2, -1, -1)
    for two in order:
        one = same[two - way] + way
        apart = one != two and same[two] == two
        if apart and 0 <= one < two and as_like(parts[one].said, parts[two].said, NEAR):
            same[two] = same[one]


def runs(same: Sequence[int], least: int) -> Iterator[Run]:
    """The runs of units that stand again, with so many different ones at least.

    A formula may begin a run that stands elsewhere too, so runs are made longer to the front.
    """
    at = done = 0
    while at < len(same):
        if same[at] == at:
            at += 1
            continue
        before, size = same[at], _run(same, same[at], at)
        back = 0
        most = min(at - done, before, at - before - size)
        while back < most and same[before - back - 1] == same[at - back - 1]:
            back += 1
        if len({*same[at - back : at + size]}) >= least:
            yield Run(before - back, at - back, size + back)
            done = at + size
        at += size or 1


def _run(same: Sequence[int], before: int, at: int) -> int:
    size = 0
    while before + size < at and at + size < len(same) and same[before + size] == same[at + size]:
        size += 1
    return size


def slipped(one: Sequence[str], two: Sequence[str], same: Hurt) -> bool:
    """Whether runs that say so, unit by unit, differ by slips: few words, and no name throughout.

    A name that stands for another does so wherever that one stood.
    """
    pairs = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    found = [(x[a:b], y[c:d]) for x, y in pairs for a, b, c, d in differences(x, y)]
    words = sum(same.word(*sides) or same.turns(*sides) for sides in found)
    said = "".join(two)
    often = (came for (came, went), n in Counter(found).items() if n > 1 and came and went)
    return words * WORDS <= len(said) and all(came in said for came in often)


def may_go(one: str, two: str, same: Hurt) -> bool:
    """Whether no difference of two units makes another sentence."""
    found = differences(one, two) if one != two else ()
    return not any(same.turns(one[a:b], two[c:d]) for a, b, c, d in found)
