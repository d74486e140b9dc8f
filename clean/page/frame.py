"""Lines that no table knows, in the frame of a page: above its title, between its links, behind it.

What stands among certain wrapping is judged by its place. Above a title only a page has
words over its own menu; behind the buttons at its end no document goes on. What could be a
part of an official document stays wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, islice, pairwise, zip_longest

from clean.page.above import ABOVE, NEAR_TITLE, above_title, is_sure
from clean.page.days import day_of
from clean.page.facts import dated, facts
from clean.page.files import FILE
from clean.page.kept import CELLS, PART, is_contact, is_marked, is_part, is_row
from clean.page.lines import AGENCY_LINE, COLUMN_NAME, LABELS, Line
from clean.page.looks import speaks_of_itself
from clean.page.names import (
    APP,
    COMMENT,
    FOOTER,
    NEIGHBOUR,
    NOTICE,
    PRINT,
    QR,
    RELATED,
    SHARE,
    STRAY,
    WECHAT,
    Where,
)
from clean.patterns import pattern

# Letters of a line between wrapping that no table knows: below a title, behind a button.
ACCOUNT, BEHIND_LINK = 15, 40
# So many lines from the title on the account stands.
NEAR = 40
# So many lines at most behind the last of certain wrapping.
LAST = 6
HEADS = ABOVE | {WECHAT, SHARE, QR}
# Wrapping that no document goes on behind.
BEHIND = frozenset((NOTICE, PRINT, NEIGHBOUR, SHARE, QR, WECHAT, RELATED, FOOTER, COMMENT, APP))
SURELY_BEHIND = frozenset((NEIGHBOUR, RELATED, FOOTER, COMMENT))
SURELY = 2
# A date or a clock taken apart: 2019, 03/12, 20:15:37.
FIGURES = pattern(r"(?!\d{6}$)[\d\s/:.+\-年月日|]{1,20}")
COUNTER = pattern(r"\+?\d{1,3}")
# A link of a page in another language than its text: Terms of Use, share:.
FOREIGN = pattern(r"(?=.{3,30}\Z)[A-Za-z]+(?:(?: [A-Za-z]+)+|:)")
SAID = pattern("[，。；！？,;!?]")
# A day and a clock as the web writes them.
MOMENT = pattern(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d{2}")
# A row of the document, above another: 来信人：周某.
ROW = pattern("[^，。：:]{2,8}[：:].")


def strays(page: list[Line]) -> None:
    """Lines no table knows among certain wrapping: above the title, between links, behind it."""
    _figures(page)
    above_title(page)
    _below_title(page)
    _accounts(page)
    _between(page)
    _tail([line for line in page if line.where & Where.TAIL])


def _below_title(page: Sequence[Line]) -> None:
    """Right below the title what may be said of a page is, where its head holds wrapping."""
    top = sum(1 for line in page if line.where & Where.TOP)
    if not any(line.family in HEADS for line in page if line.where & Where.HEAD):
        return
    if _is_publisher(page[top + 1 : top + 3]):
        page[top + 1].family = STRAY
        page[top + 1].facts = (("source", page[top + 1].words),)
    for above, line in pairwise(page[top:]):
        if not above.family and _is_byline(line) and ROW.match(above.words):
            return
        doubtful = line.verdict and line.verdict.beside & line.where and line.where & Where.HEAD
        if not line.family and (not doubtful or line.verdict == COLUMN_NAME):
            return
        if not line.family:
            line.family = STRAY
            line.facts = dated(line.words, facts(line.words))


def _is_publisher(below: Sequence[Line]) -> bool:
    """Whether an office stands right below the title, and below it the moment it published: 2023-04-03 11:26."""
    office, *rest = below or (None,)
    if not office or not rest or office.family or not AGENCY_LINE.fullmatch(office.words):
        return False
    return _is_byline(rest[0]) and MOMENT.match(rest[0].words) is not None


def _is_byline(line: Line) -> bool:
    return line.verdict is not None and line.verdict.family in LABELS


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
        if not one.family or two.family or len(name) > ACCOUNT:
            continue
        if name in accounts or (_names(said, name) and not is_part(two)):
            two.family = STRAY


def _names(said: str, name: str) -> bool:
    """Whether words say a name, not as a part of a longer one, as a title that is set on two lines."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _between(page: Sequence[Line]) -> None:
    """One short line between two of certain wrapping."""
    title = sum(1 for line in page if line.where & Where.TOP)
    free = [line for line in page if line.where & Where.HEAD and not line.family]
    longest = max((len(line.words) for line in free), default=0)
    for one, two, three in zip(page[title:], page[title + 1 :], page[title + 2 :], strict=False):
        if is_sure(one) and is_sure(three) and not two.family and not two.where & Where.TAIL:
            most = ACCOUNT if two.where & Where.BODY else min(NEAR_TITLE, longest - 1)
            short = len(two.words) <= most and not SAID.search(two.words)
            two.family = STRAY if short and not is_part(two) else ""


def _figures(page: Sequence[Line]) -> None:
    """Figures that wrapping stands right above and below of, before the body."""
    head = [line for line in page if line.where & Where.HEAD]
    for bare, run in groupby(range(len(head)), lambda i: _is_figures(head[i])):
        at = list(run)
        if not bare or not at[0] or not is_sure(head[at[0] - 1]):
            continue
        held = [head[i] for i in at]
        counter = len(held) == 1 and COUNTER.fullmatch(held[0].words)
        if counter or (at[-1] + 1 < len(head) and is_sure(head[at[-1] + 1])):
            _claim(held)
            day = day_of(" ".join(line.words for line in held))
            held[0].facts = (("published", day),) if day else ()


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
        if is_sure(line):
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
    if FILE.fullmatch(words):
        return True
    if len(words) > BEHIND_LINK or is_row(words) or is_marked(words) or "附件" in words:
        return True
    if AGENCY_LINE.fullmatch(words):  # who signs stands above a day
        return after is None or not end or PART.match(after.words) is not None
    return end < SURELY and is_part(line)


def _may_end_page(line: Line) -> bool:
    """Whether a line can end a page: bare words, or an address."""
    return not CELLS.search(line.words) or is_contact(line)


def _claim(held: Sequence[Line]) -> None:
    for line in held:
        line.family = STRAY
