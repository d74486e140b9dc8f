"""Lines behind a body that no table knows, weighed by what they show and by what stands around them.

A document ends with who signed it, the day, its attachments; a page goes on with names of links.
Each sign of a line speaks for the one or the other, by as much as the labelled pages say
(`odds`, learnt by `bench/odds.py`); the sum decides. Only below certain wrapping is a line
weighed, and what can be a part of an official document never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from clean.page.above import is_web
from clean.page.files import ENDING
from clean.page.folding import fold
from clean.page.frame import ends_article
from clean.page.kept import ADDRESSED, is_contact, is_marked, is_part, is_row
from clean.page.lines import AGENCY_LINE, Line
from clean.page.matter import BUTTONS
from clean.page.names import COLUMNS, KNOWN, PAGE_NUMBER, RULE, STRAY, Where
from clean.page.odds import BEHIND
from clean.page.seams import SIGNED_BY
from clean.patterns import pattern
from clean.signs import DATE, GENRE

# The sum from which a line goes: in the folds of bench/odds.py 4,855 of 5,053 wrapping lines have it,
# and none of 85,260 content lines.
ENOUGH = 3.5
# Wrapping around a line is counted this far up and down.
AROUND = 4
# Rounds in which lines that went count for their neighbours.
ROUNDS = 2
# So many signs are told.
TOLD = 3
LETTERS = (
    (4, "4"),
    (8, "8"),
    (15, "15"),
    (30, "30"),
    (60, "60"),
)
LINES = ((1, "1"), (3, "3"), (8, "8"))
SHARES = ((0.0, "none"), (0.3, "third"), (0.6, "half"))
HAN = pattern("[一-鿿]")
SHOWN = {
    "mark": pattern("[；！？;!?]"),
    "comma": pattern("[，,]"),
    "colon-end": pattern(r"[:：]\Z"),
    "colon-within": pattern(r"[:：].*[^:：]\Z"),
    "web-day": pattern(r"(?<!\d)(?:19|20)?\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)|\d{1,2}:\d\d"),
    "year-and-month": pattern(r"\d{4}年\d{1,2}月"),
    "Latin": pattern("[A-Za-z]"),
    "link-sign": pattern("[|>»›丨▼▶◆●★↓↑·]"),
    "关于": pattern("关于"),
}
# Who signs, whom a letter is sent to, what is attached; who typed it, and in how many copies.
SIGNED = pattern(
    rf"{ADDRESSED.pattern}|特此|此致|敬礼|[图表]\s?\d|妥否|当否|现予|以上|.*[！!]\Z"
    r"|主题词|(?:打印|打字|录入|校对|印数)\s?[：:]|.*(?:印发|[\d〇一二三四五六七八九十百]\s?份)[）)]?\Z"
    rf"|{SIGNED_BY.pattern}\Z"
    r"|[一-鿿]{0,8}[局市县区省镇乡院校厅部处州]长(?!信箱|热线|寄语|致辞|之窗|活动|简介|分工|动态|讲话|办公|会议)[一-鿿]{2,3}\Z"
    rf"|.*\.{ENDING}\s?(?:[(（\[]\s?[\d.]+\s?[KMG]?B?\s?[)）\]])?\Z"
    rf"|.*{DATE}|[(（].*[)）]\Z|.*[(（](?:略|另附|附后|附後)[)）]\Z"
)
# An office that signs on a line of its own, and the name below it.
OFFICE_HELD = pattern(
    r"[一-鿿]{0,8}(?:[局市县縣区區省镇鎮乡鄉院校厅廳部处處州司署会會][长長]|主任|主席|书记|書記|长官|長官|总裁|董事长|秘书长|庭长|审判长|审判员)"
)
NAME = pattern("[一-鿿○·]{2,6}")
# What readers are asked to do in the matter itself; among wrapping it is a link.
MATTER = pattern(r"[^\s|]*(?:报名|登记|填[写报]|缴费|预约|提交|投票|申[请报]|查询)[^\s|]*")
# Behind more lines than these without wrapping between them a document goes on.
RIGHT_BEHIND = 4
ATTACHED = pattern(r"附[件表]\s?\d{0,2}\s?[:：]?")
# A table or a form to be filled in.
FORM = pattern(r"序\s?号|盖章|签[字名]|年\s+月\s+日|_{3}|填[报表]")
# A day of signing, and the longest line of one with the name of an office.
DAY = pattern(rf"(?:{DATE})\Z")
SIGNATURE = 40
# Right behind a body the document goes on with labels and rows: 联系人：…, 1 望江楼 清.
GOES_ON = pattern(r"[:：，]|[【\[].*[】\]]\Z|\d[時时]|\S\s+\S+\s+\S|[\d\s-]+\Z")
GENRES = tuple(GENRE.split("|"))
# Pairs of letters that names of links are made of.
PAIRS = frozenset(
    "".join(pair)
    for name in {*KNOWN, *COLUMNS}
    for pair in pairwise(name)
    if all(map(HAN.match, pair))
)


def weigh(page: list[Line]) -> None:
    """Lines behind the body, below certain wrapping, that their signs tell to be wrapping."""
    for _ in range(ROUNDS):
        heavy = [(line, shown) for line, shown in weighed(page) if weight(shown, BEHIND) >= ENOUGH]
        for line, shown in heavy:
            line.family = STRAY
            total, said = evidence(shown, BEHIND)
            line.why = f"behind the body, weighs {total}: {said}"
        if not heavy:
            return


def weight(shown: Sequence[str], odds: Mapping[str, float]) -> float:
    """How much the signs of a line speak for wrapping, in natural logarithms of odds."""
    return odds["bias"] + sum(odds.get(sign, 0.0) for sign in shown)


def evidence(shown: Sequence[str], odds: Mapping[str, float]) -> tuple[str, str]:
    """The sum, and the signs that speak most for it."""
    most = sorted(shown, key=lambda sign: -odds.get(sign, 0.0))[:TOLD]
    return f"{weight(shown, odds):.1f}", " ".join(f"`{sign}`" for sign in most)


def weighed(page: Sequence[Line]) -> Iterator[tuple[Line, list[str]]]:
    """The lines that may be wrapping, each with its signs; behind a table its rows may go on."""
    tail = [line for line in page if line.where & Where.TAIL]
    if not tail or not any(line.body for line in page):
        return
    beside = around(tail)
    signed = _is_signed(page, len(page) - len(tail)) and is_web(page)
    goes_on = any(FORM.search(line.words) for line in tail if not line.family)
    for i, line in enumerate(tail):
        above, below = beside.above[i], beside.below[i]
        signs_ = i > 0 and OFFICE_HELD.fullmatch(tail[i - 1].words) and NAME.fullmatch(line.words)
        may_go = not (beside.sure[i] or signs_) and _may_go(line, above and below)
        first = may_go and (signed or _may_end(line))
        goes_on = goes_on or (may_go and not (above or first)) or _is_attachment(line)
        far = beside.parts[i] and i + below > RIGHT_BEHIND
        if may_go and (above or (first and (signed or below) and not (goes_on or far))):
            yield line, [*signs(line), *beside.signs(i), *(["signed-above"] if signed else [])]


class Around(NamedTuple):
    """What stands around the lines of a tail: which are certain wrapping, how far the next is."""

    tail: Sequence[Line]
    sure: Sequence[bool]
    above: Sequence[int]
    below: Sequence[int]
    parts: Sequence[bool]
    ended: Sequence[int]

    def signs(self, at: int) -> Iterator[str]:
        """The signs of the line at a place of the tail that are around it."""
        above, below = self.above[at], self.below[at]
        beside = [
            *self.sure[max(0, at - AROUND) : at],
            *self.sure[at + 1 : at + 1 + AROUND],
        ]
        share = sum(beside) / max(1, len(beside))
        yield f"wrapping-above-{step(above, LINES, 'far') if above else 'none'}"
        yield f"wrapping-below-{step(below, LINES, 'far') if below else 'none'}"
        yield f"wrapping-around-{step(share, SHARES, 'more')}"
        yield f"neighbours-alike-{_alike(self.tail, at)}"
        yield ("article-open", "article-perhaps-ended", "article-ended")[self.ended[at]]
        if self.parts[at]:
            yield "part-below"
        if not above and at + below > RIGHT_BEHIND:
            yield "many-behind-body"


def around(tail: Sequence[Line]) -> Around:
    """What stands around each of these lines."""
    sure = [line.family not in ("", RULE, PAGE_NUMBER) for line in tail]
    ends = (ends_article(line) if certain else 0 for line, certain in zip(tail, sure, strict=True))
    return Around(
        tail,
        sure,
        _distances(sure),
        _distances(sure[::-1])[::-1],
        _parts_below(tail),
        list(accumulate(ends, max)),
    )


def _is_signed(page: Sequence[Line], tail: int) -> bool:
    """Whether the last line before a tail is the day of signing, alone or behind who signs."""
    words = "".join(BUTTONS.sub("", page[tail - 1].words).split()) if tail else ""
    return len(words) <= SIGNATURE and DAY.search(words) is not None


def signs(line: Line) -> Iterator[str]:
    """What a line shows by itself."""
    words = line.words
    if not _may_end(line):
        yield "label-or-row"
    yield f"letters-{step(len(words), LETTERS, 'more')}"
    yield from (name for name, sign in SHOWN.items() if sign.search(words))
    if not HAN.search(words):
        yield "no-Han"
    if AGENCY_LINE.fullmatch(words):
        yield "office"
    elif words.endswith(GENRES):
        yield "genre"
    elif is_part(line):
        yield "named-like-a-document"
    if len(words.split()) > 2:
        yield "cells"
    if line.verdict:
        yield "page-look"
    yield f"link-pairs-{step(_links(words), ((0.0, 'none'), (0.5, 'some')), 'most')}"


def _may_go(line: Line, between: int) -> bool:
    words, bare = line.words, "".join(line.words.split())
    kept = (
        "。" in words or is_row(words) or "附件" in words or is_marked(bare) or SIGNED.match(words)
    )
    own = not between and (is_contact(line) or MATTER.fullmatch(words))
    return not (kept or line.body or own or OFFICE_HELD.fullmatch(bare))


def _may_end(line: Line) -> bool:
    """Whether right behind a body a line can be the first of its page's wrapping."""
    words = line.words
    return not (GOES_ON.search(words) or AGENCY_LINE.fullmatch("".join(words.split())))


