"""Which copy of a passage stays, and what goes.

In go rows, what the copies say at each place; out come edits that take copies out. What stays is
read from the first copies up to some place and from later ones behind it, so that it stands in
order; of all such choices the one that leaves fewest letters standing twice and fewest hurt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from clean.document import Edit, Span
from clean.likeness import likeness, shingles
from clean.readings.slips import LONG, Faults, differences, turns, votes
from clean.readings.tandems import Row
from clean.readings.units import Unit
from clean.rule import ALIKE, lost_numbers

# The share of a short copy that its twin must hold: one letter wrong in eight or more.
BRIEF = 0.7
# What it costs to go from one copy to the next, and to part neighbours, in hurt places; and from
# how much on letters stay twice.
SWITCH, SEAM, LETTERS = 1.0, 2.0, 4.0


def strikes(text: str, rows: Sequence[Row], faults: Faults) -> Iterator[Edit]:
    """Take out the copies that need not stay, save units with a number that no twin holds."""
    yield from _with_line_ends(text, sorted(_strikes(text, rows, faults)))


def _with_line_ends(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The strikes, with the ends of lines of which nothing stays or the next strike leaves the rest."""
    start = -1
    for before, one, two in zip([None, *edits], edits, [*edits[1:], None], strict=False):
        start = start if before and before.end == one.start else one.start
        ends = text[one.end - 1 : one.end + 1].find("\n") == 1
        empty = not start or text[start - 1] == "\n"
        goes = ends and (empty or (two is not None and _runs_on(text, one, two)))
        yield one._replace(end=one.end + goes)


def _runs_on(text: str, one: Edit, two: Edit) -> bool:
    """Whether what stays before a line end and behind the next strike are one line."""
    return one.end + 1 == two.start and text[two.end - 1] != "\n"


def _strikes(text: str, rows: Sequence[Row], faults: Faults) -> Iterator[Edit]:
    seam = 0.0 if all(heads_line(text, unit) for unit in rows[0].units) else SEAM
    stays = chosen([costs(text, row, faults) for row in rows], seam)
    for copy in range(len(rows[0].units)):
        judged = [
            (keep if _goes(text, row, copy, keep) else None, row)
            for row, keep in zip(rows, stays, strict=True)
        ]
        for keep, group in groupby(judged, lambda pair: pair[0]):
            if keep is not None:
                yield from struck(text, [(row.units[keep], row.units[copy]) for _, row in group])


def heads_line(text: str, unit: Unit) -> bool:
    """Whether a unit begins a line; what remains of such copies stands on lines of its own."""
    return not unit.start or text[unit.start - 1] == "\n"


def chosen(costs: Sequence[Sequence[float]], seam: float) -> list[int]:
    """Which copy stays at each place: the numbers never fall, and the costs are least.

    What stays twice stands between what is kept of one copy and of the next; there it parts no
    neighbours if it belongs there. Elsewhere it does, before the first copy kept and behind the
    last too, at a cost of `seam` each.
    """
    if not any(map(any, costs)):  # equal copies
        return [0] * len(costs)
    last = len(costs[0]) - 1
    stuck = [min(row) >= LETTERS for row in costs]
    seams = [0.0 if here or not any(stuck) else seam for here in stuck]
    table = [[(cost + k * (SWITCH + seams[0]), 0) for k, cost in enumerate(costs[0])]]
    for row, least in zip(costs[1:], map(min, pairwise(seams)), strict=True):
        table.append(_next(table[-1], row, SWITCH + least))
    ends = [cost + (last - k) * seams[-1] for k, (cost, _) in enumerate(table[-1])]
    return _traced(table, ends.index(min(ends)))


def _next(
    before: Sequence[tuple[float, int]], costs: Sequence[float], step: float
) -> list[tuple[float, int]]:
    """For each copy that may stay next, the least cost so far and the copy kept before."""
    least = [
        min((before[k][0] + step * (copy - k), k) for k in range(copy + 1))
        for copy in range(len(costs))
    ]
    return [(so_far + cost, back) for (so_far, back), cost in zip(least, costs, strict=True)]


