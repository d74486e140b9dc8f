"""The menus of a site, learnt from the many pages of one run.

First each page says which short lines stand in its head and which below; then lines that stand
in the heads of many pages of one site, and below no head, are learnt. On a page they count only
beside wrapping that is certain. All of it is counting: no order matters. (What stands behind a
certain foot is known without learning.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from clean.document import Span
from clean.page import reading
from clean.page.folding import fold
from clean.parts.kinds import kind_of
from clean.patterns import pattern
from clean.rule import key
from clean.signs import AGENCY, GENRE, HAN, mark

# On so many pages of a site at least, and on this share of them, a line is its menu.
LEAST, SHARE = 5, 0.5
# So many signs of the first sentence tell one page from another.
LEADING = 60
# The longest line that is learnt, in signs.
LONGEST = 24
# What can be the title below a menu: no field of a form, no second line of a title.
_TITLE = pattern(r"(?![—（(\-\d])(?=.*[一-鿿]{2})[^。：:，,；;_|\t]{5,}")
_SITE = pattern(r"网站标识码\s*[:：]?\s*(\d{10})|ICP\s*备\s*(\d{6,10})\s*号", re.IGNORECASE)
# Names of links: words, set apart by spaces or bars. No figures, no stops, no brackets.
_LINKS = pattern(rf"[{HAN}A-Za-z]+(?:[ \t\u3000|·]+[{HAN}A-Za-z]+)*")
# What a document itself may say on every page of a series: its kind, its agency, how it is
# to be treated, what closes it.
_OWN = pattern(
    rf".*(?:{GENRE}|{AGENCY}|文件|简报|专报|要情|快报|政报|汇编|绝密|机密|秘密|特急|加急"
    r"|政府|党委|党组|讲话|致辞|[定决裁知告]书|公开|执行|落实|实施|施行|遵照|此复|此致|敬礼|谢谢|附件|附表|正文|全文)"
    r"|.*(?:关于|印发|转发|系列).*|(?:特此|抄送|抄报|主送|主题词|印发|联系|电话|地址|附|此件|第|目录|目次).*"
)


class Sides(NamedTuple):
    """The short lines of a page, as keys: above its first sentence, and below.

    With its site, and the sentence: pages that begin alike may be one page twice.
    """

    site: str
    said: str
    head: frozenset[str]
    below: frozenset[str]


class Learnt(NamedTuple):
    """A line of a site's menu: on how many of how many pages of the run it stands."""

    site: str
    line: str
    pages: int
    of: int

    @property
    def why(self) -> str:
        """The evidence, in words."""
        return f"stands in the head of {self.pages} of the {self.of} documents of this run and site"


def sides(text: str) -> Sides:
    """What a page has above its first sentence and below; nothing where it has none."""
    lines = [line.strip() for line in text.split("\n")]
    first = next((i for i, line in enumerate(lines) if "。" in line), 0)
    head = (key(line) for line in lines[:first] if may_be_learnt(line))
    below = (key(line) for line in lines[first:] if line and len(line) <= LONGEST)
    said = key(lines[first])[:LEADING]
    return Sides(site_of(text), said, frozenset(head), frozenset(below))


def learn(seen: Iterable[Sides]) -> frozenset[Learnt]:
    """The lines that stand in the heads of many different pages of one site, and below no head."""
    pages: defaultdict[str, set[str]] = defaultdict(set)
    heads: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    below: set[str] = set()
    for site, said, head, others in seen:
        pages[site].add(said)
        for line in head:
            heads[site, line].add(said)
        below |= others
    return frozenset(
        Learnt(site, line, len(alike), len(pages[site]))
        for (site, line), alike in heads.items()
        if len(alike) >= max(LEAST, SHARE * len(pages[site])) and line not in below
    )


def places(text: str, learnt: Collection[Learnt]) -> Iterator[tuple[Span, str]]:
    """Where learnt lines stand on a page, and why each goes.

    In one block with certain wrapping from the top of the page on, above a line that can be
    the title.
    """
    site = site_of(text) if learnt else ""
    known = {one.line: one.why for one in learnt if one.site == site}
    if not known:
        return
    rows = list(_rows(text, known))
    size = next((i for i, row in enumerate(rows) if not (row.certain or row.why)), len(rows))
    block, below = rows[:size], rows[size:]
    if below and _TITLE.fullmatch(below[0].words) and any(row.certain for row in block):
        yield from ((row.span, row.why) for row in block if not row.certain)


def site_of(text: str) -> str:
    """The site of a page, by the numbers it is registered under; empty when it names none."""
    found = _SITE.search(text)
    return str(int(found[1] or found[2])) if found else ""


def may_be_learnt(line: str) -> bool:
    """Whether a line is so short and bare that it can be a link, and no part of a document."""
    return (
        len(line) <= LONGEST
        and _LINKS.fullmatch(line) is not None
        and not _OWN.fullmatch(line)
        and kind_of(fold(line)) == "paragraph"
        and not mark(line)
    )


class _Row(NamedTuple):
    """A line of the page: its words, whether it is wrapping for certain, why it may go."""

    span: Span
    words: str
    certain: bool
    why: str


def _rows(text: str, known: dict[str, str]) -> Iterator[_Row]:
    parts = {part.start: part.end for part in reading(text).parts}
    start = 0
    for line in text.split("\n"):
        end = min(start + len(line) + 1, len(text))
        words = line.strip()
        if words:
            why = known.get(key(words), "") if may_be_learnt(words) else ""
            yield _Row(Span(start, end), words, parts.get(start, 0) >= end, why)
        start = end
