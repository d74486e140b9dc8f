"""Forms that are filled in again and again: their likeness proves no reading.

What is left of a sentence without its figures is its form. A form that stands more often than
there are readings was not read twice but filled in anew (依据第十三条的规定，并处400元罚款), and so was one
whose figures differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from clean.readings.twins import Group, Pair
from clean.readings.units import Unit
from clean.rule import numbers

_FIGURES = re.compile(r"\d+")


class Forms:
    """The forms of the units of a text that may be of so many readings."""

    def __init__(self, parts: Sequence[Unit], readings: int) -> None:
        self.parts, self.readings = parts, readings
        self.said = [_FIGURES.sub("", unit.said) for unit in parts]

    @cached_property
    def whole(self) -> str:
        """All forms in a row."""
        return "".join(self.said)

    def telling(self, groups: Sequence[Group]) -> list[Group]:
        """The groups whose form stands no more often than there are readings."""
        often = Counter(self.said)
        return [group for group in groups if often[self.said[max(group)]] <= self.readings]

    def is_own(self, pair: Pair) -> bool:
        """Whether two units say what no others do, within a unit or across two.

        The end of a sentence that is a form is that of any other.
        """
        one, other = (self.parts[k].said for k in pair)
        same = one == other or _FIGURES.findall(one) == _FIGURES.findall(other)
        return same and self.whole.count(self.said[pair[0]]) <= self.readings


def proving(text: str, forms: Forms, groups: Sequence[Group]) -> list[Group]:
    """The groups that may prove readings: of forms filled in anew, none."""
    some = forms.telling(groups)
    return some if numbered_alike(text, forms.parts, some) else []


def numbered_alike(text: str, parts: Sequence[Unit], groups: Sequence[Group]) -> bool:
    """Whether twins hold the same numbers, by letters, in the main.

    Twins without a number have no say, and short ones little: marks recur in every form.
    """
    alike = apart = 0
    for group in groups:
        held = [parts[k] for k in group if k >= 0]
        said = [numbers(text[unit.start : unit.end]) for unit in held]
        if all(one == said[0] for one in said):
            alike += len(held[0].said) * any(said)
        else:
            apart += len(held[0].said)
    return alike >= apart
