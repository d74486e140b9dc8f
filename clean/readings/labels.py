"""Which reading each unit belongs to: the likeliest labelling of the whole stream.

In go what is certain (the readings a unit may belong to) and the evidence of joins; out
comes one reading for each unit. The search is Viterbi's over (reading, length of the run,
last units of each reading) with a beam; rates are learnt from the document, first from its
certain part, then again from the labelling they led to, until it stands still (Viterbi
training, Juang and Rabiner 1990).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence, Set
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from clean.readings.joins import Joins
from clean.readings.numbering import START, Outline
from clean.readings.rates import LONG_RUN, Rates

# Labellings to keep in play, and by how many nats the worst may trail the best. On 80 texts damaged in
# five to eight ways 10 nats restore no neighbour more, and take a fifth more time, 5.5 lose some; 30
# labellings lose the thread in lines broken at one width.
BEAM, TRAIL = 40, 7.0
ROUNDS = 4
# Rates that the search is started from besides those of the certain part: long and short runs.
BEGIN = (0.2, 0.5)
# From so many turns on both starts led to one labelling, or the second to a worse one, in all of 54 texts.
SURE = 9
# A reading ends before the file does once in a document; with its last twin as likely as not, for the other
# is whole. Of 384 texts of another hand 15 come back better so than with -1.5, none worse.
ENDS, WHOLE = -5.0, 0.0
# A twin that recurs is of another reading than its place in the chain says.
PARTED = -2.5
# What the reading ahead alone says before its last twin the one behind left out.
LEFT = -3.0


_score = itemgetter(0)


class Stream(NamedTuple):
    """What the labelling starts from.

    `may` the readings each unit may belong to; `where` the kind of boundary behind each unit;
    `due` how many units the last reading should have said alone since its last twin, where a
    unit of it is a twin (-1 unknown); `free` from where on a reading may have ended; `guess` the
    readings that rates are first learnt from; `recurs` twins that recur, and may be of any reading.
    """

    readings: int
    may: list[tuple[int, ...]]
    where: list[str]
    due: dict[int, int]
    free: int
    guess: list[int | None]
    recurs: Set[int]


# The last units of a reading, the nearest first.
Behind = tuple[int, ...]
# What the rest of a labelling depends on: the reading, the length of its run, the last units of each
# reading, units said alone since the last twin, and readings that are over (bits).
Key = tuple[int, int, tuple[Behind, ...], int, int]
# One labelling of the stream so far: its score, its key, the outline of each reading, and its path.
# A plain tuple: a document makes 10,000 of them.
State = tuple[float, Key, tuple[Outline, ...], tuple[int, object] | None]


def label(stream: Stream, joins: Joins) -> tuple[float, list[int]]:
    """The log chance of the likeliest labelling, and the reading of every unit."""
    best: tuple[float, list[int]] = (-math.inf, [])
    for start in BEGIN:
        found = _settle(stream, joins, Rates(start, stream.readings - 1), stream.guess)
        best = max(best, found, key=_score)
        turns = sum(one != two for one, two in pairwise(found[1]))
        if turns >= SURE or None not in stream.guess:
            break
    return best


def _settle(
    stream: Stream, joins: Joins, rates: Rates, certain: Sequence[int | None]
) -> tuple[float, list[int]]:
    """Label and learn in turn until nothing changes."""
    learn(stream, joins, rates, certain)
    score, path = search(stream, joins, rates)
    for _ in range(ROUNDS):
        learn(stream, joins, rates, path)
        again = search(stream, joins, rates)
        if again[1] == path:
            break
        score, path = again
    return score, path


def learn(stream: Stream, joins: Joins, rates: Rates, path: Sequence[int | None]) -> None:
    """Count turns, skips and neighbours in what is labelled."""
    rates.turns, rates.stays, rates.known, rates.skips = Counter(), Counter(), {}, {}
    for reading, where, run, turned in _boundaries(stream, path):
        seen = rates.turns if turned else rates.stays
        seen.update([(reading,), (reading, where), (reading, min(run, LONG_RUN))])
    rates.gaps, rates.exact, rates.apart = Counter(), 0, 0
    for due, alone in _gaps(stream, path):
        rates.gaps[due > 0, alone] += 1
        rates.apart += due > 0
        rates.exact += due > 0 and due == alone
    joins.learn(_neighbours(stream, path))
    joins.count([[k for k, one in enumerate(path) if one == r] for r in range(stream.readings)])


def _boundaries(stream: Stream, path: Sequence[int | None]) -> Iterator[tuple[int, str, int, bool]]:
    run, starts = 1, 0
    for k, (one, two) in enumerate(pairwise(path)):
        if one is not None and two is not None and starts:
            yield one, stream.where[k], run, one != two
        run = run + 1 if one == two else 1
        starts = starts or one != two


def _gaps(stream: Stream, path: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """How many units the last reading says alone between twins, where all is labelled."""
    alone: int | None = None
    for k, reading in enumerate(path):
        if reading is None:
            alone = None
        elif k in stream.due:
            if alone is not None and stream.due[k] >= 0:
                yield stream.due[k], alone
            alone = 0
        elif reading == stream.readings - 1 and alone is not None:
            alone += k not in stream.recurs


def _neighbours(stream: Stream, path: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Units that follow each other for certain: in a run, and in the reading that skips none."""
    last: int | None = None
    for k, reading in enumerate(path):
        if reading is None:
            last = None
            continue
        if reading == stream.readings - 1:
            if last is not None:
                yield last, k
            last = k
        elif k and path[k - 1] == reading:
            yield k - 1, k


