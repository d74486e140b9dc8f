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

from collections import deque
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from clean.readings.aligned import aligned
from clean.readings.articles import counts_through
from clean.readings.doubles import comes_back
from clean.readings.forms import Forms, proving
from clean.readings.in_place import in_place
from clean.readings.joins import Joins
from clean.readings.labels import Stream, label
from clean.readings.nearly import filled
from clean.readings.numbering import out_of_turn
from clean.readings.overtaking import turned
from clean.readings.proof import Doubt, weigh
from clean.readings.recurring import paired_again, recurring, without
from clean.readings.skipping import either, lone_run
from clean.readings.thirds import thirds
from clean.readings.twins import (
    Group,
    Pair,
    densify,
    ends,
    fitting,
    rising,
    supported,
    three_readings,
    unstrayed,
)
from clean.readings.units import Unit, saying, units
from clean.readings.versions import mostly_beside

# Fewer pairs than these are no chain; of fewer gaps in it nothing is learnt.
FEWEST, GAPS = 4, 3
# That one reading passes the other must be so much likelier, in nats. Of 26 texts in which one does it is
# by 4 to 38; of 9 in which none does it is less likely by 100 and more, or the marks count worse.
PASSED = 2.0
# And by so much for each mark that then counts no more: of 1,536 texts 7 come back better so than where no
# mark may be lost, one worse.
MARK = 5.0
# And that the reading behind skips too, by so much. Of 1,200 texts 96 come back otherwise so, 76 of them better.
LEFT = 12.0
# What the first look must find to go on, a share of all letters. Copies with 3 % noise still
# begin or end alike in 7 of 10.
LOOK = 0.2


@dataclass(frozen=True)
class Readings:
    """What was found: the units, the chain of twins, and for each unit its reading.

    `order` is the true order: one entry a unit of the true text, the units that say it.
    Before the unit `certain` the chain alone decides; behind it `likely` says what did.
    `jumps` are neighbours in the restored text between which a stretch is missing. `gain` is by how
    much the wording joins better, and at how many turns, `sure` the same before `certain`; `righted` how many marks count again.
    """

    parts: Sequence[Unit]
    lanes: list[int]
    order: list[tuple[int, ...]]
    certain: int
    twins: frozenset[int]
    likely: dict[int, str]
    jumps: list[Pair]
    gain: tuple[float, int]
    sure: tuple[float, int]
    righted: int


@lru_cache(maxsize=1)
def readings(text: str) -> Readings | Doubt | None:
    """The interleaved readings a text is made of, a doubt, or None if it is not."""
    parts: Sequence[Unit] = units(text)
    if not (repeats_much(saying(parts)) or comes_back(text)):
        return None
    if in_place(text) or counts_through(text):
        return None
    parts, groups = linked(text)
    if len(groups) < FEWEST:
        return None
    forms = Forms(parts, len(groups[0]))
    told = proving(text, forms, groups)
    if len(told) < FEWEST or mostly_beside(text, parts, told):
        return None
    proof = weigh(told, forms)
    if not proof.may_hold():
        return proof.doubt(parts, groups)
    # Near copies prove nothing: articles built alike and said once rise in one order too.
    found = untangle(text, parts, whole(filled(groups, parts), parts))
    holds = proof.holds(found.gain, found.sure, found.righted)
    return found if holds else proof.doubt(parts, groups, found.gain)


def linked(text: str) -> tuple[Sequence[Unit], list[Group]]:
    """The units, and those that say the same: one place a reading, -1 where a reading lacks it."""
    parts, pairs = aligned(text)
    if len(pairs) > 1:
        return parts, three_readings(pairs, parts)
    chain = supported(fitting(rising(pairs[0, 1]), parts), parts)
    chain = supported(densify(chain, parts), parts) if chain else []
    return parts, unstrayed(chain, parts)


def whole(groups: list[Group], parts: Sequence[Unit]) -> list[Group]:
    """The groups with what else stands twice or three times between them, be it ever so short."""
    if len(groups[0]) > 2:
        return thirds(groups, parts)
    return [*densify([(low, high) for low, high in groups], parts)]


@lru_cache(maxsize=2)  # on a second pass only white space has changed
def repeats_much(said: tuple[str, ...]) -> bool:
    """A cheap look: whether enough letters stand in units that begin or end as few others do."""
    heads, tails, *counts = ends(said)
    head, tail = ({probe for probe, n in count.items() if 2 <= n <= 3} for count in counts)
    some = sum(
        len(words)
        for words, one, two in zip(said, heads, tails, strict=True)
        if one in head or two in tail
    )
    return some >= LOOK * sum(map(len, said))


def untangle(text: str, parts: Sequence[Unit], groups: list[Group]) -> Readings:
    """The readings of a text proven to be interleaved, and the true order, the likeliest of three.

    The reading behind stays behind; or it passes the one ahead where runs tell. It skips nothing, or it skips too.
    """
    joins = Joins(text, parts)
    score, found = _told(text, joins, parts, groups)
    if (passed := turned(groups)) != sorted(groups):
        other, overtaken = _told(text, joins, parts, passed)
        lost = max(0, found.righted - overtaken.righted)
        if other > score + PASSED + MARK * lost:
            score, found, groups = other, overtaken, passed
    if len(groups[0]) == 2 and lone_run(known(text, parts, groups), groups, found.lanes):
        other, left = _told(text, joins, parts, groups, found.lanes)
        lost = max(0, found.righted - left.righted)
        found = left if other > score + LEFT + MARK * lost else found
    return found


