"""How often scrambled documents come back whole, by kind of damage, on the four whole seeds.

The damage is that of `tests/damage.py`, seeded; `neighbours` is the share of true neighbours
that are neighbours again, `whole` the share of documents restored exactly.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, "tests")

from damage import Damaged, Shape, any_shape, interleave, overwrite, sentences

import clean
from clean.likeness import letters

EACH = 10
Damage = Callable[[list[str], random.Random], Damaged]
KINDS: dict[str, Damage] = {
    "two readings, the second whole": lambda said, dice: interleave(said, Shape(cut_off=0), dice),
    "two readings, cut off": lambda said, dice: interleave(said, Shape(cut_off=1), dice),
    "two readings, any shape": lambda said, dice: interleave(said, any_shape(dice), dice),
    "overwritten, as seed 002": overwrite,
    "three readings, any shape": lambda said, dice: interleave(said, any_shape(dice, 3), dice),
}


def sources() -> Iterator[list[str]]:
    """The sentences of the canonical texts of the seeds in which nothing had to be moved."""
    for path in sorted(Path("seeds").glob("*.txt")):
        document = clean.file(path)
        if not any(piece.move for piece in document.pieces):
            yield sentences(document.text)


def score(damaged: Damaged) -> tuple[float, bool, int]:
    """The share of neighbours restored, whether all is as it was, and sentences lost."""
    want, got = (
        [letters(one) for one in said]
        for said in (damaged.truth, sentences(clean.text(damaged.text).text))
    )
    pairs = set(zip(got, got[1:], strict=False))
    held = [pair in pairs for pair in zip(want, want[1:], strict=False)]
    flat = "".join(got)
    return sum(held) / len(held), want == got, sum(one not in flat for one in want)


def main() -> None:
    """Print a line a kind of damage."""
    print(f"\n{'damage':34} {'n':>4} {'neighbours':>11} {'whole':>6} {'lost':>5}")
    for name, damage in KINDS.items():
        scores = [
            score(damage(said, random.Random(f"{name} {number} {at}")))
            for at, said in enumerate(sources())
            for number in range(EACH)
        ]
        near, whole, lost = zip(*scores, strict=True)
        n = len(scores)
        print(f"{name:34} {n:4} {sum(near) / n:11.4f} {sum(whole) / n:6.2f} {sum(lost):5}")


if __name__ == "__main__":
    main()
