"""The passages of texts: what is compared where documents say the same in part.

A passage is a line of so many letters, or shorter lines that stand together and have as many:
a menu is one passage. A line that names who is responsible recurs by right and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from clean.corpus.job import Job
from clean.corpus.keys import Counts, Keys, Units, keys, table
from clean.signs import ATTRIBUTION

LETTERS = 20
"""A list mark, a heading, a place and a date have fewer."""
GRAM, BANDS, ROWS, LEAST = 3, 10, 4, 0.8
"""Docs/corpus.md has n-grams of 3 letters measured against 5; a likeness of .8 is found with .995."""

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

_LINE_END = 10
_STOPS = "。！？；!?;"
_DUTY = re.compile(
    rf"\s*(?:(?:{ATTRIBUTION})[。；]?|(?:责任|牵头|配合|负责|主办|参加)(?:单位|部门)[:：].*)\s*"
)
_OPENS = "（(责牵配负主参 \u3000\t"


class Passages(NamedTuple):
    """The passages of some texts: keys, which text each is of, where in code points, has it a stop."""

    keys: Keys
    text: Places
    start: Counts
    end: Counts
    stops: Flags
    chosen: Flags


def job_of(job: Job) -> Job:
    """The job as it is for passages."""
    return replace(
        job, gram=GRAM, bands=BANDS, rows=ROWS, least=LEAST, keep="complete", id_field=""
    )


def cut(texts: Sequence[str]) -> Passages:
    """All stretches of some texts between line ends; those that are passages are `chosen`."""
    side = keys(texts)
    said = _sums(table().take(side.units) != 0)
    lines = np.union1d(side.borders, np.flatnonzero(side.units == _LINE_END) + 1)
    starts, counts = lines[:-1], np.diff(said[lines])
    duty = np.zeros(len(starts), bool)
    duty[list(_duties(side.units, lines))] = True
    alone = duty | (counts >= LETTERS)
    first = alone | np.isin(starts, side.borders)
    first[1:] |= alone[:-1]
    heads = np.flatnonzero(first)
    borders = np.append(starts[heads], lines[-1:])
    at = said[borders]
    text = np.searchsorted(side.borders, borders[:-1], "right") - 1
    start, end = _points(side, borders, text)
    stops = np.diff(_sums(np.isin(side.units, _codes(_STOPS)))[borders]) > 0
    chosen = (np.diff(at) >= LETTERS) & ~duty[heads]
    return Passages(Keys(side.units, borders, side.letters, at), text, start, end, stops, chosen)


def _duties(units: Units, lines: Counts) -> Iterator[int]:
    """The lines that name who is responsible, and no more."""
    filled = np.flatnonzero(np.diff(lines))
    opens = filled[np.isin(units[lines[filled]], _codes(_OPENS))]
    for nth in opens.tolist():
        line = units[lines[nth] : lines[nth + 1]].tobytes().decode("utf-16-le", "replace")
        if _DUTY.fullmatch(line):
            yield nth


def _points(side: Keys, borders: Counts, text: Places) -> tuple[Counts, Counts]:
    """Where passages begin and end in their texts, in code points; the line end is not theirs."""
    last = borders[1:] - (side.units[borders[1:] - 1] == _LINE_END)
    points = _sums((side.units & 0xFC00) != 0xDC00)
    ahead = points[side.borders[text]]
    return points[borders[:-1]] - ahead, points[last] - ahead


def _sums(flags: Flags) -> Counts:
    """How many are flagged before each place, and in all."""
    return np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))


def _codes(signs: str) -> Units:
    return np.array([ord(sign) for sign in signs], np.uint16)
