"""Whether a text is several readings of one document, interleaved; and its true order.

The model. A true text t1..tn was read more than once and the readings were written into one
file, runs of them alternating. Each rises in the true order. The first leads and may skip;
the last lags behind and skips nothing up to where it ends. So of two units alike on a chain
that rises in both, the earlier belongs to the reading ahead; and a unit that stands once
before the last twin of the reading ahead belongs to the last reading. What stands once after
it is told apart by evidence (`labels`). The true text is the last reading and then what the
others say beyond its end.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clean.joins import Joins
from clean.labels import Stream, label
from clean.twins import (
    PROBE,
    Group,
    Pair,
    densify,
    kin,
    places,
    rising,
    supported,
    three_readings,
    threefold,
)
from clean.units import Unit, recut, units

# Proof of interleaving. The reading ahead comes back this often while the one behind still
# has something to say that was said; so many letters stand twice; and so large a part of the
# text where they alternate is twins.
RETURNS, LETTERS, SHARE = 3, 150, 0.3
# One return proves it where most letters stand twice; none is needed where all do.
MANY, MOST = 12, 0.6
TURNS, ALL = 4, 0.9
# Where twins alone prove nothing, the new order must read better by so many nats, and so
# many at each turn. Interleaved texts gain 0.3 to 1.2 a turn.
LONG, GAIN, EACH = 500, 20.0, 0.7
# Of the letters of a text; statutes that repeat themselves most reach .24.
COVER = 0.3
# What the first look must find to go on; copies with 3 % noise still begin or end alike in 8 of 10.
LOOK = 0.2
FEWEST = 4
# Three readings are proven by so many units that stand three times, and this share of twins.
TRIPLES, THREE = 6, 0.2


@dataclass(frozen=True)
class Readings:
    """What was found: the units, the chain of twins, and for each unit its reading.

    `order` is the true order: one entry a unit of the true text, the units that say it.
    Before the unit `certain` the chain alone decides; behind it `likely` says what did.
    `jumps` are neighbours in the restored text between which a stretch is missing.
    """

    parts: list[Unit]
    lanes: list[int]
    order: list[tuple[int, ...]]
    certain: int
    twins: frozenset[int]
    likely: dict[int, str]
    jumps: list[Pair]
    gain: tuple[float, int]


@dataclass(frozen=True)
class Doubt:
    """Readings that may be there: the units between which they were seen, and what was seen."""

    start: int
    end: int
    why: str


@lru_cache(maxsize=1)
def readings(text: str) -> Readings | Doubt | None:
    """The interleaved readings a text is made of, a doubt, or None if it is not."""
    parts = units(text)
    if not repeats_much(parts):
        return None
    parts = recut(text, parts)
    groups = linked(parts)
    chain = [(group[0], group[-1]) for group in groups if group[0] >= 0 and group[-1] >= 0]
    if len(chain) < FEWEST:
        return None
    proof = weigh(chain, parts)
    if not proof.may_hold():
        return proof.doubt(parts, chain)
    found = untangle(text, parts, groups)
    return found if proof.holds(found.gain) else proof.doubt(parts, chain, found.gain)


def linked(parts: Sequence[Unit]) -> list[Group]:
    """The units that say the same, one place a reading, -1 where a reading lacks it."""
    found = places(kin(parts), parts)
    thrice = threefold(found)
    twice = two_readings(found, parts)
    letters = [sum(len(parts[at[0]].said) for at in chain) for chain in (thrice, twice)]
    if len(thrice) >= TRIPLES and letters[0] >= THREE * letters[1]:
        return three_readings(found, thrice, parts)
    return list(twice)


def repeats_much(parts: Sequence[Unit]) -> bool:
    """A cheap look: whether enough letters stand in units that begin or end as few others do."""
    count = Counter(probe for unit in parts for probe in probes(unit.said))
    some = sum(
        len(unit.said)
        for unit in parts
        if any(2 <= count[probe] <= 3 for probe in probes(unit.said))
    )
    return some >= LOOK * sum(len(unit.said) for unit in parts)


def probes(said: str) -> tuple[str, str]:
    """The first and the last letters of a unit."""
    return said[:PROBE], said[-PROBE:] + "$"


def two_readings(found: Sequence[tuple[int, ...]], parts: Sequence[Unit]) -> list[Pair]:
    """The chain of twins of two readings: of units that stand twice, then between those."""
    pairs = sorted((at[0], at[1]) for at in found if len(at) == 2)
    chain = supported(rising(pairs), parts)
    return supported(densify(chain, parts), parts) if chain else []


class Proof(NamedTuple):
    """How strongly the twins say that readings alternate.

    `cover` is the share of the whole text that stands twice, `share` that share where the
    readings alternate; `back` and `turns` see `returns`.
    """

    pairs: int
    letters: int
    cover: float
    share: float
    back: int
    turns: int

    def strong(self) -> bool:
        """Whether the twins alone prove it, if the new order reads no worse."""
        return self.letters >= LETTERS and (
            (self.back >= RETURNS and self.share >= SHARE)
            or (self.back > 0 and self.pairs >= MANY and self.share >= MOST)
            or (self.turns >= TURNS and self.share >= ALL)
        )

    def may_hold(self) -> bool:
        """Whether it is worth while to try the new order."""
        return self.strong() or (self.pairs >= MANY and self.letters >= LONG and self.much())

    def much(self) -> bool:
        """Whether so much stands twice that it needs an explanation."""
        return self.cover >= COVER

    def holds(self, gain: tuple[float, int]) -> bool:
        """Whether it is proven: by the twins, or by how much better the new order reads."""
        total, turns = gain
        if self.strong():
            return total > 0 or self.share >= ALL
        return total >= GAIN and total >= EACH * turns

    def doubt(
        self, parts: Sequence[Unit], chain: Sequence[Pair], gain: tuple[float, int] = (0.0, 0)
    ) -> Doubt | None:
        """What to say where it is not proven; nothing where nothing speaks for it."""
        if not self.strong() and not (self.much() and (self.back or gain[0] >= GAIN / 2)):
            return None
        why = f"{self.pairs} passages of {self.letters} letters stand twice, in {self.turns} turns"
        return Doubt(parts[chain[0][0]].start, parts[chain[-1][1]].end, why)


def weigh(chain: Sequence[Pair], parts: Sequence[Unit]) -> Proof:
    """The proof that a chain of twins gives."""
    letters = sum(len(parts[low].said) for low, _ in chain)
    cover = 2 * letters / max(1, sum(len(unit.said) for unit in parts))
    return Proof(len(chain), letters, cover, twinned(chain, parts), *returns(chain))


def twinned(chain: Sequence[Pair], parts: Sequence[Unit]) -> float:
    """The share of letters in twins, where the readings alternate."""
    held = {k for pair in chain for k in pair}
    inside = range(min(chain[0][1], chain[-1][0]), max(chain[0][1], chain[-1][0]) + 1)
    sizes = [(k in held, len(parts[k].said)) for k in inside]
    return sum(n for twin, n in sizes if twin) / max(1, sum(n for _, n in sizes))


def returns(chain: Sequence[Pair]) -> tuple[int, int]:
    """How often the reading ahead comes back while the one behind is still behind; and at all."""
    steps = sorted(
        [(low, 0, r) for r, (low, _) in enumerate(chain)]
        + [(high, 1, r) for r, (_, high) in enumerate(chain)]
    )
    back = [one[2] < two[2] - 1 for one, two in pairwise(steps) if one[1] > two[1]]
    return sum(back), len(back)


def untangle(text: str, parts: list[Unit], groups: list[Group]) -> Readings:
    """The readings of a text proven to be interleaved, and the true order."""
    stream = known(text, parts, groups)
    joins = Joins(text, parts)
    lanes = label(stream, joins)
    order = true_order(groups, lanes)
    twins = frozenset(k for group in groups for k in group)
    likely = {k: joins.because(lanes, k) for k, may in enumerate(stream.may) if len(may) > 1}
    return Readings(
        parts, lanes, order, stream.free, twins, likely, jumps(order, lanes), joins.gain(lanes)
    )


def jumps(order: Sequence[Group], lanes: Sequence[int]) -> list[Pair]:
    """Neighbours in the true order that come from different runs of a reading that skips."""
    last = max(lanes)
    return [
        (one[0], two[0])
        for one, two in pairwise(order)
        if lanes[two[-1]] != last and two[0] != one[-1] + 1
    ]


def known(text: str, parts: Sequence[Unit], groups: Sequence[Group]) -> Stream:
    """What the twins make certain about the readings."""
    count = len(groups[0])
    lane = {k: r for group in groups for r, k in enumerate(group) if k >= 0}
    first = [min(group[r] for group in groups if group[r] >= 0) for r in range(count)]
    edges = [edge(groups, r) for r in range(count)]
    begins = first[0] == 0
    may: list[tuple[int, ...]] = []
    for k in range(len(parts)):
        free = [r for r in range(count) if k > edges[r] and not (begins and k < first[r])]
        may.append((lane[k],) if k in lane else tuple(free) or (count - 1,))
    return Stream(count, may, boundaries(text, parts), due(groups), edges[0] + 1)


def edge(groups: Sequence[Group], reading: int) -> int:
    """The last unit of a reading that has a twin in a later one."""
    return max((g[reading] for g in groups if max(g[reading + 1 :], default=-1) >= 0), default=-1)


def due(groups: Sequence[Group]) -> dict[int, int]:
    """For each twin in the second of two readings, how far apart it and the last stand in the first."""
    if len(groups[0]) != 2:
        return {}
    steps = {two[1]: two[0] - one[0] - 1 for one, two in pairwise(groups)}
    return {groups[0][1]: -1} | steps


def boundaries(text: str, parts: Sequence[Unit]) -> list[str]:
    """The kind of boundary behind each unit: a line end, the first stop of a line, another."""
    kinds, first = [], True
    for unit in parts:
        ends = text[unit.start : unit.end].endswith("\n")
        kinds.append("line" if ends else "first" if first else "stop")
        first = ends
    return kinds


def true_order(groups: Sequence[Group], lanes: Sequence[int]) -> list[Group]:
    """The last reading, each unit with its twins, then what the others say beyond its end."""
    held = {k: tuple(n for n in group if n >= 0) for group in groups for k in group if k >= 0}
    order: list[Group] = []
    for reading in range(max(lanes), -1, -1):
        said = [held.get(k, (k,)) for k, lane in enumerate(lanes) if lane == reading]
        said = [group for group in said if lanes[group[-1]] == reading]
        last = edge(groups, reading)
        early = [group for group in said if group[-1] < last]
        order = inserted(order, early, reading, lanes) if reading < max(lanes) else said
        if reading < max(lanes):
            order += [group for group in said if group[-1] > last]
    return order


def inserted(
    order: list[Group], early: list[Group], reading: int, lanes: Sequence[int]
) -> list[Group]:
    """The order with units of a reading put before what that reading says behind them."""
    done: list[Group] = []
    waiting = deque(early)
    for group in order:
        own = next((k for k in group if lanes[k] == reading), -1)
        while waiting and waiting[0][-1] < own:
            done.append(waiting.popleft())
        done.append(group)
    return done + list(waiting)
