"""What a printed page carries above and below its text, left between the lines of joined pages."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from clean.document import Edit, Span
from clean.pagination import PAGE, TIMES, counts, is_number, masked, numbers_within
from clean.parts.kinds import SIGNATURE, kind_of
from clean.patterns import pattern
from clean.rule import erases
from clean.setting import CLOSED_END, NEW_START, SLACK, joint, set_width
from clean.signs import mark
from clean.spans import rows

# Letters of a running head at most, and of a title or name in it at least.
LONGEST, NAME = 60, 6
# So many lines and letters apart at least, three times in four evenly.
APART, LETTERS, EVEN, MOSTLY = 5, 120, 0.25, 0.75
# Pages that end with the paragraph are full to this part of the longest.
FULL = 0.5
# How many pages prove that a lone figure numbers them.
MANY = 6
# A line before a page end is a sentence cut in two from so many letters on.
CUT = 15
# Titles stand among the first lines.
TOP = 5
# A name is a running head where it cuts so many sentences, and one of so many pages at least.
INSIDE, SHARE = 2, 4
# So many lines of furniture may meet at a page end.
DEEP = 3
_STOP = pattern("[。；！？;]|[：:]$")
_COMMA = pattern("[，；。]")
# A label or an addressee begins a line of its own.
_LABEL = pattern(r"[^，。；]{1,20}[:：]")
_ADDRESS = pattern(r"https?://|www\.|\.(?:gov|com|org|cn)\b")
_PRINTED = pattern(
    r"(?:公报|文件|汇编|选编|日报|简报)(?:[\s·]*(?:#年)?第?#[期号卷])?[\s·]*#?\Z|(?:内部资料.*|注意保存)\Z"
)


class Page(NamedTuple):
    """The rows of a text: where they stand, what they say, and the width they are set to, or 0."""

    rows: Sequence[Span]
    said: Sequence[str]
    width: int


@erases
def running_head(text: str) -> Iterator[Edit]:
    """A running header or footer between the lines, page after page: `- 3 -`, the title again.

    A short line that comes back three times and more at even distances and counts pages; is a
    title, the name of a print or an address, and cuts sentences or stands beside page numbers;
    stands beside a head every time; or cuts sentences in two most times. A sentence that it cuts
    is joined. The title on the first page stays, and so do headings, marks, labels and cells that
    recur, however evenly; lines of wrapped sentences that are said again; and what recurs where
    one document ends and another begins: titles, signatures, dates.
    """
    taken = list(_lines_taken(text))
    yield from taken
    starts = [edit.start for edit in taken]
    for span in numbers_within(text):
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


def running_heads(page: Page) -> set[int]:
    """The rows that are running headers and footers."""
    groups = [group for group in _recurring(page) if not _is_border(page, group)]
    heads = {at for group in groups if _stands_alone(page, groups, group) for at in group}
    for _ in range(2):  # a foot, a number and a head may meet at a page end
        beside = {at + step for at in heads for step in (-1, 1)}
        heads |= {at for group in groups if beside >= set(group) for at in group}
    return heads


def _is_border(page: Page, group: Sequence[int]) -> bool:
    """Whether most of the rows end one document or begin another; page numbers never do."""
    if is_number(_words(page, group)) and _words(page, group) != "#":
        return False
    ends = [_ends_document(page, at) or _begins_document(page, at) for at in group]
    return sum(ends) > len(ends) / 2


def _ends_document(page: Page, at: int) -> bool:
    """Whether a row is the name above a date, or the date below a name."""
    name = at - (_kind(page, at) == "date")
    signed = name >= 0 and SIGNATURE.fullmatch(page.said[name])
    return bool(signed) and _kind(page, name + 1) == "date"


def _begins_document(page: Page, at: int) -> bool:
    """Whether a row stands between the date of one document and the body of another."""
    return "date" in (_kind(page, at - 1), _kind(page, at - 2)) or _kind(page, at + 1) == "number"


def _kind(page: Page, at: int) -> str:
    """What a row is by itself; nothing outside of the text."""
    return kind_of(page.said[at]) if 0 <= at < len(page.said) else ""


def _words(page: Page, group: Sequence[int]) -> str:
    """What rows say but for figures."""
    return masked(page.said[group[0]])


def _recurring(page: Page) -> Iterator[list[int]]:
    """Rows that say the same but for figures; a title on the first page is not among them."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, said in enumerate(page.said):
        if len(said) <= LONGEST:
            groups[masked(said)].append(at)
    for words, group in groups.items():
        if len(group) < 2:
            continue
        body = group[_is_own_title(page, group[0]) :]
        alike = len({page.said[at] for at in group}) == 1
        alike = alike or _counts(page, body) or bool(_ADDRESS.search(words))
        if len(body) > 1 and alike and not mark(page.said[body[0]]) and not _STOP.search(words):
            yield body


