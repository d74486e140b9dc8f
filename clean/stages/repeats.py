"""What is said twice: a passage that stands again directly behind itself.

Passages are runs of sentences. A candidate is a sentence that comes back after so many
others; it becomes a repeat when all that lies between comes back too, sentence by sentence.
Equal letters suffice; of near copies every difference must look like a slip. Where copies are
seen to be hurt, a passage need not come back whole: what does not stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, islice, pairwise
from operator import eq
from typing import NamedTuple

from clean.decoding.hanzi import COMMON, SIMPLIFIED
from clean.document import Edit, Span
from clean.likeness import as_like
from clean.readings import (
    DOUBLE,
    LISTED,
    LONE,
    Faults,
    Hurt,
    Least,
    Link,
    Passage,
    Row,
    Slips,
    Unit,
    beside,
    beside_by_right,
    cried,
    foreign,
    in_slot,
    likely,
    likely_hurt,
    lines_again,
    links,
    lists_again,
    named_apart,
    parted,
    recurs,
    recut,
    says,
    sentences,
    side_by_side,
    strikes,
    table_or_verse,
    tandems,
    told_apart,
    whole_lines,
)
from clean.readings.tandems import Same
from clean.rule import ALIKE, finds, repeats

# A near copy is believed from so many letters on: alone, or in a passage that holds so many.
NEAR = 40
# What known signs cost, in bits.
BITS = {sign: bits for bits, signs in SIMPLIFIED.items() for sign in signs} | dict.fromkeys(
    "0123456789", 8
)
# In a doubled text units of a passage may be so short and so little alike.
FEW, GAP_NEAR = 6, 0.45
# A text in which so large a part stands twice in place taken out is a doubled one: there short
# units may differ by slips too, beside others of their passage.
DOUBLED = 0.1
# A passage of so many letters may differ in a word where so large a part of it does not.
PASSAGE, HELD = 100, 0.9
# So many sentences that come back with slips tell that copies are hurt here; then so large a part
# of what tells in a passage must come back but for slips.
HURT, SOUND = 3, 0.5


@repeats
def repeated_passage(text: str) -> Iterable[Edit]:
    """A passage that stands again directly behind itself.

    Scrapers and editors leave paragraphs twice in place, and interleaved readings, once put in
    order, leave each copy behind its twin. Of equal copies the first is kept, of two near copies the
    one that is less hurt, of three what two of them say. The copy must say the same letters, or
    differ only by slips of single signs, and hold no number that its twin does not; a figure that
    is misread for certain (`221年`, `第四七条`) is no number.

    Left alone: attribution brackets, headings, list marks, cells, refrains, turns of a transcript
    and short cries, which recur by right; sentences built alike that differ in a word or a name
    (`甲方…。乙方…。`, `漳河…。沁河…。`); parts of one wording under titles of their own; cells
    of a row, versions side by side (`原条文`, `新条文`), what is quoted under a label (`【条文】`) or said by
    another speaker; and every passage that comes back later and not directly behind itself.
    """
    return said_again(text).edits


@finds
def differing_copy(text: str) -> Iterable[tuple[int, int, str]]:
    """A sentence that stands again with another figure, or with a word that turns it round.

    Copies of one sentence in a text whose paragraphs stand twice: `34.7万人` and `3.7万人`, `不明确` and
    `明确`. One of the two is hurt, and which one the file does not say, so both stay; where two of
    three copies agree, they decide, unless a number would be lost. Nothing is changed.

    Left alone: sentences built alike in a text that is not doubled.
    """
    told, edits = said_again(text)
    gone = {*chain.from_iterable(range(edit.start, edit.end) for edit in edits)}
    pairs: set[tuple[Unit, Unit]] = set()
    for row in chain.from_iterable(told):
        pairs.update(pairwise(unit for unit in row.units if unit.start not in gone))
    for one, two in sorted(pairs):
        if one.said != two.said and as_like(one.said, two.said, ALIKE):
            here, there = told_apart(text, one, two)
            yield one.start, one.end, f"said again with {there} for {here}, both stay"
            yield two.start, two.end, f"said before with {here} for {there}, both stay"


class Again(NamedTuple):
    """The passages that stand again directly behind themselves, and the edits that take copies out."""

    told: Sequence[Passage]
    edits: Sequence[Edit]


@lru_cache(maxsize=1)  # two rules ask it of a text, one behind the other
def said_again(text: str) -> Again:
    """What a text says again directly behind itself."""
    parts = sentences(text)
    near = likely(links(parts))
    again = recut(text, parts) if recurs(parts, near) else []
    least = LISTED if lists_again(text, again) else DOUBLE
    cut = again if least is LISTED or doubled(text, again) else parts
    told = list(in_doubled(text, again, least) if cut is again else in_place(text, parts))
    if hurt(text, parts):
        told = [*damaged(text, recut(text, parted(text, cut, links(cut))), least), *told]
    told = [rows for rows in told if not stays(text, parts, rows)]
    return Again(told, list(struck(text, told, judge(cut, told))) if told else ())


def stays(text: str, parts: Sequence[Unit], rows: Passage) -> bool:
    """Whether what is built alike is said of another, or beside another wording by right."""
    apart = in_slot(parts, rows) or named_apart(text, rows, COMMON)
    return apart or beside_by_right(text, rows)


def judge(parts: Sequence[Unit], told: Iterable[Passage]) -> Faults:
    """What tells hurt copies from whole ones, having seen all of the text."""
    faults = Faults(parts, BITS)
    for row in chain.from_iterable(told):
        for unit in row.units[1:]:
            faults.learn(row.first.said, unit.said)
    return faults


def in_doubled(text: str, parts: Sequence[Unit], least: Least) -> Iterator[Passage]:
    """The passages that stand again in a text that is doubled throughout."""
    same = Slips(parts, COMMON, FEW, GAP_NEAR)
    long = found(text, parts, same.close, least)
    yield from (rows for rows in long if proven(rows, same))
    yield from found(text, parts, same.likely, least)


def in_place(text: str, parts: Sequence[Unit]) -> Iterator[Passage]:
    """The passages that stand again in a text of which nothing is known."""
    strict = Slips(parts, COMMON, NEAR, ALIKE)
    for cut in (whole_lines(text), parts):
        yield from found(text, cut, strict, LONE)
    long = found(text, parts, strict.unnamed, LONE)
    yield from (rows for rows in long if _letters(rows) >= PASSAGE and mostly_equal(rows))


def mostly_equal(rows: Passage) -> bool:
    """Whether so many letters of a passage stand again unhurt that the rest needs less proof."""
    return _letters([row for row in rows if row.all(eq)]) >= NEAR


def damaged(text: str, parts: Sequence[Unit], least: Least) -> Iterator[Passage]:
    """The passages that stand again in a text whose copies are seen to be hurt."""
    same = Hurt(parts, COMMON, DOUBLE.sentence, GAP_NEAR)
    near = beside(text, parts, likely_hurt(links(parts)))
    for built_alike in side_by_side(text, parts, near):
        for rows in copies(built_alike, same):
            if says(text, rows, least) and not table_or_verse(text, rows):
                yield [row._replace(sure=row.all(same.close)) for row in rows]


def copies(rows: Passage, same: Hurt) -> Iterator[Passage]:
    """A passage whose copies are sound; of what is only built alike, the runs of sound copies.

    An article that stands twice may stand beside another that is built like it, twice too.
    """
    if sound(rows, same):
        yield rows
        return
    many = len(rows[0].units)
    cuts = [k for k in range(1, many) if not sound(only(rows, k - 1, k + 1), same)]
    for start, end in pairwise([0, *cuts, many]):
        if end - start > 1 and sound(some := only(rows, start, end), same):
            yield some


def only(rows: Passage, start: int, end: int) -> Passage:
    """Some copies of a passage that stand one behind the other."""
    return [row._replace(units=row.units[start:end]) for row in rows]


def sound(rows: Passage, same: Hurt) -> bool:
    """Whether enough of a passage comes back but for slips, against what is no copy for certain."""
    held = _letters([row for row in rows if row.all(same) or by_most(row, same)])
    apart = [row for row in rows if row.any(same.against)]
    against = _letters(apart)
    if any(foreign(row) for row in apart):
        return False
    return held >= max(LONE.sentence, SOUND * (held + against))


def by_most(row: Row, same: Hurt) -> bool:
    """Whether two of three copies and more say the same, and the others no other name."""
    said = [unit.said for unit in row.units]
    agree = len(said) > 2 and any(same(one, two) for one, two in combinations(said, 2))
    return agree and not row.any(same.against)


def hurt(text: str, parts: Sequence[Unit]) -> bool:
    """Whether several sentences come back with slips, some of them hurt at both ends.

    Where whole lines stand twice in place, fewer will do.
    """
    same = Slips(parts, COMMON, FEW, ALIKE)
    near = likely_hurt(links(parts))
    times = max(1, HURT - lines_again(text, NEAR))
    return slipped(parts, near, same) and slipped(parts, beside(text, parts, near), same, times)


def slipped(parts: Sequence[Unit], near: Iterable[Link], same: Slips, times: int = 1) -> bool:
    """Whether units come back with slips so often."""
    pairs = ((parts[k].said, parts[k + period].said) for k, period in near)
    slips = (pair for pair in pairs if pair[0] != pair[1] and same.likely(*pair))
    return sum(1 for _ in islice(slips, times)) == times


def found(text: str, parts: Sequence[Unit], same: Same, least: Least) -> Iterator[Passage]:
    """The passages that stand again directly behind themselves and say something."""
    for rows in tandems(text, parts, likely(links(parts)), same):
        if says(text, rows, least) and not by_right(text, rows):
            yield rows


def proven(rows: Passage, same: Slips) -> bool:
    """Whether a passage is long and nearly all of it stands again but for slips."""
    held = sum(len(row.first.said) for row in rows if row.all(same.likely))
    size = _letters(rows)
    return size >= PASSAGE and held >= HELD * size


def struck(text: str, told: Iterable[Passage], faults: Faults) -> Iterator[Edit]:
    """The copies that go: no edit touches another or its twin."""
    gone, stays = bytearray(len(text)), bytearray(len(text))
    for rows in told:
        for edit in strikes(text, rows, faults):
            twin = edit.twin or Span(0, 0)
            taken = gone[edit.start : edit.end] + stays[edit.start : edit.end] + gone[slice(*twin)]
            if b"\1" not in taken:
                gone[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
                stays[slice(*twin)] = b"\1" * (twin.end - twin.start)
                yield edit


def doubled(text: str, parts: Sequence[Unit]) -> bool:
    """Whether so much of a text stands twice in place that the rest needs less proof."""
    again = tandems(text, parts, links(parts), Slips(parts, COMMON, LONE.sentence, ALIKE))
    told = [rows for rows in again if says(text, rows, LONE)]
    size = sum(_letters(rows) * (len(rows[0].units) - 1) for rows in told)
    return size > DOUBLED * sum(len(unit.said) for unit in parts)


def by_right(text: str, rows: Passage) -> bool:
    """Whether a passage is a refrain or a cry, or rows of a table, or short and not the same."""
    short = _letters(rows) < NEAR and any(u.said != r.first.said for r in rows for u in r.units)
    return short or cried(text, rows) or table_or_verse(text, rows)


def _letters(rows: Passage) -> int:
    return sum(len(row.first.said) for row in rows)
