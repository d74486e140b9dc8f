"""Whether twins prove that a text is made of readings that alternate.

In goes a chain of twins; out comes a proof, a doubt, or nothing. In a well-formed text what
is said twice does not come back crosswise: a table of contents, a quoted article, a summary
stand whole before the text, and formulae make up little of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from clean.readings.twins import Pair
from clean.readings.units import Unit

# The reading ahead comes back this often while the one behind still has something to say that
# was said; so many letters stand twice; and so large a part of the text where they alternate
# is twins. Of 380 statutes and 195 stretches of a newspaper none reaches the share with three
# returns (at most .29 with one, .19 with eight).
RETURNS, LETTERS, SHARE = 3, 150, 0.3
# One return proves it where most letters stand twice, none is needed where all do.
MANY, MOST = 12, 0.6
TURNS, ALL = 4, 0.9
# Where twins alone prove nothing, the new order must read better by so many nats, and so many
# at each turn. Interleaved texts gain 0.3 to 1.2 a turn; statutes and news at most 0.58 in a
# text in which so much stands twice.
LONG, GAIN, EACH = 500, 20.0, 0.7
# The share of all letters that stands twice; statutes that repeat themselves most reach .24.
COVER = 0.3


@dataclass(frozen=True)
class Doubt:
    """Readings that may be there: the units between which they were seen, and what was seen."""

    start: int
    end: int
    why: str


class Proof(NamedTuple):
    """How strongly the twins say that readings alternate.

    `cover` is the share of the whole text that stands twice, `share` that share where the
    readings alternate; `back` and `turns` see `returns`.
    """

    pairs: int
    letters: int
    cover: float
    share: float
    back: int
    turns: int

    def strong(self) -> bool:
        """Whether the twins alone prove it, if the new order reads no worse."""
        return self.letters >= LETTERS and (
            (self.back >= RETURNS and self.share >= SHARE)
            or (self.back > 0 and self.pairs >= MANY and self.share >= MOST)
            or (self.turns >= TURNS and self.share >= ALL)
        )

    def may_hold(self) -> bool:
        """Whether it is worth while to try the new order."""
        return self.strong() or (self.pairs >= MANY and self.letters >= LONG and self.much())

    def much(self) -> bool:
        """Whether so much stands twice that it needs an explanation."""
        return self.cover >= COVER

    def holds(self, gain: tuple[float, int]) -> bool:
        """Whether it is proven: by the twins, or by how much better the new order reads."""
        total, turns = gain
        if self.strong():
            return total > 0 or self.share >= ALL
        return total >= GAIN and total >= EACH * turns

    def doubt(
        self, parts: Sequence[Unit], chain: Sequence[Pair], gain: tuple[float, int] = (0.0, 0)
    ) -> Doubt | None:
        """What to say where it is not proven; nothing where nothing speaks for it."""
        if not self.strong() and not (self.much() and (self.back or gain[0] >= GAIN / 2)):
            return None
        why = f"{self.pairs} passages of {self.letters} letters stand twice, in {self.turns} turns"
        return Doubt(parts[chain[0][0]].start, parts[chain[-1][1]].end, why)


def weigh(chain: Sequence[Pair], parts: Sequence[Unit]) -> Proof:
    """The proof that a chain of twins gives."""
    letters = sum(len(parts[low].said) for low, _ in chain)
    cover = 2 * letters / max(1, sum(len(unit.said) for unit in parts))
    return Proof(len(chain), letters, cover, twinned(chain, parts), *returns(chain))


def twinned(chain: Sequence[Pair], parts: Sequence[Unit]) -> float:
    """The share of letters in twins, where the readings alternate."""
    held = {k for pair in chain for k in pair}
    inside = range(min(chain[0][1], chain[-1][0]), max(chain[0][1], chain[-1][0]) + 1)
    sizes = [(k in held, len(parts[k].said)) for k in inside]
    return sum(n for twin, n in sizes if twin) / max(1, sum(n for _, n in sizes))


def returns(chain: Sequence[Pair]) -> tuple[int, int]:
    """How often the reading ahead comes back while the one behind is still behind; and at all."""
    steps = sorted(
        [(low, 0, r) for r, (low, _) in enumerate(chain)]
        + [(high, 1, r) for r, (_, high) in enumerate(chain)]
    )
    back = [one[2] < two[2] - 1 for one, two in pairwise(steps) if one[1] > two[1]]
    return sum(back), len(back)