def _traced(table: Sequence[Sequence[tuple[float, int]]], copy: int) -> list[int]:
    stays = []
    for line in reversed(table):
        stays.append(copy)
        copy = line[copy][1]
    return stays[::-1]


def costs(text: str, row: Row, faults: Faults) -> list[float]:
    """For each copy that may stay: the letters that stay beside it, and its hurt places."""
    if all(unit.said == row.first.said for unit in row.units):
        return [0.0] * len(row.units)
    left = [
        sum(
            len(unit.said)
            for copy, unit in enumerate(row.units)
            if copy != keep and not _goes(text, row, copy, keep)
        )
        for keep in range(len(row.units))
    ]
    said = [unit.said for unit in row.units]
    copies = range(len(said))
    wrong = [sum(faults.hurt(said, keep, copy) for copy in copies) for keep in copies]
    return [letters + places for letters, places in zip(left, wrong, strict=True)]


def _goes(text: str, row: Row, copy: int, keep: int) -> bool:
    """Whether a copy may go while another stays."""
    if copy == keep or not (row.sure or outvoted([unit.said for unit in row.units], copy, keep)):
        return False
    return lawful(text, row.units[keep], row.units[copy])


def outvoted(said: Sequence[str], copy: int, keep: int) -> bool:
    """Whether other copies say what one says, wherever another differs from it by more than a slip."""
    more = [words for k, words in enumerate(said) if k not in (copy, keep)]
    return bool(more) and all(
        votes(said[keep], c, d, more) > votes(said[copy], a, b, more)
        for a, b, c, d in differences(said[copy], said[keep])
        if turns(said[copy][a:b], said[keep][c:d])
    )


def lawful(text: str, one: Unit, other: Unit) -> bool:
    """Whether the twin holds what the copy says: every number and nearly every pair of signs."""
    came, stays = text[other.start : other.end], text[one.start : one.end]
    if came == stays:
        return True
    if lost_numbers(came, stays, text):
        return False
    again = shingles(other.said)
    held = len(again & shingles(one.said)) / (len(again) or 1)
    return held >= (BRIEF if len(other.said) < LONG / 3 else ALIKE)


def struck(text: str, pairs: list[tuple[Unit, Unit]]) -> Iterator[Edit]:
    """One edit for all pairs, or one each where together they break the promise."""
    whole = _strike(text, pairs)
    edits = [whole] if _kept(text, whole) else [_strike(text, [pair]) for pair in pairs]
    yield from (edit for edit in edits if _kept(text, edit))


def _kept(text: str, edit: Edit) -> bool:
    """Whether an edit keeps the promise of this stage, as `clean.rule` judges it."""
    twin = edit.twin or Span(0, 0)
    came, stays = text[edit.start : edit.end], text[twin.start : twin.end]
    return edit.likeness >= ALIKE and not lost_numbers(came, stays, text)


def _strike(text: str, pairs: list[tuple[Unit, Unit]]) -> Edit:
    twin = Span(pairs[0][0].start, pairs[-1][0].end)
    gone = Span(pairs[0][1].start, pairs[-1][1].end)
    if not heads_line(text, pairs[0][1]):
        twin, gone = _unended(text, twin), _unended(text, gone)
    same = text[slice(*gone)] == text[slice(*twin)]
    said = ("".join(unit.said for unit in copy) for copy in zip(*pairs, strict=True))
    return Edit(*gone, twin=twin, likeness=1.0 if same else round(likeness(*said), 3))


def _unended(text: str, span: Span) -> Span:
    """A span without its line end, which ends the line of what stands before it."""
    words = text[slice(*span)]
    end = words.find("\n", len(words.rstrip()))
    return span if end < 0 else Span(span.start, span.start + end)
