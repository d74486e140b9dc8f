"""A document's own title over each page, told from a title that begins a document each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from clean.pagination import TIMES, is_number, masked
from clean.parts.kinds import kind_of
from clean.recurring import (
    LABEL,
    MOSTLY,
    TOP,
    Page,
    distances,
    inside,
    is_even,
    is_far,
    is_own_title,
    row_kind,
    saying,
    unspaced,
)
from clean.signs import mark

# Letters of a title at least; of its end, as a statute is called for short: 招标投标法.
NAME, SHORT = 6, 4
# How many pages prove a head that does not stand evenly, and by how much pages differ at most.
MANY, UNEVEN = 6, 0.25
# A head stands inside of the text so often, and one time in so many at least.
INSIDE, SHARE = 2, 4
# How the row above ends where a part does, or a speaker gives way.
ENDS = "。！？；…!?;.．”’）》)】"
# So many rows on the next mark is sought; so many letters show how a row begins.
REACH, BEGIN = 12, 4


def is_in_title(page: Page, said: str) -> bool:
    """Whether words are the document's title, or a part of it, over two rows or in one."""
    rows = [at for at in range(min(TOP, len(page.said))) if is_own_title(page, at)]
    return any(_is_part(said, *page.said[at : at + 2]) for at in rows)


def _is_part(said: str, top: str, below: str = "") -> bool:
    """Whether words are a part of a title that ends in its row or runs on into the next."""
    if len(said) < NAME:
        return len(said) >= SHORT and top.endswith(said)
    return said in top or (said in top + below and said not in below)


def is_running_title(page: Page, group: Sequence[int]) -> bool:
    """Whether rows say the document's title again over its pages.

    Evenly, and inside of sentences or of numberings; or less evenly on many pages. Where
    every title begins the same way, or numbers anew, it begins a document each time.
    """
    said = saying(page, group)
    if len(group) < TIMES or not is_far(page, group) or not is_in_title(page, said):
        return False
    if _begins_alike(page, group):
        return False
    within = _within(page, group)
    if is_even(page, group) and within >= max(INSIDE, len(group) / SHARE):
        return True
    whole = any(is_own_title(page, at) and said == unspaced(page.said[at]) for at in range(TOP))
    return within >= INSIDE and whole and len(group) >= MANY and _is_spread(page, group)


def _is_spread(page: Page, group: Sequence[int]) -> bool:
    """Whether no two rows are much further apart than others, in lines or in letters."""
    lines = [two - one for one, two in pairwise(group)]
    return any(min(gaps) >= UNEVEN * max(gaps) for gaps in (lines, distances(page, group)))


def _begins_alike(page: Page, group: Sequence[int]) -> bool:
    """Whether most rows are followed by what opens a part: a date, 1., the same label or words."""
    behind = [_behind(page, at) for at in group]
    most = MOSTLY * len(group)
    same = Counter(map(_opening, behind)).most_common(1)[0][1]
    return sum(map(_opens, behind)) > most or same > most


def _behind(page: Page, at: int) -> str:
    """The next row that is no page number."""
    rows = page.said[at + 1 : at + 3]
    return next((said for said in rows if not is_number(masked(said))), "")


def _opening(said: str) -> str:
    """The label of a row, or its first letters."""
    label = LABEL.match(said)
    return label[0] if label else said[:BEGIN]


def _opens(said: str) -> bool:
    """Whether a row begins a part of a document by its looks."""
    found = mark(said)
    if found:
        return found.number == 1
    return kind_of(said) in ("date", "number", "attachment", "title")


def _within(page: Page, group: Sequence[int]) -> int:
    """How many rows stand in mid-sentence, below a heading or label, or in a numbering that goes on."""
    cut = {at for at in group if inside(page, [(at - 1, at + 1)])}
    below = {at for at in group if page.said[at - 1][-1] not in ENDS}
    return len(cut | below | {at for at in group if _is_in_series(page, at)})


def _is_in_series(page: Page, at: int) -> bool:
    """Whether the next mark behind a row goes on from the last of its kind before it."""
    ahead = filter(None, map(mark, page.said[at + 1 : at + 1 + REACH]))
    new = next(ahead, None)
    if not new:
        return False
    before = (mark(said) for said in reversed(page.said[max(0, at - REACH) : at]))
    last = next((one for one in before if one and one.kind == new.kind), None)
    return last is not None and new.number == last.number + 1


def is_first_of_its_own(page: Page, at: int) -> bool:
    """Whether a row stands where what is attached begins: below a date or the word 附件."""
    return row_kind(page, at - 1) in ("date", "attachment")
