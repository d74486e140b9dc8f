"""Pages that list other pages: titles with their days, and no document."""

from __future__ import annotations

from collections.abc import Sequence

from clean.page.lines import Line, looks_like_content
from clean.page.names import CRUMB, NEIGHBOUR
from clean.page.related import STAMPED
from clean.page.shapes import TITLE
from clean.patterns import pattern

# The title of another page with its day behind it or before it, as only the web writes days.
DATED = pattern(
    rf"{STAMPED.pattern}|[\[(（【]?\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}[\])）】]?\s+\S.{{5,80}}"
)
# So many titles are a list; a name of the site and a switch may stand beside them.
SEVERAL, OTHERS = 3, 2
FRAME = frozenset((CRUMB, NEIGHBOUR))


def is_listing(page: Sequence[Line]) -> bool:
    """Whether nearly all that could be content are titles with days, below a path or above a pager."""
    free = [line for line in page if looks_like_content(line)]
    others = [line for line in free if not DATED.fullmatch(line.words)]
    if len(free) - len(others) < SEVERAL or any("。" in line.words for line in free):
        return False
    framed = any(line.family in FRAME for line in page)
    return (
        framed and len(others) <= OTHERS and not any(TITLE.fullmatch(line.words) for line in others)
    )
