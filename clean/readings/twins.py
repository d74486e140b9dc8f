"""Which units say the same, and the chain along which two readings say it.

In go units; out come twins: classes of units alike, and chains of pairs that rise in both
members. The longest rising chain is found by patience sorting (Fredman 1975), so a document
of any length is linked in O(n log n).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from clean.likeness import as_like
from clean.readings.units import Unit, saying

Pair = tuple[int, int]
Group = tuple[int, ...]
Link = tuple[int, int]

# A short pair is believed when a pair stands this close to it in both readings.
CLOSE = 6
# As many units as a gap between two anchors may hold to be searched pair by pair.
GAP = 60
# In a gap few units compete, so less likeness will do than in the whole document.
GAP_NEAR = 0.45
# So many units put into a run tell that a twin is none.
STRAY = 3
# Letters from which a pair of equal sentences is no formula. Attribution brackets, the
# longest lines that recur by right in the seeds, have 17 letters on average.
TELLING = 20


# So many first and last letters are compared.
PROBE = 12


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


@lru_cache(maxsize=6)  # several rules and passes ask it of units that say the same
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
    some = [chain[max(0, k - 1) : k + 2] for k in range(len(chain))]
    return [
        pair
        for pair, around in zip(chain, some, strict=True)
        if (size := len(parts[pair[0]].said)) >= TELLING
        or any(map(_close, around, around[1:]))
        or (size >= PROBE and len(around) == 3 and any(map(_beside, around, around[1:])))
    ]


def _close(one: Pair, two: Pair) -> bool:
    return two[0] - one[0] <= CLOSE and two[1] - one[1] <= 2 * CLOSE


def _beside(one: Pair, two: Pair) -> bool:
    """Whether two pairs are neighbours in one reading; in the other a run may stand between them."""
    ahead, behind = two[0] - one[0], two[1] - one[1]
    return min(ahead, behind) == 1 and max(ahead, behind) <= 3 * CLOSE


def three_readings(pairs: Mapping[Pair, Sequence[Pair]], parts: Sequence[Unit]) -> list[Group]:
    """The groups of three readings: what pairs of two of them make, and what else stands three times."""
    every = [(low, a, high, b) for (low, high), some in pairs.items() for a, b in some]
    held = {k for _, a, _, b in every for k in (a, b)}
    chains = [sorted(pairs[0, 1]), sorted(pairs[1, 2])]
    for at in standing(3, parts, held):
        if all(_fits(pair, chain) for pair, chain in zip(pairwise(at), chains, strict=True)):
            every += [(0, at[0], 1, at[1]), (1, at[1], 2, at[2])]
    return joined(every)


def standing(times: int, parts: Sequence[Unit], held: Collection[int]) -> list[tuple[int, ...]]:
    """The places of what stands just so often, in none of the units held."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for k, unit in enumerate(parts):
        if len(unit.said) > 1:
            where[unit.said].append(k)
    found = (tuple(at) for at in where.values() if len(at) == times)
    return sorted(at for at in found if not any(k in held for k in at))


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


def fitting(chain: Sequence[Pair], parts: Sequence[Unit]) -> list[Pair]:
    """The chain with all units that stand just twice and rise with it."""
    held = {k for pair in chain for k in pair}
    twice = ((at[0], at[1]) for at in standing(2, parts, held))
    return rising(sorted([*chain, *(pair for pair in twice if _fits(pair, chain))]))


def _fits(pair: Pair, chain: Sequence[Pair]) -> bool:
    k = bisect_left(chain, pair)
    return (not k or chain[k - 1][1] < pair[1]) and (k == len(chain) or pair[1] < chain[k][1])


def densify(chain: Sequence[Pair], parts: Sequence[Unit]) -> list[Pair]:
    """The chain with the pairs that stand between two of its anchors in both readings."""
    held = {k for pair in chain for k in pair}
    count = Counter(unit.said for unit in parts)
    done = list(chain)
    for (low, high), (low2, high2) in pairwise(chain):
        ahead = [k for k in range(low + 1, low2) if k not in held]
        behind = [k for k in range(high + 1, high2) if k not in held]
        for pair in lone_pairs(ahead, behind, parts):
            sure = count[parts[pair[0]].said] == 2 or pair in (
                (ahead[0], behind[0]),
                (ahead[-1], behind[-1]),
            )
            if sure and held.isdisjoint(pair):
                held.update(pair)
                done.append(pair)
    return sorted(done)


def lone_pairs(ahead: Sequence[int], behind: Sequence[int], parts: Sequence[Unit]) -> list[Pair]:
    """The pairs of units that say the same in one gap, rising, where nothing else in it does."""
    if not ahead or not behind or len(ahead) > GAP or len(behind) > GAP:
        return []
    once = [_once(some, parts) for some in (ahead, behind)]
    both = once[0].keys() & once[1].keys()
    return rising(
        sorted((once[0][said], once[1][said]) for said in both if once[0][said] < once[1][said])
    )


def _once(some: Sequence[int], parts: Sequence[Unit]) -> dict[str, int]:
    """What units say that stands once among them, and where."""
    count = Counter(parts[k].said for k in some)
    return {said: k for k in some if count[said := parts[k].said] == 1}


def alike(one: str, other: str) -> bool:
    """Whether two units in the same gap of a chain are copies, noise allowed for."""
    return one == other or (comparable(one, other) and as_like(one, other, GAP_NEAR))


def comparable(one: str, other: str) -> bool:
    """Whether two units may be alike by their lengths."""
    less, more = sorted((len(one), len(other)))
    return one == other or (less >= 6 and more <= 1.5 * less + 2)


def unstrayed(groups: Sequence[Group], parts: Sequence[Unit]) -> list[Group]:
    """The pairs of two readings, the last of them left out while they would put sentences into a run.

    Before the last twin of the reading ahead all that stands once is of the one behind, which skips
    nothing. A formula paired far behind the last true twin puts the rest of the reading ahead there,
    between units that stand one behind the other in their copy.
    """
    done = sorted(groups)
    for _ in range(STRAY):
        if len(done) < STRAY or len(done[0]) > 2:
            break
        put = list(_within_runs(done, parts))
        if not (stray := next((n for n in range(1, STRAY + 1) if _strays(done, n, put)), 0)):
            break
        del done[-stray:]
    return done


def _strays(groups: Sequence[Group], many: int, put: Collection[int]) -> bool:
    """Whether the last so many pairs put far more sentences into runs than all pairs before.

    Of several the copies must stand much nearer to each other than before, as the formulae of one
    provision do: the reading behind does not catch up at once.
    """
    if len(groups) <= many:
        return False
    low, high = groups[-1 - many]
    near = all(2 * (two - one) < high - low for one, two in groups[-many:])
    sure = sum(k < low for k in put)
    return (many == 1 or near) and len(put) - sure >= max(STRAY, STRAY * sure)


def _within_runs(groups: Sequence[Group], parts: Sequence[Unit]) -> Iterator[int]:
    """The long units that stand once, in a run of the reading behind as its copy has it."""
    held = {k for group in groups for k in group}
    for one, two in pairwise(sorted(groups[:-1], key=itemgetter(1))):
        if two[0] == one[0] + 1:
            between = range(one[1] + 1, min(two[1], groups[-1][0]))
            yield from (k for k in between if k not in held and len(parts[k].said) >= TELLING)
