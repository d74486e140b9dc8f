"""Rows of a page that come back: how far apart they stand, and whether they cut sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from clean.document import Span
from clean.pagination import TIMES, counts, figures, is_number, masked
from clean.parts.kinds import SIGNATURE, kind_of
from clean.patterns import pattern
from clean.setting import CLOSED_END, NEW_START, SLACK
from clean.signs import mark

# So many lines and letters apart at least, three times in four evenly.
APART, LETTERS, EVEN, MOSTLY = 5, 120, 0.25, 0.75
# Pages that end with the paragraph are full to this part of the longest.
FULL = 0.5
# A line before a page end is a sentence cut in two from so many letters on.
CUT = 15
# Titles stand among the first lines.
TOP = 5
# So many rows of a group tell what all of them say.
SEEN = 9
# A text was read more than once where so many different sentences, and so large a part of all, stand
# again; they have so many letters.
MANY, AGAIN, SAYS = 8, 0.25, 6
_SPACE = pattern(r"(?<!\d)\s+|\s+(?!\d)")
_COMMA = pattern("[，；。]")
# A label or an addressee begins a line of its own.
LABEL = pattern(r"[^，。；]{1,20}[:：]")


class Page(NamedTuple):
    """The rows of a text: where they stand, what they say, and the width they are set to, or 0."""

    rows: Sequence[Span]
    said: Sequence[str]
    width: int


def is_own_title(page: Page, at: int) -> bool:
    """Whether a row is the first of the document, or a title among the first."""
    return not at or (at < TOP and kind_of(page.said[at]) == "title")


def row_kind(page: Page, at: int) -> str:
    """What a row is by itself; nothing outside of the text."""
    return kind_of(page.said[at]) if 0 <= at < len(page.said) else ""


def wording(page: Page, group: Sequence[int]) -> str:
    """What most rows say but for figures and white space."""
    return _most(masked(unspaced(page.said[at])) for at in group[:SEEN])


def saying(page: Page, group: Sequence[int]) -> str:
    """What most rows say but for white space."""
    return _most(unspaced(page.said[at]) for at in group[:SEEN])


def _most(said: Iterable[str]) -> str:
    return Counter(said).most_common(1)[0][0]


def readings(page: Page) -> int:
    """How often the sentences stand of a text that was read more than once, else 0."""
    said = chain.from_iterable(line.split("。") for line in page.said)
    often = Counter(words for words in said if len(words) >= SAYS)
    for times in (3, 2):
        again = [n for n in often.values() if n >= times]
        if len(again) >= MANY and sum(again) >= AGAIN * often.total():
            return times
    return 0


def unspaced(said: str) -> str:
    """What a row says without white space, but for that between two figures."""
    return _SPACE.sub("", said)


def is_far(page: Page, group: Sequence[int]) -> bool:
    """Whether rows are as far apart as pages are long."""
    return median(distances(page, group)) >= LETTERS


def is_even(page: Page, group: Sequence[int]) -> bool:
    """Whether rows are evenly apart in lines or in letters; one lost between two is forgiven."""
    lines = [two - one for one, two in pairwise(group)]
    far = median(lines) >= APART or median(distances(page, group)) >= LETTERS * APART
    return far and (steady(lines) or steady(distances(page, group)))


def distances(page: Page, group: Sequence[int]) -> list[int]:
    """How many letters rows are apart."""
    return [page.rows[two].start - page.rows[one].start for one, two in pairwise(group)]


def steady(gaps: Sequence[int]) -> bool:
    """Whether distances are much the same, or twice the usual where one row is lost."""
    usual = median(gaps)
    near = [is_usual(gap, usual) for gap in gaps]
    return sum(near) >= MOSTLY * len(gaps) or min(gaps) >= FULL * max(gaps)


def is_usual(gap: int, usual: float) -> bool:
    """Whether a distance is the usual one, or twice that."""
    return min(abs(gap / usual - times) for times in (1, 2)) <= EVEN


def is_counted(page: Page, group: Sequence[int]) -> bool:
    """Whether the figures of rows rise by one or two each time; of page numbers, most."""
    said = [unspaced(page.said[at]) for at in group]
    words = wording(page, group)
    return _count_on(said) if words != "#" and is_number(words) else counts(said)


def _count_on(said: Sequence[str]) -> bool:
    """Whether most page numbers are one or two more than the last, where one may be misread."""
    pages = [figures(line)[0] for line in said]
    on = sum(0 < two - one <= 2 for one, two in pairwise(pages))
    return on >= max(1, MOSTLY * (len(pages) - 1))


def numbers_beside(page: Page, group: Sequence[int]) -> Iterator[int]:
    """The page numbers above or below rows, most of which count on; one may be misread."""
    for step in (-1, 1):
        beside = [at + step for at in group if 0 <= at + step < len(page.said)]
        beside = [at for at in beside if is_number(masked(page.said[at]))]
        on = _count_on([page.said[at] for at in beside])
        if len(beside) >= max(TIMES, MOSTLY * len(group)) and on:
            yield from beside


def is_ruled(group: Sequence[int]) -> bool:
    """Whether rows stand exactly as many lines apart each time."""
    return len(group) > TIMES and len({two - one for one, two in pairwise(group)}) == 1


def flows(page: Page, group: Sequence[int]) -> bool:
    """Whether rows are lines of wrapped sentences: with a comma, or as wide as the lines above."""
    if _COMMA.search(page.said[group[0]]):
        return True
    wide = [abs(len(page.said[at]) - len(page.said[at - 1])) <= SLACK for at in group]
    return sum(wide) > len(wide) / 2


def cuts(page: Page, group: Sequence[int]) -> bool:
    """Whether most of the rows stand in the middle of a sentence."""
    return inside(page, [(at - 1, at + 1) for at in group]) > len(group) / 2


def inside(page: Page, ends: Sequence[tuple[int, int]]) -> int:
    """Between how many rows a sentence runs on; what is said again there is itself the sentence."""
    cut = [
        (page.said[before], page.said[after])
        for before, after in ends
        if is_cut(page, before, after) and not LABEL.match(page.said[after])
    ]
    return min(len({masked(pair[side]) for pair in cut}) for side in (0, 1))


def is_cut(page: Page, before: int, after: int) -> bool:
    """Whether a sentence runs on from one row to another."""
    if before < 0 or after >= len(page.rows):
        return False
    line, new = page.said[before], page.said[after]
    opened = len(line) >= CUT and line[-1] not in CLOSED_END
    anew = mark(new) or NEW_START.match(new)
    flowing = kind_of(line) == "paragraph" or is_full(page, line)
    return opened and not anew and flowing and kind_of(new) == "paragraph"


def is_full(page: Page, line: str) -> bool:
    """Whether a row is set to the width of the page, and no heading: a comma stands in it."""
    return 0 < page.width <= len(line) + SLACK and _COMMA.search(line) is not None


def is_border(page: Page, group: Sequence[int]) -> bool:
    """Whether most of the rows end one document or begin another; page numbers never do."""
    if is_number(wording(page, group)) and wording(page, group) != "#":
        return False
    ends = [_ends_document(page, at) or _begins_document(page, at) for at in group]
    return sum(ends) > len(ends) / 2


def _ends_document(page: Page, at: int) -> bool:
    """Whether a row is the name above a date, or the date below a name."""
    name = at - (row_kind(page, at) == "date")
    signed = name >= 0 and SIGNATURE.fullmatch(page.said[name])
    return bool(signed) and row_kind(page, name + 1) == "date"


def _begins_document(page: Page, at: int) -> bool:
    """Whether a row stands between the date of one document and the body of another."""
    return (
        "date" in (row_kind(page, at - 1), row_kind(page, at - 2))
        or row_kind(page, at + 1) == "number"
    )
