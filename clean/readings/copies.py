"""Passages that stand again directly behind themselves, some of their units hurt.

In go units and links between them; out come passages, cut into rows: what the copies say at the
same place, side by side. From a link the copies are followed unit by unit both ways, as sentences
of translations are aligned (Gale and Church 1993): one unit may stand for two where a stop was
lost or put in, and a short unit may be hurt beyond knowing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from clean.likeness import SHORT, as_like, likeness
from clean.readings.tandems import Row
from clean.readings.twins import GAP_NEAR, Link, comparable
from clean.readings.units import Unit, halves

# How many units may stand for how many.
STEPS = ((1, 1), (1, 2), (2, 1))
# Units so much alike need not be compared joined to others.
CLEAR = 0.8
# The share of their signs that short units must have in common, and the most letters of a unit
# that is passed over where the next comes back again.
SIGNS, PASSED = 0.6, 12
# Longer units that are passed over must be so much alike.
FAR = 0.25
# The first sentences of neighbouring lines so much alike may be copies, whatever they begin and end with.
NEXT = 0.6


def side_by_side(text: str, parts: Sequence[Unit], near: Sequence[Link]) -> Iterator[list[Row]]:
    """The passages that come back, none overlapping, each as rows of as many units as copies."""
    done = 0
    tried: set[Link] = set()
    for k, period in near:
        if k >= done and (k, k + period) not in tried:
            bounds = followed(parts, (k, k + period), done)
            tried.update(bounds.items())
            if copies := laid(text, parts, bounds):
                yield rows(parts, copies)
                done = max(copies[-1].values())


def beside(text: str, parts: Sequence[Unit], near: Sequence[Link]) -> list[Link]:
    """The links, and those of lines that begin like the next, but hurt at both ends of a sentence."""
    linked = {k for k, _ in near}
    heads = [k for k, unit in enumerate(parts) if not unit.start or text[unit.start - 1] == "\n"]
    free = [(k, at) for k, at in pairwise(heads) if k not in linked]
    pairs = ((k, at, parts[k].said, parts[at].said) for k, at in free)
    alike = [(k, at - k) for k, at, a, b in pairs if comparable(a, b) and as_like(a, b, NEXT)]
    return sorted([*near, *alike])


def parted(text: str, parts: Sequence[Unit], near: Sequence[Link]) -> list[Unit]:
    """The units, those cut in two that begin or end as their twin does and go on beyond it.

    There a stop was lost, and two sentences became one.
    """
    cuts: dict[int, int] = {}
    for k, period in near:
        long, short = sorted((k, k + period), key=lambda at: -len(parts[at].said))
        if at := _beyond(parts[long].said, parts[short].said):
            cuts[long] = at
    done: list[Unit] = []
    for k, unit in enumerate(parts):
        done += halves(text, unit, cuts[k]) if k in cuts else [unit]
    return done


def _beyond(long: str, short: str) -> int:
    """After how many letters of the longer string the shorter one ends or begins, 0 for nowhere."""
    size = len(short)
    if size < SHORT or len(long) < size + PASSED:
        return 0
    if likeness(long[:size], short) >= CLEAR:
        return size
    return len(long) - size if likeness(long[-size:], short) >= CLEAR else 0


def followed(parts: Sequence[Unit], link: Link, floor: int) -> dict[int, int]:
    """For each unit at which a pair of alike units begins or ends around a link, its counterpart."""
    back = takewhile(lambda pair: pair[0] >= floor, follow(parts, link, -1))
    return dict([*reversed(list(back)), link, *follow(parts, link, 1)])


def follow(parts: Sequence[Unit], link: Link, way: int) -> Iterator[Link]:
    """The places at which pairs of alike units end, going one way from a link."""
    a, b = link
    while step := _step(parts, a, b, way):
        a, b = a + step[0] * way, b + step[1] * way
        yield a, b


def _step(parts: Sequence[Unit], a: int, b: int, way: int) -> tuple[int, int] | None:
    """How many units on either side say the same."""
    best = alike_here(parts, a, b, way)
    if best >= CLEAR:
        return 1, 1
    likely = {(m, n): alike_here(parts, a, b, way, m, n) for m, n in STEPS}
    step = max(likely, key=lambda step: likely[step])
    if likely[step] >= GAP_NEAR:
        return step
    return (1, 1) if _passed(parts, a, b, way) else None


def _passed(parts: Sequence[Unit], a: int, b: int, way: int) -> bool:
    """Whether two units may be copies beyond knowing, for the next are copies again."""
    one, other = _said(parts, a, way, 1), _said(parts, b, way, 1)
    if not one or not other or alike_here(parts, a + way, b + way, way) < GAP_NEAR:
        return False
    return max(len(one), len(other)) <= PASSED or likeness(one, other) >= FAR


def alike_here(parts: Sequence[Unit], a: int, b: int, way: int, m: int = 1, n: int = 1) -> float:
    """How much alike so many units from two places on are, 0 beyond the ends."""
    one, other = _said(parts, a, way, m), _said(parts, b, way, n)
    apart = max(a, a + way * m) <= min(b, b + way * n)
    if not apart or not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORT:
        both = (Counter(one) & Counter(other)).total()
        share = 2 * both / (len(one) + len(other))
        return share if share >= SIGNS else 0.0
    return likeness(one, other)


def _said(parts: Sequence[Unit], at: int, way: int, count: int) -> str:
    start, end = sorted((at, at + way * count))
    if start < 0 or end > len(parts):
        return ""
    return parts[start].said if count == 1 else "".join(unit.said for unit in parts[start:end])


def laid(text: str, parts: Sequence[Unit], bounds: Mapping[int, int]) -> list[dict[int, int]]:
    """The copies that stand one behind the other: their bounds by those of the first.

    The passage begins at the head of a line if it may begin anywhere.
    """
    many = times(bounds)
    if not many:
        return []
    equal = [a for a, n in many.items() if n == next(iter(many.values()))]
    heads = (a for a in equal if not parts[a].start or text[parts[a].start - 1] == "\n")
    start = next(heads, equal[0])
    copy = {a: a for a in bounds if start <= a <= bounds[start]}
    copies = [copy]
    for _ in range(many[start]):
        copy = {a: bounds[at] for a, at in copy.items() if at in bounds}
        copies.append(copy)
    return copies


def times(bounds: Mapping[int, int]) -> dict[int, int]:
    """How often a passage that begins at each bound comes back, where it does."""
    many: dict[int, int] = {}
    for a, b in reversed(list(bounds.items())):
        if b in bounds:
            many[a] = many.get(b, 0) + 1
    return dict(reversed(list(many.items())))


def rows(parts: Sequence[Unit], copies: Sequence[Mapping[int, int]]) -> list[Row]:
    """What the copies say between the bounds that all of them have."""
    common = [at for at in copies[0] if all(at in copy for copy in copies)]
    return [
        Row(tuple(joined(parts[copy[one] : copy[two]]) for copy in copies))
        for one, two in pairwise(common)
    ]


def joined(units: Sequence[Unit]) -> Unit:
    """Units that stand one behind the other as one."""
    if len(units) == 1:
        return units[0]
    return Unit(units[0].start, units[-1].end, "".join(unit.said for unit in units))
