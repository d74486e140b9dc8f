"""Where on its page a line stands: above the title, in the head, in the body, behind it.

The body runs from its first sentence to its last; on a page without a sentence it is the
longest run of lines that look like nothing else, the rows of a table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from itertools import groupby

from clean.page.cells import cell
from clean.page.closing import answers, disclaimers
from clean.page.edges import edges
from clean.page.facts import FACT
from clean.page.flowing import flowing
from clean.page.folding import fold
from clean.page.lines import LABELS, Line, Sight, is_related, may_be_title, see
from clean.page.looks import speaks_of_itself
from clean.page.matter import (
    colophons,
    contacts,
    house_rules,
    last_of_document,
    named_lists,
    titles,
)
from clean.page.names import COMMENT, CRUMB, FOOTER, NEIGHBOUR, PRINT, SHARE, Where
from clean.page.notices import RELATED_HEADER
from clean.page.printed import sheets
from clean.page.registers import forms, registers, tables
from clean.page.seams import DATELINE
from clean.page.shapes import TITLE
from clean.page.split import split_bylines
from clean.patterns import pattern
from clean.signs import mark

# The shortest name above a byline, and what no name of a page has in it.
NAME = 7
SUBTITLE = pattern(r"[（(]|——|.*\t")
NO_NAME = pattern("[，。；！？,;!?\t：:]")
# What a court calls its paper, its letters set apart.
JUDGEMENT = pattern(
    r"(?:民\s*事|刑\s*事|行\s*政|执\s*行|国\s*家\s*赔\s*偿)\s*(?:判\s*决|裁\s*定|调\s*解|决\s*定)\s*书"
)
HAN = pattern("[一-鿿]{2}")
# A title and what is said of it: so many lines from its first to the byline.
TITLE_LINES = 3
# The longest line that is looked at for a title behind what is glued to it.
TITLE_MOST = 200
# So many lines below the row that gives its title a title stands; records of 20 rows were seen.
RECORD = 30
# So many names parted by spaces are links.
LINKS = 3
# So many sentences may stand below a foot.
LAST_WORDS = 2
# What a form below an article asks for.
CODE = pattern("[验驗][证證][码碼]")
# The longest notice of a page behind its foot.
NOTICE = 200


def read(text: str, sight: Callable[[str], Sight] = see) -> list[Line]:
    """The lines that hold words, with their looks and regions."""
    page: list[Line] = []
    start = 0
    for row in text.split("\n"):
        end = start + len(row) + 1
        words = row.strip()
        if words:
            page.append(Line(start, end, words, *sight(words)))
        start = end
    if page:
        page[-1].end = min(page[-1].end, len(text))
    sheets(page)
    flowing(page)
    registers(page)
    forms(page)
    tables(page)
    answers(page)
    disclaimers(page)
    split_bylines(page)
    titles(page)
    house_rules(page)
    contacts(page)
    named_lists(page)
    _set_regions(page)
    return page


def _set_regions(page: list[Line]) -> None:
    body = [i for i, line in enumerate(page) if line.body]
    rows = [] if body else _rows(page, _first_content(page))
    first = min([*body[:1], *rows[:1]], default=len(page))
    last = _last_of_body(page, body) if body else max(rows, default=-1)
    last = last_of_document(page, last)
    colophons(page, last)
    top = min(title_at(page[:first]), first)
    for i, line in enumerate(page):
        head = Where.HEAD if i <= first else 0
        tail = Where.TAIL if i >= last else 0
        line.sides = head | tail
        line.where = line.sides if i < first or i > last else Where.BODY
        if i < top:
            line.where |= Where.TOP


def title_at(head: Sequence[Line]) -> int:
    """Where in a head the title stands; behind it where nothing can be one.

    It reads like a title, or the byline or the record of the page stands below it, or it
    is the longest name.
    """
    names = [i for i, line in enumerate(head) if _may_be_name(head, i, line)]
    for shows in (_is_named_by_record, _reads_like_title, _has_byline, _has_record):
        for i in names:
            if shows(head, i):
                return _topmost(head, frozenset(names), i)
    path = max((i for i, line in enumerate(head) if _is_path(line)), default=-1)
    below = [i for i in names if i > path]
    bare = [i for i in below if len(head[i].words) >= NAME and not NO_NAME.search(head[i].words)]
    first = next(iter(below), len(head)) if path >= 0 else _first_content(head)
    return max(bare, key=lambda i: (len(head[i].words), i), default=first)


def _is_path(line: Line) -> bool:
    """Whether a line is the path to a page: its title stands below."""
    return bool(line.verdict and line.verdict.family == CRUMB and line.verdict.where & Where.BODY)


def _topmost(head: Sequence[Line], names: Collection[int], at: int) -> int:
    """The title above the name of an account: no shorter, and right above."""
    while at - 1 in names and len(head[at - 1].words) >= len(head[at].words):
        at -= 1
    return at


def _may_be_name(head: Sequence[Line], i: int, line: Line) -> bool:
    """Whether a line is none of a table: no label, no value below one, no cells."""
    words = line.words
    if JUDGEMENT.fullmatch(words):
        return True
    if line.verdict or not HAN.search(words) or (not line.plain and is_related(words)):
        return False
    if SUBTITLE.match(words) or DATELINE.match(words):
        return False
    valued = i and _is_bare_label(head[i - 1]) and not TITLE.fullmatch(words)
    return not (_is_row(line) or valued)


def _reads_like_title(head: Sequence[Line], i: int) -> bool:
    words = _unglued(head[i])
    if JUDGEMENT.fullmatch(words):
        return True
    return TITLE.fullmatch(words) is not None and len(words.split()) < LINKS


def _unglued(line: Line) -> str:
    """The words of a line without the wrapping glued to its head."""
    long = line.plain or len(line.words) > TITLE_MOST
    found = () if long else edges(line.words, Where.HEAD)
    return line.words[found[0].end :].strip() if found and not found[0].start else line.words


def _is_named_by_record(head: Sequence[Line], i: int) -> bool:
    """Whether a row of the record above gives this line as the title of the page."""
    rows = (
        pair
        for line in head[max(0, i - RECORD) : i]
        if not line.plain
        for pair in cell(line.words, "")
    )
    words = fold(head[i].words)
    return any(FACT[name] == "title" and value == words for name, value in rows)


def _has_byline(head: Sequence[Line], i: int) -> bool:
    if len(head[i].words.split()) >= LINKS:
        return False
    near = head[i + 1 : i + (TITLE_LINES if len(head[i].words) >= NAME else 2)]
    return any(map(_says_of_title, near))


def _has_record(head: Sequence[Line], i: int) -> bool:
    return any(map(_is_row, head[i + 1 : i + 2]))


def _says_of_title(line: Line) -> bool:
    byline = line.verdict is not None and line.verdict.family in LABELS
    return byline or line.words.startswith(("——", "本报记者", "记者"))


def _is_row(line: Line) -> bool:
    return not line.plain and bool(cell(line.words, ""))


def _is_bare_label(line: Line) -> bool:
    """Whether a line is a label that has its value on the next."""
    pairs = [] if line.plain else cell(line.words, "")
    return len(pairs) == 1 and not pairs[0][1]


def _first_content(page: Sequence[Line]) -> int:
    """The first line that could be the title: long enough, or named like a document."""
    for i, line in enumerate(page):
        if not line.verdict and may_be_title(line.words):
            return i
    return len(page)


def _rows(page: list[Line], top: int) -> list[int]:
    """On a page without a sentence its longest run of lines without a look: the rows of a table."""
    bare = [not line.verdict and not is_related(line.words) for line in page]
    runs = [list(run) for empty, run in groupby(range(top, len(page)), bare.__getitem__) if empty]
    foot = next((i for i, line in enumerate(page) if i > top and _is_behind(line)), len(page))
    long = [run for run in runs if len(run) > 1]
    return max(
        [run for run in long if run[0] < foot] or long,
        key=lambda run: sum(len(page[i].words) for i in run),
        default=[],
    )


def _last_of_body(page: list[Line], body: list[int]) -> int:
    """The last line of the body.

    A numbered list behind 相关阅读 or a foot is none of it, nor is what a page says of itself there.
    """
    at = body[-1]
    cut = _foot_above(page, body)
    if cut < len(page):
        return body[bisect_left(body, cut) - 1]
    ends = _ends_page
    while at > body[0] and not (page[at].body and _is_text(page[at].words)):
        if page[at].body and "。" in page[at].words:
            ends = _may_end_page
        if ends(page[at]):
            cut = at
        at -= 1
    return body[bisect_left(body, cut) - 1]


def _foot_above(page: list[Line], body: list[int]) -> int:
    """The certain foot that stands above the last few sentences; behind the page without one."""
    if len(body) <= 2 * LAST_WORDS:
        return len(page)
    above = range(body[-LAST_WORDS - 1] + 1, body[-1])
    foot = next((at for at in above if _is_foot(page[at])), len(page))
    below = (page[i].words for i in body[-LAST_WORDS:] if i > foot)
    return len(page) if any(mark(words) or len(words) > NOTICE for words in below) else foot


def _is_foot(line: Line) -> bool:
    verdict = line.verdict
    if not verdict:
        return False
    asks = verdict.family == COMMENT and CODE.search(line.words) is not None
    return asks or bool(verdict.family == FOOTER and verdict.where & Where.BODY)


def _is_text(words: str) -> bool:
    return "。" in words and not (len(words) <= NOTICE and speaks_of_itself(words))


def _ends_page(line: Line) -> bool:
    button = line.verdict and line.verdict.family == PRINT and line.verdict.where & Where.BODY
    return bool(button) or _is_behind(line)


def _may_end_page(line: Line) -> bool:
    """Whether a line ends a page that says something of itself below."""
    button = line.verdict and line.verdict.family in (FOOTER, PRINT, NEIGHBOUR, SHARE)
    return bool(button and line.verdict and line.verdict.where & Where.TAIL) or _is_behind(line)


def _is_behind(line: Line) -> bool:
    """Whether a line stands behind every body: a registration, a list of other pages."""
    if line.verdict and line.verdict.family == FOOTER:
        return _is_foot(line)
    return not line.plain and RELATED_HEADER.fullmatch(fold(line.words)) is not None