def _is_attachment(line: Line) -> bool:
    """Whether an attachment begins below a line: 附件2."""
    return not line.family and ATTACHED.fullmatch(line.words) is not None


def _links(words: str) -> float:
    """Which part of the pairs of letters stands in names of links."""
    pairs = [a + b for a, b in pairwise(fold(words)) if HAN.match(a) and HAN.match(b)]
    return sum(pair in PAIRS for pair in pairs) / max(1, len(pairs))


def step(value: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    """The name of the first step that a value does not pass."""
    return next((name for most, name in steps if value <= most), beyond)


def _distances(sure: Sequence[bool]) -> list[int]:
    """How many lines above each the nearest wrapping stands; 0 where none does."""
    found: list[int] = []
    last = -1
    for i, certain in enumerate(sure):
        found.append(i - last if last >= 0 else 0)
        last = i if certain else last
    return found


def _parts_below(tail: Sequence[Line]) -> list[bool]:
    """Whether below each line a part of a document stands."""
    below: list[bool] = []
    seen = False
    for line in reversed(tail):
        below.append(seen)
        seen = seen or (not line.family and ("。" in line.words or is_part(line)))
    return below[::-1]


def _alike(tail: Sequence[Line], at: int) -> int:
    """How many neighbours are about as long and as bare of marks."""
    words = tail[at].words
    beside = [tail[i].words for i in (at - 1, at + 1) if 0 <= i < len(tail)]
    return sum(
        abs(len(other) - len(words)) <= max(2, len(words) // 3)
        and _is_said(other) == _is_said(words)
        for other in beside
    )


def _is_said(words: str) -> bool:
    return SAID.search(words) is not None


SAID = pattern("[，。；！？,;!?、：:]")
