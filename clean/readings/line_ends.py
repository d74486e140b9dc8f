"""Line ends that the copies of a passage do not share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from clean.likeness import letters
from clean.readings.twins import alike, comparable, links
from clean.readings.units import Unit, units
from clean.readings.versions import set_beside
from clean.rule import numbers

# A passage repeated in place counts from so many letters on; so many that disagree are proof.
SIZE, PROOF, FAR = 8, 3, 8
# They must make up this part of the text: line ends are not judged by a sentence or two.
MUCH = 0.05
# By so many letters two ends may differ where letters were dropped or put in.
SLACK = 2
# A line end with something behind it.
LINE_END = re.compile(r"\n(?!\Z)")


def wandering(text: str) -> Iterator[int]:
    """The places of all line ends, if most passages that stand twice in place disagree on them."""
    if "\n" not in text:
        return
    parts = units(text)
    pairs = [
        (one, two)
        for one, two in doubled(text, parts)
        if not set_beside(text, one.start, two.start)
    ]
    if not pairs or sum(len(one.said) for one, _ in pairs) < MUCH * sum(
        len(unit.said) for unit in parts
    ):
        return
    same = [(one, two) for one, two in pairs if abs(len(one.said) - len(two.said)) <= SLACK]
    agree = [agreed(text[slice(*one[:2])], text[slice(*two[:2])]) for one, two in same]
    other = agree.count(False)
    if other >= PROOF and other > 2 * agree.count(True):
        yield from (found.start() for found in LINE_END.finditer(text))


def agreed(one: str, other: str) -> bool | None:
    """Whether two copies end their lines at the same places; None if neither has a line end."""
    if "\n" not in one and "\n" not in other:
        return None
    if one == other:
        return True
    here, there = _ends(one), _ends(other)
    near = (abs(a - b) <= SLACK for a, b in zip(here, there, strict=False))
    return len(here) == len(there) and all(near)


def doubled(text: str, parts: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Units of passages that stand again directly behind themselves, with their copies."""
    done = 0
    walked: dict[int, int] = {}  # by period, where the last run ended: what begins in it ends there
    for k, period in links(parts):
        least = min(period, FAR)
        if k < max(done, walked.get(period, 0)) or not _may_be_twins(
            parts[k : k + least], parts[k + period : k + period + least]
        ):
            continue
        end = k
        while end + period < len(parts) and _twins(text, parts[end], parts[end + period]):
            end += 1
        walked[period] = end
        pairs = [(parts[n], parts[n + period]) for n in range(k, end)]
        if end - k >= least and sum(len(one.said) for one, _ in pairs) >= SIZE:
            yield from pairs
            done = end


def _may_be_twins(ones: Sequence[Unit], others: Sequence[Unit]) -> bool:
    """A cheap look at the lengths of units that are to be twins one by one."""
    pairs = zip(ones, others, strict=False)
    return len(ones) == len(others) and all(comparable(a.said, b.said) for a, b in pairs)


def _twins(text: str, one: Unit, other: Unit) -> bool:
    here, there = text[one.start : one.end], text[other.start : other.end]
    return here == there or (alike(one.said, other.said) and numbers(here) == numbers(there))


def _ends(copy: str) -> tuple[int, ...]:
    """Behind which letters of a copy its lines end."""
    return tuple(accumulate(len(letters(row)) for row in copy.split("\n")[:-1]))
