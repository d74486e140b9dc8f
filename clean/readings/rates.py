"""How often a run of a reading ends, and how much the reading that leads skips.

In go counts from what is labelled; out come log chances, smoothed, each computed once.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

# Pseudo-counts behind each rate.
FEW = 3.0
# Longer runs are as likely to end as one of so many units.
LONG_RUN = 12
# How often the last reading says nothing alone before anything is seen: the reading ahead of it may
# skip, or does not where a third one leads.
NOTHING = {1: 0.5, 2: 0.9}
# Pseudo-counts of the law of overwriting: what the leading reading lacks is as long as the run
# that stands there.
LAW = (0.3, 1.0)


@dataclass
class Rates:
    """How often a run ends, by reading, boundary and length; how many units A skips."""

    start: float = 0.3
    others: int = 1
    turns: Counter[tuple[object, ...]] = field(default_factory=Counter)
    stays: Counter[tuple[object, ...]] = field(default_factory=Counter)
    gaps: Counter[tuple[bool, int]] = field(default_factory=Counter)
    exact: int = 0
    apart: int = 0
    known: dict[tuple[int, str, int], tuple[float, float]] = field(default_factory=dict)
    skips: dict[tuple[int, int], float] = field(default_factory=dict)

    def turn(self, reading: int, where: str, run: int) -> float:
        """The chance that a run ends here."""
        base = self._rate((reading,), self.start)
        place = self._rate((reading, where), base)
        length = self._rate((reading, min(run, LONG_RUN)), base)
        odds = _odds(place) * _odds(length) / _odds(base)
        return min(0.98, max(0.01, odds / (1 + odds)))

    def chances(self, reading: int, where: str, run: int) -> tuple[float, float]:
        """The log chances that a run goes on, and that one of another reading begins."""
        key = (reading, where, run)
        if key not in self.known:
            turn = self.turn(*key)
            self.known[key] = (math.log(1 - turn), math.log(turn / self.others))
        return self.known[key]

    def skip(self, count: int, due: int) -> float:
        """Log chance that the last reading said so many units alone between two twins.

        The reading that leads says as many units apart from each other as `due`; where it
        was overwritten, it lacks just as many as the run that stands between.
        """
        if (count, due) not in self.skips:
            self.skips[count, due] = self._skip(count, due)
        return self.skips[count, due]

    def _skip(self, count: int, due: int) -> float:
        apart = due > 0
        seen = {n: k for (kind, n), k in self.gaps.items() if kind == apart}
        total = sum(seen.values())
        none = (seen.get(0, 0) + NOTHING[self.others]) / (total + 1)
        mean = (sum(n * k for n, k in seen.items()) + 2) / (total - seen.get(0, 0) + 1)
        chance = none if not count else (1 - none) / mean * (1 - 1 / mean) ** (count - 1)
        if apart:
            law = (self.exact + LAW[0]) / (self.apart + LAW[1])
            chance = law * (0.98 if count == due else 0.02 * chance) + (1 - law) * chance
        return math.log(max(chance, 1e-9))

    def _rate(self, key: tuple[object, ...], prior: float) -> float:
        n = self.turns[key] + self.stays[key]
        return (self.turns[key] + FEW * prior) / (n + FEW)


def _odds(chance: float) -> float:
    chance = min(0.995, max(0.005, chance))
    return chance / (1 - chance)
