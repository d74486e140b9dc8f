"""Whether what a text says twice is paragraphs doubled in place, and no second reading.

In goes a text; out comes yes or no. Paragraphs that stand twice or three times, each directly
behind itself, rise like readings once noise has cut them to pieces; but a reading that lags is
behind by more than what it says next.
"""

from __future__ import annotations

from functools import lru_cache

from clean.document import Span
from clean.likeness import as_like
from clean.readings.copies import beside, side_by_side
from clean.readings.kept import heads_line
from clean.readings.tandems import likely_hurt
from clean.readings.twins import TELLING, links
from clean.readings.units import sentences
from clean.rule import ALIKE

# The share of what comes back that stands directly behind itself, on lines of its own: .83 and more in
# 110 texts with paragraphs doubled or trebled in place, .5 and less in 140 interleaved ones.
NEARLY_ALL = 0.7


@lru_cache(maxsize=2)  # two rules ask it of a text, one behind the other
def in_place(text: str) -> bool:
    """Whether nearly all that comes back stands directly behind itself, on lines of its own."""
    parts = sentences(text)
    near = links(parts)
    pairs = ((parts[k], parts[k + period]) for k, period in near)
    back = {
        two for one, two in pairs if len(one.said) >= TELLING and as_like(one.said, two.said, ALIKE)
    }
    if not back:
        return False
    mask = bytearray(len(text))
    for rows in side_by_side(text, parts, beside(text, parts, likely_hurt(near))):
        if all(heads_line(text, unit) for unit in rows[0].units):
            here = Span(rows[0].units[1].start, rows[-1].units[-1].end)
            mask[slice(*here)] = b"\1" * (here.end - here.start)
    behind = sum(len(unit.said) for unit in back if mask[unit.start])
    return behind >= NEARLY_ALL * sum(len(unit.said) for unit in back)
