"""A text cut into the units that readings are made of, and the seams that twins betray.

In goes a text; out come units that tile it: sentences with the blanks behind them. Where
one reading breaks off at a heading that has no stop, two passages run together into one
unit; such a unit is cut again where it begins or ends with a unit that stands elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import accumulate, chain
from operator import attrgetter
from typing import NamedTuple

from clean.likeness import letters, letters_each
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


_saying = attrgetter("said")
# A unit from its three parts, in half of the time of Unit(*parts).
_unit = partial(tuple.__new__, Unit)


@lru_cache(maxsize=1)
def units(text: str) -> tuple[Unit, ...]:
    """The sentences of the text, whatever its line ends."""
    raw = UNIT.findall(text)
    cuts = list(accumulate(map(len, raw), initial=0))
    said = letters_each(list(map(str.strip, raw)))
    return tuple(map(_unit, zip(cuts, cuts[1:], said, strict=False)))


@lru_cache(maxsize=1)
def sentences(text: str) -> tuple[Unit, ...]:
    """The sentences of the text, those without letters joined to the one before.

    A line end ends a sentence.
    """
    raw = cut(text)
    said = letters_each(list(map(str.strip, raw)))
    starts = list(accumulate(map(len, raw), initial=0))
    if "" not in said:
        return tuple(map(_unit, zip(starts, starts[1:], said, strict=False)))
    kept = [(at, words) for at, words in zip(starts, said, strict=False) if words or not at]
    ends = chain((at for at, _ in kept[1:]), (len(text),))
    return tuple(_unit((at, end, words)) for (at, words), end in zip(kept, ends, strict=False))


def whole_lines(text: str) -> tuple[Unit, ...]:
    """The lines of the text, put together from its sentences."""
    parts = sentences(text)
    heads = [k for k, unit in enumerate(parts) if not k or text[unit.start - 1] == "\n"]
    return tuple(
        parts[a] if b == a + 1 else Unit(parts[a].start, parts[b - 1].end, _joined(parts[a:b]))
        for a, b in zip(heads, [*heads[1:], len(parts)], strict=False)
    )


def saying(parts: Sequence[Unit]) -> tuple[str, ...]:
    """What the units say, one behind the other."""
    return tuple(map(_saying, parts))


def _joined(parts: Sequence[Unit]) -> str:
    return "".join(map(_saying, parts))


def recut(text: str, parts: Sequence[Unit]) -> Sequence[Unit]:
    """The units, those cut in two that are made of a unit known from elsewhere and a rest."""
    for _ in range(3):
        count = Counter(unit.said for unit in parts)
        known = {u.said for u in parts if len(u.said) >= SEAM and telling(text, u)}
        lengths = sorted({len(said) for said in known})
        heads = Counter([said[:SEAM] for said in known])
        tails = Counter([said[-SEAM:] for said in known])
        done: list[Unit] = []
        for unit in parts:
            lone = count[unit.said] == 1 and SEAM < len(unit.said) <= LONGEST
            own = unit.said in known
            may = lone and (heads[unit.said[:SEAM]] > own or tails[unit.said[-SEAM:]] > own)
            at = seam(unit.said, known, lengths) if may else 0
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
