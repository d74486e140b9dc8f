"""What is said twice: a passage that stands again directly behind itself.

Passages are runs of sentences. A candidate is a sentence that comes back after so many
others; it becomes a repeat when all that lies between comes back too, sentence by sentence.
Equal letters suffice; of near copies every difference must look like a slip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from clean.decoding.hanzi import SIMPLIFIED
from clean.document import Edit, Span
from clean.likeness import likeness, shingles
from clean.readings import LONG, Link, Slips, Unit, links, recut, sentences, whole_lines
from clean.rule import ALIKE, numbers, repeats
from clean.signs import mark

Same = Callable[[str, str], bool]

# Letters below which a lone repeated sentence may be a slogan or a mark, and a lone repeated
# line without a stop a heading, a cell, or an attribution that recurs by right; in a text
# that is doubled throughout the second figure will do.
SENTENCE, SHORT, LINE = 8, 4, 20
# A near copy is believed from so many letters on: alone, or in a passage that holds so many.
NEAR = 40
# Signs of which words are made: those that cost so many bits at most, the thousand commonest.
COMMON = frozenset("".join(signs for bits, signs in SIMPLIFIED.items() if bits <= 12))
# In a doubled text units of a passage may be so short and so little alike.
FEW, GAP_NEAR = 6, 0.45
# So many sentences in a row that come back make it worth while to look closely.
ROW = 6
# The share of a short copy that its twin must hold: one letter wrong in eight or more.
BRIEF = 0.7
# Of the units of a passage that comes back with 3 % noise 8 in 10 begin or end as before.
HALF = 0.5
# A text in which so large a part stands twice in place taken out is a doubled one: there short
# units may differ by slips too, beside others of their passage.
DOUBLED = 0.1
# A passage of so many letters may differ in a word where so large a part of it does not.
PASSAGE, HELD = 100, 0.9
# Lines of so many letters that end as verse does may be a refrain; so may this share of others.
VERSE, FREE = 20, 0.5
# What stands between the cells of a table row.
COLUMN = re.compile(r"\S *(?:\t|[|｜]| {3}|\u3000\u3000)\s*\S")


class Tandem(NamedTuple):
    """A run of units and how many times in all it stands there, one behind the other."""

    start: int
    size: int
    times: int


@repeats
def repeated_passage(text: str) -> Iterable[Edit]:
    """A passage that stands again directly behind itself.

    Scrapers and editors leave paragraphs twice in place, and interleaved readings, once put in
    order, leave each copy behind its twin. The first copy is kept. The copy must say the same
    letters, or differ only by slips of single signs, and hold no number that the first does not.

    Left alone: attribution brackets, headings, list marks, cells and short cries, which recur
    by right; sentences built alike that differ in a word (`甲方…。乙方…。`); and every passage
    that comes back later and not directly behind itself.
    """
    parts = sentences(text)
    near = likely(links(parts))
    again = recut(text, parts) if recurs(parts, near) else []
    if doubled(text, again):
        same = Slips(again, COMMON, FEW, GAP_NEAR)
        long = found(text, again, same.close, SHORT)
        sure = ((again, tandem) for tandem in long if proven(again, tandem, same))
        return struck(
            text, [*sure, *((again, tandem) for tandem in found(text, again, same, SHORT))]
        )
    strict = Slips(parts, COMMON, NEAR, ALIKE)
    cuts = (whole_lines(text), parts)
    return struck(
        text, [(cut, tandem) for cut in cuts for tandem in found(text, cut, strict, SENTENCE)]
    )


def found(text: str, parts: Sequence[Unit], same: Same, least: int) -> Iterator[Tandem]:
    """The passages that stand again directly behind themselves and say something."""
    for tandem in tandems(text, parts, likely(links(parts)), same):
        if says(text, parts, tandem, least) and not by_right(text, parts, tandem):
            yield tandem


def proven(parts: Sequence[Unit], tandem: Tandem, same: Same) -> bool:
    """Whether a passage is long and nearly all of it stands again but for slips."""
    size, held = _letters(first(parts, tandem)), 0
    for copy in zip(first(parts, tandem), *copies(parts, tandem), strict=True):
        held += len(copy[0].said) * all(same(copy[0].said, other.said) for other in copy[1:])
    return size >= PASSAGE and held >= HELD * size


def struck(text: str, told: Iterable[tuple[Sequence[Unit], Tandem]]) -> Iterator[Edit]:
    """The copies that go: no edit touches another or its twin."""
    gone, stays = bytearray(len(text)), bytearray(len(text))
    for parts, tandem in told:
        for edit in strikes(text, parts, tandem):
            twin = edit.twin or Span(0, 0)
            taken = gone[edit.start : edit.end] + stays[edit.start : edit.end] + gone[slice(*twin)]
            if b"\1" not in taken:
                gone[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
                stays[slice(*twin)] = b"\1" * (twin.end - twin.start)
                yield edit


def doubled(text: str, parts: Sequence[Unit]) -> bool:
    """Whether so much of a text stands twice in place that the rest needs less proof."""
    again = tandems(text, parts, links(parts), Slips(parts, COMMON, SENTENCE, ALIKE))
    told = [tandem for tandem in again if says(text, parts, tandem, SENTENCE)]
    return _size(parts, told) > DOUBLED * _letters(parts)


def says(text: str, parts: Sequence[Unit], tandem: Tandem, least: int) -> bool:
    """Whether a passage holds a sentence of so many letters, or what else tells."""
    return any(telling(text, unit, least) for unit in first(parts, tandem))


def by_right(text: str, parts: Sequence[Unit], tandem: Tandem) -> bool:
    """Whether a passage is a refrain, or rows of a table, or short and not the same."""
    units = first(parts, tandem)
    said = [[unit.said for unit in copy] for copy in (units, *copies(parts, tandem))]
    if _letters(units) < NEAR and any(copy != said[0] for copy in said):
        return True
    rows = [row.strip() for row in text[units[0].start : units[-1].end].split("\n") if row.strip()]
    return all(map(COLUMN.search, rows)) or refrain(rows)


def refrain(rows: Sequence[str]) -> bool:
    """Whether lines are short and end as verse does."""
    ends = sum(row.endswith(("，", "！", ",", "!")) for row in rows)
    return ends > FREE * len(rows) and all(len(row) <= VERSE for row in rows)


def likely(near: Sequence[Link]) -> list[Link]:
    """The links whose period comes up often enough for a passage of so many units to come back."""
    often = Counter(period for _, period in near)
    return [link for link in near if often[link[1]] >= HALF * link[1]]


def recurs(parts: Sequence[Unit], near: Sequence[Link]) -> bool:
    """Whether several sentences in a row come back after the same number of sentences."""
    runs: dict[int, tuple[int, int]] = {}
    for k, period in near:
        if parts[k].said == parts[k + period].said:
            last, run = runs.get(period, (-1, 0))
            run = run + 1 if last == k - 1 else 1
            runs[period] = (k, run)
            if run >= min(period, ROW):
                return True
    return False


def tandems(text: str, parts: Sequence[Unit], near: Sequence[Link], same: Same) -> Iterator[Tandem]:
    """The passages that stand again directly behind themselves, none overlapping."""
    done = 0
    tried: dict[int, int] = {}
    for k, period in near:
        if k < max(done, tried.get(period, 0)):
            continue
        start, end = stretch(parts, k, period, done, same)
        tried[period] = end
        times = (end - start) // period
        if times:
            start = settled(text, parts, start, (end - start) % period)
            yield Tandem(start, period, times + 1)
            done = start + period * (times + 1)


def settled(text: str, parts: Sequence[Unit], start: int, slack: int) -> int:
    """Where a passage begins that might begin anywhere in the slack: at the head of a line."""
    if not parts[start].start:
        return start
    heads = (k for k in range(start, start + slack + 1) if text[parts[k].start - 1] == "\n")
    return next(heads, start)


def stretch(parts: Sequence[Unit], k: int, period: int, floor: int, same: Same) -> tuple[int, int]:
    """How far around a unit every unit comes back after the period."""
    start = end = k
    while start > floor and same(parts[start - 1].said, parts[start - 1 + period].said):
        start -= 1
    while end + period < len(parts) and same(parts[end].said, parts[end + period].said):
        end += 1
    return start, end


def first(parts: Sequence[Unit], tandem: Tandem) -> Sequence[Unit]:
    """The units of the copy that stays."""
    return parts[tandem.start : tandem.start + tandem.size]


def copies(parts: Sequence[Unit], tandem: Tandem) -> Iterator[Sequence[Unit]]:
    """The units of each copy, the first left out."""
    for n in range(1, tandem.times):
        at = tandem.start + n * tandem.size
        yield parts[at : at + tandem.size]


def telling(text: str, unit: Unit, least: int) -> bool:
    """Whether a unit says enough not to stand there twice by right."""
    raw = text[unit.start : unit.end].strip()
    if raw[:1] in "（(〔[" and not mark(raw):
        return False
    stop = raw.rstrip("”’」』》）)").endswith(("。", "！", "？"))
    if stop and mark(raw):
        return True
    return len(unit.said) >= (least if stop else LINE)


def strikes(text: str, parts: Sequence[Unit], tandem: Tandem) -> Iterator[Edit]:
    """Take out every copy behind the first, save units with a number that the first lacks."""
    for copy in copies(parts, tandem):
        pairs = list(zip(first(parts, tandem), copy, strict=True))
        for lawful, group in groupby(pairs, lambda pair: _lawful(text, *pair)):
            if lawful:
                yield from _struck(text, list(group))


def _struck(text: str, pairs: list[tuple[Unit, Unit]]) -> Iterator[Edit]:
    """One edit for all pairs, or one each where together they break the promise."""
    whole = _strike(text, pairs)
    edits = [whole] if _kept(text, whole) else [_strike(text, [pair]) for pair in pairs]
    yield from (edit for edit in edits if _kept(text, edit))


def _kept(text: str, edit: Edit) -> bool:
    """Whether an edit keeps the promise of this stage, as `clean.rule` judges it."""
    twin = edit.twin or Span(0, 0)
    came, stays = text[edit.start : edit.end], text[twin.start : twin.end]
    return edit.likeness >= ALIKE and (came == stays or not numbers(came) - numbers(stays))


def _strike(text: str, pairs: list[tuple[Unit, Unit]]) -> Edit:
    twin = Span(pairs[0][0].start, pairs[-1][0].end)
    gone = Span(pairs[0][1].start, pairs[-1][1].end)
    same = text[slice(*gone)] == text[slice(*twin)]
    said = ("".join(unit.said for unit in copy) for copy in zip(*pairs, strict=True))
    return Edit(*gone, twin=twin, likeness=1.0 if same else round(likeness(*said), 3))


def _lawful(text: str, one: Unit, other: Unit) -> bool:
    """Whether the twin holds what the copy says: every number and nearly every pair of signs."""
    came, stays = text[other.start : other.end], text[one.start : one.end]
    if came == stays:
        return True
    if numbers(came) - numbers(stays):
        return False
    again = shingles(other.said)
    held = len(again & shingles(one.said)) / (len(again) or 1)
    return held >= (BRIEF if len(other.said) < LONG / 3 else ALIKE)


def _letters(parts: Sequence[Unit]) -> int:
    return sum(len(unit.said) for unit in parts)


def _size(parts: Sequence[Unit], found: Sequence[Tandem]) -> int:
    return sum(_letters(first(parts, tandem)) * (tandem.times - 1) for tandem in found)
