"""Page metadata: labels become facts, and the title that a page prints twice stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from os.path import commonprefix
from typing import NamedTuple

from clean.document import Edit, Span
from clean.page import between, names, reading, wrapping
from clean.page.facts import facts
from clean.page.folding import fold
from clean.page.shapes import TITLE as TITLE_LINE
from clean.patterns import pattern
from clean.rule import ALIKE, erases, numbers, repeats
from clean.signs import DOCUMENT_NUMBER, GENRE, MARK
from clean.spans import lines

# A title: shorter lines recur by right (公告, 第一条), longer ones are paragraphs.
TITLE_LEAST, TITLE_MOST = 8, 200
# A page prints its title within its first lines.
HEAD_LINES = 40

TITLE_END = rf"(?:{GENRE}|[）)])"
# The web writes its own dates with strokes or points; a document writes 年月日.
GLUED_LABELS = ("布日期", "布时间")
GLUED_LABEL = pattern(
    r"(?:信息发布|信息公布|发布|公布)(?:日期|时间)\s?[:：]\s?"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
TITLE_BEFORE = pattern(rf"关于[^。\n]{{2,150}}{TITLE_END}\s*\Z")
TITLE = pattern(rf".*{TITLE_END}", re.DOTALL)
CITED = pattern(r"〔\d{4}〕第?\d{1,4}号")
# 的通知 is no code: there the title ends that only names the plan below.
ISSUER_CODE = pattern(r"\s*(?!的)[一-鿿]{2,10}")
BETWEEN = pattern(r"[ \t　━─═—*=_-]*")
NUMBER = pattern(DOCUMENT_NUMBER)
# Cells, stops, or a figure at the end: a row.
ROW = pattern(r"[\t。；;|]|\s[\d.,%]+\Z")
HAN = pattern("[一-鿿]{3}")
# A title that readings of one text began with each: 甲市统计公报甲市统计公报2019年2月….
DOUBLED = pattern(r"\s*((?=\S*[一-鿿]{4})[^\s。；，：:]{8,100}?)(?=(\1)\S)")
# What stands between a title and its decoration.
REPRINTED = pattern(r"[\[【][一-鿿]{2,4}[\]】]\s*")
DECORATED = pattern(r"[\]】][一-鿿]|[-_|丨>»—–]|号\s")
WINDOW_TITLE = pattern(r"\s*(?:[-_|丨>»]|—+|–)+\s*")


@erases
def metadata_label(text: str) -> Iterator[Edit]:
    """Labels of the page's record: 索引号, 主题分类, 发布机构, 来源, 浏览次数, alone or as a table.

    What they say becomes metadata. 标题 or 文号 count only in a table with such labels;
    项目名称, 联系人 and the like belong to the document, and so do 日期 beside 地点, labels
    without a value, and 来源 behind the body, unless certain wrapping stands beside them.
    """
    for part in wrapping(text, names.LABEL):
        yield Edit(part.start, part.end, facts=part.facts)


@erases
def publication_label(text: str) -> Iterator[Edit]:
    """发布日期:2015-03-26 on a line of its own, or glued behind the title of a document.

    The date becomes metadata. A date that the document itself states in a list or behind
    its body stays, unless certain wrapping stands beside it.
    """
    for part in wrapping(text, names.PUBLISHED):
        yield Edit(part.start, part.end, facts=part.facts)
    if any(label in text for label in GLUED_LABELS):
        for found in between(text, GLUED_LABEL.finditer(text)):
            if TITLE_BEFORE.search(text, max(0, found.start() - TITLE_MOST), found.start()):
                yield Edit(*found.span(), facts=facts(found[0]))


@repeats
def title_echo(text: str) -> Iterator[Edit]:
    """The title that a page prints again: with its number, with the name of the site, or bare.

    The plainest copy stays. Only the first line that reads like a title can have an echo:
    rows of a table, entries of a list, and lines whose numbers the title lacks stay. The
    title of an attached plan repeats only the words within the title of its notice.
    """
    if reading(text).bare:
        return
    edits = list(_apart([*_line_echoes(text), *_glued_echoes(text)]))
    for edit in edits:
        if _says_all(text, edit) and not any(_meets(edit.twin, other) for other in edits):
            yield edit


def _apart(edits: list[Edit]) -> Iterator[Edit]:
    at = 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start >= at:
            at = edit.end
            yield edit


def _says_all(text: str, edit: Edit) -> bool:
    """Whether the twin holds every number that would go: `3-2018年度报告` is not `2018年度报告`."""
    twin = edit.twin
    return twin is not None and not (
        numbers(text[edit.start : edit.end]) - numbers(text[twin.start : twin.end])
    )


def _meets(twin: Span | None, edit: Edit) -> bool:
    return twin is not None and twin.start < edit.end and edit.start < twin.end


def _line_echoes(text: str) -> Iterator[Edit]:
    """Decorated titles before plain ones, so that no twin is a line that goes itself."""
    short = _head_lines(text)
    for copy in _parted(text, short, [_key(text, head.words) for head in short]):
        yield copy
        yield from _number_again(text, short, copy)
    heads = [head for head in short if head.words.end - head.words.start >= TITLE_LEAST]
    keys = [_key(text, head.words) for head in heads]
    if len(set(keys)) == len(keys) and not any(_is_decorated(text, head) for head in heads):
        return
    standing: dict[str, Span] = {}
    for i in sorted(range(len(heads)), key=lambda i: (len(keys[i]), i)):
        edits = list(_decorated(text, heads[i], standing))
        yield from edits
        if not edits:
            standing.setdefault(keys[i], heads[i].words)
    copies = _copies(
        [
            (head, key)
            for head, key in zip(heads, keys, strict=True)
            if key in standing and _titled(text, head)
        ]
    )
    for copy in copies:
        yield copy
        yield from _number_again(text, short, copy)


def _number_again(text: str, heads: list[Head], copy: Edit) -> Iterator[Edit]:
    """The number of the document right below a title that goes, where it stands below its twin too."""
    numbered = {
        above.words.end: below
        for above, below in pairwise(heads)
        if _in_rows([above, below]) and NUMBER.fullmatch(text, *below.words)
    }
    stays = numbered.get(copy.twin.end) if copy.twin else None
    goes = numbered.get(_words(text, copy.start, copy.end).end)
    if stays and goes and _key(text, stays.words) == _key(text, goes.words):
        yield Edit(*goes.whole, why="the number again, below the title again", twin=stays.words)


def _parted(text: str, heads: list[Head], keys: list[str]) -> Iterator[Edit]:
    """The title of the page, which the document below sets on two lines or three."""
    why = "the title of the page, which stands below on several lines"
    for i, title in enumerate(keys):
        if len(title) < TITLE_LEAST or not _titled(text, heads[i]):
            continue
        for j in range(i + 1, len(keys) - 1):
            for last in (j + 1, j + 2) if title.startswith(keys[j]) else ():
                below = heads[j : last + 1]
                if "".join(keys[j : last + 1]) == title and _in_rows(below):
                    twin = Span(below[0].words.start, below[-1].words.end)
                    yield Edit(*heads[i].whole, why=why, twin=twin)
                    return


def _is_decorated(text: str, head: Head) -> bool:
    return DECORATED.search(text, *head.words) is not None


def _copies(titles: list[tuple[Head, str]]) -> Iterator[Edit]:
    """The first title again; but in a list of titles, one right below the other, it is an entry."""
    if not titles:
        return
    first, name = titles[0]
    listed = [key for _, key in titles[:3]] != [name] * len(titles[:3])
    for at, (head, key) in enumerate(titles[1:], 1):
        row = at == 1 and listed and _in_rows([title for title, _ in titles[:3]])
        if key == name and not row:
            yield Edit(*head.whole, why="the title again", twin=first.words)


def _in_rows(heads: list[Head]) -> bool:
    """Whether the lines stand one right below the other."""
    return all(one.whole.end == two.whole.start for one, two in pairwise(heads))


def _titled(text: str, head: Head) -> bool:
    """Whether a line reads like a title, or opens the text, and is no row of a table."""
    said = text[head.words.start : head.words.end]
    opens = HAN.search(said) and text.startswith(said, len(text) - len(text.lstrip()))
    named = bool(opens or TITLE_LINE.fullmatch(said)) and not NUMBER.fullmatch(said)
    return named and not ROW.search(said)


class Head(NamedTuple):
    """A line at the head of a page: all of it, and its words."""

    whole: Span
    words: Span


def _head_lines(text: str) -> list[Head]:
    """The lines before the first sentence that could be a title or a number."""
    heads: list[Head] = []
    for line in islice(lines(text), HEAD_LINES):
        words = _words(text, *line)
        said = text[words.start : words.end] if words.end - words.start <= TITLE_MOST else "。"
        if "。" in said:
            break
        if said and said[-1] not in ":：；;，," and not MARK.match(said):
            heads.append(Head(line, words))
    return heads


def _decorated(text: str, line: Head, others: dict[str, Span]) -> Iterator[Edit]:
    """A line made of the title and something beside it: its number, the name of the site."""
    start, end = line.words
    number = NUMBER.match(text, start, end)
    if number and text[number.end() : number.end() + 1].isspace():
        title = _words(text, number.end(), end)
        twins = others.get(_key(text, Span(*number.span()))), others.get(_key(text, title))
        if twins[0] and twins[1]:
            why = "number and title of the page, which both stand below"
            yield Edit(line.whole.start, title.start, why=why, twin=twins[0])
            yield Edit(title.start, line.whole.end, why=why, twin=twins[1])
        return
    marked = REPRINTED.match(text, start, end)
    title = Span(marked.end(), end) if marked else Span(start, end)
    twin = others.get(_key(text, title)) if marked else None
    if twin:
        yield Edit(*line.whole, why="the title again", twin=twin)
        return
    for sign in WINDOW_TITLE.finditer(text, start, end):
        for title in (Span(start, sign.start()), Span(sign.end(), end)):
            twin = others.get(_key(text, title))
            share = (title.end - title.start) / (end - start)
            if twin and share >= ALIKE:
                yield Edit(*line.whole, why="title of the window", twin=twin, likeness=share)
                return


def _words(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    said = text[start:end]
    return Span(start + len(said) - len(said.lstrip()), start + len(said.rstrip()))


def _key(text: str, span: Span) -> str:
    return "".join(fold(text[span.start : span.end]).strip("《》").split())


def _glued_echoes(text: str) -> Iterator[Edit]:
    """Title, number, and the title again, run together; or the title twice where the text begins."""
    if doubled := DOUBLED.match(text):
        yield Edit(*doubled.span(1), why="the title again", twin=Span(*doubled.span(2)))
    for number in CITED.finditer(text):
        again = BETWEEN.match(text, number.end()).end()  # type: ignore[union-attr]
        low = max(0, number.start() - TITLE_MOST)
        start = text.rfind(text[again : again + TITLE_LEAST], low, number.start())
        if start < 0 or again + TITLE_LEAST > len(text):
            continue
        said = commonprefix([text[start : number.start()], text[again : again + TITLE_MOST]])
        title = TITLE.match(said)
        if title and len(title[0]) > TITLE_LEAST:
            stands = Span(start, start + len(title[0]))
            if ISSUER_CODE.fullmatch(text, stands.end, number.start()):
                yield Edit(again, again + len(title[0]), why="the title again", twin=stands)


RULES = (metadata_label, publication_label, title_echo)
