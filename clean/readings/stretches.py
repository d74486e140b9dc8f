"""Stretches that stand twice, trimmed to where runs ended, bridged over noise, cut into units.

In go the chain of `anchors`; out come pairs of units. A run of a reading may end anywhere; the
ends of the stretches are the only sign of it, so they become cuts, in both copies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from clean.likeness import as_like
from clean.readings.anchors import SIZE, Pair
from clean.readings.twins import GAP_NEAR, TELLING

# Between two stretches of one run so many letters may differ whatever they are, so many if they are
# alike, and the one gap may be so much longer than the other.
SURE, BRIDGE, UNEVEN = 8, 60, 3
# Runs end in mid-sentence where fewer of the ends of stretches are ends of sentences, and so many of
# the others touch another stretch: .3 to .96 of them in texts so damaged, less in all laws but one.
ENDS, MIDDLE, TOUCHING = 0.75, 20, 0.33
# And wherever so many do, one for every two stretches, and so large a part of them touch: mostly .75 and more in such
# texts of long sentences; of as many .4 in texts cut at sentences, .73 in one of 220.
SURELY, CLEARLY = 40, 0.75
# Where runs end at headings and labels, .2 to .9 of the ends of stretches in mid-sentence stand there,
# else .15 at most: of 150 texts.
HEADED, PART = 4, 0.25
# Where all that is said are items, .73 of the ends of stretches and more stand behind one; else .14 at most:
# of 24 texts.
MOSTLY = 0.5
# By so many letters a stretch may agree too far, or too short; by so many one does where articles
# begin alike (第).
CHANCE, BY_CHANCE = 4, 2

Cut = tuple[int, int]


class Stretch(NamedTuple):
    """Blocks of equal letters that stand twice, one behind the other, noise between them."""

    blocks: tuple[Pair, ...]

    @property
    def low(self) -> int:
        """Where the first member begins."""
        return self.blocks[0].low

    @property
    def high(self) -> int:
        """Where the second member begins."""
        return self.blocks[0].high

    @property
    def low_end(self) -> int:
        """Where the first member ends."""
        return self.blocks[-1].low + self.blocks[-1].size

    @property
    def high_end(self) -> int:
        """Where the second member ends."""
        return self.blocks[-1].high + self.blocks[-1].size

    def across(self, cut: int, here: int, there: int) -> int:
        """The cut of one member (0 the first, 1 the second) that stands where one of the other does."""
        k = bisect_right(self.blocks, cut, key=lambda block: block[here]) - 1
        block = self.blocks[k]
        if cut <= block[here] + block.size:
            return block[there] + cut - block[here]
        after = self.blocks[k + 1]
        return max(
            block[there] + block.size,
            min(after[there], block[there] + cut - block[here]),
        )

    def beside(self, cut: int, here: int, there: int, cuts: Sequence[int]) -> int:
        """The same, but one of these cuts of the other member where only noise is between."""
        place = self.across(cut, here, there)
        k = bisect_right(self.blocks, cut, key=lambda block: block[here] + block.size) - 1
        if not 0 <= k < len(self.blocks) - 1 or cut > self.blocks[k + 1][here]:
            return place
        noise = range(self.blocks[k][there] + self.blocks[k].size, self.blocks[k + 1][there] + 1)
        near = cuts[bisect_left(cuts, noise.start) : bisect_left(cuts, noise.stop)]
        return min(near, key=lambda at: abs(at - place), default=place)


def bridged(blocks: Sequence[Pair], said: str) -> list[Stretch]:
    """Blocks that stand so close in both members that only noise is between them, made one."""
    taken = _taken(blocks, len(said))
    done: list[list[Pair]] = []
    for block in sorted(blocks):
        if done and _near(done[-1][-1], block, said, taken):
            done[-1].append(block)
        else:
            done.append([block])
    return [Stretch(tuple(some)) for some in done]


def _taken(blocks: Iterable[Pair], size: int) -> bytearray:
    taken = bytearray(size)
    for block in blocks:
        for start in block[:2]:
            taken[start : start + block.size] = b"\1" * block.size
    return taken


def _near(one: Pair, two: Pair, said: str, taken: bytearray) -> bool:
    """Whether nothing but noise is between two blocks, and no other block."""
    low, high = slice(one.low + one.size, two.low), slice(one.high + one.size, two.high)
    sizes = low.stop - low.start, high.stop - high.start
    if min(sizes) < -CHANCE or abs(sizes[0] - sizes[1]) > UNEVEN or max(sizes) > BRIDGE:
        return False
    if 1 in taken[low] or 1 in taken[high]:
        return False
    return max(sizes) <= SURE or as_like(said[low], said[high], GAP_NEAR)


def torn(found: Sequence[Stretch], ends: Collection[int]) -> bool:
    """Whether runs of readings end in mid-sentence.

    Where one run ends another begins, so the stretches touch. In amended laws, whose new wording
    follows the old, stretches end in mid-sentence too, with other words between them.
    """
    starts, stops, where = _joints(found)
    near = _about(ends)
    hits = total = 0
    for some in found:
        size = some.low_end - some.low
        sides = (some.low, some.high), (some.low_end, some.high_end)
        hits += size * sum(one in near or two in near for one, two in sides)
        total += size * 2
    middle = [at for at in where if at not in near]
    touching = sum(at in starts and at in stops for at in middle)
    if len(middle) >= SURELY and touching >= CLEARLY * len(middle) >= CLEARLY * len(found) / 2:
        return True
    return hits < ENDS * total and len(middle) >= MIDDLE and touching >= TOUCHING * len(middle)


def headed(found: Sequence[Stretch], ends: Collection[int], heads: Collection[int]) -> bool:
    """Whether runs end at headings and labels too, where no sentence ends."""
    near, at_heads = _about(ends), _about(heads)
    middle = [at for at in _joints(found)[2] if at not in near]
    return sum(at in at_heads for at in middle) >= max(HEADED, PART * len(middle))


def listed(found: Sequence[Stretch], items: Collection[int]) -> bool:
    """Whether most runs end behind the items of a list."""
    where, at_items = _joints(found)[2], _about(items)
    return sum(at in at_items for at in where) > MOSTLY * len(where)


def _about(places: Iterable[int]) -> set[int]:
    """Places and those beside them, where letters may agree by chance."""
    return {at + n for at in places for n in range(-BY_CHANCE, BY_CHANCE + 1)}


def _joints(found: Iterable[Stretch]) -> tuple[set[int], set[int], list[int]]:
    """Where stretches begin, where they end, and all of both."""
    starts = [at for some in found for at in (some.low, some.high)]
    stops = [at for some in found for at in (some.low_end, some.high_end)]
    return set(starts), set(stops), starts + stops


def settled(
    found: Sequence[Stretch], every: Sequence[Stretch], ends: Collection[int], said: str
) -> list[Stretch]:
    """Stretches that end where sentences do; what remains of a sentence at an end is noise or chance.

    Where two stretches touch a run ended, in mid-sentence too: at a heading without a stop.
    """
    taken = _taken([block for some in found for block in some.blocks], len(said))
    starts, stops, _ = _joints([some for some in every if some.low_end - some.low >= TELLING])
    order = sorted(ends)
    firm = sorted({0, len(said), *ends, *(at for at in starts & stops if _far(at, order))})
    rounded = (_ended(some, firm, said, taken) for some in found)
    again = (_begun(some, firm, said, taken) for some in rounded if some)
    return [some for some in again if some and not _within(some, firm)]


def _within(some: Stretch, ends: Sequence[int]) -> bool:
    """Whether a short stretch stands in the middle of a sentence: what a list of names shares."""
    sides = (some.low, some.low_end), (some.high, some.high_end)
    short = some.low_end - some.low < TELLING
    return short and any(not is_in(a, ends) and not is_in(b, ends) for a, b in sides)


def _far(at: int, ends: Sequence[int]) -> bool:
    """Whether a place is further from the ends of sentences than letters agree by chance."""
    k = bisect_left(ends, at - SIZE)
    return k == len(ends) or ends[k] > at + SIZE


def _ended(some: Stretch, ends: Sequence[int], said: str, taken: bytearray) -> Stretch | None:
    """The stretch with its end moved to the end of a sentence in both members."""
    low, high = some.low_end, some.high_end
    if is_in(low, ends) or is_in(high, ends):
        return some
    out = [ends[min(bisect_left(ends, at), len(ends) - 1)] for at in (low, high)]
    if _rest((low, out[0]), (high, out[1]), said, taken):
        return Stretch((*some.blocks, Pair(out[0], out[1], 0)))
    inner = ends[max(0, bisect_left(ends, low) - 1)], ends[max(0, bisect_left(ends, high) - 1)]
    return upto(some, max(inner[0], some.across(max(inner[1], some.high), 1, 0)))


def upto(some: Stretch, at: int) -> Stretch | None:
    """The stretch up to a place of its first member."""
    blocks = [block for block in some.blocks if block.low < at]
    if not blocks or at <= some.low:
        return None
    last = blocks[-1]
    return Stretch((*blocks[:-1], last._replace(size=min(last.size, at - last.low))))


def _begun(some: Stretch, ends: Sequence[int], said: str, taken: bytearray) -> Stretch | None:
    """The stretch with its beginning moved to the beginning of a sentence in both members."""
    low, high = some.low, some.high
    if is_in(low, ends) or is_in(high, ends):
        return some
    out = [ends[max(0, bisect_left(ends, at) - 1)] for at in (low, high)]
    if _rest((out[0], low), (out[1], high), said, taken):
        return Stretch((Pair(out[0], out[1], 0), *some.blocks))
    inner = [ends[min(bisect_right(ends, at), len(ends) - 1)] for at in (low, high)]
    return onward(some, min(inner[0], some.across(min(inner[1], some.high_end), 1, 0)))


def onward(some: Stretch, at: int) -> Stretch | None:
    """The stretch from a place of its first member on."""
    blocks = [block for block in some.blocks if block.low + block.size > at]
    if not blocks or at >= some.low_end:
        return None
    one = blocks[0]
    gone = max(0, at - one.low)
    return Stretch((Pair(one.low + gone, one.high + gone, one.size - gone), *blocks[1:]))


def is_in(cut: int, ends: Sequence[int]) -> bool:
    """Whether a cut is one of these, which rise."""
    k = bisect_left(ends, cut)
    return k < len(ends) and ends[k] == cut


def _rest(low: Cut, high: Cut, said: str, taken: bytearray) -> bool:
    """Whether the rests of two sentences are free and the same but for noise."""
    sizes = low[1] - low[0], high[1] - high[0]
    if min(sizes) < 0 or max(sizes) > BRIDGE or abs(sizes[0] - sizes[1]) > UNEVEN:
        return False
    if 1 in taken[slice(*low)] or 1 in taken[slice(*high)]:
        return False
    return max(sizes) <= CHANCE or as_like(said[slice(*low)], said[slice(*high)], GAP_NEAR)


def closed(found: Sequence[Stretch], cuts: Iterable[int]) -> tuple[set[int], list[list[Cut]]]:
    """All cuts, each where it stands in both members; and for each stretch those within it."""
    every = set(cuts)
    for some in found:
        every |= {some.low, some.low_end, some.high, some.high_end}
    rows: list[list[Cut]] = []
    for _ in range(3):
        order = sorted(every)
        rows = [list(_row(some, order)) for some in found]
        more = {cut for row in rows for pair in row for cut in pair}
        if more <= every:
            break
        every |= more
    return every, rows


def _row(some: Stretch, order: Sequence[int]) -> Iterator[Cut]:
    """The cuts of a stretch in both members, rising in both."""
    low = order[bisect_left(order, some.low) : bisect_right(order, some.low_end)]
    high = order[bisect_left(order, some.high) : bisect_right(order, some.high_end)]
    both = {(cut, some.beside(cut, 0, 1, high)) for cut in low}
    both |= {(some.beside(cut, 1, 0, low), cut) for cut in high}
    last = (-1, -1)
    for cut in sorted(both):
        if cut[0] > last[0] and cut[1] > last[1]:
            yield cut
            last = cut


def paired(rows: Iterable[Sequence[Cut]], cuts: Iterable[int]) -> list[tuple[int, int]]:
    """The units that say the same, by their numbers, where units tile the text between cuts."""
    unit = {cut: n for n, cut in enumerate(sorted(cuts))}
    found = []
    for row in rows:
        for (low, high), (low_end, high_end) in pairwise(row):
            one, two = unit[low], unit[high]
            if unit[low_end] == one + 1 and unit[high_end] == two + 1:
                found.append((one, two))
    return sorted(found)
