"""A text read as a page: which of its lines, and which ends of lines, are wrapping.

A line is judged by its look (`looks`), by its company (`blocks`) and by where it
stands: before the first line of the body, behind the last, or between. No judgement rests
on wrapping of another family that an earlier rule may have taken out, so the rules can run
one after another, and twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from clean.page.ahead import weigh_ahead
from clean.page.behind import weigh
from clean.page.blocks import claim_blocks
from clean.page.downloads import downloads
from clean.page.edges import Edge
from clean.page.facts import dated, facts
from clean.page.kept import is_marked
from clean.page.lines import (
    LABELS,
    Line,
    glued,
    is_plain,
    looks_like_content,
    may_be_title,
    settle,
)
from clean.page.listing import is_listing
from clean.page.looks import unlinked
from clean.page.names import CRUMB, LABEL, STRAY, Where
from clean.page.regions import read
from clean.page.seams import SIGNED_BY
from clean.patterns import pattern
from clean.signs import GENRE

# A path whose last step is the title of a document, and what that says of its matter.
PATH_TO_TITLE = pattern(rf".*[>＞»›→]\s*([^>＞»›→]{{0,30}}(关于[^>＞»›→]{{4,}}的(?:{GENRE})))")
# A row of a record that gives the title.
ROW_OF_TITLE = pattern(
    rf"(?:[\[【]?\s*)(?:文件|信息|公文|公告)?(?:标\s*题|標\s*題|名\s*[称稱]|题\s*名)\s*[\]】]?\s*[：:\t]?\s*([^：:]*(关于[^：:]{{4,}}的(?:{GENRE})(?:[（(].{{1,30}}[）)])?))"
)
# And the name of a law, as its database gives it.
ROW_OF_LAW = pattern(
    rf"[\[【]?\s*(?:法规)?(?:名\s*[称稱]|标\s*题)\s*[\]】]?\s*[：:\t]?\s*(([^：:，。]{{4,60}}(?:{GENRE})))"
)
TITLED = frozenset((CRUMB, LABEL))
# So many letters of it tell that a line says the same.
SAID_AGAIN = 8


class Part(NamedTuple):
    """A part of the text that is wrapping: its place, family, the facts it carries, the evidence."""

    start: int
    end: int
    family: str
    facts: tuple[tuple[str, str], ...] = ()
    why: str = ""


class Reading(NamedTuple):
    """What was read off a page: its wrapping, and whether it holds nothing else."""

    parts: tuple[Part, ...]
    bare: bool


NO_WRAPPING = Reading((), bare=False)


@lru_cache(maxsize=1)
def reading(text: str) -> Reading:
    """The page read once for all rules; the wrapping of a page that is nothing else is none."""
    if is_plain(text):
        return NO_WRAPPING
    page = _judged(text)
    parts: list[Part] = []
    content = False
    listing = is_listing(page)
    for line in page:
        found = () if line.family else glued(line)
        if found and found[0].end - found[0].start == len(line.words):
            line.family = found[0].family
        if line.family in TITLED and (title := _only_title(page, line)):
            parts.append(_whole(line)._replace(end=text.index(title, line.start)))
            content = True
        elif line.family:
            parts.append(_whole(line))
        else:
            parts += _placed(text, line, found)
            content = content or (not listing and looks_like_content(line))
    return Reading(tuple(parts), bare=False) if content else Reading((), bare=bool(parts))


def wrapping(text: str, family: str) -> Iterator[Part]:
    """The wrapping of one family."""
    return (part for part in reading(text).parts if part.family == family)


def between(text: str, matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Matches outside the wrapping already found; none on a page of nothing else."""
    known = reading(text)
    starts = [part.start for part in known.parts]
    for found in matches:
        i = bisect_right(starts, found.start()) - 1
        inside = i >= 0 and known.parts[i].end > found.start()
        if not known.bare and not inside:
            yield found


def _judged(text: str) -> list[Line]:
    page = read(text)
    settle(page)
    claim_blocks(page)
    weigh(page)
    weigh_ahead(page)
    downloads(page)
    for line in page:
        if line.family == STRAY and not line.plain and _is_glued_to_content(line):
            line.family = ""
    return page


def _is_glued_to_content(line: Line) -> bool:
    """Whether a part of a document is left of a line when the wrapping at its ends is taken off."""
    found = glued(line)
    if not found or line.verdict:
        return False
    start = found[0].end if found[0].start == 0 else 0
    end = found[-1].start if found[-1].end == len(line.words) else len(line.words)
    rest = line.words[start:end].strip()
    return bool(rest) and (
        is_marked(rest) or SIGNED_BY.fullmatch(rest) is not None or may_be_title(rest)
    )


def _only_title(page: Sequence[Line], path: Line) -> str:
    """The title at the end of a path, or in a row of its own in the record, where no line of the page says it again."""
    shapes = (PATH_TO_TITLE,) if path.family == CRUMB else (ROW_OF_TITLE, ROW_OF_LAW)
    found = next(filter(None, (shape.fullmatch(path.words) for shape in shapes)), None)
    if not found:
        return ""
    said = _bare("".join(line.words for line in page if not line.family))
    return "" if _bare(found[2])[:SAID_AGAIN] in said else found[1]


def _bare(words: str) -> str:
    return re.sub(r"[\s《》]", "", words)


def _whole(line: Line) -> Part:
    words = unlinked(line.words)
    lifted = tuple(line.facts) or facts(words)
    if line.where != Where.BODY and (line.family in LABELS or "发表于" in words):
        lifted = dated(words, lifted)
    return Part(line.start, line.end, line.family, lifted, line.why)


def _placed(text: str, line: Line, found: Sequence[Edge]) -> list[Part]:
    if not found:
        return []
    base = text.index(line.words[0], line.start)
    return [
        Part(base + edge.start, base + edge.end, edge.family, _facts(line.words, edge))
        for edge in found
    ]


def _facts(words: str, edge: Edge) -> tuple[tuple[str, str], ...]:
    said = words[edge.start : edge.end]
    return dated(said, facts(said)) if edge.family in LABELS else facts(said)
