"""Stretches that stand twice in a row, in mid-sentence too.

Readings whose runs ended in mid-sentence leave, once put in order, each copy directly behind its
twin wherever that is. In go texts; out come the twin and the copy. No sentence and no line
begins there, so letters alone are compared, in a text that is torn throughout; elsewhere only
long prose is taken for a copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from clean.document import Span
from clean.readings.anchors import OFTEN, SIZE, Pair, anchors, pairs
from clean.readings.flat import Flat, flat
from clean.readings.in_place import in_place
from clean.readings.versions import set_beside
from clean.signs import mark

# A text is torn if stretches of so many letters in all come back in mid-word. Of 200 well-formed
# texts of a grammar 4 hold one such stretch, of 8 to 10 letters, and none holds two.
MUCH = 40
# A text was broken at one width if so many of its lines have just that many signs.
NARROW, SET = 10, 0.3
STOP, CLOSED = re.compile("[。！？；：]"), re.compile("[；：）》]")
# Elsewhere a stretch is believed from so many letters and sentences on.
LONG, PROSE, FULL, ENDED = 100, 3, re.compile("[。！？]"), re.compile("[。！？\n]")
# A row of a table that stands again in the middle of a line: so many letters.
ROW = 20
# The share of clauses that must come back to go on.
LOOK = 0.2


def comes_back(text: str) -> bool:
    """A cheap look: whether enough of the clauses of a text begin as one or two others do."""
    clauses = text.replace("，", "\n").replace("。", "\n").replace("；", "\n").split("\n")
    heads = [clause[:SIZE] for clause in clauses if len(clause) >= SIZE]
    few = sum(n for n in Counter(heads).values() if 2 <= n <= OFTEN)
    return few > LOOK * len(heads)


def doubles(text: str) -> Iterator[tuple[Span, Span]]:
    """Each stretch that stands again directly behind itself, with its copy: in a torn text, or long.

    Paragraphs doubled in place are no torn readings: of their copies the better one stays.
    """
    if in_place(text):
        return
    here = flat(text)
    found = pairs(here.said, anchors(here.said))
    again = [pair for pair in found if pair.high - pair.low == pair.size]
    width = set_width(text)
    cuts = [(pair, turned(here, pair)[0].high) for pair in again]
    torn = [pair for pair, at in cuts if _in_word(here, at) or _in_row(here, at, width)]
    told = [pair for pair in again if _run_on(here, pair)]
    if sum(pair.size for pair in torn) >= MUCH:  # which copy a third one is of, the next pass tells
        yield from _apart(here, [(pair, 1) for pair in again])
        return
    much = sum(pair.size for pair in told) >= MUCH
    long = (pair for pair in again if _prose(here, turned(here, pair)[0]))
    rows = (pair for pair in again if pair.size >= ROW and _again(here, pair))
    again = sorted({*long, *chain(torn, told, rows)} if much else set(long))
    yield from _apart(here, _in_rows(here.said, again))


def _apart(here: Flat, again: Iterable[tuple[Pair, int]]) -> Iterator[tuple[Span, Span]]:
    """The stretches and their copies that share no text; a third copy has the twin of the second."""
    done = 0
    for pair, times in again:
        ways = (spans(here, way, times) for way in turned(here, pair, times))
        free = next((way for way in ways if way[0].start >= done), None)
        if free:
            twin, *copies = free
            if not set_beside(here.text, twin.start, copies[0].start):
                yield from ((twin, copy) for copy in copies)
            done = copies[-1].end


def _in_rows(said: str, again: Sequence[Pair]) -> list[tuple[Pair, int]]:
    """The stretches that stand again, and how many copies stand in a row behind each."""
    ends: dict[Pair, int] = {}
    last: dict[int, Pair] = {}
    for pair in again:
        first = last.get(pair.size, pair)
        if pair.high > ends.get(first, -1):
            first = last[pair.size] = pair
        ends[first] = pair.high + pair.size + max(_turns(said, pair, 1))
    return sorted(_row(said, pair, end) for pair, end in ends.items())


def _row(said: str, pair: Pair, end: int) -> tuple[Pair, int]:
    """A stretch, begun as early as the letters allow it where more than one copy stands behind it."""
    low = pair.low - max(map(abs, _turns(said, pair, -1)))
    times = (end - low) // pair.size - 1
    return (Pair(low, low + pair.size, pair.size) if times > 1 else pair), times


def turned(here: Flat, pair: Pair, times: int = 1) -> list[Pair]:
    """The same repeat begun elsewhere as the letters allow it, the nearest mark or line end first."""
    low, high, size = pair
    last = (times - 1) * size
    ways = _turns(here.said, pair, -1), _turns(here.said, Pair(low + last, high + last, size), 1)
    steps = {step for way in ways for step in way}
    order = sorted(steps, key=lambda step: (_in_word(here, high + step), abs(step), step))
    return [Pair(low + step, high + step, size) for step in order]


def _turns(said: str, pair: Pair, way: int) -> Iterator[int]:
    """By how many letters a repeat may begin earlier (way -1) or later."""
    low, high, size = pair
    for step in range(size):
        yield way * step
        one = low + step if way > 0 else low - step - 1
        other = high + size + step if way > 0 else high - step - 1
        if one < 0 or other >= len(said) or said[one] != said[other]:
            return


def spans(here: Flat, pair: Pair, times: int = 1) -> list[Span]:
    """A stretch and its copies as spans of the text.

    Marks between the two go with the stretch before, or with the copy if the stretch begins so too.
    """
    cuts = [pair.low + k * pair.size for k in range(times + 2)]
    before, between, behind = (_gap(here, cut).strip() for cut in cuts[:3])
    leads = between and between == before != behind
    return [Span(*two) for two in pairwise(here.end(c) if leads else here.place(c) for c in cuts)]


def _gap(here: Flat, cut: int) -> str:
    return here.text[here.end(cut) : here.place(cut)]


def set_width(text: str) -> int:
    """How wide the lines of a text are set that was broken at one width, 0 if it was not."""
    often = Counter(map(len, text.split("\n")))
    width, many = max(often.items(), key=lambda pair: (pair[1], pair[0]))
    return width if width >= NARROW and many >= SET * often.total() else 0


def _prose(here: Flat, pair: Pair) -> bool:
    """Whether a stretch is too long to stand twice by right, and no row of sentences that come back.

    Or its copies end their sentences elsewhere, where runs ended before a stop.
    """
    twin, copy = (here.text[slice(*span)] for span in spans(here, pair))
    if pair.size < LONG or len(FULL.findall(twin)) < PROSE:
        return False
    whole = all(not cut or ENDED.search(_gap(here, cut)) for cut in pair[:2])
    return not whole or len(FULL.findall(copy)) != len(FULL.findall(twin))


def _run_on(here: Flat, pair: Pair) -> bool:
    """Whether a stretch stands again in the middle of a line with its stop, or with its mark.

    A sentence that begins as the one before ends, `…设立代表大会。设立代表大会的，…`, does not.
    """
    return any(_stopped(here, way) or _marked(here, way) for way in turned(here, pair))


def _stopped(here: Flat, pair: Pair) -> bool:
    return _again(here, pair) and bool(CLOSED.search(_gap(here, pair.high)))


def _again(here: Flat, pair: Pair) -> bool:
    """Whether what stands between twin and copy stands before the one or behind the other too."""
    low, between, end = (_gap(here, cut) for cut in (pair.low, pair.high, pair.high + pair.size))
    whole = FULL.search(between)  # sentences that come back are judged as such
    return between != "" and between in (low, end) and "\n" not in between and not whole


def _marked(here: Flat, pair: Pair) -> bool:
    return mark(here.text, here.place(pair.low)) is not None and "\n" not in _gap(here, pair.high)


def _in_row(here: Flat, cut: int, width: int) -> bool:
    """Whether a sentence runs on over the end of a full line at a cut."""
    end = here.text.find("\n", here.at[cut - 1], here.at[cut])
    if not width or end < 0 or STOP.search(here.text, here.at[cut - 1], here.at[cut]):
        return False
    return end - here.text.rfind("\n", 0, end) > width


def _in_word(here: Flat, cut: int) -> bool:
    """Whether nothing stands between the letters before and behind a cut."""
    return here.at[cut - 1] + 1 == here.at[cut]
