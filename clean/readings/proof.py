"""Whether twins prove that a text is made of readings that alternate.

In go the units that say the same, grouped; out comes a proof, a doubt, or nothing. A proof is
a comparison of three accounts of why so much stands twice: readings that alternate; formulae,
which recur crosswise and make up little of a text; and passages said twice on purpose or by
mistake (a table of contents, a quoted article, a paragraph doubled in place, a document
behind itself), which may make up all of it and do not come back crosswise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from clean.readings.forms import Forms
from clean.readings.twins import Group, Pair
from clean.readings.units import Unit

# Letters below which nothing is proven; and from which a pair may tell of a return: headings that
# recur (1.工作目标) do so crosswise by right.
LETTERS, TELLING = 150, 12
# By so many passages a reading is behind; of one less, it has said all but one.
BEHIND = 2
# So many returns are more than proof.
ENOUGH = 16
# Log-odds before anything is seen, and those that prove it, in nats.
PRIOR, PROVEN = -4.6, 3.0
# The share of letters in twins that formulae reach, on average, where they lie crosswise: of 400
# statutes two return at all, at a share of .1. No pair tells more than a nat against them.
FORMULAE = 0.035
# Of 600 statutes, rules and stretches of a newspaper 12 say a tenth and more of their letters
# twice, and none of these returns; nor does any of 120 texts with paragraphs doubled in place.
TWICE, RETURN = 0.03, 4.5
# Where all is said twice in turns nothing hinges on the account: the copies go in any case.
ALL, MOST, TURNS = 0.9, 0.6, 2
# How well the new order reads: statutes and news gain at most .58 nats a turn in an order they
# should not have, interleaved texts .3 to 1.2. The labelling has chosen this order among many, so a
# nat of its wording is a fifth of one of proof; and runs of one unit tell little, so a loss is bounded.
EACH, TELLS, BETTER, WORSE = 0.7, 0.2, 6.0, -3.0
# What a mark tells that is out of turn in the file and not in the new order. Of 1,960 well-formed texts
# none has one such; readings that alternate have 4 to 15.
COUNTS = 1.5
# Pairs and letters from which it is worth while to try an order, and the share of all letters
# that needs an explanation; statutes that repeat themselves most reach .24.
MANY, LONG, COVER = 8, 300, 0.3
# A new order that reads so much better, in nats, is worth a finding.
NOTED = 10.0


@dataclass(frozen=True)
class Doubt:
    """Readings that may be there: the units between which they were seen, and what was seen."""

    start: int
    end: int
    why: str


class Proof(NamedTuple):
    """How strongly the twins say that readings alternate.

    `cover` is the share of the letters of the whole text that stand twice, `share` that share
    where the two readings that show it best alternate, `ahead` that share where the reading ahead
    stands before the other begins; `back` and `turns` see `returns`.
    """

    pairs: int
    letters: int
    cover: float
    share: float
    ahead: float
    back: int
    turns: int

    def odds(self) -> float:
        """Log-odds, in nats, of readings against formulae and against passages said twice."""
        formulae = math.exp(-min(self.pairs, self.share / FORMULAE))
        return PRIOR - math.log(formulae + TWICE * math.exp(-RETURN * self.back))

    def strong(self) -> bool:
        """Whether the twins alone prove it, if the new order reads no worse."""
        return self.letters >= LETTERS and (self.whole() or self.odds() >= PROVEN)

    def whole(self) -> bool:
        """Whether all is said twice, in turns; one is enough where next to nothing stands once."""
        turned = self.turns >= TURNS or (self.turns and self.cover >= ALL)
        return bool(turned) and self.share >= ALL and self.cover >= MOST

    def may_hold(self) -> bool:
        """Whether it is worth while to try the new order."""
        return self.strong() or (self.pairs >= MANY and self.letters >= LONG and self.much())

    def much(self) -> bool:
        """Whether so much stands twice that it needs an explanation."""
        return self.cover >= COVER

    def holds(self, gain: tuple[float, int], sure: tuple[float, int], righted: int) -> bool:
        """Whether it is proven: by the twins, and by how much better the new order reads and counts.

        What is said twice in turns, and reads far worse apart, is told beside what it answers to:
        an article and its amendment. Where the reading ahead has said all its twins before the other
        begins, but for one turn, nothing can come back crosswise: then it tells that marks count again
        which did not. A form that is filled in twice says something else between its twins. And there only the
        wording tells that is `sure`: beyond the last twin the order was chosen for how it reads, and a block
        that was pasted reads well so too.
        """
        told = reads(*gain) if self.turns >= TURNS else min(reads(*gain), reads(*sure))
        if self.turns < TURNS and self.ahead >= ALL:
            told += max(0.0, min(BETTER, COUNTS * righted))
        return (self.whole() and told > WORSE) or self.odds() + told >= PROVEN

    def doubt(
        self, parts: Sequence[Unit], groups: Sequence[Group], gain: tuple[float, int] = (0.0, 0)
    ) -> Doubt | None:
        """What to say where it is not proven; nothing where nothing speaks for it."""
        seen = self.much() and (self.back or gain[0] >= NOTED)
        if not seen and (self.letters < LETTERS or self.odds() < 0):
            return None
        why = f"{self.pairs} passages of {self.letters} letters stand twice, in {self.turns} turns"
        first = min(k for k in groups[0] if k >= 0)
        return Doubt(parts[first].start, parts[max(map(max, groups))].end, why)


def reads(total: float, turns: int) -> float:
    """What it tells that the new order reads better by so many nats, at so many turns."""
    return 0.0 if 0 < total < EACH * turns else min(BETTER, max(WORSE, TELLS * total))


def weigh(groups: Sequence[Group], forms: Forms) -> Proof:
    """The proof that units give which say the same: of all readings the two that show most."""
    held = {k for group in groups for k in group if k >= 0}
    size = [len(unit.said) for unit in forms.parts]
    cover = sum(size[k] for k in held) / max(1, sum(size))
    lanes = combinations(range(forms.readings), 2)
    chains = [[(g[a], g[b]) for g in groups if min(g[a], g[b]) >= 0] for a, b in lanes]
    proofs = [_of_two(sorted(chain), held, size, cover, forms) for chain in chains if chain]
    return max(proofs, key=lambda proof: (proof.strong(), proof.odds(), proof.letters))


def _of_two(
    chain: Sequence[Pair], held: set[int], size: Sequence[int], cover: float, forms: Forms
) -> Proof:
    """The proof that the twins of two readings give."""
    letters = sum(size[low] for low, _ in chain)
    telling = [pair for pair in chain if size[pair[0]] >= TELLING]
    begun = min(high for _, high in chain)
    alternate = range(min(chain[0][1], chain[-1][0]), max(chain[0][1], chain[-1][0]) + 1)
    before = range(chain[0][0], max(low for low, _ in chain if low < begun) + 1)
    share, ahead = (twinned(inside, held, size) for inside in (alternate, before))
    return Proof(len(chain), letters, cover, share, ahead, *returns(telling, forms))


def twinned(inside: range, held: set[int], size: Sequence[int]) -> float:
    """The share of letters in twins among the units of a range."""
    return sum(size[k] for k in inside if k in held) / max(1, sum(size[k] for k in inside))


def returns(chain: Sequence[Pair], forms: Forms) -> tuple[int, int]:
    """How often the reading ahead comes back while the one behind is still behind; and at all.

    It is behind by two passages at least: one alone may be an attribution that recurs by right.
    What it comes back with is said nowhere else. A few returns are proof, so few are looked at.
    """
    steps = sorted(
        [(low, 0, r) for r, (low, _) in enumerate(chain)]
        + [(high, 1, r) for r, (_, high) in enumerate(chain)]
    )
    turns = [(one[2], two[2]) for one, two in pairwise(steps) if one[1] > two[1]]
    back = [chain[now] for before, now in turns if before < now - BEHIND]
    return sum(map(forms.is_own, back[:ENOUGH])), len(turns)