def search(stream: Stream, joins: Joins, rates: Rates) -> tuple[float, list[int]]:
    """The likeliest labelling under these rates, and its log chance."""
    n = stream.readings
    states: list[State] = [(0.0, (0, 0, ((),) * n, 0, 0), (START,) * n, None)]
    for k in range(len(stream.may)):
        states = _kept(_steps(stream, joins, rates, states, k))
    return states[0][0], _walk(states[0])


def _kept(states: Collection[State]) -> list[State]:
    """The labellings that stay in play, the best first."""
    if len(states) == 1:
        return list(states)
    least = max(map(_score, states)) - TRAIL
    near = [state for state in states if state[0] > least]
    near.sort(key=_score, reverse=True)
    return near[:BEAM]


def _steps(
    stream: Stream, joins: Joins, rates: Rates, states: Sequence[State], k: int
) -> Collection[State]:
    """The labellings with one unit more, the best of each key; and those where a reading has ended.

    One loop without calls in it: half of the time a scrambled document takes is spent here.
    """
    last, marks, may, ends = stream.readings - 1, joins.marks[k], stream.may[k], k >= stream.free
    where, twin, due = stream.where[k - 1], k in stream.due, stream.due.get(k, -1)
    lean = _lean(stream, k)
    single, counts = (1 << last) - 1, k not in stream.recurs
    end = WHOLE if k == stream.free else ENDS
    top = -math.inf
    joined, counting, turns = _Joined(joins, k), joins.counting, _Turns(rates, where)
    still = [[r for r in may if not over >> r & 1] for over in range(single + 1)]
    seen: dict[Key, State] = {}
    for before, (own, run, lasts, alone, over), outlines, path in states:
        stay, leave = turns[own, run] if k and over != single else (0.0, 0.0)
        for reading in still[over]:
            gain, ahead = joined[lasts[reading]]
            outline, apart = outlines, alone
            score = before + gain + lean[reading] + (stay if reading == own else leave)
            if marks:
                gain, after = counting[reading > 0][outlines[reading], marks]
                outline = (*outlines[:reading], after, *outlines[reading + 1 :])
                score += gain
            if reading == last:
                score += rates.skip(alone, due) if due >= 0 else 0.0
                apart = 0 if twin else alone + counts
            if score <= top - TRAIL:
                continue
            top = max(top, score)
            again = 1 if reading != own else run + 1 if run < LONG_RUN else LONG_RUN
            held = (*lasts[:reading], ahead, *lasts[reading + 1 :])
            key = (reading, again, held, apart, over)
            state = (score, key, outline, (reading, path))
            if seen.setdefault(key, state)[0] < score:  # a key is long to hash
                seen[key] = state
            if ends and reading == last and over != single and score + end > top - TRAIL:
                _end(seen, (score + end, *state[1:]), last)
    return seen.values()


def _lean(stream: Stream, k: int) -> list[float]:
    """For each reading, what speaks against it that the chain of twins says otherwise, or that the last skips."""
    if (
        k < stream.free
        and k not in stream.recurs
        and stream.may[k] == (0, 1)
        and stream.readings == 2
    ):
        return [LEFT, 0.0]
    guess = stream.guess[k] if k in stream.recurs else None
    return [0.0 if guess in (None, r) else PARTED for r in range(stream.readings)]


class _Joined(dict[Behind, tuple[float, Behind]]):
    """How well one unit follows others, and what stands behind the next one then."""

    def __init__(self, joins: Joins, unit: int) -> None:
        self.join = joins.join
        self.unit = unit

    def __missing__(self, behind: Behind) -> tuple[float, Behind]:
        found = self[behind] = self.join(behind, self.unit), (self.unit, *behind[:5])
        return found


class _Turns(dict[tuple[int, int], tuple[float, float]]):
    """The log chances, behind one unit, that a run of a reading and a length goes on, and that it ends."""

    def __init__(self, rates: Rates, where: str) -> None:
        self.rates = rates
        self.where = where

    def __missing__(self, key: tuple[int, int]) -> tuple[float, float]:
        own, run = key
        found = self[key] = self.rates.chances(own, self.where, run)
        return found


def _end(seen: dict[Key, State], step: State, last: int) -> None:
    """Put in the same labelling where one more of the leading readings has ended."""
    score, (*held, over), outlines, path = step
    for other in range(last):
        if not over >> other & 1:
            key: Key = (*held, over | 1 << other)  # type: ignore[assignment]
            if key not in seen or seen[key][0] < score:
                seen[key] = (score, key, outlines, path)


def _walk(state: State) -> list[int]:
    path, labels = state[-1], []
    while path:
        labels.append(path[0])
        path = path[1]  # type: ignore[assignment]
    return labels[::-1]
