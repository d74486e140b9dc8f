"""Which units say the same, and the chain along which two readings say it.

In go units; out come twins: classes of units alike, and chains of pairs that rise in both
members. The longest rising chain is found by patience sorting (Fredman 1975), so a document
of any length is linked in O(n log n).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clean.likeness import SHORT, as_like, near_pairs
from clean.readings.units import Unit, saying
from clean.rule import numbers

Pair = tuple[int, int]
Group = tuple[int, ...]
Link = tuple[int, int]

# A short pair is believed when a pair stands this close to it in both readings.
CLOSE = 6
# As many units as a gap between two anchors may hold to be searched pair by pair.
GAP = 60
# In a gap few units compete, so less likeness will do than in the whole document.
GAP_NEAR = 0.45
# Letters from which a pair of equal sentences is no formula. Attribution brackets, the
# longest lines that recur by right in the seeds, have 17 letters on average.
TELLING = 20


# A head or tail of so many letters, found twice among units that stand once, hints at near copies.
PROBE, HINTS, MANY = 12, 5, 0.05


def kin(parts: Sequence[Unit]) -> list[int]:
    """For each unit the first unit that says the same, itself if none does.

    Equal letters first; what stands once or twice is then compared for near copies, if a cheap
    look at first and last letters hints at any.
    """
    first: dict[str, int] = {}
    same = [first.setdefault(unit.said, k) for k, unit in enumerate(parts)]
    count = Counter(same)
    few = [k for k, n in count.items() if n <= 2 and len(parts[k].said) >= SHORT]
    if hints(parts[k].said for k in few) < max(HINTS, MANY * len(few)):
        return same
    head = {k: k for k in count}
    for low, high in mutual([parts[k].said for k in few]):
        one, other = head[few[low]], few[high]
        if count[one] + count[other] <= 3:
            head[other] = one
            count[one] += count[other]
    return [head[k] for k in same]


def hints(said: Iterable[str]) -> int:
    """How many strings begin or end as another does."""
    ends = Counter(probe for words in said for probe in (words[:PROBE], words[-PROBE:] + "$"))
    return sum(n - 1 for n in ends.values())


def mutual(said: Sequence[str]) -> list[Pair]:
    """The near pairs in which one member at least has no better, each high index once.

    Strings that hold other numbers are no pair.
    """
    held = [frozenset(numbers(words).items()) for words in said]
    pairs = sorted(near_pairs(said, held), key=lambda pair: (-pair[2], pair[0], pair[1]))
    best: dict[int, float] = {}
    for low, high, alike in pairs:
        best.setdefault(low, alike)
        best.setdefault(high, alike)
    taken: set[int] = set()
    chosen = []
    for low, high, alike in pairs:
        best_one = alike >= 0.9 * max(best[low], best[high])
        if high not in taken and best_one:
            taken.add(high)
            chosen.append((low, high))
    return sorted(chosen)


def places(same: Sequence[int], parts: Sequence[Unit]) -> list[tuple[int, ...]]:
    """The places of every class of two or more units with letters in them, in order."""
    where: defaultdict[int, list[int]] = defaultdict(list)
    for k, head in enumerate(same):
        if len(parts[k].said) > 1:
            where[head].append(k)
    return [tuple(found) for found in where.values() if len(found) > 1]


def links(parts: Sequence[Unit]) -> Sequence[Link]:
    """Each unit that comes back, or begins or ends as a later one does, and after how many."""
    return _links(saying(parts))


class Ends(NamedTuple):
    """The first and the last letters of strings, and how many have each."""

    heads: list[str]
    tails: list[str]
    head: Counter[str]
    tail: Counter[str]


@lru_cache(maxsize=1)  # two rules ask it of the same units, one behind the other
def ends(said: tuple[str, ...]) -> Ends:
    """How strings begin and end."""
    heads, tails = [words[:PROBE] for words in said], [words[-PROBE:] for words in said]
    return Ends(heads, tails, Counter(heads), Counter(tails))


@lru_cache(maxsize=4)  # several rules and passes ask it of units that say the same
def _links(every: tuple[str, ...]) -> tuple[Link, ...]:
    heads, tails, head, tail = ends(every)
    shared = [
        k
        for k, (one, two) in enumerate(zip(heads, tails, strict=True))
        if head[one] > 1 or tail[two] > 1
    ]
    after: dict[str, int] = {}
    found: list[Link] = []
    for k in reversed(shared):
        said = every[k]
        probes = (said, heads[k] + "^", tails[k] + "$") if len(said) > PROBE else (said,)
        nexts = [after[probe] for probe in probes if probe in after]
        found += [(k, at - k) for at in sorted(set(nexts), reverse=True)]
        for probe in probes:
            after[probe] = k
    return tuple(reversed(found))


def rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest chain of pairs that rises in both members; the pairs come sorted."""
    tops: list[int] = []
    ends: list[int] = []
    back = [-1] * len(pairs)
    for k, (_, high) in enumerate(pairs):
        at = bisect_left(tops, high)
        if at == len(tops):
            tops.append(high)
            ends.append(k)
        tops[at], ends[at] = high, k
        back[k] = ends[at - 1] if at else -1
    chain = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.append(pairs[k])
        k = back[k]
    return chain[::-1]


