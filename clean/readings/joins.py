"""How well one unit follows another: shared wording, kinds of line, numbering.

In go units and the unit that stands before; out come log-odds: above 0 the two belong
together more often than two units of the document drawn at random.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from clean.likeness import shingles
from clean.readings.numbering import MARKS, Counting, Habits, learnt, marks
from clean.readings.units import Unit, saying
from clean.signs import AGENCY, mark

# Wording, measured on 60 documents, 7,000 neighbours against as many units 12 and more apart: units
# that share nothing tell the more the more rare pairs the one with fewer of them has (a length of 6,
# log-odds -0.3; 11, -0.8; 18, -1.4), headings and formulae nothing at all; likeness .04, +1.1; .06,
# +1.8; .1, +2.4. The curve fits these.
TELLS, LOW, LOWEST, HIGH, BEND = 4.0, -0.075, -1.5, 3.3, 0.04
# The units further back say less, and say in part the same over again.
REACH = (0.6, 0.35, 0.25, 0.2, 0.15, 0.15)
# Where a unit ends in mid-sentence: log-odds that the next follows it by how many letters across the cut
# stand somewhere else, none or two to four. Of 13 texts cut in mid-sentence; in each from -1.1 to -2.1,
# .4 to 2, .9 to 3, 1.5 to 3.
ACROSS, WIDE = (-1.4, 1.0, 2.0, 2.5), 4
# Letters are compared across cuts where so many units end in mid-sentence, in texts of so many letters.
OPEN, LETTERS = 0.1, 400_000
# Short units share little with any other; this keeps one common pair of signs from telling.
FLOOR = 6.0
# Strength of the prior when the document's own sequences of kinds are counted.
PRIOR = 4.0
# So many units are held as sets of pairs: a search asks for those around it.
NEAR = 1024
# A heading has so many code points at most.
HEADING = 32
BRACKET = re.compile(
    rf"[（(](?!此件)[^（()）]{{0,160}}(?:{AGENCY}|政府|部门|单位)[^（()）]{{0,24}}[)）]"
)


class Kinds(dict[tuple[str, str], float]):
    """Log-odds from the kinds of line, how one ends and the next begins, each computed once.

    Learnt from neighbours, smoothed by how `often` units begin so.
    """

    def __init__(self, often: Counter[str], neighbours: Iterable[tuple[str, str]]) -> None:
        self.often, self.size = often, often.total()
        self.follows = Counter(neighbours)
        self.before: Counter[str] = Counter()
        for (kind, _), n in self.follows.items():
            self.before[kind] += n

    def __missing__(self, key: tuple[str, str]) -> float:
        chance = (self.often[key[1]] + 0.5) / (self.size + 3)
        seen = self.follows[key] + PRIOR * chance
        odds = self[key] = math.log(seen / (self.before[key[0]] + PRIOR) / chance)
        return odds


class Joins:
    """The evidence of one document, computed where asked for."""

    def __init__(self, text: str, parts: Sequence[Unit]) -> None:
        self.size = len(parts)
        self.raw = [text[unit.start : unit.end].strip() for unit in parts]
        self.said = saying(parts)
        self.marks = list(map(marks, self.raw))
        self.counting = Counting(Habits().skipping()), Counting(Habits())
        self.heads = [head(raw) for raw in self.raw]
        self.tails = [tail(raw) for raw in self.raw]
        self.often = Counter(self.heads)
        self._words: list[dict[int, float]] = [{} for _ in parts]
        self._sums: list[dict[tuple[int, ...], float]] = [{} for _ in parts]
        self.kinds = Kinds(self.often, ())
        self._near: dict[int, frozenset[str]] = {}

    def learn(self, neighbours: Iterable[tuple[int, int]]) -> None:
        """Count which kind of line follows which, from neighbours that are certain."""
        self.kinds = Kinds(self.often, ((self.tails[a], self.heads[b]) for a, b in neighbours))

    def count(self, rows: Iterable[Sequence[int]]) -> None:
        """Learn how the document counts, from readings as far as they are known."""
        habits = learnt([self.marks[k] for k in row] for row in rows)
        self.counting = Counting(habits.skipping()), Counting(habits)

    def join(self, before: tuple[int, ...], unit: int) -> float:
        """Log-odds that the unit follows these, the nearest first; 0 where nothing stands."""
        if not before:
            return 0.0
        sums = self._sums[unit]
        total = sums.get(before)
        if total is None:
            total = sums[before] = self._reach(before, unit)
        return total + self.kinds[self.tails[before[0]], self.heads[unit]]

    def _reach(self, before: tuple[int, ...], unit: int) -> float:
        total, words = self.across(before[0], unit) if self.grams else 0.0, self._words[unit]
        for share, k in zip(REACH, before, strict=False):
            total += share * (words[k] if k in words else self.wording(k, unit))
        return total

    def across(self, one: int, two: int) -> float:
        """Log-odds from the letters on both sides of a cut in mid-sentence."""
        if not self.grams or not self.raw[one][-1:].isalnum():
            return 0.0
        left, right = self.said[one][1 - WIDE :], self.said[two][: WIDE - 1]
        for size in range(WIDE, 1, -1):
            for n in range(max(1, size - len(right)), min(size - 1, len(left)) + 1):
                if left[-n:] + right[: size - n] in self.grams:
                    return ACROSS[size - 1]
        return ACROSS[0]

    @cached_property
    def grams(self) -> frozenset[str]:
        """The letters that stand beside each other within units, by twos to fours, where it tells."""
        ends = sum(raw[-1:].isalnum() for raw in self.raw)
        if ends < OPEN * self.size or sum(map(len, self.said)) > LETTERS:
            return frozenset()
        return frozenset(
            said[k : k + size]
            for said in self.said
            for size in range(2, WIDE + 1)
            for k in range(len(said) - size + 1)
        )

    def wording(self, one: int, two: int) -> float:
        """Log-odds from the rare pairs of signs that two units share."""
        words = self._words[two]
        if one not in words:
            words[one] = self._wording(one, two)
        return words[one]

    def _wording(self, one: int, two: int) -> float:
        told = min(self.norm[one], self.norm[two]) - FLOOR
        if told < TELLS:
            return 0.0
        low = max(LOWEST, LOW * told)
        both = self._rare(one) & self._rare(two)
        if not both:
            return low
        alike = math.fsum(map(self.weight.__getitem__, both)) / (self.norm[one] * self.norm[two])
        return low + HIGH * (1 - math.exp(-alike / BEND))

    def _rare(self, unit: int) -> frozenset[str]:
        """The rare pairs of a unit, held only while the search is near it."""
        if unit not in self._near:
            if len(self._near) >= NEAR:
                self._near.clear()
            self._near[unit] = frozenset(self.rare[unit])
        return self._near[unit]

    def because(self, lanes: Sequence[int], unit: int) -> str:
        """What speaks most for the reading of a unit: its outline mark, kind, or wording."""
        own = next((k for k in range(unit - 1, -1, -1) if lanes[k] == lanes[unit]), None)
        other = next((k for k in range(unit - 1, -1, -1) if lanes[k] != lanes[unit]), None)
        if own is None or other is None:
            return "runs"
        words = self.wording(own, unit) - self.wording(other, unit)
        kinds = [self.kinds[self.tails[k], self.heads[unit]] for k in (own, other)]
        if max(words, kinds[0] - kinds[1]) < 0.5:
            return "outline" if self.marks[unit] else "runs"
        return "wording" if words >= kinds[0] - kinds[1] else "kind of line"

    def gain(self, lanes: Sequence[int]) -> tuple[float, int]:
        """By how much the wording joins better in the readings than in the file, over all turns of `lanes`."""
        total, turns = 0.0, 0
        last: dict[int, int] = {}
        for k, lane in enumerate(lanes):
            if k and lanes[k - 1] != lane and lane in last:
                total += self.wording(last[lane], k) - self.wording(k - 1, k)
                turns += 1
            last[lane] = k
        return total, turns

    @cached_property
    def bags(self) -> list[frozenset[str]]:
        """All pairs of signs of each unit."""
        return list(map(shingles, self.said))

    @cached_property
    def weight(self) -> dict[str, float]:
        """The squared rarity of each pair of signs that more than one unit holds."""
        once = dict(zip(self.raw, self.bags, strict=True))
        held = Counter(chain.from_iterable(once.values()))
        most = max(4.0, len(once) / 6)
        return {g: math.log(len(once) / n) ** 2 for g, n in held.items() if 1 < n <= most}

    @cached_property
    def rare(self) -> list[tuple[str, ...]]:
        """The pairs of signs of each unit that have a weight, each pair kept once for all units."""
        kept = {g: g for g in self.weight}
        some = [tuple(filter(None, map(kept.get, bag))) for bag in self.bags]
        del self.bags  # of long texts they are many
        return some

    @cached_property
    def norm(self) -> list[float]:
        """The length of each unit as a vector of rarities, with a floor."""
        return [
            math.sqrt(math.fsum(map(self.weight.__getitem__, bag))) + FLOOR for bag in self.rare
        ]


def head(raw: str) -> str:
    """How a unit begins: a unit of a statute, an outline level, a bracket of offices, a dash, or plain."""
    if BRACKET.match(raw):
        return "("
    seen = mark(raw)
    if seen:
        return str(seen.level) if seen.level else raw[seen.width - 1]
    return raw[:1] if raw[:1] in "—―" else "."


def tail(raw: str) -> str:
    """How a unit ends: a heading of some level, a colon, a bracket of offices, or plain."""
    bracket = BRACKET.match(raw)
    rest = raw[bracket.end() :] if bracket else raw
    if not rest:
        return "("
    at = max((found.start() for found in MARKS.finditer(rest)), default=0)
    rest = rest[at:]
    if rest.rstrip("。").endswith(("：", ":")):
        return ":"
    kind = head(rest)
    return f"h{kind}" if kind != "." and len(rest) <= HEADING else "."