def _is_own_title(page: Page, at: int) -> bool:
    """Whether a row is the first of the document, or a title among the first."""
    return not at or (at < TOP and kind_of(page.said[at]) == "title")


def _stands_alone(page: Page, groups: Sequence[Sequence[int]], group: Sequence[int]) -> bool:
    """Whether rows are heads without a neighbour that is one."""
    if not _is_far(page, group):
        return False
    if len(group) < TIMES:  # the numbers of two pages, each in the middle of a sentence
        page_number = is_number(_words(page, group)) and _counts(page, group)
        return page_number and len(group) == _inside(page, [(at - 1, at + 1) for at in group])
    if _words(page, group) == "#":  # a lone figure may count sections or the rows of a table
        return _counts(page, group) and _numbers_pages(page, groups, group)
    return _is_even(page, group) and _is_head(page, groups, group)


def _numbers_pages(page: Page, groups: Sequence[Sequence[int]], group: Sequence[int]) -> bool:
    """Whether lone figures cut sentences, stand beside the same words every time, or very evenly."""
    ends = {at + step for at in group for step in (-1, 1)}
    beside = max((len(other) for other in groups if ends >= set(other)), default=0)
    gaps = _gaps(page, group)
    full = min(gaps) >= max(PAGE, FULL * max(gaps)) and len(group) >= MANY
    return full or _cuts(page, group) or beside >= max(TIMES, len(group) - 1)


def _is_far(page: Page, group: Sequence[int]) -> bool:
    """Whether rows are as far apart as pages are long."""
    return median(_gaps(page, group)) >= LETTERS


def _is_even(page: Page, group: Sequence[int]) -> bool:
    """Whether rows are evenly apart in lines or in letters; one lost between two is forgiven."""
    lines = [two - one for one, two in pairwise(group)]
    far = median(lines) >= APART or median(_gaps(page, group)) >= LETTERS * APART
    return far and (_steady(lines) or _steady(_gaps(page, group)))


def _gaps(page: Page, group: Sequence[int]) -> list[int]:
    """How many letters rows are apart."""
    return [page.rows[two].start - page.rows[one].start for one, two in pairwise(group)]


def _steady(gaps: Sequence[int]) -> bool:
    usual = median(gaps)
    near = [min(abs(gap / usual - times) for times in (1, 2)) <= EVEN for gap in gaps]
    return sum(near) >= MOSTLY * len(gaps) or min(gaps) >= FULL * max(gaps)


def _counts(page: Page, group: Sequence[int]) -> bool:
    return counts([page.said[at] for at in group])


def _is_head(page: Page, groups: Sequence[Sequence[int]], group: Sequence[int]) -> bool:
    words = _words(page, group)
    if is_number(words):
        return True
    if _ADDRESS.search(words) or _PRINTED.search(words) or _is_title(page, group):
        return _meets_numbers(page, groups, group) or _interrupts(page, groups, group)
    if len(words) < NAME or _flows(page, group):
        return False
    return _cuts(page, group) or (_is_ruled(group) and _interrupts(page, groups, group))


def _is_ruled(group: Sequence[int]) -> bool:
    """Whether rows stand exactly as many lines apart each time."""
    return len(group) > TIMES and len({two - one for one, two in pairwise(group)}) == 1


