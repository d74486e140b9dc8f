"""Blocks that a file holds twice in two places.

A block is a run of sentences. Of 909 well-formed texts, with their line breaks and without, one repeats
a run of more than 120 letters by right, of 159; what is pasted is longer, or breaks the numbering
where it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from clean.beginnings import NAME, begun, is_title
from clean.decoding.hanzi import COMMON
from clean.document import Edit, Span
from clean.likeness import letters, letters_each
from clean.outlines import outline
from clean.parts.kinds import kind_of
from clean.patterns import pattern
from clean.readings import (
    Doubt,
    Hurt,
    Run,
    Unit,
    first_said,
    lawful,
    may_go,
    readings,
    runs,
    sentences,
    slipped,
    struck,
    told_apart,
)
from clean.rule import finds, repeats
from clean.signs import mark
from clean.spans import rows

# Sentences and letters of a block that no document repeats by right.
LINES, LETTERS = 3, 300
# Letters from which a block is worth a finding. By so many marks that count rightly without it a
# shorter block is proven: of 1,900 well-formed texts none gains one; of 22 pasted blocks 18 gain two.
SOME, MARKS = 150, 2
# Texts in which more blocks stand again are read twice, and none of these is pasted.
BLOCKS = 64
# So large a part of a block must be held by its twin, numbers and all.
HELD = 0.8
# So many signs may stand between a block and one that goes on it: a sentence or two that are hurt.
NEXT = 150
# So far from a block stands at most what leads to it, or a mark behind it.
LED = 16
_LABEL = pattern("[^，。；：:]{2,}[：:]")
APART = frozenset(("attachment", "title"))


class Again(NamedTuple):
    """A block and where it stood before, as spans of the text, and sentence by sentence."""

    twin: Span
    copy: Span
    rows: Sequence[tuple[Unit, Unit]]
    same: Hurt


class Pasted(NamedTuple):
    """A block that goes, the pairs of its sentences, the one that stays first, and the edits."""

    again: Again
    rows: Sequence[tuple[Unit, Unit]]
    edits: Sequence[Edit]


@repeats
def pasted_block(text: str) -> Iterable[Edit]:
    """A block of several sentences that stands in two places of a document, but for slips.

    One of the two goes: the one without which the outline marks count more rightly, else the
    second; of near copies a sentence stays that holds another number or a word that turns it round. A
    text without line breaks has such blocks too. Left alone: blocks in which a name stands for another
    throughout, or words for words; runs of fewer than three sentences; of fewer than 300 letters, which statutes
    repeat by right, if the marks count no better without; blocks with the title of an attachment
    between them, which forms share, if two marks at least do not count better without, or with the head
    of another document; blocks at the same place
    under two headings, as guides and lists of duties have them; blocks that a line ending in a
    colon leads to, which are quoted: 经审理查明：; and texts that may be interleaved
    readings, or in which dozens of blocks stand again.
    """
    for block in _pasted(text):
        yield from block.edits


@lru_cache(maxsize=1)  # two rules ask it of a text, one behind the other
def _pasted(text: str) -> Sequence[Pasted]:
    """The blocks that go."""
    blocks = _blocks_again(text)
    proven = list(_proven(text, blocks)) if len(blocks) <= BLOCKS else []
    if not proven or isinstance(readings(text), Doubt):
        return ()
    taken: list[Span] = []
    done: list[Pasted] = []
    for again in proven:
        both = again.twin, again.copy
        if not any(one.start < two.end and two.start < one.end for one in both for two in taken):
            taken += both
            first = _unrest(text, again.twin) < _unrest(text, again.copy)
            rows = [(two, one) if first else (one, two) for one, two in again.rows]
            done.append(Pasted(again, rows, list(_struck(text, again, rows))))
    return [block for block in done if block.edits]


def _proven(text: str, blocks: Iterable[Again]) -> Iterator[Again]:
    """The blocks that stand twice by no right, and those that go on one of them in both places."""
    twin = copy = -1
    for again in blocks:
        ahead = again.twin.start - twin, again.copy.start - copy
        goes_on = twin >= 0 and all(0 <= gap <= NEXT for gap in ahead)
        if _is_proven(text, again) and (goes_on or not _is_by_right(text, again)):
            twin, copy = again.twin.end, again.copy.end
            yield again


def _goes(text: str, again: Again, row: tuple[Unit, Unit]) -> bool:
    """Whether one of two sentences holds what the other says, its numbers too."""
    return lawful(text, *row) and may_go(row[0].said, row[1].said, again.same)


def _struck(text: str, again: Again, rows: Sequence[tuple[Unit, Unit]]) -> Iterator[Edit]:
    """The edits that take a block out, save sentences with a number that the twin does not hold."""
    for goes, some in groupby(rows, lambda row: _goes(text, again, row)):
        if goes:
            yield from struck(text, list(some))


@finds
def doubtful_copy(text: str) -> Iterator[tuple[int, int, str]]:
    """A block of several sentences that stands in two places, and nothing proves which one goes.

    Blocks of 150 letters and more, which no statute in force repeats by right; in another attachment,
    which may share a form, those without which the outline marks count more rightly; and of a block that goes the sentences
    that hold another number. Nothing is changed.
    """
    gone = {block.again.copy: block for block in _pasted(text)}
    for again in _blocks_again(text):
        if again.copy in gone:
            yield from _differing(text, gone[again.copy])
            continue
        shared = _in_another_part(text, again) and not _gained(text, again)
        if _size(text, again) >= SOME and not shared:
            yield *again.copy, "a block of lines stands here that stood before"


def _differing(text: str, block: Pasted) -> Iterator[tuple[int, int, str]]:
    """The sentences of a block that stay, for they hold another number."""
    for stays, came in block.rows:
        if not any(edit.start <= came.start < edit.end for edit in block.edits):
            here, there = told_apart(text, came, stays)
            yield came.start, came.end, f"said before with {there} for {here}, both stay"


@lru_cache(maxsize=1)  # two rules ask it of a text
def _blocks_again(text: str) -> tuple[Again, ...]:
    """The blocks of sentences that stood before, of enough sentences."""
    parts = sentences(text)
    same = Hurt(parts, COMMON, 0, 0.0)
    found = runs(first_said(parts, COMMON), LINES)
    return tuple(_again(parts, run, same) for run in islice(found, BLOCKS + 1))


def _again(parts: Sequence[Unit], run: Run, same: Hurt) -> Again:
    """A run as a block of the text."""
    one, two = (parts[at : at + run.size] for at in (run.first, run.second))
    twin, copy = (Span(some[0].start, some[-1].end) for some in (one, two))
    return Again(twin, copy, tuple(zip(one, two, strict=True)), same)


def _is_proven(text: str, again: Again) -> bool:
    """Whether a block is too long to be repeated by right, or the outline marks betray it."""
    one, two = ([unit.said for unit in some] for some in zip(*again.rows, strict=True))
    held = sum(len(row[1].said) for row in again.rows if _goes(text, again, row))
    sure = held >= HELD * sum(map(len, two)) and slipped(one, two, again.same)
    return sure and (_size(text, again) >= LETTERS or _is_betrayed(text, again))


def _is_betrayed(text: str, again: Again) -> bool:
    """Whether the outline marks count more rightly without a block."""
    return _gained(text, again) >= (1 if _size(text, again) >= SOME else MARKS)


def _gained(text: str, again: Again) -> int:
    """How many outline marks more count rightly without a block."""
    return _unrest(text, Span(0, 0)) - min(_unrest(text, block) for block in again[:2])


def _size(text: str, again: Again) -> int:
    """The letters of a block."""
    return len(letters(text[slice(*again.copy)]))


def _in_another_part(text: str, again: Again) -> bool:
    """Whether the title of an attachment stands between a block and where it stood before."""
    between = (row for row in rows(text) if again[0].end <= row.start < again[1].start)
    return any(kind_of(text[slice(*row)]) in APART for row in between)


def _is_by_right(text: str, again: Again) -> bool:
    """Whether a block is said again by right: in another part, document, or like section."""
    lines = rows(text)
    first, second = (bisect_right(lines, (block.start, len(text))) - 1 for block in again[:2])
    behind = bisect_left(lines, (again.twin.end,))
    said = _lines_said(text)
    return (
        (_in_another_part(text, again) and _gained(text, again) < MARKS)
        or _is_quoted(text, again)
        or _in_another_document(text, lines, range(behind, second + 1))
        or (_in_like_sections(said, first, second) and not _tells_apart(text, again))
    )


@lru_cache(maxsize=1)
def _lines_said(text: str) -> Sequence[str]:
    """What the lines say; a near copy says what its twin does."""
    lines = [text[slice(*row)] for row in rows(text)]
    parts = list(map(Unit, *zip(*rows(text), strict=True), letters_each(lines)))
    return [lines[k] for k in first_said(parts, COMMON)]


def _is_quoted(text: str, again: Again) -> bool:
    """Whether what stands above leads to a block that is no list of its own, nor stands before one."""
    behind = text[again.copy.end : again.copy.end + LED].lstrip()
    lists = any(
        found and found.number == 1 for found in (mark(text, again.copy.start), mark(behind))
    )
    return (
        text[max(0, again.copy.start - LED) : again.copy.start].rstrip().endswith(("：", ":"))
        and not lists
    )


def _tells_apart(text: str, again: Again) -> bool:
    """Whether the outline marks say that a block was pasted, and which of the two."""
    one, other = (_unrest(text, block) for block in again[:2])
    return one != other and _is_betrayed(text, again)


def _in_another_document(text: str, lines: Sequence[Span], between: range) -> bool:
    """Whether another document begins between two lines: a new number, or the title and a new line.

    Or a new title above numbers that begin anew. What stood before belongs to a whole document
    that stands twice.
    """
    said = _lines_said(text)[: between.stop]
    held = set(said[: between.start])
    new = [n for n in between if said[n] not in held and n > between.start]
    heads = set(begun(text, lines))
    return any(kind_of(said[n]) == "number" or n in heads or said[n - 1] == said[0] for n in new)


def _in_like_sections(said: Sequence[str], first: int, second: int) -> bool:
    """Whether two lines stand at the same place under two headings of one level.

    Between heading and line may stand what is said in both, and what has a label: 法定时限：.
    """
    for one, two in zip(range(first - 1, -1, -1), range(second - 1, first, -1), strict=False):
        above, below = said[one], said[two]
        if above != below and _level(above) == _level(below) != "":
            return True
        if above != below and not (_LABEL.match(above) and _LABEL.match(below)):
            return False
    return False


def _level(line: str) -> str:
    """The kind of a heading; a name without a mark is one too, and of its own kind."""
    if found := mark(line):
        return found.kind if kind_of(line) == "heading" else ""
    return "title" if is_title(line, NAME) else ""


def _unrest(text: str, without: Span) -> int:
    """How many outline marks neither begin a series nor follow the one before, a block left out."""
    last: dict[str, int] = {}
    unrest = 0
    for item in outline(text):
        if not without.start <= item.at < without.end:
            unrest += item.number not in (1, last.get(item.kind, 0) + 1)
            last[item.kind] = item.number
    return unrest
