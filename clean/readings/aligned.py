"""A text cut into units where its copies begin and end, and the units that say the same."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import chain
from typing import NamedTuple

from clean.readings.anchors import Pair, anchors, heaviest, pairs
from clean.readings.flat import Flat, flat, tiled
from clean.readings.stretches import (
    Stretch,
    apart,
    bridged,
    closed,
    paired,
    settled,
    torn,
    trimmed,
)
from clean.readings.threes import ANCHORS, SHARE, Lanes, told, triples
from clean.readings.units import Unit, recut, units


class Aligned(NamedTuple):
    """The units of a text, and by readings the pairs of them that say the same."""

    parts: list[Unit]
    pairs: dict[Lanes, list[tuple[int, int]]]


def aligned(text: str) -> Aligned:
    """The units of two or three readings, cut alike in all, and their pairs."""
    here = flat(text)
    where = anchors(here.said)
    found = pairs(here.said, where)
    sorts: dict[Lanes, list[Pair]] = {(0, 1): heaviest(found)}
    scale = triples(where)
    if len(scale) >= max(ANCHORS, SHARE * sum(pair.size for pair in sorts[0, 1])):
        sorts = told(found, scale)
    return cut(here, {lanes: joined(some, here.said) for lanes, some in sorts.items()})


def joined(some: Sequence[Pair], said: str) -> list[Stretch]:
    """A chain of stretches without overlaps, noise bridged."""
    return bridged(apart(trimmed(some, len(said)), len(said)), said)


def cut(here: Flat, sorts: dict[Lanes, list[Stretch]]) -> Aligned:
    """The units between all cuts, and their pairs."""
    known = {here.before(unit.end): unit.end for unit in reversed(units(here.text))}
    rows = {here.before(at + 1): at + 1 for at, sign in enumerate(here.text) if sign == "\n"}
    every = list(chain.from_iterable(sorts.values()))
    if meant(every, rows.keys()):
        known = rows | known
    if not torn(every, known.keys()):
        seams = recut(here.text, units(here.text))
        known = {here.before(unit.end): unit.end for unit in reversed(seams)} | known
        sorts = {
            lanes: settled(some, every, known.keys(), here.said) for lanes, some in sorts.items()
        }
    cuts, rows_of = closed(list(chain.from_iterable(sorts.values())), known)
    cuts = {cut for cut in cuts if 0 < cut < len(here.said)} | {0, len(here.said)}
    rest = iter(rows_of)
    return Aligned(
        tiled(here, cuts, known),
        {lanes: paired([next(rest) for _ in some], cuts) for lanes, some in sorts.items()},
    )


def meant(found: Sequence[Stretch], rows: Set[int]) -> bool:
    """Whether lines end at the same places in most copies."""
    agree = other = 0
    for some in found:
        for side in (0, 1):
            inside = _within(some, side, rows)
            same = sum(some.across(row, side, 1 - side) in rows for row in inside)
            agree, other = agree + same, other + len(inside) - same
    return agree > other


def _within(some: Stretch, side: int, rows: Set[int]) -> list[int]:
    start, end = ((some.low, some.low_end), (some.high, some.high_end))[side]
    return [row for row in range(start + 1, end) if row in rows]