def _meets_numbers(page: Page, groups: Sequence[Sequence[int]], group: Sequence[int]) -> bool:
    """Whether page numbers stand beside the rows, other furniture between them or none."""
    numbers = {
        at for one in groups if is_number(_words(page, one)) and _counts(page, one) for at in one
    }
    met = [any(abs(at - one) <= DEEP for one in numbers) for at in group]
    return sum(met) >= max(TIMES, MOSTLY * len(met))


def _interrupts(page: Page, groups: Sequence[Sequence[int]], group: Sequence[int]) -> bool:
    """Whether some of the rows stand in the middle of sentences, with the furniture beside them."""
    furniture = {at for one in groups for at in one}
    ends = [(_beyond(furniture, at, -1), _beyond(furniture, at, 1)) for at in group]
    inside = _inside(page, ends)
    return inside >= max(INSIDE, len(group) / SHARE) and not _flows(page, group)


def _beyond(furniture: set[int], at: int, step: int) -> int:
    """The next row that does not recur; past so many that do, the next."""
    return next(
        (n for n in range(at + step, at + step * DEEP, step) if n not in furniture),
        at + step * DEEP,
    )


def _flows(page: Page, group: Sequence[int]) -> bool:
    """Whether rows are lines of wrapped sentences: with a comma, or as wide as the lines above."""
    if _COMMA.search(page.said[group[0]]):
        return True
    wide = [abs(len(page.said[at]) - len(page.said[at - 1])) <= SLACK for at in group]
    return sum(wide) > len(wide) / 2


def _is_title(page: Page, group: Sequence[int]) -> bool:
    """Whether a row is the document's title, a part of it, or a title by itself."""
    said = page.said[group[-1]].strip("-—–－ \u3000\t0123456789")
    if len(said) < NAME or mark(said):
        return False
    tops = (top for at, top in enumerate(page.said[:TOP]) if _is_own_title(page, at))
    return kind_of(said) == "title" or any(said in top for top in tops)


def _cuts(page: Page, group: Sequence[int]) -> bool:
    """Whether most of the rows stand in the middle of a sentence."""
    return _inside(page, [(at - 1, at + 1) for at in group]) > len(group) / 2


def _inside(page: Page, ends: Sequence[tuple[int, int]]) -> int:
    """Between how many rows a sentence runs on; what is said again there is itself the sentence."""
    cut = [
        (page.said[before], page.said[after])
        for before, after in ends
        if _is_cut(page, before, after) and not _LABEL.match(page.said[after])
    ]
    return min(len({masked(pair[side]) for pair in cut}) for side in (0, 1))


def _is_cut(page: Page, before: int, after: int) -> bool:
    """Whether a sentence runs on from one row to another."""
    if before < 0 or after >= len(page.rows):
        return False
    line, new = page.said[before], page.said[after]
    opened = len(line) >= CUT and line[-1] not in CLOSED_END
    anew = mark(new) or NEW_START.match(new)
    flowing = kind_of(line) == "paragraph" or _is_full(page, line)
    return opened and not anew and flowing and kind_of(new) == "paragraph"


def _is_full(page: Page, line: str) -> bool:
    """Whether a row is set to the width of the page, and no heading: a comma stands in it."""
    return 0 < page.width <= len(line) + SLACK and _COMMA.search(line) is not None


def _taken(text: str, page: Page, run: Sequence[int]) -> Edit:
    """Neighbouring heads taken out, with the line ends where they cut a sentence."""
    before, after = run[0] - 1, run[-1] + 1
    if _is_cut(page, before, after):
        line, new = page.rows[before], page.rows[after]
        flush = text[new.start - 1] == "\n"
        if flush and not joint(text[line.end - 1], text[new.start]):
            return Edit(line.end, new.start)
    start = text.rfind("\n", 0, page.rows[run[0]].start) + 1
    end = text.find("\n", page.rows[run[-1]].end) + 1
    return Edit(start, end or len(text))
