"""Parts of a document put in the order that their outline marks prove.

An outline counts: 一、 二、 三、, （一） （二） under each, 第一条 to the last through all chapters.
Where a series is all there, each number once, and only the order is wrong, the numbers prove
the order, and each part moves with what stands under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, pairwise
from typing import NamedTuple

from clean.document import Stretch
from clean.outlines import Item, outline, run_on
from clean.parts.kinds import kind_of
from clean.readings import Doubt, readings
from clean.rule import orders
from clean.setting import CLOSED_END, SLACK, set_width
from clean.spans import rows

# Numbers that prove an order at least; of two, one may belong to another list.
FEWEST = 3
# So many prove it that begin elsewhere than at one: 第十八条 to 第三十一条 of a later amendment.
LATER = 6
# Where so many other series lack a number, lines do not show the outline, as of a text on one line.
GAPS = 2
# What begins another document.
OPENING_PARTS = frozenset(("title", "addressee"))
# What ends a document and belongs to no numbered part.
CLOSING_PARTS = frozenset(("signature", "date", "note", "attachment", "title", "addressee"))


class Part(NamedTuple):
    """An item with what stands under it."""

    item: Item
    end: int


@orders
def shuffled_outline(text: str) -> Iterable[Stretch]:
    """Parts of a document whose numbers stand in the wrong order: 一、 三、 二、.

    Moved only where the series holds every number from the first to the last once, and the
    parts count rightly within, or run on from part to part in the new order. A part takes along
    what stands under it up to the next of its kind; what closes the document stays at its end.
    A series that begins at another number than one, as articles of an amendment do, needs six; one
    that counts down must be betrayed by its stops, `（二）…。（一）…；`, or by another out of order.
    Left alone: series with a gap or a number twice, others that count down, lists that start
    anew, marks in the middle of a line or of a sentence that the width of the page broke, texts
    that may be interleaved readings or of which several series lack a number, and what may be two
    lists: where a heading between is lost, or a mark as wide in the middle of a line, a line ending
    in a colon or the head of another document stands between the numbers.
    """
    items = outline(text)
    if not any(two.number != one.number + 1 and two.number != 1 for one, two in pairwise(items)):
        return
    every = (_parts(text, items, series) for series in disordered(text, items))
    found = _apart(
        parts
        for parts in every
        if _count_rightly(items, parts)
        and not _is_two_lists(text, parts)
        and not _runs_on(text, parts)
        and not _cuts_a_sentence(text, parts)
    )
    if found and _lacking(items) < GAPS and not isinstance(readings(text), Doubt):
        yield from _sorted(text, sorted(found))


def _lacking(items: Sequence[Item]) -> int:
    """How many series lack a number between their first and their last."""
    kinds = {(item.rank, item.kind) for item in items}
    numbers = [{item.number for item in one} for kind in kinds for one in _series(items, *kind)]
    return sum(max(some) - min(some) >= len(some) for some in numbers)


def disordered(text: str, items: Sequence[Item]) -> Iterator[list[Item]]:
    """The series that are whole and out of order, the widest first."""
    found = [series for series in _unsorted(items) if not _lost_heading(items, series)]
    shuffled = any(not _counts_down(series) for series in found)
    for series in found:
        if shuffled or not _counts_down(series) or _ended_first(text, series):
            yield series


def _unsorted(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The series that hold every number from the first to the last once, and do not rise."""
    for kind in sorted({(item.rank, item.kind) for item in items}):
        last = 0
        for series in _series(items, *kind):
            numbers = [item.number for item in series]
            low, high = min(numbers), max(numbers)
            whole = len(set(numbers)) == len(numbers) == high - low + 1
            least = FEWEST if low in (1, last + 1) else LATER
            last = high
            if whole and len(numbers) >= least and numbers != sorted(numbers):
                yield series


def _counts_down(series: Sequence[Item]) -> bool:
    """Whether a series may be meant so: 三、 二、 一、."""
    return all(one.number > two.number for one, two in pairwise(series))


def _ended_first(text: str, series: Sequence[Item]) -> bool:
    """Whether the first line of a list ends in a full stop and the others in semicolons."""
    ends = {at: text[end - 1] for at, end in rows(text)}
    first, *others = (ends[item.at] for item in series)
    return first == "。" and {*others} == {"；"}


def _runs_on(text: str, parts: Sequence[Part]) -> bool:
    """Whether a mark as wide stands in the middle of a line: lines do not show the outline there."""
    start, end, rank = parts[0].item.start, parts[-1].end, parts[0].item.rank
    return any(start < item.at < end and item.rank <= rank for item in run_on(text))


