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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from clean.readings.joins import START, Joins, Outline, number

# Labellings to keep in play, and by how many nats the worst may trail the best. On 64 damaged
# texts 60 within 14 nats restore no neighbour more, and take twice the time; 30 lose some.
BEAM, TRAIL = 40, 10.0
ROUNDS = 4
# Pseudo-counts behind each rate.
FEW = 3.0
# Rates that the search is started from besides those of the certain part: long and short runs.
BEGIN = (0.2, 0.5)
# From so many turns in the certain part both starts led to one labelling in all of 41 texts.
SURE = 9
LONG_RUN = 12
# Pseudo-counts of the law of overwriting: what the leading reading lacks is as long as the run
# that stands there.
LAW = (0.3, 1.0)
# A reading ends before the file does once in a document.
ENDS = -5.0
# A gap in the numbering speaks against the reading that skips nothing, not against the others.
SKIPPING, COMPLETE = 0.0, -0.7
# Penalty for a unit of the certain part that should have had a copy and has none.
UNTWINNED = -7.0


_score = itemgetter(0)


class Stream(NamedTuple):
    """What the labelling starts from.

    `may` the readings each unit may belong to; `where` the kind of boundary behind each unit;
    `due` how many units the last reading should have said alone since its last twin, where a
    unit of it is a twin (-1 unknown); `free` from where on a reading may have ended.
    """

    readings: int
    may: list[tuple[int, ...]]
    where: list[str]
    due: dict[int, int]
    free: int


# One labelling of the stream so far: its score, reading, length of the run, last units and outline
# of each reading, units said alone since the last twin, readings that are over (bits), and path.
# A plain tuple: a document makes 100,000 of them.
State = tuple[
    float,
    int,
    int,
    tuple[tuple[int, ...], ...],
    tuple[Outline, ...],
    int,
    int,
    tuple[int, object] | None,
]


@dataclass
class Rates:
    """How often a run ends, by reading, boundary and length; how many units A skips."""

    start: float = 0.3
    others: int = 1
    turns: Counter[tuple[object, ...]] = field(default_factory=Counter)
    stays: Counter[tuple[object, ...]] = field(default_factory=Counter)
    gaps: Counter[tuple[bool, int]] = field(default_factory=Counter)
    exact: int = 0
    apart: int = 0
    known: dict[tuple[int, str, int], tuple[float, float]] = field(default_factory=dict)
    skips: dict[tuple[int, int], float] = field(default_factory=dict)

    def turn(self, reading: int, where: str, run: int) -> float:
        """The chance that a run ends here."""
        base = self._rate((reading,), self.start)
        place = self._rate((reading, where), base)
        length = self._rate((reading, min(run, LONG_RUN)), base)
        odds = _odds(place) * _odds(length) / _odds(base)
        return min(0.98, max(0.01, odds / (1 + odds)))

    def chances(self, reading: int, where: str, run: int) -> tuple[float, float]:
        """The log chances that a run goes on, and that one of another reading begins."""
        key = (reading, where, run)
        if key not in self.known:
            turn = self.turn(*key)
            self.known[key] = (math.log(1 - turn), math.log(turn / self.others))
        return self.known[key]

    def skip(self, count: int, due: int) -> float:
        """Log chance that the last reading said so many units alone between two twins.

        The reading that leads says as many units apart from each other as `due`; where it
        was overwritten, it lacks just as many as the run that stands between.
        """
        if (count, due) not in self.skips:
            self.skips[count, due] = self._skip(count, due)
        return self.skips[count, due]

    def _skip(self, count: int, due: int) -> float:
        apart = due > 0
        seen = {n: k for (kind, n), k in self.gaps.items() if kind == apart}
        total = sum(seen.values())
        none = (seen.get(0, 0) + 0.5) / (total + 1)
        mean = (sum(n * k for n, k in seen.items()) + 2) / (total - seen.get(0, 0) + 1)
        chance = none if not count else (1 - none) / mean * (1 - 1 / mean) ** (count - 1)
        if apart:
            law = (self.exact + LAW[0]) / (self.apart + LAW[1])
            chance = law * (0.98 if count == due else 0.02 * chance) + (1 - law) * chance
        return math.log(max(chance, 1e-9))

    def _rate(self, key: tuple[object, ...], prior: float) -> float:
        n = self.turns[key] + self.stays[key]
        return (self.turns[key] + FEW * prior) / (n + FEW)


def _odds(chance: float) -> float:
    chance = min(0.995, max(0.005, chance))
    return chance / (1 - chance)


def label(stream: Stream, joins: Joins) -> list[int]:
    """The reading of every unit."""
    best: tuple[float, list[int]] | None = None
    certain = [may[0] if len(may) == 1 else None for may in stream.may]
    turns = sum(turned for *_, turned in _boundaries(stream, certain))
    for start in BEGIN:
        found = _settle(stream, joins, Rates(start, stream.readings - 1), certain)
        if best is None or found[0] > best[0]:
            best = found
        if turns >= SURE or None not in certain:
            break
    return best[1] if best else []


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
            alone += 1


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
    states: list[State] = [(0.0, 0, 0, ((),) * n, (START,) * n, 0, 0, None)]
    for k in range(len(stream.may)):
        seen: dict[tuple[object, ...], State] = {}
        for step in _steps(stream, joins, rates, states, k):
            key = (step[1], step[2], step[3], step[5], step[6])
            if key not in seen or seen[key][0] < step[0]:
                seen[key] = step
        states = sorted(seen.values(), key=_score, reverse=True)[:BEAM]
        least = states[0][0] - TRAIL
        states = [state for state in states if state[0] > least]
    return states[0][0], _walk(states[0])


def _steps(
    stream: Stream, joins: Joins, rates: Rates, states: Sequence[State], k: int
) -> Iterator[State]:
    """The labellings with one unit more; and the same where a leading reading has ended."""
    last, marks = stream.readings - 1, joins.marks[k]
    where, twin, due = stream.where[k - 1], k in stream.due, stream.due.get(k, -1)
    single = (1 << last) - 1
    for before, own, run, lasts, outlines, alone, over, path in states:
        stay, leave = rates.chances(own, where, run) if k and over != single else (0.0, 0.0)
        for reading in stream.may[k]:
            if over >> reading & 1:
                continue
            behind, outline, apart = lasts[reading], outlines, alone
            score = before + joins.join(behind, k) + (stay if reading == own else leave)
            if marks:
                gap = COMPLETE if reading == last else SKIPPING
                gain, after = number(outlines[reading], marks, gap)
                outline = (*outlines[:reading], after, *outlines[reading + 1 :])
                score += gain
            if reading == last:
                score += rates.skip(alone, due) if due >= 0 else 0.0
                apart = 0 if twin else alone + 1
            again = min(run + 1, LONG_RUN) if reading == own else 1
            held = (*lasts[:reading], (k, *behind[:3]), *lasts[reading + 1 :])
            step = (score, reading, again, held, outline, apart, over, (reading, path))
            yield step
            if reading == last and k >= stream.free:
                yield from _ended(step, last)


def _ended(step: State, last: int) -> Iterator[State]:
    """The same labelling where one more of the leading readings has ended."""
    score, *held, over, path = step
    for other in range(last):
        if not over >> other & 1:
            yield (score + ENDS, *held, over | 1 << other, path)  # type: ignore[misc]


def _walk(state: State) -> list[int]:
    path, labels = state[-1], []
    while path:
        labels.append(path[0])
        path = path[1]  # type: ignore[assignment]
    return labels[::-1]
