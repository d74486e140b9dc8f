"""What is of the document by its shape, though its words are those of a page.

The rules of a web site say what pages say of themselves; a list of accounts reads like a bar of
them; a title may be the name of a column. What stands above and below tells them apart, so they
are told before the regions of a page are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from clean.page.lines import COLUMN_NAME, LABELS, Line, is_related
from clean.page.names import (
    COMMENT,
    CRUMB,
    FONT,
    FOOTER,
    MENU,
    NEIGHBOUR,
    NOTICE,
    PRINT,
    QR,
    SHARE,
    WECHAT,
    Verdict,
    Where,
)
from clean.page.shapes import TITLE
from clean.patterns import pattern
from clean.signs import CALLED, DATE, GENRE, MARK

MENU_ABOVE = Verdict(MENU, Where.ANYWHERE)
# A name that is no row of links and no label.
NAME = pattern(r"[^\s。：:>|]+")
CALLED_SO = pattern(rf".{{2,}}(?:{GENRE}|{CALLED})")
# What a site lays down for those who use it, as a title.
OF_SITE = pattern(
    r"[^。，：:]{0,40}(?:[网網]站?|本?站|版[权權]|著作[权權]|[隐隱]私|平[台臺]|用[户戶])[^。，：:]{0,16}"
    r"(?:[声聲]明|[协協]?[议議定]|[规規][则則]|[须須]知|[条條]款|政策|公[约約]|[办辦]法)"
)
# What stands between a title and the text: the day, the source, the switches.
BETWEEN = LABELS | {FONT, PRINT, SHARE}
# A part or a heading of such rules.
PART = pattern(rf"{MARK.pattern}|第[一二三四五六七八九十]{{1,3}}(?:部分|[章节節编編])")
# How an office is reached, and its account among that.
ACCOUNT = pattern(r"微信(?:公众)?号?\s*[:：]\s*\S{2,20}")
REACHED = pattern(r"(?:[一-鿿]{0,4}(?:电话|邮箱|传真|联系人|手机)|QQ群?|微信|E-?mail)\s*[:：]")
# A title that names what its list holds.
NAMES_LIST = pattern(r"[^。：:]{4,40}(?:名[录錄单單]|一[览覽]表?|清[单單]|[汇彙]总表|花名[册冊])")
# What stands behind every list.
BEHIND = frozenset((PRINT, NEIGHBOUR, FOOTER, COMMENT, QR, *LABELS))
# The longest row of a list of names.
ROW = 30
# So many lines below a byline a title may stand that is none above it.
BELOW = 3
# Whom a document goes to, at its foot, and so many lines below the last sentence it stands.
SENT_TO = pattern(r"[抄呈分]?[报報送发發][:：]\s*\S.*|抄[报報送][:：\s].*")
SENT_WITHIN = 6
DAY = pattern(DATE)
# The buttons glued to a day.
BUTTONS = pattern(r"(?:\s*[\[【][^\[\]【】]{2,8}[\]】])+\s*\Z")
# The longest heading above a list.
HEADING = 25
MARKED = pattern("[。；;：:，]")


def titles(page: Sequence[Line]) -> None:
    """The name of a column between the path or the menu and the byline, where no other title is."""
    for i, (above, line) in enumerate(zip((None, *page), page, strict=False)):
        if line.body:
            return
        if line.verdict and _is_byline(page, i + 1) and _may_entitle(above, line):
            below = page[i + 2 : i + 2 + BELOW]
            if not any(TITLE.fullmatch(one.words) for one in below if not one.verdict):
                line.verdict = None
            return


def _is_byline(page: Sequence[Line], at: int) -> bool:
    verdict = page[at].verdict if at < len(page) else None
    return bool(verdict and verdict.family in LABELS and verdict.where & Where.HEAD)


def _may_entitle(above: Line | None, line: Line) -> bool:
    """Whether a line can be the title: the links above it may be gone already."""
    verdict = above.verdict if above else MENU_ABOVE
    leads = verdict and verdict.family in (CRUMB, MENU)
    sure = verdict and verdict.where & Where.BODY
    named = CALLED_SO.fullmatch(line.words) or (above and line.verdict == COLUMN_NAME)
    path = line.verdict and line.verdict.where & Where.BODY
    return bool(leads and sure and named and not path and NAME.fullmatch(line.words))


def house_rules(page: Sequence[Line]) -> None:
    """The sentences of a document whose title says that it is on the rights or the use of a site."""
    first = next((i for i, line in enumerate(page) if "。" in line.words or line.body), 0)
    title = first - 1
    while title >= 0 and (_is_between(page[title]) or PART.match(page[title].words)):
        title -= 1
    if first and title >= 0 and OF_SITE.fullmatch(page[title].words):
        page[title].verdict = None
        for line in page[first:]:
            if line.verdict and line.verdict.family == FOOTER and line.verdict.where & Where.BODY:
                return
            if line.verdict and line.verdict.family == NOTICE:
                line.keep()


def _is_between(line: Line) -> bool:
    return line.verdict is not None and line.verdict.family in BETWEEN


def contacts(page: Sequence[Line]) -> None:
    """The account of an office in its list of contacts: 微信号：… below 联系电话：…."""
    for above, line in pairwise(page):
        account = line.verdict and line.verdict.family == WECHAT and ACCOUNT.fullmatch(line.words)
        if account and not above.verdict and REACHED.match(above.words):
            line.verdict = None


def named_lists(page: Sequence[Line]) -> None:
    """The rows below a title that names a list of them, on a page without a sentence."""
    if any(line.body for line in page):
        return
    titled = (i for i, line in enumerate(page) if NAMES_LIST.fullmatch(line.words))
    at = next((i for i in titled if not page[i].verdict), len(page)) + 1
    while at < len(page) and _is_between(page[at]):
        at += 1
    for line in page[at:]:
        verdict = line.verdict
        if (
            (verdict and verdict.family in BEHIND)
            or len(line.words) > ROW
            or is_related(line.words)
        ):
            return
        if verdict and verdict.where & Where.BODY and verdict.family == SHARE:
            return
        line.keep()


def last_of_document(page: Sequence[Line], last: int) -> int:
    """The last line of a document whose body ends here: the list under its last heading, the day of signing."""
    return _signed(page, _under_heading(page, last))


def _signed(page: Sequence[Line], last: int) -> int:
    for i in range(last + 1, len(page)):
        line = page[i]
        if line.verdict and line.verdict.where & Where.BODY:
            break
        if DAY.fullmatch(BUTTONS.sub("", line.words)):
            last = i
    return last


def colophons(page: Sequence[Line], last: int) -> None:
    """The source and the editor of a bulletin, between its text and those it is sent to: 责任编辑：…, 报：市委."""
    below = range(last + 1, min(last + SENT_WITHIN, len(page)))
    sent = [i for i in below if SENT_TO.fullmatch(page[i].words)]
    between = page[last + 1 : sent[0]] if sent else []
    if all(line.verdict and line.verdict.family in LABELS for line in between):
        for line in (*between, *(page[i] for i in sent)):
            line.keep()


def _under_heading(page: Sequence[Line], last: int) -> int:
    """The last row under a last heading, where rows stand under one before it too."""
    if last < 0 or not _is_heading(page[last]):
        return last
    before = (i for i in range(last) if _is_heading(page[i]) and _is_row(page, i + 1))
    if any(True for _ in before):
        while _is_row(page, last + 1):
            last += 1
    return last


def _is_heading(line: Line) -> bool:
    found = MARK.match(line.words)
    return bool(found and len(line.words) <= HEADING and not MARKED.search(line.words, found.end()))


def _is_row(page: Sequence[Line], at: int) -> bool:
    """Whether a line that nothing marks stands here."""
    line = page[at] if at < len(page) else None
    if line is None or DAY.fullmatch(line.words):
        return False
    return not (line.body or line.verdict or is_related(line.words))
