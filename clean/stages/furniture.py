"""What a printed page carries above and below its text, left between the lines of joined pages."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from clean.document import Edit
from clean.glued import heads_within
from clean.near_rows import placed, with_misread
from clean.pagination import PAGE, TIMES, is_number, masked
from clean.parts.kinds import kind_of
from clean.patterns import pattern
from clean.recurring import (
    APART,
    FULL,
    MOSTLY,
    Page,
    cuts,
    distances,
    flows,
    inside,
    is_border,
    is_counted,
    is_cut,
    is_even,
    is_far,
    is_own_title,
    is_ruled,
    numbers_beside,
    readings,
    saying,
    unspaced,
    wording,
)
from clean.rule import erases
from clean.running_title import (
    INSIDE,
    MANY,
    NAME,
    SHARE,
    is_first_of_its_own,
    is_in_title,
    is_running_title,
)
from clean.setting import joint, set_width
from clean.signs import mark
from clean.spans import rows

# Letters of a running head at most.
LONGEST = 60
# So many lines of furniture may meet at a page end.
DEEP = 3
# So many lines a page has at least.
LINES = 10
# A page number that says so: 第3页, 3/12.
_NUMBERED = pattern("[页/]")
_STOP = pattern("[。；！？;]|[：:]$")
_ADDRESS = pattern(r"https?://|www\.|\.(?:gov|com|org|cn)\b")
_PRINTED = pattern(
    r"(?:公报|文件|汇编|选编|日报|简报)(?:[\s·]*(?:#年)?第?#[期号卷])?[\s·]*#?\Z|(?:内部资料.*|注意保存)\Z"
)


@erases
def running_head(text: str) -> Iterator[Edit]:
    """A running header or footer between the lines, page after page: `- 3 -`, the title again.

    A short line that comes back three times and more at even distances and counts pages, by its
    looks or as many lines apart each time and here and there in mid-sentence; is a
    title, the name of a print or an address, and cuts sentences or stands beside page numbers;
    stands beside a head every time; or cuts sentences in two most times. The document's own title
    is one where it stands inside of sentences or numberings, page after page. A copy that an
    OCR misread goes with the others where one is due. A sentence that it cuts is joined. In a text
    without line ends, page numbers that count on and the names beside them, or the title at even
    distances. What stands as often as a text was read is no head of it. The title on the first
    page stays, and that of what is attached, and so do headings,
    marks, labels and cells that recur, however evenly; lines of wrapped sentences that are said
    again; and what recurs where one document ends and another begins: titles, signatures, dates,
    a title below which each part begins alike.
    """
    taken = list(_lines_taken(text))
    yield from taken
    starts = [edit.start for edit in taken]
    for span in heads_within(text):
        at = bisect_left(starts, span.end)
        if not at or taken[at - 1].end <= span.start:
            yield Edit(*span)


def _lines_taken(text: str) -> Iterator[Edit]:
    found = rows(text)
    if len(found) < TIMES * APART:
        return
    said = [text[slice(*row)] for row in found]
    page = Page(found, said, set_width(said))
    heads = running_heads(page)
    for _, run in groupby(enumerate(sorted(heads)), lambda item: item[1] - item[0]):
        yield _taken(text, page, [at for _, at in run])


class Held(NamedTuple):
    """The rows that recur: in groups, all, and what may be furniture together."""

    groups: Sequence[Sequence[int]]
    rows: set[int]
    numbers: set[int]
    counted: Sequence[set[int]]
    names: Sequence[set[int]]


def _held(page: Page, groups: Sequence[Sequence[int]]) -> Held:
    """Groups, their rows, page numbers that count on, those that are no lone figures, and names."""
    words = [(wording(page, group), group) for group in groups]
    numbers = [(said, one) for said, one in words if is_number(said) and is_counted(page, one)]
    counted = [set(one) for said, one in numbers if said != "#"]
    names = [set(one) for said, one in words if not is_number(said) and len(said) >= NAME]
    rows = {at for group in groups for at in group}
    return Held(groups, rows, {at for _, one in numbers for at in one}, counted, names)


def running_heads(page: Page) -> set[int]:
    """The rows that are running headers and footers."""
    times = readings(page)
    often = [g for g in _recurring(page) if len(g) > times or is_counted(page, g)]
    recurring = with_misread(page, often)
    groups = [group for group in recurring if not is_border(page, group)]
    held = _held(page, groups)
    names = [list(placed(page, group)) for group in groups if _stands_alone(page, held, group)]
    heads = {at for group in names for at in group}
    heads |= {at for group in names for at in numbers_beside(page, group)}
    for _ in range(2):  # a foot, a number and a head may meet at a page end
        beside = {at + step for at in heads for step in (-1, 1)}
        heads |= {at for group in groups if beside >= set(group) for at in group}
    return heads


def _recurring(page: Page) -> Iterator[list[int]]:
    """Rows that say the same but for figures, spaces left out.

    A title on the first page is not among them, nor one that stands where its own part begins.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, said in enumerate(page.said):
        if len(said) <= LONGEST:
            groups[masked(unspaced(said))].append(at)
    for words, group in groups.items():
        if len(group) < 2:
            continue
        body = group if is_number(words) else _without_titles(page, group)
        if len(body) > 1 and not mark(page.said[body[0]]) and not _STOP.search(words):
            said = saying(page, body)
            same = [at for at in body if unspaced(page.said[at]) == said]
            if is_counted(page, body) or _ADDRESS.search(words):
                yield body
            elif len(same) == len(body) or len(same) >= max(TIMES, len(body) / 2):
                yield same


