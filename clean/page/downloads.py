"""What a page says above the files of its document, and the files that are the page itself.

`附件下载` and `相关附件` are buttons; the files below are the document's. A file that has the title of the
page for its name, in two formats or under `正文下载`, is the page once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from clean.page.files import FILE
from clean.page.lines import Line
from clean.page.names import PRINT, STRAY, Where
from clean.patterns import pattern

ABOVE_FILES = pattern(
    r"(?:相[关關]|全部|文章|公告|[查檢检]看)?(?:附件|附檔|檔案|档案|文件)(?:下[载載]|列表|信息)(?:列表)?\s?[:：]?"
    r"|相[关關](?:附件|附檔|檔案|档案)\s?[:：]?|文章下[载載]\s?[:：]?"
)
OWN = pattern(
    r"(?:公告|通知|文件|本文|政策)?(?:正文|全文|原文|本文|文章)(?:文件)?下[载載](?:[链鏈][接結结]|地址)?\s?[:：]?"
)
STEM = pattern(r"(.{1,80}?)\.[A-Za-z]{2,4}(?:[\s(（\[].*)?")
ABOUT = pattern(r"关于|關於")
# The shortest title that the name of a file is held against.
TITLE = 8


def downloads(page: Sequence[Line]) -> None:
    """Heads of lists of files, and the files of the page itself, behind the body."""
    if not any(line.family for line in page):
        return
    titles = [_bare(line.words) for line in page if line.where & Where.HEAD and not line.family]
    for at, line in enumerate(page):
        if line.family or not line.where & Where.TAIL:
            continue
        files = list(takewhile(_is_file, page[at + 1 :]))
        if OWN.fullmatch(line.words) and files:
            _claim([line, *(one for one in files if _is_page_itself(one, titles))])
        elif ABOVE_FILES.fullmatch(line.words) and _is_closed(page, at + 1 + len(files)):
            gone = any(one.family == STRAY for one in files)
            _claim([line] if files else [], STRAY if gone else PRINT)
    for one, two in zip(page, page[1:], strict=False):
        if one.where & two.where & Where.TAIL and _are_copies(one, two, titles):
            _claim([one, two])


def _is_file(line: Line) -> bool:
    return FILE.fullmatch(line.words) is not None


def _is_closed(page: Sequence[Line], at: int) -> bool:
    """Whether a list of files ends the page, or wrapping stands below it."""
    return all(line.family for line in page[at : at + 1])


def _are_copies(one: Line, two: Line, titles: Sequence[str]) -> bool:
    """Whether two files have one name, that of the page, and two formats."""
    if one.family or two.family or not (_is_file(one) and _is_file(two)):
        return False
    return _stem(one) == _stem(two) and one.words != two.words and _is_page_itself(one, titles)


def _is_page_itself(line: Line, titles: Sequence[str]) -> bool:
    stem = _stem(line)
    about = ABOUT.search(stem)
    said = stem[about.start() :] if about else stem
    return len(said) >= TITLE and any(said in title for title in titles)


def _stem(line: Line) -> str:
    found = STEM.fullmatch(line.words)
    return _bare(found[1]) if found else ""


def _bare(words: str) -> str:
    return "".join(words.split()).strip("《》")


def _claim(lines: Sequence[Line], family: str = PRINT) -> None:
    for line in lines:
        line.family = family
