"""Interleaved readings put in reading order.

What is found and proven stands in `readings`; here it becomes stretches, line ends and findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from clean.document import Edit, Stretch
from clean.readings import (
    Doubt,
    Place,
    Readings,
    comes_back,
    doubles,
    placed,
    readings,
    repeats_much,
    saying,
    units,
    wandering,
)
from clean.rule import erases, finds, lost_numbers, orders, repeats


@finds
def text_jump(text: str) -> Iterable[tuple[int, int, str]]:
    """A place where a stretch of the document is missing from the file.

    In a file made of interleaved readings the reading that leads skips stretches. Where no
    other reading holds them they are lost, and the restored text jumps. Nothing is changed.

    Also says where readings may be interleaved and the proof is too weak to move anything.
    """
    found = readings(text)
    if isinstance(found, Doubt):
        yield found.start, found.end, f"interleaved-reading? {found.why}"
    if isinstance(found, Readings):
        for one, _ in found.jumps:
            here = found.parts[one]
            yield here.start, here.end, "a passage is missing behind it"


@orders
def interleaved_reading(text: str) -> Iterable[Stretch]:
    """Two or three readings of one document, written into each other run by run.

    A page read twice and joined gives a file in which runs of a first, hasty reading and runs
    of a second, complete one alternate. Both rise in the true order, so the second reading and
    then what only the first holds beyond its end are the true text. Each surplus copy is put
    directly behind its twin, for `repeated-passage` to take out.

    Left alone: every text in which the readings do not alternate (tables of contents, quoted
    articles followed by the full text, formulae, old and new wording in the cells of a table, turns
    of speakers who repeat each other), or whose sentences follow each other better
    as they stand. Where there is some sign and no proof, a finding says so.
    """
    found = readings(text)
    if not isinstance(found, Readings):
        return
    order = placed(found)
    if any(one.units[-1] + 1 != two.units[0] for one, two in pairwise(order)):
        yield from stretches(found, order)


@erases
def interleaved_line(text: str) -> Iterable[Edit]:
    """A line end that means nothing, in a text whose copies end their lines elsewhere.

    Where a passage stands twice, line ends that mean something stand at the same places in
    both copies. If most do not, the lines are those of a file or a screen, and all line ends
    of the text go; headings and paragraphs are set on lines again by later rules.
    """
    for at in wandering(text):
        yield Edit(at, at + 1)


@repeats
def torn_repeat(text: str) -> Iterable[Edit]:
    """A stretch that stands again directly behind itself in mid-sentence.

    Where runs of readings ended in mid-sentence, the copies put behind their twins begin and end
    there too; in a text without line breaks items, headings and rows of a table stand again in the
    middle of a line, with the stop or the mark they have. The first stays. Left alone: every text
    in which such stretches are few, and a sentence that begins as the one before ends.
    """
    if repeats_much(saying(units(text))) or comes_back(text):
        for twin, copy in doubles(text):
            if not lost_numbers(text[slice(*copy)], text[slice(*twin)], text):
                yield Edit(*copy, twin=twin, likeness=1.0)


def stretches(found: Readings, order: Sequence[Place]) -> Iterator[Stretch]:
    """The new order as stretches of the text, neighbours in the text joined."""
    units = [(unit, place) for place in order for unit in place.units]
    steps = (n for n, _ in enumerate(units))
    for _, group in groupby(steps, lambda n: units[n][0] - n):
        run = list(group)
        first, last = units[run[0]], units[run[-1]]
        yield Stretch(found.parts[first[0]].start, found.parts[last[0]].end, first[1].why)
