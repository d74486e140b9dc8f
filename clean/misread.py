"""Figures of a copy that are misread for certain, because no document writes them like that.

In go the words of a copy and of its twin, as promises compare them, and the text they stand in;
out comes the copy with the figures of its twin there. Another figure, or one lost where what is
left is a number too, is no misreading: 48万元 is not 480万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from os.path import commonprefix
from typing import NamedTuple

from clean.patterns import pattern
from clean.signs import NUMERAL, number

# A Han sign beside a figure, no numeral and no unit itself.
STRANGER = pattern(
    rf"(?:(?<=[\d.{NUMERAL}])|(?=.[\d.{NUMERAL}]))(?![{NUMERAL}万亿两年月日时分秒号条款项第])[㐀-鿿]"
)
# One or two figures in its place, a point too.
FIGURES = rf"[\d.]{{1,2}}|[{NUMERAL}]{{1,2}}"
# A year of three figures, and one of four.
SHORT_YEAR, YEAR = pattern(r"(?<![\d.])\d{3}(?=年)"), r"(?:19|20)\d\d"
# A mark without its tens or hundreds, 第四七条, and one with them.
BARE_MARK = pattern(r"(?<=第)[一二三四五六七八九]{2,}(?=[编章节条款项])")
MARK, TENS = rf"[{NUMERAL}]+", pattern("[零十百千]")
# The mark of an article at the head of its line.
ARTICLE = pattern(rf"^[ 　]*第([{NUMERAL}]+)条", re.MULTILINE)
# Signs that stand between figures by right.
LINKS = "至到或和与及比又点"
# So many signs on either side must be the same, and as many more as tell one place from another.
AROUND, MOST = 2, 20


class Place(NamedTuple):
    """A span of a copy, and what its twin says there."""

    start: int
    end: int
    figures: str


def is_stranger(came: str, at: int, text: str) -> bool:
    """Whether a sign stands nowhere else in the text, or between figures as it does nowhere else."""
    if came[at] in LINKS:
        return False
    between = came[max(0, at - 1) : at + 2]
    apart = re.fullmatch(r"\d.\d", between) and text.count(between) <= 1
    return bool(apart) or text.count(came[at]) == 1


def reread(came: str, stays: str, text: str) -> str:
    """A copy with figures of its twin for those that were misread."""
    done, at = [], 0
    for start, end, figures in sorted(misread(came, stays, text)):
        if start >= at:
            done += [came[at:start], figures]
            at = end
    return "".join([*done, came[at:]])


def misread(came: str, stays: str, text: str) -> Iterator[Place]:
    """The misread figures of a copy, with those of its twin."""
    for found in STRANGER.finditer(came):
        if is_stranger(came, found.start(), text):
            yield from _there(came, found, stays, FIGURES)
    for found in SHORT_YEAR.finditer(came):
        yield from (
            place for place in _there(came, found, stays, YEAR) if _lacks(found[0], place.figures)
        )
    for found in BARE_MARK.finditer(came):
        places = _there(came, found, stays, MARK)
        yield from (place for place in places if TENS.sub("", place.figures) == found[0])
    yield from _out_of_series(came, stays, text)


def _out_of_series(came: str, stays: str, text: str) -> Iterator[Place]:
    """The mark of an article that lost a sign and stands, with its twin, where the twin's counts."""
    one, other = ARTICLE.match(came), ARTICLE.match(stays)
    if one and other and _lacks(one[1], other[1]):
        wrong, right = number(one[1]), number(other[1])
        before, behind = (right - 1, wrong, right, right + 1), (right - 1, right, wrong, right + 1)
        if series(text) & {before, behind}:
            yield Place(*one.span(1), other[1])


@lru_cache(maxsize=1)
def series(text: str) -> frozenset[tuple[int, ...]]:
    """The numbers of every four articles that stand one behind the other."""
    every = [number(found[1]) for found in ARTICLE.finditer(text)]
    return frozenset(zip(every, every[1:], every[2:], every[3:], strict=False))


def _there(came: str, found: re.Match[str], stays: str, figures: str) -> Iterator[Place]:
    """What a twin says between the signs that stand on both sides of a place, if it is one thing."""
    start, end = found.span()
    head, tail = came[max(0, start - AROUND) : start], came[end : end + AROUND]
    first, last = r"\A" * (start < AROUND), r"\Z" * (end + AROUND > len(came))
    between = rf"(?<={first}{re.escape(head)})({figures})(?={re.escape(tail)}{last})"
    said = [(_agree(came, found, stays, other), other[1]) for other in re.finditer(between, stays)]
    best = {here for agree, here in said if agree == max(said)[0]}
    if len(best) == 1:
        yield Place(start, end, best.pop())


def _agree(came: str, found: re.Match[str], stays: str, other: re.Match[str]) -> int:
    """How many signs are the same on both sides of two places."""
    before = came[: found.start()][-MOST:][::-1], stays[: other.start()][-MOST:][::-1]
    behind = came[found.end() :][:MOST], stays[other.end() :][:MOST]
    return len(commonprefix(before)) + len(commonprefix(behind))


def _lacks(short: str, whole: str) -> bool:
    """Whether one sign lost makes figures of others."""
    return any(whole[:k] + whole[k + 1 :] == short for k in range(len(whole)))
