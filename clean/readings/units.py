"""A text cut into the units that readings are made of, and the seams that twins betray.

In goes a text; out come units that tile it: sentences with the blanks behind them. Where
one reading breaks off at a heading that has no stop, two passages run together into one
unit; such a unit is cut again where it begins or ends with a unit that stands elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from clean.document import Span
from clean.likeness import letters
from clean.signs import mark
from clean.spans import sentences as cut

UNIT = re.compile(r"[^。！？]*[。！？]+[”’」』》）)\]】]*\s*|[^。！？]+\Z")
# The shortest head or tail that may betray a seam, and the longest unit searched for one.
SEAM, LONGEST = 5, 600
OPENING = "（(“‘《〔【「『—"


class Unit(NamedTuple):
    """A span of the text and the letters it says."""

    start: int
    end: int
    said: str


@lru_cache(maxsize=2)
def units(text: str) -> tuple[Unit, ...]:
    """The sentences of the text, whatever its line ends."""
    found = (m.span() for m in UNIT.finditer(text))
    return tuple(Unit(a, b, letters(text[a:b].strip())) for a, b in found if b > a)


@lru_cache(maxsize=2)
def sentences(text: str) -> tuple[Unit, ...]:
    """The sentences of the text, those without letters joined to the one before.

    A line end ends a sentence.
    """
    return lettered(text, cut(text))


def whole_lines(text: str) -> tuple[Unit, ...]:
    """The lines of the text, put together from its sentences."""
    rows: list[list[Unit]] = []
    for unit in sentences(text):
        if not rows or text[unit.start - 1] == "\n":
            rows.append([])
        rows[-1].append(unit)
    return tuple(
        Unit(row[0].start, row[-1].end, "".join(unit.said for unit in row)) for row in rows
    )


def lettered(text: str, spans: Iterable[Span]) -> tuple[Unit, ...]:
    """Spans that tile the text as units, those without letters joined to the one before."""
    done: list[Unit] = []
    for start, end in spans:
        said = letters(text[start:end].strip())
        if said or not done:
            done.append(Unit(start, end, said))
        else:
            done[-1] = done[-1]._replace(end=end)
    return tuple(done)


def recut(text: str, parts: Sequence[Unit]) -> Sequence[Unit]:
    """The units, those cut in two that are made of a unit known from elsewhere and a rest."""
    for _ in range(3):
        count = Counter(unit.said for unit in parts)
        known = {u.said for u in parts if len(u.said) >= SEAM and telling(text, u)}
        lengths = sorted({len(said) for said in known})
        done: list[Unit] = []
        for unit in parts:
            lone = count[unit.said] == 1 and SEAM < len(unit.said) <= LONGEST
            at = seam(unit.said, known, lengths) if lone else 0
            done += halves(text, unit, at) if at else [unit]
        if len(done) == len(parts):
            return parts
        parts = done
    return parts


def telling(text: str, unit: Unit) -> bool:
    """Whether a unit betrays a seam; an attribution bracket begins many units by right."""
    return text[unit.start] not in "（(" or bool(mark(text, unit.start))


def seam(said: str, known: set[str], lengths: list[int]) -> int:
    """After how many letters a unit is to be cut, 0 for none."""
    for size in lengths:
        if size > len(said) - 2:
            break
        if said[-size:] in known:
            return len(said) - size
        if said[:size] in known:
            return size
    return 0


def halves(text: str, unit: Unit, at: int) -> list[Unit]:
    """The unit cut after so many letters; what opens a bracket goes with what follows."""
    place, passed = unit.start, 0
    while passed < at:
        passed += len(letters(text[place]))
        place += 1
    while place < unit.end and not letters(text[place]) and text[place] not in OPENING:
        place += 1
    return [Unit(unit.start, place, unit.said[:at]), Unit(place, unit.end, unit.said[at:])]