def _told(
    text: str, joins: Joins, parts: Sequence[Unit], groups: list[Group], lanes: Sequence[int] = ()
) -> tuple[float, Readings]:
    """How likely the twins as they are make the text, and the readings; both may skip where `lanes` say where from."""
    loose = recurring(parts, len(groups[0]))
    firm = without(groups, loose)
    if len(firm) < FEWEST:
        firm, loose = groups, frozenset()
    stream = known(text, parts, groups, loose)
    stream = either(stream, groups, lanes) if lanes else stream
    score, lanes = label(stream, joins)
    if loose:
        groups = paired_again(firm, loose, lanes, parts)
    twins = {k: r for group in groups for r, k in enumerate(group) if k >= 0}
    alone = stream.readings - 1
    lanes = [
        twins.get(k, alone if k in loose and k < stream.free else lane)
        for k, lane in enumerate(lanes)
    ]
    order = true_order(groups, lanes)
    likely = {k: joins.because(lanes, k) for k, may in enumerate(stream.may) if len(may) > 1}
    return score, Readings(
        parts,
        lanes,
        order,
        stream.free,
        frozenset(twins),
        likely,
        jumps(groups, order, lanes),
        joins.gain(lanes),
        joins.gain(lanes[: stream.free]),
        out_of_turn(joins.marks) - out_of_turn(joins.marks[group[0]] for group in order),
    )


def jumps(groups: Sequence[Group], order: Sequence[Group], lanes: Sequence[int]) -> list[Pair]:
    """Neighbours in the true order between which a reading that skips left something out."""
    last = max(lanes)
    if not skips(groups, lanes):
        return []
    return [
        (one[0], two[0])
        for one, two in pairwise(order)
        if lanes[two[-1]] != last and two[0] != one[-1] + 1
    ]


def skips(groups: Sequence[Group], lanes: Sequence[int]) -> bool:
    """Whether the reading ahead mostly leaves something out where its runs end."""
    last = max(lanes)
    held = {k for group in groups for k in group}
    steps = [(one, two) for one, two in pairwise(groups) if two[0] - one[0] > 1]
    left = [
        any(lanes[k] == last and k not in held for k in range(one[-1] + 1, two[-1]))
        for one, two in steps
    ]
    return len(left) >= GAPS and sum(left) >= len(left) / 2


def known(
    text: str, parts: Sequence[Unit], groups: Sequence[Group], loose: Set[int] = frozenset()
) -> Stream:
    """What the twins make certain about the readings, `loose` units aside."""
    count = len(groups[0])
    lane = {k: r for group in groups for r, k in enumerate(group) if k >= 0}
    first = [min(group[r] for group in groups if group[r] >= 0) for r in range(count)]
    edges = [edge(groups, r) for r in range(count)]
    begins = first[0] == 0
    may: list[tuple[int, ...]] = []
    guess: list[int | None] = []
    for k in range(len(parts)):
        begun = [r for r in range(count) if not (begins and k < first[r])]
        free = tuple(r for r in begun if k > edges[r]) or (count - 1,)
        free = (lane[k],) if k in lane else free
        guess.append(free[0] if len(free) == 1 else None)
        may.append(tuple(begun) if k in loose else free)
    apart = due(groups, loose)
    return Stream(
        count, may, boundaries(text, parts), apart, edges[0] + 1, guess, loose & lane.keys()
    )


def edge(groups: Sequence[Group], reading: int) -> int:
    """The last unit of a reading that has a twin in a later one."""
    return max((g[reading] for g in groups if max(g[reading + 1 :], default=-1) >= 0), default=-1)


def due(groups: Sequence[Group], loose: Set[int]) -> dict[int, int]:
    """For each twin in the last reading, how far apart it and the twin before stand in the one ahead.

    Twins that recur are no end of a gap, and do not count in it; -1 where nothing stands before.
    """
    done, last, between = {}, None, 0
    for low, high in sorted(group[-2:] for group in groups if min(group[-2:]) >= 0):
        if not loose.isdisjoint((low, high)):
            between += 1
            continue
        done[high] = -1 if last is None else low - last - 1 - between
        last, between = low, 0
    return done


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
        order = inserted(order, early, lanes) if reading < max(lanes) else said
        if reading < max(lanes):
            order += [group for group in said if group[-1] > last]
    return order


def inserted(order: list[Group], early: list[Group], lanes: Sequence[int]) -> list[Group]:
    """The order with more groups, each before what a reading of it says behind it."""
    done: list[Group] = []
    waiting = deque(early)
    for group in order:
        while waiting and _before(waiting[0], group, lanes):
            done.append(waiting.popleft())
        done.append(group)
    return done + list(waiting)


def _before(one: Group, two: Group, lanes: Sequence[int]) -> bool:
    """Whether a reading says a unit of the one group and, later, one of the other."""
    return any(a < b and lanes[a] == lanes[b] for a in one for b in two)
