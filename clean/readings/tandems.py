"""Passages that stand again directly behind themselves, unit by unit.

In go units, links between them, and what counts as the same; out come passages as rows: what the
copies say at the same place, side by side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from clean.readings.twins import Link
from clean.readings.units import Unit

Same = Callable[[str, str], bool]

# Of the units of a passage that comes back with 3 % noise 8 in 10 begin or end as before.
HALF = 0.5
# So many sentences in a row that come back make it worth while to look closely.
ROW = 6
# One stop in so many is lost or put in where copies are hurt.
STOPS = 0.05


class Row(NamedTuple):
    """What the copies of a passage say at one place, and whether it is the same for certain."""

    units: tuple[Unit, ...]
    sure: bool = True

    @property
    def first(self) -> Unit:
        """What the first copy says."""
        return self.units[0]

    def all(self, same: Same) -> bool:
        """Whether all copies say the same."""
        return all(same(self.first.said, unit.said) for unit in self.units[1:])

    def any(self, apart: Same) -> bool:
        """Whether a copy says something else."""
        return any(apart(self.first.said, unit.said) for unit in self.units[1:])


Passage = Sequence[Row]


def likely(near: Sequence[Link]) -> list[Link]:
    """The links whose period comes up often enough for a passage of so many units to come back."""
    often = Counter(period for _, period in near)
    return [link for link in near if often[link[1]] >= HALF * link[1]]


def likely_hurt(near: Sequence[Link]) -> list[Link]:
    """The same where stops were lost or put in, so that the period changes within a passage."""
    periods = sorted(period for _, period in near)
    often = {
        period: bisect_right(periods, period * (1 + STOPS) + 1)
        - bisect_left(periods, period * (1 - STOPS) - 1)
        for period in set(periods)
    }
    return [link for link in near if often[link[1]] >= HALF * link[1]]


def recurs(parts: Sequence[Unit], near: Sequence[Link]) -> bool:
    """Whether several sentences in a row come back after the same number of sentences."""
    runs: dict[int, tuple[int, int]] = {}
    for k, period in near:
        if parts[k].said == parts[k + period].said:
            last, run = runs.get(period, (-1, 0))
            run = run + 1 if last == k - 1 else 1
            runs[period] = (k, run)
            if run >= min(period, ROW):
                return True
    return False


def tandems(
    text: str, parts: Sequence[Unit], near: Sequence[Link], same: Same
) -> Iterator[list[Row]]:
    """The passages that stand again directly behind themselves, none overlapping."""
    done = 0
    tried: dict[int, int] = {}
    for k, period in near:
        if k < max(done, tried.get(period, 0)):
            continue
        start, end = stretch(parts, k, period, done, same)
        tried[period] = end
        times = (end - start) // period
        if times:
            start = settled(text, parts, period, range(start, end))
            done = start + period * (times + 1)
            yield [Row(tuple(parts[k:done:period])) for k in range(start, start + period)]


def settled(text: str, parts: Sequence[Unit], period: int, inside: range) -> int:
    """Where a passage begins that might begin anywhere in a range: where most comes back unhurt, at the head of a line."""
    hurt = [parts[k].said != parts[k + period].said for k in inside]
    size = len(inside) - len(inside) % period
    starts = range(inside.start, inside.stop - size + 1)
    wrong = dict(zip(starts, _sums(hurt, size), strict=True))
    least = min(wrong.values())
    best = [k for k in starts if wrong[k] == least]
    if best[0] == starts[0] and not parts[starts[0]].start:
        return starts[0]
    return next((k for k in best if text[parts[k].start - 1] == "\n"), best[0])


def _sums(values: Sequence[int], size: int) -> Iterator[int]:
    """The sum of each window of so many values."""
    upto = list(accumulate(values, initial=0))
    return (two - one for one, two in zip(upto, upto[size:], strict=False))


def stretch(parts: Sequence[Unit], k: int, period: int, floor: int, same: Same) -> tuple[int, int]:
    """How far around a unit every unit comes back after the period."""
    start = end = k
    while start > floor and same(parts[start - 1].said, parts[start - 1 + period].said):
        start -= 1
    while end + period < len(parts) and same(parts[end].said, parts[end + period].said):
        end += 1
    return start, end
