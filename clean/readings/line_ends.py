"""Line ends that the copies of a passage do not share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clean.likeness import letters
from clean.readings.twins import alike, links
from clean.readings.units import Unit, units
from clean.rule import numbers

# A passage repeated in place counts from so many letters on; so many that disagree are proof.
SIZE, PROOF, FAR = 8, 3, 8
# They must make up this part of the text: line ends are not judged by a sentence or two.
MUCH = 0.05
# By so many letters two ends may differ where letters were dropped or put in.
SLACK = 2


def wandering(text: str) -> Iterator[int]:
    """The places of all line ends, if most passages that stand twice in place disagree on them."""
    if "\n" not in text:
        return
    parts = units(text)
    pairs = list(doubled(text, parts))
    if sum(len(one.said) for one, _ in pairs) < MUCH * sum(len(unit.said) for unit in parts):
        return
    same = [(one, two) for one, two in pairs if abs(len(one.said) - len(two.said)) <= SLACK]
    agree = [agreed(_ends(text, one), _ends(text, two)) for one, two in same]
    other = agree.count(False)
    if other >= PROOF and other > 2 * agree.count(True):
        yield from (at for at, sign in enumerate(text) if sign == "\n" and at + 1 < len(text))


def agreed(here: Sequence[int], there: Sequence[int]) -> bool | None:
    """Whether two copies end their lines at the same places; None if neither has a line end."""
    if not here and not there:
        return None
    near = (abs(a - b) <= SLACK for a, b in zip(here, there, strict=False))
    return len(here) == len(there) and all(near)


def doubled(text: str, parts: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Units of passages that stand again directly behind themselves, with their copies."""
    done = 0
    for k, period in links(parts):
        if k < done:
            continue
        end = k
        while end + period < len(parts) and _twins(text, parts[end], parts[end + period]):
            end += 1
        pairs = [(parts[n], parts[n + period]) for n in range(k, end)]
        if end - k >= min(period, FAR) and sum(len(one.said) for one, _ in pairs) >= SIZE:
            yield from pairs
            done = end


def _twins(text: str, one: Unit, other: Unit) -> bool:
    here, there = text[one.start : one.end], text[other.start : other.end]
    return here == there or (alike(one.said, other.said) and numbers(here) == numbers(there))


def _ends(text: str, unit: Unit) -> tuple[int, ...]:
    """Behind which letters of a unit its lines end."""
    at = (i for i in range(unit.start, unit.end) if text[i] == "\n")
    return tuple(len(letters(text[unit.start : i])) for i in at)
