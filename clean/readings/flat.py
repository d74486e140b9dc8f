"""A text as its letters alone, each with its place in the text.

Readings are compared letter by letter: a run may end anywhere, and what stands between letters
(blanks, line ends, marks in one width or the other) tells nothing about what is said.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise, starmap
from typing import NamedTuple
from unicodedata import is_normalized

from clean.likeness import letters
from clean.readings.units import OPENING, Unit

WORDS = re.compile(r"[^\W_]+")


class Flat(NamedTuple):
    """The letters of a text, folded, and the place of each in the text."""

    text: str
    said: str
    at: Sequence[int]

    def before(self, place: int) -> int:
        """How many letters stand before a place of the text."""
        return bisect_left(self.at, place)

    def end(self, cut: int) -> int:
        """Where the letter before a cut ends."""
        return self.at[cut - 1] + 1 if cut else 0

    def gap(self, cut: int) -> str:
        """What stands between the letters before and behind a cut."""
        return self.text[self.end(cut) : self.at[cut]] if cut < len(self.at) else ""

    def place(self, cut: int) -> int:
        """Where the text is cut between two letters: what opens a bracket goes with what follows."""
        if not 0 < cut < len(self.at):
            return len(self.text) if cut else 0
        start, end = self.at[cut - 1] + 1, self.at[cut]
        return next((k for k in range(start, end) if self.text[k] in OPENING), max(start, end))


def flat(text: str) -> Flat:
    """The letters of a text with their places."""
    spans = [found.span() for found in WORDS.finditer(text)]
    came = "".join([text[start:end] for start, end in spans])
    said = came.casefold()
    if len(said) == len(came) and is_normalized("NFKC", came):  # each sign is one letter
        return Flat(text, said, array("L", chain.from_iterable(starmap(range, spans))))
    return _folded(text, spans)


def _folded(text: str, spans: Iterable[tuple[int, int]]) -> Flat:
    """The letters of these runs, where one sign may be two."""
    said: list[str] = []
    at = array("L")
    for start, end in spans:
        run = letters(text[start:end])
        if len(run) == end - start:
            said.append(run)
            at.extend(range(start, end))
            continue
        for place in range(start, end):
            sign = letters(text[place])
            said.append(sign)
            at.extend([place] * len(sign))
    return Flat(text, "".join(said), at)


def tiled(here: Flat, cuts: Iterable[int], known: dict[int, int]) -> list[Unit]:
    """The units between cuts, counted in letters; `known` cuts have a place in the text."""
    inner = sorted({cut for cut in cuts if 0 < cut < len(here.said)})
    ends = [0, *inner, len(here.said)]
    places = [0, *(known.get(cut, -1) for cut in inner), len(here.text)]
    places = [here.place(cut) if at < 0 else at for cut, at in zip(ends, places, strict=True)]
    return [
        Unit(*span, here.said[a:b])
        for span, (a, b) in zip(pairwise(places), pairwise(ends), strict=True)
    ]
