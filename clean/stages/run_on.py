"""Text that runs on where a new line belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clean.document import Edit
from clean.patterns import pattern
from clean.rule import respells
from clean.signs import AGENCY, ATTRIBUTION, CLOSING, DATE, GENRE, NUMERAL

# 第一、第二厂, 周六、周日, 高一、高二 and 百分之十、 hold no mark.
_MARK = rf"(?:(?<![第初高周期之{NUMERAL}])[{NUMERAL}]{{1,4}}、|[（(][{NUMERAL}]{{1,4}}[)）])"
# A heading: its mark, then its words up to the stop, or up to the next mark when it has none.
_HEADING = pattern(rf"{_MARK}[^。；！？\n]{{2,60}}?(?:。|(?={_MARK})|(?=\n|\Z))")
_BEHIND_STOP = pattern(f"[。）]{_MARK}")
_ITEM = pattern(r"(?<=[。）])(?:——(?=[^—])|\d{1,2}[.．](?=[^\d\s])|[（(]\d{1,2}[）)](?=[^\d\s]))")
_ATTRIBUTION = pattern(rf"(?<=[。；]){ATTRIBUTION}(?=[ 　]*[^\s{re.escape(CLOSING)}])")
_STOPPED = pattern("。(?=[（(])"), pattern("；(?=[（(])")
_NAMES_DUTY = pattern(r"[（(](?:责任|牵头|配合)(?:单位|部门)?[:：]")
_NUMBER = pattern(rf"\A[^。\n]*(?:{GENRE})([一-鿿]{{2,8}}〔\d{{4}}〕\d{{1,4}}号)")
_UNIT = r"[^，。：；:的〔\n]{1,14}(?:政府|部门|机构|单位|委员会|[委厅局办])"
_ADDRESSEE = pattern(
    rf"\A[^。；]*?[)）号知见](?P<at>)(?=各|{_UNIT}[，、：:])[^。；：:\n]{{2,120}}[:：](?=[^\n])"
)
_SIGNED = pattern(rf"(?<=。)([^。，；：\n]{{2,30}}(?:{AGENCY}))({DATE})(?=\S)")
_NAMED = pattern(r"《([^《》\n]{4,80})》")
# One heading behind a stop may be an enumeration in a paragraph; several are headings.
SEVERAL = 2


@respells
def run_on_line(text: str) -> Iterator[Edit]:
    """Several parts of a document on one line: `…。一、总体要求（一）行动思路。主动适应…`.

    In a document that carries several headings of the first two levels in the middle of
    its lines, behind full stops, each part gets a line again: those headings, `——` and
    `1.` items, what follows an attribution bracket, and in the letterhead the title, 文号,
    主送机关, signature, date, and the title of the plan that is attached. Other documents
    keep the lines they came with.
    """
    if len(_BEHIND_STOP.findall(text)) < SEVERAL:
        return
    headings = list(_headings(text))
    if sum(1 for start, _ in headings if start and text[start - 1] in "。）") < SEVERAL:
        return
    points = {point for heading in headings for point in heading}
    points |= {found.start() for found in _ITEM.finditer(text)}
    points |= {found.end() for found in _attributions(text)}
    points |= set(_letterhead(text, min(points)))
    for point in sorted(points):
        if 0 < point < len(text) and "\n" not in text[point - 1 : point + 1]:
            yield Edit(point, point, "\n")


@respells
def run_on_attribution(text: str) -> Iterator[Edit]:
    """Text behind an attribution bracket, `（责任单位：省水利厅）3.提高…`, which ends its paragraph."""
    for found in _attributions(text):
        if _NAMES_DUTY.match(found.group()):
            yield Edit(found.end(), found.end(), "\n")


def _attributions(text: str) -> Iterator[re.Match[str]]:
    """Attribution brackets behind a stop with text behind them."""
    last = 0
    for at in sorted(found.end() for stop in _STOPPED for found in stop.finditer(text)):
        if at >= last and (found := _ATTRIBUTION.match(text, at)):
            yield found
            last = found.end()


def _headings(text: str) -> Iterator[tuple[int, int]]:
    """Headings of the first two levels that begin behind a stop, a bracket or another heading."""
    last = 0
    for found in _HEADING.finditer(text):
        start = found.start()
        if start in (0, last) or text[start - 1] in "。）\n":
            yield found.span()
            last = found.end()


def _letterhead(text: str, body: int) -> Iterator[int]:
    """Where the parts before the first heading begin and end."""
    head = text[:body]
    if number := _NUMBER.match(head):
        yield from number.span(1)
    if addressee := _ADDRESSEE.match(head):
        yield from (addressee.end("at"), addressee.end())
    for signed in _SIGNED.finditer(head):
        yield from (signed.start(1), signed.start(2), signed.end())
        for named in set(_NAMED.findall(head)):
            if head.startswith(named, signed.end()):
                yield signed.end() + len(named)
