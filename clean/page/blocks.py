"""Lines that are wrapping by their company: index tables, feet, related lists, menus, scripts.

Each block is made of lines of one family, so taking the family out leaves nothing that
another rule, or a second run, could read as half a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from clean.page.company import admit, strays
from clean.page.facts import BARE, FACT, INITIALS, LEADING, STRONG_NAMES, VALUE, fact, fields
from clean.page.lines import AGENCY_LINE, COLUMN_NAME, TITLE, Line
from clean.page.looks import REMEMBERED, lead_is_wrapping
from clean.page.names import (
    COLUMNS,
    COMMENT,
    CRUMB,
    DEVICES,
    FOOTER,
    KEPT,
    LABEL,
    LOGIN,
    MENU,
    NEIGHBOUR,
    PRINT,
    RELATED,
    SCRIPT,
    SITE,
    Where,
    fold,
)
from clean.page.notices import CONTACT, FOOTER_SPONSOR, RELATED_HEADER, RELATED_INLINE
from clean.page.shapes import SCRIPT_REST
from clean.signs import mark

# A cell of an index table; longer lines are paragraphs.
CELL = 160
# Letters of a label with their spacing and its sign.
LABEL_MOST = 18
PLAIN = re.compile(r"[^:：\s\]】]*")
# A line of a foot that nothing marks: an address, the name of an office.
FOOT_LINE = 70
LINK_TITLE = 100
ONE_NAME = 10
# What ends an article: a sponsor above it belongs to the document.
ARTICLE_END = frozenset((PRINT, NEIGHBOUR, COMMENT))
MARKED = re.compile(r"[，。：；:;,、]|\d年|\d月|\d日")
LOOSE = frozenset(("title", "abstract", "keywords", "category"))


def claim_blocks(page: list[Line]) -> None:
    """Give the lines of every block their family."""
    for claim in CLAIMS:
        claim(page)


def _tables(page: list[Line]) -> None:
    run: list[tuple[Line, list[tuple[str, str]]]] = []
    open_label = ""
    for line in page:
        may_be = open_label or line.words[0] in INITIALS
        pairs = _cell(line.words, open_label) if may_be and len(line.words) <= CELL else []
        if not pairs and not run:
            continue
        if not pairs:
            _claim_table(run)
            run, open_label = [], ""
            continue
        run.append((line, pairs))
        name, value = pairs[-1]
        open_label = "" if value else name
    _claim_table(run)


@lru_cache(maxsize=REMEMBERED)
def _cell(words: str, open_label: str) -> list[tuple[str, str]]:
    """The labels and values of a line of an index table; none when it is no such line."""
    if not (open_label or _may_be_cell(words)):
        return []
    folded = fold(words)
    bare = DEVICES.sub("|", folded)
    found = fields(bare)
    if found and lead_is_wrapping(bare[: found[0].start]):
        return [(field.name, field.value) for field in found]
    alone = BARE.fullmatch(folded)
    if alone:
        return [("".join(alone[1].split()), "")]
    if _is_value(open_label, folded):
        return [(open_label, folded)]
    cell = LEADING.fullmatch(folded)
    name = "".join(cell[1].split()) if cell else ""
    return [(name, cell[2])] if cell and _is_value(name, cell[2]) else []


def _may_be_cell(words: str) -> bool:
    """A label stands within the first letters, or the line is no longer than a label."""
    opening = words[:LABEL_MOST]
    labelled = len(words) < LABEL_MOST or not PLAIN.fullmatch(opening)
    return labelled and not KEPT.match(words)


def _is_value(label: str, folded: str) -> bool:
    if not label or not VALUE[label].fullmatch(folded):
        return False
    if FACT[label] in ("title", "abstract"):
        return True
    return not TITLE.fullmatch(folded) and not mark(folded)


def _claim_table(run: list[tuple[Line, list[tuple[str, str]]]]) -> None:
    names = {name for _, pairs in run for name, _ in pairs}
    if len(names) < 2 or not names & STRONG_NAMES:
        return
    if len(names) < 3 and any(not value for _, pairs in run for _, value in pairs):
        return
    if not all(_fits(name, value) for _, pairs in run for name, value in pairs):
        return
    for line, pairs in run:
        line.family = LABEL
        line.facts = [found for name, value in pairs if (found := fact(name, value))]


def _fits(name: str, value: str) -> bool:
    """Whether a value is what its label holds; a body line with a colon is not."""
    return not value or FACT[name] in LOOSE or VALUE[name].match(value) is not None


def _scripts(page: list[Line]) -> None:
    if not any(line.family == SCRIPT for line in page):
        return
    for one, two in [*pairwise(page), *pairwise(reversed(page))]:
        if one.family == SCRIPT and not two.family and SCRIPT_REST.fullmatch(two.words):
            two.family = SCRIPT


def _feet(page: list[Line]) -> None:
    """From a certain line of a foot down to the end, and up over its sponsors and addresses."""
    certain = [
        i for i, line in enumerate(page) if line.family == FOOTER and line.where & Where.TAIL
    ]
    if not certain:
        return
    for line in page[certain[0] :]:
        folded = fold(line.words)
        kept = KEPT.match(line.words) and not CONTACT.match(folded)
        if not line.family and len(folded) <= FOOT_LINE and not kept:
            line.family = FOOTER
    _climb(page, certain[0])


def _climb(page: list[Line], at: int) -> None:
    held: list[Line] = []
    for line in reversed(page[:at]):
        folded = fold(line.words)
        if not line.where & Where.TAIL:
            break
        if line.family in ARTICLE_END:
            for claimed in held:
                claimed.family = FOOTER
            break
        if line.family or FOOTER_SPONSOR.fullmatch(folded):
            for claimed in (line, *held):
                claimed.family = claimed.family or FOOTER
            held = []
        elif CONTACT.match(folded):
            held.append(line)
        else:
            break


def _related(page: list[Line]) -> None:
    inside = False
    for line in page:
        if not line.where & Where.TAIL:
            continue
        folded = fold(line.words)
        if RELATED_HEADER.fullmatch(folded) or RELATED_INLINE.fullmatch(folded):
            line.family = RELATED
            inside = True
        elif inside and (KEPT.match(line.words) or line.family == FOOTER):
            inside = False
        elif inside and not line.family and len(line.words) <= LINK_TITLE:
            line.family = RELATED


def _neighbours(page: list[Line]) -> None:
    """上一篇 alone on a line: the title it leads to stands on the next."""
    for one, two in pairwise(page):
        if one.family != NEIGHBOUR or two.family or not two.where & Where.TAIL:
            continue
        if len(one.words) <= 5 and "篇条则页".find(one.words.rstrip(":： ")[-1]) >= 0:
            two.family = NEIGHBOUR if len(two.words) <= LINK_TITLE else ""


def _columns(page: list[Line]) -> None:
    """A menu with one name a line: short lines between names of links."""
    for run in _short_runs(page):
        marked = [i for i, line in enumerate(run) if _is_name(line)]
        links = sum(line.family in (MENU, LOGIN, CRUMB) for line in run)
        if (
            not links
            or (links < 2 and len(marked) < 3)
            or len(marked) * 2 < marked[-1] - marked[0] + 1
        ):
            continue
        start = 0 if run[0] is page[0] else marked[0]
        for line in run[start : marked[-1] + 1]:
            line.family = line.family or MENU


def _is_name(line: Line) -> bool:
    column = line.verdict == COLUMN_NAME or fold(line.words) in COLUMNS
    return line.family in (MENU, LOGIN, CRUMB) or column


def _short_runs(page: list[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in page:
        short = len(line.words) <= ONE_NAME and not MARKED.search(line.words)
        short = short and not KEPT.match(line.words)
        if line.where & Where.EDGE and (
            line.family in (MENU, LOGIN) or (short and not line.family)
        ):
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _mastheads(page: list[Line]) -> None:
    """The name of an office right above a menu names the site."""
    for two, one in pairwise(reversed(page)):
        if one.family or not one.where & Where.HEAD or two.family not in (MENU, CRUMB, LOGIN, SITE):
            continue
        if AGENCY_LINE.fullmatch(one.words):
            one.family = SITE


CLAIMS = (
    _tables,
    _scripts,
    _feet,
    _related,
    _neighbours,
    admit,
    _columns,
    _mastheads,
    strays,
)
