"""What stands above a body element by element, each on a line of its own: 来源：, 某某局, 【字体：, 大, 小, 】.

No line of it is wrapping by itself. A label without its value and a bracket that is not closed say
that a line goes on in the next; joined, the lines are the byline of any page.
"""

from __future__ import annotations

from collections.abc import Sequence

from clean.page.cells import cell
from clean.page.facts import FACT
from clean.page.folding import fold
from clean.page.lines import Line
from clean.page.looks import look
from clean.page.names import FONT, LABEL, PRINT, PUBLISHED, SHARE, Verdict, Where
from clean.patterns import pattern

# A label whose value is on the next line, and the longest value.
OPEN_LABEL = pattern(r"[\[【(]?\s*([一-鿿\s]{2,10}?)\s*:\s*")
VALUE = 24
# One size of letters; what closes a bracket or parts two elements.
SIZE = pattern(r"[\[【(|/]?\s*(?:[大中小]|[AaT][+-]?|特大|超大)\s*[\]】)|/]?")
PUNCTUATION = pattern(r"[\[\]【】()|/·:\s]{1,3}")
OPENS, CLOSES = "[【(", "]】)"
COLONS = ":："
# Longer lines are neither.
SHORT = 5
# The families of a byline, and the most lines of one.
OF_BYLINE = frozenset((LABEL, PUBLISHED, FONT, PRINT, SHARE))
MOST = 24
# What a label of a byline states.
SAID = frozenset(("source", "author", "editor", "published", "updated", "views"))


def split_bylines(page: Sequence[Line]) -> None:
    """The lines above the body of a byline that was set element by element look like the whole."""
    first = next((i for i, line in enumerate(page) if line.body), len(page))
    at = 0
    while at < first:
        end = _end(page[:first], at)
        run = page[at:end]
        family = _family(run) if len(run) > 1 and _goes_on(run) else ""
        for line in run if family else ():
            line.verdict, line.plain = Verdict(family, Where.HEAD), False
        at = max(end, at + 1)


def _end(head: Sequence[Line], at: int) -> int:
    """Behind the last element of the run that begins here."""
    start = at
    while at < len(head) and at - start < MOST:
        if is_open(head[at]):
            if at + 1 == len(head) or not _is_value(head[at], head[at + 1]):
                break
            at += 2
        elif _is_element(head[at]):
            at += 1
        else:
            break
    return at


def is_open(line: Line) -> bool:
    """Whether a line is a label of a byline whose value is on the next line."""
    return FACT.get(_label(line)) in SAID


def _label(line: Line) -> str:
    found = OPEN_LABEL.fullmatch(fold(line.words)) if line.words[-1] in COLONS else None
    return "".join(found[1].split()) if found else ""


def _is_value(label: Line, line: Line) -> bool:
    """Whether a line can be what the label above it states, and no part of a document."""
    name = _label(label)
    return len(line.words) <= VALUE and any(key == name for key, _ in cell(line.words, name))


def _is_element(line: Line) -> bool:
    if len(line.words) <= SHORT:
        folded = fold(line.words)
        if SIZE.fullmatch(folded) or PUNCTUATION.fullmatch(folded):
            return True
    verdict = line.verdict
    near = verdict is not None and (verdict.where | verdict.beside) & Where.HEAD
    return bool(near and verdict and verdict.family in OF_BYLINE)


def _goes_on(run: Sequence[Line]) -> bool:
    """Whether a line of a run says that it goes on in the next."""
    return any(map(is_open, run)) or any(
        line.words[0] in OPENS and line.words[-1] not in CLOSES for line in run[:-1]
    )


def _family(run: Sequence[Line]) -> str:
    """The family of the lines read as one; empty where they are no byline."""
    verdict = look(" ".join(line.words for line in run))
    above = verdict and verdict.where & Where.HEAD
    return verdict.family if verdict and above and verdict.family in OF_BYLINE else ""
