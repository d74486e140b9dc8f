"""What came out of a damaged text against its truth, letter by letter.

A true sentence is looked for in the letters that came out, whatever lines and sentences they form
now; in texts with noise by the place that most of its triples of letters agree on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from bench.damage import Case, sentences
from clean.likeness import letters

# In noise a sentence of fewer letters is looked for together with the next.
SHORT = 12
# The share of its triples of letters that must agree on a place, in a sentence of fewer letters
# than `BRIEF` and in longer ones; and how far ends may be apart.
AGREE_BRIEF, AGREE, BRIEF, APART = 0.35, 0.55, 24, 5
# A sentence of which this share of all runs of so many letters stands somewhere is broken, not lost.
RUN, PIECES = 5, 0.7
# Left over, as a share of the truth, in a noisy text that counts as whole.
REST = 0.02


@dataclass
class Score:
    """One text. `surplus` and `left` in letters, `lost` and `invented` in sentences."""

    neighbours: float
    surplus: int
    left: int
    lost: list[str]
    invented: list[str]
    apart: list[tuple[str, str]]
    whole: bool


@dataclass
class Flat:
    """The letters of a text, and where each triple of them stands."""

    said: str
    at: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for n in range(len(self.said) - 2):
            self.at[self.said[n : n + 3]].append(n)

    def exact(self, words: str) -> list[tuple[int, int]]:
        """Where words stand, as from and to."""
        return [(m.start(), m.start() + len(words)) for m in re.finditer(f"(?={words})", self.said)]

    def near(self, words: str) -> list[tuple[int, int]]:
        """Where words stand but for noise, as from and to; a hurt copy that stays is one of them."""
        votes: Counter[int] = Counter()
        for n in range(len(words) - 2):
            for d in {(at - n) // 4 for at in self.at.get(words[n : n + 3], ())}:
                votes.update((d, d + 1))
        least = (AGREE_BRIEF if len(words) < BRIEF else AGREE) * (len(words) - 2)
        some = [(4 * d, 4 * d + len(words)) for d, n in votes.items() if n >= least]
        return self.exact(words) + some

    def scattered(self, words: str) -> bool:
        """Whether words stand in pieces: most runs of five letters stand somewhere."""
        runs = [words[n : n + RUN] for n in range(len(words) - RUN + 1)]
        return bool(runs) and sum(run in self.said for run in runs) >= PIECES * len(runs)


def score(case: Case, text: str) -> Score:
    """The score of a text that came out."""
    flat = Flat(letters(text))
    truth = _truth(case)
    find, slack = (flat.near, APART) if case.noise else (flat.exact, 0)
    places = {one: find(one) for one in dict.fromkeys(truth)}
    apart = [pair for pair in pairwise(truth) if not _meet(places, pair, slack)]
    lost = _lost(truth, places, flat, case.noise)
    size = sum(map(len, truth))
    gone = (Counter("".join(truth)) - Counter(flat.said)).total()
    left = max(0, len(flat.said) + gone - size)
    whole = flat.said == "".join(truth)
    if case.noise:
        whole = not apart and not lost and left <= REST * size
    return Score(
        1 - len(apart) / max(1, len(truth) - 1),
        max(0, len(letters(case.text)) - size),
        left,
        lost,
        _invented(case, text),
        apart,
        whole,
    )


def changed(before: str, after: str) -> list[tuple[str, str, str]]:
    """What a text lost, gained or has elsewhere: kind, letters before, letters after."""
    one, two = letters(before), letters(after)
    if one == two:
        return []
    steps = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [(kind, one[a:b], two[c:d]) for kind, a, b, c, d in steps if kind != "equal"]


def _truth(case: Case) -> list[str]:
    """The letters of the true sentences; in noise short ones joined to the next."""
    done: list[str] = []
    waiting = ""
    for one in filter(None, map(letters, case.truth)):
        waiting += one
        if not case.noise or len(waiting) >= SHORT:
            done.append(waiting)
            waiting = ""
    return [*done, waiting] if waiting and not done else done


def _meet(places: dict[str, list[tuple[int, int]]], pair: tuple[str, str], slack: int) -> bool:
    """Whether somewhere the second begins where the first ends."""
    ends = (end for _, end in places[pair[0]])
    starts = [start for start, _ in places[pair[1]]]
    if not slack:
        return bool(set(ends) & set(starts))
    room = slack + 0.05 * len(pair[0])
    return any(abs(start - end) <= room for end in ends for start in starts)


def _lost(
    truth: Sequence[str], places: dict[str, list[tuple[int, int]]], flat: Flat, noise: float
) -> list[str]:
    """The true sentences that stand nowhere, or less often than they should."""
    if noise:
        return [one for one in truth if not places[one]]
    return [
        one
        for one, times in Counter(truth).items()
        for _ in range(times - len(places[one]))
        if places[one] or not flat.scattered(one)
    ]


def _invented(case: Case, text: str) -> list[str]:
    """Sentences that stand neither in the damaged text nor in the truth."""
    truth = Flat("".join(map(letters, case.truth)))
    came = letters(case.text)
    said = (letters(one) for line in text.splitlines() for one in sentences(line))
    new = [one for one in said if one not in came and one not in truth.said]
    return [one for one in new if len(one) >= SHORT and not truth.near(one)] if case.noise else new