def _lost_heading(items: Sequence[Item], series: Sequence[Item]) -> bool:
    """Whether the wider marks on both sides lack a number between: its list may be in here."""
    before = next((item for item in reversed(items) if item.at < series[0].at), None)
    narrow, end = series[0].rank, series[-1].at
    after = next((item for item in items if item.at > end and item.rank < narrow), None)
    if not before or not after or before.kind != after.kind:
        return False
    numbers = {item.number for item in items if item.kind == before.kind}
    return not numbers.issuperset(range(before.number, after.number))


def _is_two_lists(text: str, parts: Sequence[Part]) -> bool:
    """Whether what stands between the numbers leads to a list of its own."""
    return any(
        kind_of(line) in OPENING_PARTS or (line == lines[-1] and line.endswith(("：", ":")))
        for part in parts[:-1]
        for lines in [text[part.item.start : part.end].rstrip("\n").split("\n")[1:]]
        for line in lines
    )


def _cuts_a_sentence(text: str, parts: Sequence[Part]) -> bool:
    """Whether a row at the width of the page runs on into what looks like a number: 第 / 一、第二厂."""
    lines = [text[slice(*row)] for row in rows(text)]
    width = set_width(lines)
    above = (text[: part.item.start].rstrip().rpartition("\n")[2].strip() for part in parts)
    full = (line for line in above if 0 < width <= len(line) + SLACK)
    return any(line[-1] not in CLOSED_END for line in full)


def _apart(found: Iterable[list[Part]]) -> list[list[Part]]:
    """The series that share no text with a wider one: all of them are sorted in one pass."""
    kept: list[list[Part]] = []
    for parts in found:
        start, end = parts[0].item.start, parts[-1].end
        if all(end <= other[0].item.start or other[-1].end <= start for other in kept):
            kept.append(parts)
    return kept


def _series(items: Sequence[Item], rank: int, kind: str) -> Iterator[list[Item]]:
    """The items of a kind, parted where a wider mark stands between them."""
    series: list[Item] = []
    for item in items:
        if item.rank < rank and series:
            yield series
            series = []
        if (item.rank, item.kind) == (rank, kind):
            series.append(item)
    if series:
        yield series


def _parts(text: str, items: Sequence[Item], series: Sequence[Item]) -> list[Part]:
    """Each item of a series up to the next, the last up to a wider mark or what closes all."""
    wider = (item.start for item in items if item.rank < series[0].rank)
    end = next((start for start in wider if start > series[-1].start), len(text))
    ends = [item.start for item in series[1:]] + [_body_end(text, series, end)]
    return [Part(*pair) for pair in zip(series, ends, strict=True)]


def _body_end(text: str, series: Sequence[Item], end: int) -> int:
    """Where the last part ends: before what closes the document, and with its line if all do."""
    single = all("\n" not in text[one.start : two.start].strip() for one, two in pairwise(series))
    first = text.find("\n", series[-1].start, end) + 1 or end
    for row in rows(text):
        if first <= row.start < end and (single or kind_of(text[slice(*row)]) in CLOSING_PARTS):
            return text.rfind("\n", 0, row.start) + 1
    return end


def _count_rightly(items: Sequence[Item], parts: Sequence[Part]) -> bool:
    """Whether each series under an item begins with its first number, or runs on through all parts."""
    order = sorted(parts, key=lambda part: part.item.number)
    inside = [[item for item in items if part.item.start < item.start < part.end] for part in order]
    numbers: dict[str, list[int]] = {}
    for item in chain.from_iterable(inside):
        numbers.setdefault(item.kind, []).append(item.number)
    through = {
        kind
        for kind, some in numbers.items()
        if len(some) >= FEWEST and some == list(range(some[0], some[0] + len(some)))
    }
    return all(_rises(some, through | {"条"}) for some in inside)


def _rises(inside: Sequence[Item], through: Set[str]) -> bool:
    """Whether each series begins with its first number or goes on rising by one; some may run on."""
    last: dict[str, int] = {}
    for item in inside:
        before = last.get(item.kind, item.number - 1 if item.kind in through else 0)
        if item.number not in (1, before + 1):
            return False
        last[item.kind] = item.number
    return True


def _sorted(text: str, found: Sequence[Sequence[Part]]) -> Iterator[Stretch]:
    """The whole text, the parts of each series in the order of their numbers."""
    done = 0
    for parts in found:
        head = parts[0].item.start
        if done < head:
            yield Stretch(done, head)
        for part in sorted(parts, key=lambda part: part.item.number):
            yield Stretch(part.item.start, part.end, f"number {part.item.number} of its series")
        done = parts[-1].end
    if done < len(text):
        yield Stretch(done, len(text))
