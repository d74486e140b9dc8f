"""Lines above a body that no table knows, weighed by what they show and by what stands around them.

A head holds the title of the document, its number, whom it is sent to; a page adds names of sites,
slogans, counters, whoever posted it. As behind a body (`behind`) each sign speaks for the one or the
other by as much as the labelled pages say (`odds`). What reads like a part of an official document is
never weighed, and nothing above the title goes unless a line that can be the title stays below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clean.page.above import is_headline, is_web
from clean.page.behind import LINES, Around, around, evidence, signs, step, weight
from clean.page.facts import dated, facts
from clean.page.files import FILE
from clean.page.kept import ADDRESSED, GENRES, is_marked, is_row
from clean.page.lines import AGENCY_LINE, Line, glued
from clean.page.looks import closed_up
from clean.page.names import STRAY, Where
from clean.page.odds import ABOVE, BELOW
from clean.page.regions import JUDGEMENT
from clean.page.seams import DATELINE, SIGNED_BY
from clean.page.shapes import TITLE
from clean.patterns import pattern
from clean.signs import DOCUMENT_NUMBER, GENRE

# The sums from which a line goes, above the title and below it: in the folds of bench/odds.py 1,503 of
# 1,993 and 188 of 371 wrapping lines have it, and 2 and none of 85,260 content lines.
ENOUGH, ENOUGH_BELOW = 3.5, 2.0
# The shortest line that can be the title.
NAME = 6
SHOWN = {
    "site": pattern(
        r"(?:[网網]|[网網]站|平[台臺]|系[统統]|[库庫]|[报報]|[频頻]道|在[线線]|发布|發佈|客[户戶]端|[门門][户戶]|[专專][栏欄]|信箱|[号號]|新[闻聞]|版)(?:\s|[·|]|\Z)"
    ),
    "counted": pattern(
        r"\d[\d.,]*[万wWkK]?\+?\s?(?:次|人|篇|条|條|粉丝|个|阅读|字|分钟)|[(（]\d+[)）]|[:：]\s?\d+\Z"
    ),
    "weekday": pattern("星期[一二三四五六日天]|周[一二三四五六日]\\s"),
    "parted": pattern(r"[|丨｜·_]|\s-\s"),
    "slogan": pattern(r"\S{4,8}[ \u3000]\S{4,8}"),
    "exclamation": pattern("[!！~]"),
}
# Parts of an official document and of an article.
KEPT = pattern(
    rf"(?:[证證]券|股票|[债債]券|基金)(?:代[码碼]|[简簡][称稱]).*|[（(].*[)）]|——.*|.*[:：]"
    rf"|.*{DOCUMENT_NUMBER}.*|.*第\s?[\d一二三四五六七八九十百零〇]+\s?[号號期].*"
    r"|本[报報][记記]者.*|.*[记記]者\s?[\u3000 ].*|.*[“《「].{4,}"
    r"|.*\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:通[过過]|施行|修[订訂正]|印[发發])?[)）]?"
)
CELLS = (pattern(r"\s+"), pattern("[|｜\t]"))
# A row of a form.
ROW = pattern("[^，。：:]{2,12}[：:].")
# What a document is called, by its genre alone or behind who issues it; a note at its title.
CALLED_SO = pattern(
    rf"(?:[一-鿿]{{2,20}}(?:政府|[局厅廳委院部署处處会會]|街道|公司))?(?:{GENRE}|倡议书|公开信)"
)
NOTED = pattern(r"[\[〔](?:\d{1,2}|注)[\]〕]\Z")
HAN = pattern("[一-鿿]{2}")


def weigh_ahead(page: list[Line]) -> None:
    """Lines above the body, beside certain wrapping, that their signs tell to be wrapping."""
    for weighed, odds, enough in ((above_title, ABOVE, ENOUGH), (below_title, BELOW, ENOUGH_BELOW)):
        for line, shown in list(weighed(page)):
            if weight(shown, odds) >= enough:
                line.family = STRAY
                total, said = evidence(shown, odds)
                line.why = f"above the body, weighs {total}: {said}"
                line.facts = dated(line.words, facts(line.words))


def above_title(page: Sequence[Line]) -> Iterator[tuple[Line, list[str]]]:
    """The title and the lines above it that may be wrapping, each with its signs; what can be the title stands below."""
    head = Head.of(page)
    for at in range(head.title + 1):
        if head.may_go(at) and head.names_below(at):
            headline = ["headline"] if is_headline(head.lines, at) else []
            yield head.lines[at], [*head.signs(at), *headline]


def below_title(page: Sequence[Line]) -> Iterator[tuple[Line, list[str]]]:
    """The lines below the title, right beside certain wrapping, that may be wrapping, each with its signs."""
    head = Head.of(page)
    for at in range(head.title + 1, len(head.lines)):
        words = head.lines[at].words
        row = ROW.match(words) or is_row(words) or "\t" in words
        beside = 1 in (head.beside.above[at], head.beside.below[at])
        if head.may_go(at) and beside and not row:
            yield head.lines[at], head.signs(at)


class Head(NamedTuple):
    """The lines above a body, what stands around them, where the title stands among them."""

    lines: Sequence[Line]
    beside: Around
    title: int
    names: Sequence[bool]

    @classmethod
    def of(cls, page: Sequence[Line]) -> Head:
        """The head of a page; without a line where nothing in it is certain wrapping."""
        lines = [line for line in page if line.where & Where.HEAD and not line.body]
        beside = around(lines)
        if not any(beside.sure) or not is_web(page):
            return cls((), around(()), -1, ())
        title = sum(1 for line in lines if line.where & Where.TOP)
        return cls(lines, beside, min(title, len(lines) - 1), [may_be_name(line) for line in lines])

    def may_go(self, at: int) -> bool:
        """Whether a line is none of certain wrapping, of a document, of a table."""
        near = (*self.lines[at + 1 : at + 2], *self.lines[max(0, at - 1) : at])
        table = any(_are_rows(self.lines[at], other) for other in near)
        line = self.lines[at]
        return not (self.beside.sure[at] or table or glued(line)) and _may_go(line)

    def names_below(self, at: int) -> int:
        """How many lines below can be the title."""
        return sum(self.names[at + 1 :])

    def signs(self, at: int) -> list[str]:
        """What a line and its place in the head show."""
        named = TITLE.fullmatch(self.lines[self.title].words) is not None
        return [
            *signs(self.lines[at]),
            *_shown(self.lines[at]),
            *_place(at, self.title, self.names_below(at)),
            *_around(self.beside, at),
            f"title-named-{named}",
        ]


def may_be_name(line: Line) -> bool:
    """Whether a line that no table claims can be the title of the page."""
    bare = not line.family and not line.verdict
    return bare and len(line.words) >= NAME and HAN.search(line.words) is not None


def _may_go(line: Line) -> bool:
    words = NOTED.sub("", line.words)
    bare = "".join(words.split())
    titled = TITLE.fullmatch(words) or JUDGEMENT.fullmatch(words) or CALLED_SO.fullmatch(bare)
    apart = closed_up(words) == bare != words and bare.endswith(GENRES)
    part = apart or is_marked(words) or AGENCY_LINE.fullmatch(bare) or ADDRESSED.match(words)
    own = KEPT.fullmatch(words) or DATELINE.match(words) or SIGNED_BY.fullmatch(words)
    return not (titled or part or own or FILE.fullmatch(words) or "。" in words)


def _are_rows(one: Line, two: Line) -> bool:
    """Whether two lines have as many cells, more than two: the rows of a table."""
    return two.verdict is None and any(
        len(cells.split(one.words)) == len(cells.split(two.words)) > 2 for cells in CELLS
    )


def _shown(line: Line) -> Iterator[str]:
    yield from (name for name, sign in SHOWN.items() if sign.search(line.words))


def _place(at: int, title: int, below: int) -> Iterator[str]:
    """Where a line stands to the title, and how many that can be the title stand below it."""
    if at == title:
        yield "place-title"
    else:
        side = "above" if at < title else "below"
        yield f"place-{side}-{step(abs(title - at), LINES, 'far')}"
    if not at:
        yield "place-first"
    yield f"names-below-{min(below, 3)}"


def _around(beside: Around, at: int) -> Iterator[str]:
    said = (sign for sign in beside.signs(at) if sign.startswith(("wrapping", "neighbours")))
    yield from said
    below = beside.tail[at + 1].family if at + 1 < len(beside.tail) else ""
    above = beside.tail[at - 1].family if at else ""
    yield f"above-{above or 'none'}"
    yield f"below-{below or 'none'}"
