"""Lines that no table knows, in the frame of a page: above its title, between its links, behind it.

What stands among certain wrapping is judged by its place. Above a title only a page has
words over its own menu; behind the buttons at its end no document goes on. What could be a
part of an official document stays wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, islice, pairwise, zip_longest

from clean.page.days import day_of
from clean.page.facts import dated, facts
from clean.page.folding import fold
from clean.page.lines import AGENCY_LINE, COLUMN_NAME, LABELS, Line
from clean.page.looks import speaks_of_itself
from clean.page.names import (
    APP,
    BROWSER,
    COMMENT,
    CRUMB,
    FOOTER,
    KEPT,
    LABEL,
    LOGIN,
    MENU,
    NEIGHBOUR,
    NOTICE,
    PRINT,
    QR,
    RELATED,
    RULE,
    SCRIPT,
    SHARE,
    SITE,
    STRAY,
    WECHAT,
    Where,
)
from clean.page.notices import CONTACT, FOOTER_SPONSOR
from clean.page.regions import LINKS
from clean.page.shapes import TITLE
from clean.page.tokens import tokens
from clean.patterns import pattern
from clean.signs import DATE, DOCUMENT_NUMBER, GENRE, mark

# Letters of a line between wrapping that no table knows: right above a title, above the menu
# over it, below it, behind a button.
NEAR_TITLE, ABOVE_MENU, ACCOUNT, BEHIND_LINK = 6, 30, 15, 40
# What a byline says, and what only a record does.
BYLINE, RECORDED = {"published", "source", "author"}, {"index_number", "category", "number"}
# So many lines of a doubtful look are a page.
DOUBTS = 2
# The longest name of a link in a menu of unknown names.
LINK = 8
# The shortest title of a page of news.
HEADLINE = 10
# So many lines from the title on the account stands.
NEAR = 40
# So many lines at most behind the last of certain wrapping.
LAST = 6
# Wrapping that stands above a title, and wrapping that no document goes on behind.
ABOVE = frozenset((MENU, LOGIN, CRUMB, SITE, PRINT, APP, BROWSER, SCRIPT))
RECORD = frozenset(("index_number", "category", "publisher"))
HEADS = ABOVE | {WECHAT, SHARE, QR}
OVER = frozenset((MENU, LOGIN, CRUMB))
# Wrapping that no document holds itself.
WEB = (ABOVE | {NEIGHBOUR, SHARE, QR, FOOTER, NOTICE, COMMENT, WECHAT, LABEL}) - {SCRIPT}
BEHIND = frozenset((NOTICE, PRINT, NEIGHBOUR, SHARE, QR, WECHAT, RELATED, FOOTER, COMMENT, APP))
SURELY_BEHIND = frozenset((NEIGHBOUR, RELATED, FOOTER, COMMENT))
SURELY = 2
# What may stand above a title or behind a body: a number of the copy, dates, 文号, attachments.
PART = pattern(
    rf"[A-Z]{{2,}}\d*(?:/[A-Z])?\s?\d|.*第\s?\d+号[）)]?$|\d{{6}}$|[（(]?\d{{4}}年|{DOCUMENT_NUMBER}|{DATE}|第\d+号|——"
    r"|[（(].{0,6}公开[)）]|[一-鿿]{0,4}记者[一-鿿]{2,4}\Z"
)
GENRES = tuple(GENRE.split("|"))
# What a paper is called that has no genre of Art. 9.
NAMED_SO = ("书", "表", "名单", "须知", "简章", "启事", "一封信", "声明", "讲话", "致辞", "说明")
# Whom a letter is sent to.
ADDRESSED = pattern(
    "尊敬|亲爱|各[^类种项]|广大|.*(?:部门|单位|政府|公司|同志|朋友|领导|代表|委员|主任|局长|市长|县长)[：:]"
)
# A date or a clock taken apart: 2019, 03/12, 20:15:37.
FIGURES = pattern(r"(?!\d{6}$)[\d\s/:.+\-年月日|]{1,20}")
COUNTER = pattern(r"\+?\d{1,3}")
AMOUNT = pattern(r"[-+￥¥]?\d[\d,.]*[%％元年月日]{0,3}")
# A link of a page in another language than its text: Terms of Use, share:.
FOREIGN = pattern(r"(?=.{3,30}\Z)[A-Za-z]+(?:(?: [A-Za-z]+)+|:)")
SAID = pattern("[，。；！？,;!?]")
# What a slogan or a greeting above a title does not hold.
SENTENCE = pattern("[。；？;?]")
CELLS = pattern(r"[\t：:]")


def strays(page: list[Line]) -> None:
    """Lines no table knows among certain wrapping: above the title, between links, behind it."""
    _figures(page)
    _above_menu(page)
    _above_title(page)
    _below_title(page)
    _accounts(page)
    _between(page)
    _tail([line for line in page if line.where & Where.TAIL])


def _above_menu(page: Sequence[Line]) -> None:
    """All short lines above the last menu or path that a title stands below."""
    top = [line for line in page if line.where & Where.TOP]
    over = [i for i, line in enumerate(top) if line.family in OVER or _is_record(line)]
    titled = len(top) < len(page) and page[len(top)].where & Where.HEAD
    for i, line in enumerate(top[: over[-1] if over and titled else 0]):
        if not line.family and not _is_headline(top, i) and _may_be_banner(line.words):
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


def _above_title(page: Sequence[Line]) -> None:
    """Short lines above the title where the page shows wrapping there; names as long as a title stay."""
    top = [line for line in page if line.where & Where.TOP]
    below = page[len(top)] if len(top) < len(page) else None
    if not below or not below.where & Where.HEAD:
        return
    title = below.words
    named = TITLE.fullmatch(title) is not None
    sure = [i for i, line in enumerate(top) if _is_sure(line)]
    shown = any(line.family in ABOVE for line in top)
    if not (shown or (named and is_web(page))):
        return
    for i, line in enumerate(top):
        short = len(line.words) <= NEAR_TITLE and line.words[-1] != "】"
        kept = ADDRESSED.match(line.words) or (is_part(line) and not _is_menu(line))
        among = sure and sure[0] < i < sure[-1] and len(line.words) < len(title)
        among = among or bool(line.verdict and line.verdict.beside & line.where)
        if _is_headline(top, i):
            continue
        banner = (named or among) and _may_be_banner(line.words)
        if not line.family and not kept and (short or banner):
            line.family = STRAY


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


def _is_headline(top: Sequence[Line], at: int) -> bool:
    """Whether a line can be the title of a page of news, whose byline stands right below."""
    words = top[at].words
    if len(words) < HEADLINE or len(words.split()) >= LINKS:
        return False
    labelled = (
        line for line in top[at + 1 : at + 3] if line.verdict and line.verdict.family in LABELS
    )
    told = [{name for name, _ in dated(line.words, facts(line.words))} for line in labelled]
    return any(names & BYLINE and not names & RECORDED for names in told)


def _below_title(page: Sequence[Line]) -> None:
    """Right below the title what may be said of a page is, where its head holds wrapping."""
    top = sum(1 for line in page if line.where & Where.TOP)
    if not any(line.family in HEADS for line in page if line.where & Where.HEAD):
        return
    for line in page[top + 1 :]:
        doubtful = line.verdict and line.verdict.beside & line.where and line.where & Where.HEAD
        if not line.family and (not doubtful or line.verdict == COLUMN_NAME):
            return
        if not line.family:
            line.family = STRAY
            line.facts = dated(line.words, facts(line.words))


def _accounts(page: Sequence[Line]) -> None:
    """The name of an account below the title, which stands twice or the wrapping beside it names."""
    head = (line for line in page if line.where & Where.HEAD and not line.where & Where.TOP)
    below = list(islice(head, 1, NEAR))
    said = "\n".join(line.words for line in below if line.family)
    accounts = "\n".join(line.words for line in below if line.family == WECHAT)
    for one, two, three in zip(below, below[1:], below[2:], strict=False):
        if one.words == two.words and len(one.words) <= ACCOUNT and three.family:
            _claim([line for line in (one, two) if not line.family])
    for one, two in [*pairwise(below), *pairwise(reversed(below))]:
        name = two.words.rstrip(".")
        if one.family and not two.family and len(name) <= ACCOUNT and name in said:
            two.family = STRAY if name in accounts or not is_part(two) else ""


def _between(page: Sequence[Line]) -> None:
    """One short line between two of certain wrapping."""
    title = sum(1 for line in page if line.where & Where.TOP)
    free = [line for line in page if line.where & Where.HEAD and not line.family]
    longest = max((len(line.words) for line in free), default=0)
    for one, two, three in zip(page[title:], page[title + 1 :], page[title + 2 :], strict=False):
        if _is_sure(one) and _is_sure(three) and not two.family and not two.where & Where.TAIL:
            most = ACCOUNT if two.where & Where.BODY else min(NEAR_TITLE, longest - 1)
            short = len(two.words) <= most and not SAID.search(two.words)
            two.family = STRAY if short and not is_part(two) else ""


def _figures(page: Sequence[Line]) -> None:
    """Figures that wrapping stands right above and below of, before the body."""
    head = [line for line in page if line.where & Where.HEAD]
    for bare, run in groupby(range(len(head)), lambda i: _is_figures(head[i])):
        at = list(run)
        if not bare or not at[0] or not _is_sure(head[at[0] - 1]):
            continue
        held = [head[i] for i in at]
        counter = len(held) == 1 and COUNTER.fullmatch(held[0].words)
        if counter or (at[-1] + 1 < len(head) and _is_sure(head[at[-1] + 1])):
            _claim(held)
            day = day_of(" ".join(line.words for line in held))
            held[0].facts = (("published", day),) if day else ()


def _is_sure(line: Line) -> bool:
    """Whether a line is certain wrapping: a rule of dashes is drawn in tables too."""
    return line.family not in ("", RULE)


def _is_figures(line: Line) -> bool:
    return not line.family and FIGURES.fullmatch(line.words) is not None


def _tail(tail: Sequence[Line]) -> None:
    """Behind a button or a foot, up to the last line of wrapping; parts of a document end it."""
    end = 0
    held: list[Line] = []
    foot = any(line.family == FOOTER for line in tail)
    for line, after in zip_longest(tail, tail[1:]):
        if foot and not line.family and FOREIGN.fullmatch(line.words):
            line.family = STRAY
        if _is_sure(line):
            _claim(held if end else [])
            held = []
            end = max(end, ends_article(line))
        elif line.family:
            continue
        elif _may_go_on(line, end, after):
            end = 0
            held = []
        else:
            held.append(line)
    if end and len(held) <= LAST and all(map(_may_end_page, held)):
        _claim(held)


def ends_article(line: Line) -> int:
    """How surely a line ends an article: with a link to other pages or its editor, or a button."""
    said = line.family in LABELS and line.verdict and line.verdict.where & Where.TAIL
    if said or line.family in SURELY_BEHIND:
        return SURELY
    return line.family in BEHIND


def _may_go_on(line: Line, end: int, after: Line | None) -> bool:
    """Whether the document may go on with a line behind one that ends an article so surely."""
    words = line.words
    if "。" in words and not (speaks_of_itself(words) and words.find("。") == len(words) - 1):
        return True
    if is_contact(line) or words.isdecimal():
        return False
    if len(words) > BEHIND_LINK or is_row(words) or is_marked(words) or "附件" in words:
        return True
    if AGENCY_LINE.fullmatch(words):  # who signs stands above a day
        return after is None or not end or PART.match(after.words) is not None
    return end < SURELY and is_part(line)


def is_row(words: str) -> bool:
    """Whether a line is a row of a table: three cells, figures among them."""
    cells = words.split()
    return len(cells) > 2 and any(map(AMOUNT.fullmatch, cells))


def _may_end_page(line: Line) -> bool:
    """Whether a line can end a page: bare words, or an address."""
    return not CELLS.search(line.words) or is_contact(line)


def is_contact(line: Line) -> bool:
    """Whether a line says where an office is to be reached, as a foot does too."""
    if not CELLS.search(line.words):
        return False
    folded = fold(line.words)
    return bool(FOOTER_SPONSOR.fullmatch(folded) or CONTACT.match(folded))


def _claim(held: Sequence[Line]) -> None:
    for line in held:
        line.family = STRAY


def is_part(line: Line) -> bool:
    """Whether a line could be a part of an official document."""
    words = "".join(line.words.split())
    if words.endswith((*GENRES, *NAMED_SO)) or "附件" in words:
        return True
    return is_marked(words) or AGENCY_LINE.fullmatch(words) is not None


def is_marked(words: str) -> bool:
    """Whether words open like a part of an official document."""
    return bool(KEPT.match(words) or PART.match(words) or mark(words))
