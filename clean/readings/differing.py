"""What two copies of a sentence say differently, in a word or two.

In go the text and two units; out come the figures that only the one and only the other has, or the
first letters in which they differ.
"""

from __future__ import annotations

from clean.readings.slips import differences
from clean.readings.units import Unit
from clean.rule import numbers

# So many letters are shown on either side of a difference.
AROUND = 3


def told_apart(text: str, one: Unit, two: Unit) -> tuple[str, str]:
    """What the one says and what the other says instead."""
    here, there = (numbers(text[unit.start : unit.end]) for unit in (one, two))
    figures = [list((a - b).elements()) for a, b in ((here, there), (there, here))]
    if all(figures):
        return figures[0][0], figures[1][0]
    a, b, c, d = next(iter(differences(one.said, two.said)))
    return _around(one.said, a, b), _around(two.said, c, d)


def _around(said: str, start: int, end: int) -> str:
    return said[max(0, start - AROUND) : end + AROUND]
