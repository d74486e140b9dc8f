"""To which of two runs the marks between them belong.

In go the letters of a text and the cuts of stretches, each in both members; out come places of the
text. A run may begin with the comma or the decimal point before which the one ahead was cut off, so
letters alone do not tell where it begins; what stands there in the copies does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from clean.readings.flat import Flat
from clean.readings.stretches import Cut


def parted(here: Flat, rows: Iterable[Sequence[Cut]]) -> dict[int, int]:
    """The cuts at which the copies say for which run the marks are, and the place that they say."""
    behind: defaultdict[int, set[str]] = defaultdict(set)
    ahead: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows:
        for n, (low, high) in enumerate(row):
            for one, other in ((low, high), (high, low)):
                marks = _bare(here.gap(other))
                if n:
                    behind[one].add(marks)
                if n < len(row) - 1:
                    ahead[one].add(marks)
    places = {cut: _place(here, cut, behind[cut], ahead[cut]) for cut in {*behind, *ahead}}
    return {cut: place for cut, place in places.items() if place >= 0}


def _place(here: Flat, cut: int, behind: Iterable[str], ahead: Iterable[str]) -> int:
    """The one place between two letters with which the copies of both sides agree, or -1."""
    marks = here.gap(cut)
    if not _bare(marks):
        return -1
    fits = {
        _bare(marks[:n]): n
        for n in range(len(marks) + 1)
        if all(one.startswith(_bare(marks[:n])) for one in behind)
        and all(one.endswith(_bare(marks[n:])) for one in ahead)
    }
    return here.end(cut) + next(iter(fits.values())) if len(fits) == 1 else -1


def _bare(marks: str) -> str:
    return "".join(marks.split())
