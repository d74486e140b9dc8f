"""A text cut into units where its copies begin and end, and the units that say the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Set
from itertools import chain
from typing import NamedTuple

from clean.readings.anchors import Pair, anchors, heaviest, pairs
from clean.readings.claims import apart, conceded, rounded, trimmed, yielded
from clean.readings.flat import Flat, flat, tiled
from clean.readings.heads import heads, items
from clean.readings.rests import rested
from clean.readings.rows import end_runs, idle, squared
from clean.readings.seams import parted
from clean.readings.stretches import (
    Stretch,
    bridged,
    closed,
    headed,
    listed,
    paired,
    settled,
    torn,
)
from clean.readings.threes import ANCHORS, SHARE, Lanes, told, triples
from clean.readings.units import Unit, recut, units
from clean.spans import lines

Chains = dict[Lanes, list[Pair]]


class Aligned(NamedTuple):
    """The units of a text, and by readings the pairs of them that say the same."""

    parts: list[Unit]
    pairs: dict[Lanes, list[tuple[int, int]]]


def aligned(text: str) -> Aligned:
    """The units of two or three readings, cut alike in all, and their pairs."""
    here = flat(text)
    where = anchors(here.said)
    found = pairs(here.said, where)
    rows = heaviest(found)
    scale = triples(where)
    if len(scale) < max(ANCHORS, SHARE * sum(pair.size for pair in rows)):
        two = {(0, 1): rows}
        return cut(here, rows, two, lambda ends: {(0, 1): rounded(rows, ends, len(here.said))})
    three = told(found, scale)
    return cut(here, rows, three, lambda ends: told(rounded(found, ends, len(here.said)), scale))


def joined(some: Sequence[Pair], said: str) -> list[Stretch]:
    """A chain of stretches without overlaps, noise bridged."""
    return bridged(apart(trimmed(some, len(said)), len(said)), said)


def cut(
    here: Flat,
    uncut: Sequence[Pair],
    chains: Chains,
    whole: Callable[[Collection[int]], Chains],
) -> Aligned:
    """The units between all cuts, and their pairs; `whole` are the chains made of whole sentences.

    Whether runs end in mid-sentence is seen on one chain of `uncut` stretches.
    """
    sorts = {lanes: joined(some, here.said) for lanes, some in chains.items()}
    known = endings(here, list(chain.from_iterable(sorts.values())))
    firm: Set[int] = frozenset()
    if torn(joined(uncut, here.said), known.keys()):
        size = len(here.said)
        own = {lanes: conceded(some, known.keys(), size) for lanes, some in chains.items()}
        sorts = completed(own, here.said)
        every = list(chain.from_iterable(sorts.values()))
        known |= parted(here, closed(every, known)[1])
    else:
        every = list(chain.from_iterable(sorts.values()))
        firm = {*known} if end_runs(line_ends(here).keys(), known.keys(), every) else firm
        sorts = {lanes: joined(some, here.said) for lanes, some in whole(known.keys()).items()}
        if firm:
            ends = sorted(firm)
            sorts = {lanes: [squared(one, ends) for one in some] for lanes, some in sorts.items()}
        every = list(chain.from_iterable(sorts.values()))
        seams = recut(here.text, units(here.text))
        known = {here.before(unit.end): unit.end for unit in reversed(seams)} | known
        sorts = {
            lanes: settled(some, every, known.keys(), here.said) for lanes, some in sorts.items()
        }
    return tiles(here, sorts, known, firm)


def endings(here: Flat, found: Sequence[Stretch]) -> dict[int, int]:
    """Where sentences end, and lines, items and parts without a stop if stretches show that these do."""
    known = {here.before(unit.end): unit.end for unit in reversed(units(here.text))}
    rows = line_ends(here)
    if meant(found, rows.keys()):
        known = rows | known
    parts = {here.before(at): at for at in heads(here.text)}
    known = parts | known if headed(found, known.keys(), parts.keys()) else known
    rest = {here.before(at): at for at in items(here.text)}
    return rest | known if listed(found, rest.keys()) else known


def line_ends(here: Flat) -> dict[int, int]:
    """Where lines end, in letters and in the text."""
    return {here.before(end): end for _, end in lines(here.text) if here.text[end - 1] == "\n"}


def completed(chains: Chains, said: str) -> dict[Lanes, list[Stretch]]:
    """Chains of stretches without overlaps, with the short rests of runs between them."""
    size = len(said)
    settled = {lanes: apart(trimmed(some, size), size) for lanes, some in chains.items()}
    every = {
        lanes: trimmed(rested(some, settled[lanes], said, others(lanes, settled, size)), size)
        for lanes, some in chains.items()
    }
    if len(every) == 1:
        every = {lanes: yielded(some, size) for lanes, some in every.items()}
    return {lanes: bridged(apart(some, size), said) for lanes, some in every.items()}


def others(lanes: Lanes, settled: Chains, size: int) -> tuple[bytes, bytes]:
    """Which letters are not of the first of two readings, and not of the second, but of another."""
    masks = bytearray(size), bytearray(size)
    for own, some in settled.items():
        for side, reading in enumerate(own):
            for mask in (mask for one, mask in zip(lanes, masks, strict=True) if one != reading):
                for pair in some:
                    mask[pair[side] : pair[side] + pair.size] = b"\1" * pair.size
    return bytes(masks[0]), bytes(masks[1])


def tiles(
    here: Flat, sorts: dict[Lanes, list[Stretch]], known: dict[int, int], firm: Set[int]
) -> Aligned:
    """The units between the ends of sentences and of stretches, and their pairs.

    Where lines end with runs a run ends at no place but those that are `firm`: what was cut elsewhere and has
    no twin on either side is one unit.
    """
    cuts, rows_of = closed(list(chain.from_iterable(sorts.values())), known)
    cuts = {cut for cut in cuts if 0 < cut < len(here.said)} | {0, len(here.said)}
    rest = iter(rows_of)
    rows = {lanes: [next(rest) for _ in some] for lanes, some in sorts.items()}
    found = {lanes: paired(some, cuts) for lanes, some in rows.items()}
    if firm:
        none = idle(cuts, chain.from_iterable(found.values()), firm)
        cuts -= none
        found = {
            lanes: paired([[two for two in row if none.isdisjoint(two)] for row in some], cuts)
            for lanes, some in rows.items()
        }
    return Aligned(tiled(here, cuts, known), found)


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
