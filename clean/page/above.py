"""Lines above the title that no table knows: there only a page has words of its own.

What can be a part of an official document, or the headline of a page of news, stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from clean.page.facts import dated, facts
from clean.page.kept import ADDRESSED, GENRES, is_marked, is_part
from clean.page.lines import AGENCY_LINE, LABELS, Line
from clean.page.names import (
    APP,
    BROWSER,
    COMMENT,
    CRUMB,
    FOOTER,
    LABEL,
    LOGIN,
    MENU,
    NEIGHBOUR,
    NOTICE,
    PRINT,
    QR,
    RULE,
    SCRIPT,
    SHARE,
    SITE,
    STRAY,
    WECHAT,
    Where,
)
from clean.page.regions import JUDGEMENT, LINKS
from clean.page.shapes import TITLE
from clean.page.tokens import tokens
from clean.patterns import pattern
from clean.signs import DOCUMENT_NUMBER

# Letters of a line that no table knows: right above a title, above the menu over it.
NEAR_TITLE, ABOVE_MENU = 6, 30
# What a byline says, and what only a record does.
BYLINE, RECORDED = {"published", "source", "author"}, {"index_number", "category", "number"}
# So many lines of a doubtful look are a page.
DOUBTS = 2
# The longest name of a link in a menu of unknown names.
LINK = 8
# The shortest title of a page of news.
HEADLINE = 10
# Wrapping that stands above a title.
ABOVE = frozenset((MENU, LOGIN, CRUMB, SITE, PRINT, APP, BROWSER, SCRIPT))
RECORD = frozenset(("index_number", "category", "publisher"))
SHOWN = ABOVE | {SHARE, QR, WECHAT}
# Below the name of an office they tell that it is the site's.
UNDER_AN_OFFICE = SHOWN | {STRAY}
OVER = frozenset((MENU, LOGIN, CRUMB))
# Wrapping that no document holds itself.
WEB = (ABOVE | {NEIGHBOUR, SHARE, QR, FOOTER, NOTICE, COMMENT, WECHAT, LABEL}) - {SCRIPT}
NUMBER = pattern(DOCUMENT_NUMBER)
# The number of a masthead stands so near.
NUMBERED = 8
# What a slogan or a greeting above a title does not hold.
SENTENCE = pattern("[。；？;?]")


def above_title(page: Sequence[Line]) -> None:
    """Short lines above the title, and above the menu over it."""
    _above_menu(page)
    _right_above(page)


def _above_menu(page: Sequence[Line]) -> None:
    """All short lines above the last menu or path that a title stands below."""
    top = [line for line in page if line.where & Where.TOP]
    over = [i for i, line in enumerate(top) if line.family in OVER or _is_record(line)]
    titled = len(top) < len(page) and page[len(top)].where & Where.HEAD
    for i, line in enumerate(top[: over[-1] if over and titled else 0]):
        kept = is_headline(top, i) or _is_masthead(page, i)
        if not line.family and not kept and _may_be_banner(line.words):
            line.family = STRAY


def _is_record(line: Line) -> bool:
    """Whether a line is of the record of a page: its number, its subject, who publishes it."""
    return line.family == LABEL and any(name in RECORD for name, _ in line.facts)


def _may_be_banner(words: str) -> bool:
    """Whether a line can be the name of a site, of its office too, or a link of its menu."""
    links = tokens(words)
    menu = len(links) > LINKS and max(map(len, links)) <= LINK
    if menu and words[-1] not in "：:":
        return True
    short = words.isascii() or len(words) <= ABOVE_MENU
    titled = TITLE.fullmatch(words) or (len(words) > NEAR_TITLE and words.endswith(GENRES))
    part = is_marked(words) or (titled and len(words.split()) < LINKS)
    return short and not part and not SENTENCE.search(words)


def _right_above(page: Sequence[Line]) -> None:
    """Short lines above the title where the page shows wrapping there; names as long as a title stay."""
    top = [line for line in page if line.where & Where.TOP]
    below = page[len(top)] if len(top) < len(page) else None
    if not below or not below.where & Where.HEAD:
        return
    title = below.words
    named = (TITLE.fullmatch(title) or JUDGEMENT.fullmatch(title)) is not None
    sure = [i for i, line in enumerate(top) if is_sure(line)]
    shown = any(line.family in SHOWN for line in top)
    if not (shown or (named and is_web(page))):
        return
    for i, line in reversed(list(enumerate(top))):
        short = len(line.words) <= NEAR_TITLE and line.words[-1] != "】"
        kept = ADDRESSED.match(line.words) or (is_part(line) and not _is_menu(line))
        among = sure and sure[0] < i < sure[-1] and len(line.words) < len(title)
        among = among or bool(line.verdict and line.verdict.beside & line.where)
        if is_headline(top, i) or _is_masthead(page, i):
            continue
        banner = (named or among) and _may_be_banner(line.words)
        office = AGENCY_LINE.fullmatch(line.words) and _names_site(top, i, title)
        if not line.family and (office or (not kept and (short or banner))):
            line.family = STRAY


def _is_masthead(page: Sequence[Line], at: int) -> bool:
    """Whether a line is the masthead of a document, whose number stands below, bylines of the page between them."""
    below = (line.words for line in page[at + 1 : at + 1 + NUMBERED])
    return page[at].words.endswith("文件") and any(map(NUMBER.match, below))


def _names_site(top: Sequence[Line], at: int, title: str) -> bool:
    """Whether an office is that of the account below, or that of the site, which the title says again."""
    below = [line.family for line in top[at + 1 :]]
    account = next((family for family in below if family != STRAY), "") == WECHAT
    return account or (below[:1] != [] and below[0] in UNDER_AN_OFFICE and top[at].words in title)


def is_web(page: Sequence[Line]) -> bool:
    """Whether a page shows what no document holds: wrapping, or the doubtful looks of several lines."""
    doubtful = sum(
        line.verdict is not None and line.verdict.beside & line.where != 0 for line in page
    )
    return doubtful >= DOUBTS or any(line.family in WEB for line in page)


def _is_menu(line: Line) -> bool:
    """Whether a line is of names of links, though it ends like a document: 写信须知, 公告通告."""
    looks = line.verdict is not None and line.verdict.family == MENU and len(line.words) > 2
    return looks or len(tokens(line.words)) > LINKS


def is_headline(top: Sequence[Line], at: int) -> bool:
    """Whether a line can be the title of a page of news, whose byline stands right below."""
    words = top[at].words
    if len(words) < HEADLINE or len(words.split()) >= LINKS:
        return False
    labelled = (
        line for line in top[at + 1 : at + 3] if line.verdict and line.verdict.family in LABELS
    )
    told = [{name for name, _ in dated(line.words, facts(line.words))} for line in labelled]
    return any(names & BYLINE and not names & RECORDED for names in told)


def is_sure(line: Line) -> bool:
    """Whether a line is certain wrapping: a rule of dashes is drawn in tables too."""
    return line.family not in ("", RULE)
