"""Running heads within the lines of a text that lost its line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from os.path import commonprefix

from clean.document import Span
from clean.pagination import PAGE, numbers_within
from clean.parts.kinds import kind_of
from clean.patterns import pattern
from clean.recurring import FULL, steady
from clean.signs import CLOSERS, OPENERS, STOPS, mark

# Letters of a head at least, of one that is cut short, and at most; of the opening that may hold one.
NAME, LONG, LONGEST, OPENING = 6, 25, 60, 100
# How many pages prove a title without a number; how far before the first and behind the last.
PAGES, BEYOND = 4, 2.0
# So many signs around show what stands beside it.
AROUND = 6
_ENDS = " \u3000\n》"
_BEFORE = pattern(r"[《\s]")
# Stops and blanks at the far end of a name are the text's.
_EDGE = pattern(r"\A[^\w《（“》）”]+")
_DIGITS = dict.fromkeys(map(ord, "0123456789"), "0")


def heads_within(text: str) -> Iterator[Span]:
    """Page numbers within lines with the names beside them, or the title of the text, with a number."""
    chains = list(numbers_within(text))
    found = sorted(at for chain in chains for at in _with_names(text, chain))
    end = 0
    for at in found or _titles(text):
        if at.start >= end:  # two numbers of one page end
            yield at
            end = at.end


def _with_names(text: str, chain: Sequence[Span]) -> Iterator[Span]:
    """Page numbers with what stands before or behind every one of them, whatever its figures."""
    before = [text[max(0, at.start - LONGEST) : at.start][::-1] for at in chain]
    behind = [text[at.end : at.end + LONGEST] for at in chain]
    left = _EDGE.sub("", _common(before)[::-1])
    right = _EDGE.sub("", _common(behind)[::-1])
    for at in chain:
        yield Span(at.start - _enough(left), at.end + _enough(right))


def _common(sides: Sequence[str]) -> str:
    """What sides begin with alike, with 0 for each digit."""
    return commonprefix([side.translate(_DIGITS) for side in sides])


def _enough(name: str) -> int:
    """The letters of a name, or 0 where it is too short for one."""
    return len(name) if len(name) >= NAME else 0


def _titles(text: str) -> Iterator[Span]:
    """The title of a text wherever it comes back at even distances, cutting sentences."""
    starts = (0, *(before.end() for before in _BEFORE.finditer(text, 0, OPENING - NAME - 1)))
    for at in starts:
        found = list(_again(text, at))
        if found:
            yield from _with_figures(text, found)
            return


def _again(text: str, at: int) -> Iterator[Span]:
    """Where the words that begin at a place come back as heads, if they are a title."""
    start = text[at : at + NAME]
    if not start.strip() or any(sign in start for sign in "，。；\n"):
        return
    if text.count(start, at + NAME) < PAGES:  # a fast look
        return
    places = [m.start() for m in re.finditer(re.escape(start), text) if m.start() > at + NAME]
    places = [n for n in places if text[n - 1] not in OPENERS + "\n"]
    if len(places) < PAGES:
        return
    own = text[at : at + LONGEST]
    sizes = sorted((len(commonprefix((own, text[n : n + LONGEST]))) for n in places), reverse=True)
    size = len(own[: sizes[PAGES - 1]].rstrip())
    spans = [Span(n, n + size) for n in places if text.startswith(own[:size], n)]
    if _is_title(text, at, size) and _are_heads(text, spans):
        yield from spans


def _is_title(text: str, at: int, size: int) -> bool:
    """Whether words of the opening are a title: they end where a part ends, or are long."""
    end = at + size
    if size >= LONG:
        return True
    return text[end : end + 1] in _ENDS or kind_of(text[at:end]) == "title" or bool(mark(text, end))


def _are_heads(text: str, spans: Sequence[Span]) -> bool:
    """Whether words come back page by page from the beginning to the end, in any surroundings."""
    gaps = [two.start - one.end for one, two in pairwise(spans)]
    far = BEYOND * max(gaps)
    whole = spans[0].start <= far and len(text) - spans[-1].end <= far
    even = min(gaps) >= max(PAGE / 2, FULL * max(gaps)) and steady(gaps)
    before = [text[at.start - AROUND : at.start].rstrip()[-2:] for at in spans]
    behind = [text[at.end : at.end + AROUND].lstrip()[:2] for at in spans]
    alike = max(Counter(side).most_common(1)[0][1] for side in (before, behind))
    cut = any(not said.endswith(tuple(STOPS + CLOSERS)) for said in before)
    return cut and whole and even and alike <= len(spans) / 2


def _with_figures(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Heads with the page number that follows every one of them."""
    first = re.match(r"\d{1,4}", text[spans[0].end : spans[0].end + 4])
    for size in range(len(first[0]) if first else 0, 0, -1):
        pages = [str(int(first[0][:size]) + n) for n in range(len(spans))] if first else []
        if all(text.startswith(page, at.end) for page, at in zip(pages, spans, strict=True)):
            yield from (
                Span(at.start, at.end + len(page)) for at, page in zip(spans, pages, strict=True)
            )
            return
    yield from spans
