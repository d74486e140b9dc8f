"""The numbers of texts, as hashes, so that a document can be held against its twin.

They are those of `clean.rule.numbers`, found for many texts at once: Arabic figures with
their points, and Han numerals where they count for certain (第三, 三、, (三), 二〇一五年). Widths
are folded, and white space does not part a number. A run of Han numerals is taken whole
here, where the regular expression of the rule may take its end (the 一五年 of 百一五年), and a
sign that NFKC makes several of is no figure (the 2 of ㎡).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from clean.corpus.grams import Wide
from clean.corpus.keys import Keys, Texts, Units, table

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

# What a number is made of, and what stands beside it.
_OTHER, _DIGIT, _HAN, _POINT, _BLANK, _ORDINAL, _PAUSE, _OPEN, _CLOSE, _YEAR = range(10)
_SIGNS = {
    _HAN: "〇零一二三四五六七八九十百千",
    _POINT: ".．",
    _BLANK: " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    _ORDINAL: "第",
    _PAUSE: "、",
    _OPEN: "(（",
    _CLOSE: ")）",
    _YEAR: "年",
}
_PLAIN_YEAR = "〇零一二三四五六七八九"
# So many blanks may stand in a number (a line end and an indent); more part it.
_GAP = 8
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_POINTED, _ORDINAL_SALT = 1 << 16, np.uint64(0xD6E8FEB86659FD93)


def figures(texts: Texts | Keys) -> tuple[Wide, Places]:
    """The numbers of some texts as 64-bit hashes, side by side, and where those of each begin.

    A number that stands twice comes twice. There is one more border than there are texts.
    """
    at = np.flatnonzero(_made().take(texts.units))
    kinds = _kinds().take(texts.units.take(at))
    owner = np.repeat(
        np.arange(len(texts.borders) - 1), np.diff(np.searchsorted(at, texts.borders))
    )
    joined, pointed = _joined(texts, at, kinds, owner)
    starts = np.flatnonzero(np.concatenate(([True], ~joined))[: len(at)])
    ends = np.append(starts[1:], len(at))[: len(starts)]
    found, ordinal = _counting(texts, at, kinds, owner, starts, ends)
    starts, ends = starts[found], ends[found]
    said = _hashed(texts.units[at], pointed, starts, ends)
    said[ordinal[found]] ^= _ORDINAL_SALT
    return said, np.searchsorted(owner[starts], np.arange(len(texts.borders)))


def lacking(few: Wide, many: Wide) -> int:
    """How many of the first numbers the second lack, each counted as often as it stands."""
    there = np.sort(many)
    values, counts = np.unique(few, return_counts=True)
    held = np.searchsorted(there, values, "right") - np.searchsorted(there, values, "left")
    return int(np.maximum(counts - held, 0).sum())


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    kinds = np.zeros(1 << 16, np.uint8)
    kinds[(table() >= ord("0")) & (table() <= ord("9"))] = _DIGIT
    for kind, signs in _SIGNS.items():
        kinds[[ord(sign) for sign in signs]] = kind
    return kinds


@cache
def _made() -> Flags:
    """What numbers are made of."""
    made: Flags = (_kinds() == _DIGIT) | (_kinds() == _HAN)
    return made


def _kind(texts: Texts | Keys, at: Places) -> npt.NDArray[np.uint8]:
    """The kinds of signs; none where the place is -1."""
    if not len(texts.units):
        return np.zeros(len(at), np.uint8)
    return np.where(at < 0, _OTHER, _kinds().take(texts.units[at])).astype(np.uint8)


def _beside(texts: Texts | Keys, at: Places, owner: Places, step: int) -> Places:
    """Where the next sign that is no blank stands, before (-1) or behind (1); -1 in no text."""
    first, end = texts.borders[owner], texts.borders[owner + 1]
    place = at + step
    for _ in range(_GAP):
        inside = (place >= first) & (place < end)
        blank = inside & (_kind(texts, np.where(inside, place, -1)) == _BLANK)
        if not blank.any():
            break
        place = place + step * blank
    return np.where((place >= first) & (place < end), place, -1)


def _joined(
    texts: Texts | Keys, at: Places, kinds: npt.NDArray[np.uint8], owner: Places
) -> tuple[Flags, Flags]:
    """Which signs of numbers go on in the next one, and which of all have a point before them."""
    step = np.diff(at)
    alike = (kinds[1:] == kinds[:-1]) & (step <= _GAP) & (owner[1:] == owner[:-1])
    joined = alike & (step == 1)
    pointed = np.zeros(len(at), bool)
    near = np.flatnonzero(alike & (step > 1))
    seen = _beside(texts, at[near], owner[near], 1)
    joined[near] = seen == at[near + 1]
    dotted = (kinds[near] == _DIGIT) & (_kind(texts, seen) == _POINT)
    near, seen = near[dotted], seen[dotted]
    over = near[_beside(texts, seen, owner[near], 1) == at[near + 1]]
    joined[over] = True
    pointed[over + 1] = True
    return joined, pointed


def _counting(
    texts: Texts | Keys,
    at: Places,
    kinds: npt.NDArray[np.uint8],
    owner: Places,
    starts: Places,
    ends: Places,
) -> tuple[Flags, Flags]:
    """Which runs are numbers, and which of them have 第 before: figures, and Han where they count."""
    counts = kinds[starts] == _DIGIT
    ordinal = np.zeros(len(starts), bool)
    han = np.flatnonzero(~counts)
    first, last = starts[han], ends[han] - 1
    ahead = _kind(texts, _beside(texts, at[first], owner[first], -1))
    behind = _kind(texts, _beside(texts, at[last], owner[first], 1))
    odd = np.flatnonzero(~_year_signs().take(texts.units[at]))
    plain = np.searchsorted(odd, last, "right") == np.searchsorted(odd, first)
    year = (behind == _YEAR) & plain & (last > first)
    framed = (ahead == _OPEN) & (behind == _CLOSE)
    ordinal[han] = ahead == _ORDINAL
    counts[han] = ordinal[han] | (behind == _PAUSE) | framed | year
    return counts, ordinal


@cache
def _year_signs() -> Flags:
    plain = np.zeros(1 << 16, bool)
    plain[[ord(sign) for sign in _PLAIN_YEAR]] = True
    return plain


def _hashed(codes: Units, pointed: Flags, starts: Places, ends: Places) -> Wide:
    """A hash of each run: its signs, folded, times the powers of a factor by their place."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    sizes = ends - starts
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    place = np.arange(sizes.sum()) - np.repeat(first, sizes)
    at = np.repeat(starts, sizes) + place
    signs = table().take(codes[at]).astype(np.uint64) + np.uint64(1)
    signs += (pointed[at] & (place > 0)) * np.uint64(_POINTED)
    powers = np.cumprod(np.full(int(sizes.max()), _FACTOR), dtype=np.uint64)
    said: Wide = np.add.reduceat(signs * powers[place], first)
    return said ^ (said >> np.uint64(29))