def _without_titles(page: Page, group: Sequence[int]) -> list[int]:
    """Rows without the title of the document and that of what is attached, each once."""
    first = is_own_title(page, group[0])
    attached = next((at for at in group[first:] if is_first_of_its_own(page, at)), None)
    return [at for at in group[first:] if at != attached]


def _stands_alone(page: Page, held: Held, group: Sequence[int]) -> bool:
    """Whether rows are heads without a neighbour that is one."""
    if not is_far(page, group):
        return False
    if len(group) < TIMES:  # the numbers of two pages, each in the middle of a sentence
        page_number = is_number(wording(page, group)) and is_counted(page, group)
        return page_number and len(group) == inside(page, [(at - 1, at + 1) for at in group])
    if _counts_on(page, held, group):
        return True
    if wording(page, group) == "#":  # a lone figure may count sections or the rows of a table
        return is_counted(page, group) and _numbers_pages(page, held, group)
    if is_running_title(page, group):
        return True
    regular = is_even(page, group) or _is_page_by_page(page, held, group)
    return regular and _is_head(page, held, group)


def _counts_on(page: Page, held: Held, group: Sequence[int]) -> bool:
    """Whether rows count on as many lines apart nearly each time, and some stand in mid-sentence.

    No list and no row of forms does: the width of a page knows no sentence.
    """
    lines = [two - one for one, two in pairwise(group)]
    usual = median(lines)
    ruled = sum(gap == usual for gap in lines) >= MOSTLY * len(lines)
    if len(group) <= TIMES or usual < LINES or not ruled or not is_counted(page, group):
        return False
    return _stand_inside(page, held, group) >= (INSIDE if wording(page, group) == "#" else 1)


def _is_page_by_page(page: Page, held: Held, group: Sequence[int]) -> bool:
    """Whether many rows count pages by their looks, however long these are, or meet such a count."""
    if len(group) < MANY:
        return False
    words = wording(page, group)
    if is_number(words):
        return _NUMBERED.search(words) is not None or _has_company(page, held, group)
    return len(words) >= NAME and _has_company(page, held, group)


def _has_company(page: Page, held: Held, group: Sequence[int]) -> bool:
    """Whether a page number and a name meet each time, neither of them a lone figure."""
    others = held.names if is_number(wording(page, group)) else held.counted
    beside = [{at - 1, at + 1} for at in group]
    return any(all(rows & sides for sides in beside) for rows in others)


def _numbers_pages(page: Page, held: Held, group: Sequence[int]) -> bool:
    """Whether lone figures cut sentences, stand beside the same words every time, or very evenly."""
    ends = {at + step for at in group for step in (-1, 1)}
    beside = max((len(other) for other in held.groups if ends >= set(other)), default=0)
    gaps = distances(page, group)
    full = min(gaps) >= max(PAGE, FULL * max(gaps)) and len(group) >= MANY
    return full or cuts(page, group) or beside >= max(TIMES, len(group) - 1)


def _is_head(page: Page, held: Held, group: Sequence[int]) -> bool:
    words = wording(page, group)
    if is_number(words):
        return True
    if _ADDRESS.search(words) or _PRINTED.search(words) or _is_title(page, group):
        return _meets_numbers(held, group) or _interrupts(page, held, group)
    if len(words) < NAME or flows(page, group):
        return False
    return cuts(page, group) or (is_ruled(group) and _interrupts(page, held, group))


def _meets_numbers(held: Held, group: Sequence[int]) -> bool:
    """Whether page numbers stand beside the rows, other furniture between them or none."""
    met = [any(n in held.numbers for n in range(at - DEEP, at + DEEP + 1)) for at in group]
    return sum(met) >= max(TIMES, MOSTLY * len(met))


def _interrupts(page: Page, held: Held, group: Sequence[int]) -> bool:
    """Whether some of the rows stand in the middle of sentences, with the furniture beside them."""
    found = _stand_inside(page, held, group)
    return found >= max(INSIDE, len(group) / SHARE) and not flows(page, group)


def _stand_inside(page: Page, held: Held, group: Sequence[int]) -> int:
    """How many of the rows stand in mid-sentence, with the furniture beside them."""
    ends = [(_beyond(held.rows, at, -1), _beyond(held.rows, at, 1)) for at in group]
    return inside(page, ends)


def _beyond(furniture: set[int], at: int, step: int) -> int:
    """The next row that does not recur; past so many that do, the next."""
    return next(
        (n for n in range(at + step, at + step * DEEP, step) if n not in furniture),
        at + step * DEEP,
    )


def _is_title(page: Page, group: Sequence[int]) -> bool:
    """Whether a row is the document's title, a part of it, or a title by itself."""
    said = saying(page, group).strip("-—–－ \u3000\t0123456789")
    if len(said) < NAME or mark(said):
        return False
    return kind_of(said) == "title" or is_in_title(page, said)


def _taken(text: str, page: Page, run: Sequence[int]) -> Edit:
    """Neighbouring heads taken out, with the line ends where they cut a sentence."""
    before, after = run[0] - 1, run[-1] + 1
    if is_cut(page, before, after):
        line, new = page.rows[before], page.rows[after]
        flush = text[new.start - 1] == "\n"
        if flush and not joint(text[line.end - 1], text[new.start]):
            return Edit(line.end, new.start)
    start = text.rfind("\n", 0, page.rows[run[0]].start) + 1
    end = text.find("\n", page.rows[run[-1]].end) + 1
    return Edit(start, end or len(text))