def supported(chain: Sequence[Pair], parts: Sequence[Unit]) -> list[Pair]:
    """The chain without short pairs that stand far from every other: formulae that recur."""
    steps = [_close(one, two) for one, two in pairwise(chain)]
    near = [any(steps[max(0, k - 1) : k + 1]) for k in range(len(chain))]
    return [
        pair
        for pair, held in zip(chain, near, strict=True)
        if held or len(parts[pair[0]].said) >= TELLING
    ]


def _close(one: Pair, two: Pair) -> bool:
    return two[0] - one[0] <= CLOSE and two[1] - one[1] <= 2 * CLOSE


def threefold(found: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The longest chain of units that stand three times and rise in all three."""
    thrice = sorted(at for at in found if len(at) == 3)
    held = set(rising([(a, b) for a, b, _ in thrice]))
    kept = [at for at in thrice if at[:2] in held]
    held = set(rising([(b, c) for _, b, c in kept]))
    return [at for at in kept if at[1:] in held]


def three_readings(
    found: Sequence[Group], thrice: Sequence[Group], parts: Sequence[Unit]
) -> list[Group]:
    """The units of three readings, linked through those that stand three times.

    Between two such anchors each reading is searched for what the others say; behind the last
    one the two readings ahead are linked as two.
    """
    held = {k for group in thrice for k in group}
    pairs: list[tuple[int, int, int, int]] = []
    for one, two in pairwise([(-1, -1, -1), *thrice]):
        for low, high in ((1, 2), (0, 1), (0, 2)):
            ahead, behind = (
                [k for k in range(one[r] + 1, two[r]) if k not in held] for r in (low, high)
            )
            for a, b in gap_pairs(ahead, behind, parts):
                pairs.append((low, a, high, b))
                held |= {a, b} if low == 0 else {b}
    ends = thrice[-1]
    tail = [at[:2] for at in found if len(at) == 2 and at[0] > ends[0] and at[1] > ends[1]]
    free = sorted((a, b) for a, b in tail if a not in held and b not in held)
    dense = densify(supported(rising(free), parts), parts)
    pairs += [(0, a, 1, b) for a, b in dense if a not in held and b not in held]
    return [*thrice, *joined(pairs)]


def joined(pairs: Iterable[tuple[int, int, int, int]]) -> list[Group]:
    """Pairs of (reading, unit) that share a unit made one group, -1 where a reading lacks it.

    A pair that would put a unit into two readings or two groups is left out.
    """
    group: dict[int, list[int]] = {}
    lane: dict[int, int] = {}
    for low, a, high, b in pairs:
        one = group.get(a) or group.get(b) or [-1, -1, -1]
        free = (group.get(b) or one) is one and one[low] in (-1, a) and one[high] in (-1, b)
        if free and lane.get(a, low) == low and lane.get(b, high) == high:
            one[low], one[high] = a, b
            group[a] = group[b] = one
            lane |= {a: low, b: high}
    return sorted({tuple(units) for units in group.values()})


def densify(chain: Sequence[Pair], parts: Sequence[Unit]) -> list[Pair]:
    """The chain with the pairs that stand between two of its anchors in both readings."""
    held = {k for pair in chain for k in pair}
    done = list(chain)
    for (low, high), (low2, high2) in pairwise(chain):
        ahead = [k for k in range(low + 1, low2) if k not in held]
        behind = [k for k in range(high + 1, high2) if k not in held]
        found = gap_pairs(ahead, behind, parts)
        held.update(k for pair in found for k in pair)
        done += found
    return sorted(done)


def gap_pairs(ahead: Sequence[int], behind: Sequence[int], parts: Sequence[Unit]) -> list[Pair]:
    """The pairs of alike units in one gap of the chain, rising; nothing in a wide gap."""
    if not ahead or not behind or len(ahead) > GAP or len(behind) > GAP:
        return []
    pairs = [
        (a, -b) for a in ahead for b in behind if a < b and alike(parts[a].said, parts[b].said)
    ]
    chosen: list[Pair] = []
    highs: set[int] = set()
    for low, high in rising([(a, -b) for a, b in sorted(pairs)]):
        if low not in highs:
            chosen.append((low, high))
            highs.add(high)
    return chosen


def alike(one: str, other: str) -> bool:
    """Whether two units in the same gap of a chain are copies, noise allowed for."""
    return one == other or (comparable(one, other) and as_like(one, other, GAP_NEAR))


def comparable(one: str, other: str) -> bool:
    """Whether two units may be alike by their lengths."""
    less, more = sorted((len(one), len(other)))
    return one == other or (less >= 6 and more <= 1.5 * less + 2)
