"""Wrapping glued to a line of content: the words before, behind or between that stand for no content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from clean.page.folding import fold
from clean.page.looks import MENU_MOST, REMEMBERED, glued_title, look, speaks_of_itself
from clean.page.names import (
    FOOTER,
    LABEL,
    NEIGHBOUR,
    NOTICE,
    PRINT,
    PUBLISHED,
    SCRIPT,
    SHARE,
    SITE,
    Verdict,
    Where,
)
from clean.page.notices import FOOTER_EDGE
from clean.page.seams import DATELINE, DAY, holds_content, is_headline
from clean.page.shapes import TITLE
from clean.patterns import pattern

# Wrapping is glued to an end of a line; the middle of a long line is looked at only where
# wrapping leads to it, a window of so many signs after the other.
WINDOW = 300
CUTS = 24
DEVICE = pattern(
    r"【(?:本法变迁史|法宝联想|法宝释义|条文释义|历史沿革|修订沿革|相关资料|相关案例|关联法规)】"
)
# A token this long is a title or a sentence, never a link.
LONG = 12
STOPS = "。；！？"
# A paragraph with a notice behind it, at most; where each of its sentences ends.
SENTENCES = 600
STOP = pattern(r"[。！？][”』」）)]?\s*")
# Each choice opens with a sign, not a class: so the search skips what opens none.
HINT = pattern(
    r"原标题|打印|列印|关[闭閉]|關[闭閉]|分享|扫[一描码]|二[维維][码碼]|字[体號号體]|版[权權]|ICP|备案|"
    r"首[页頁]|位置|上一|下一|来源|來源|浏[览覽]|瀏[览覽]|编[辑輯]|編[辑輯]|发[布佈表]|發[布佈表]"
    r"|点击|点阅|點閱|關注|关注|阅[读讀]|閱[读讀]|收藏|返回|回上|回[顶頂]|转寄|轉寄|Copyright|©|登录|登錄|"
    r"A[+-]|纠错|索引|作者|网站|主[办辦]|下载|下載|点击|點擊|在线|复制链接|END|加载|收起|展开|我要|顶部|检索|搜索"
)
# Nothing is glued to words without any of these.
GLUE = pattern(rf"{HINT.pattern}|。|；|！|？|变迁史|法宝|沿革】|释义】")
LAST_STOP = pattern(r".*[。！？；][”’」』》）)\]】]*", re.DOTALL)
# Behind a sentence, round brackets hold an attribution; a page puts an editor in them at most.
EDITOR = pattern("[编編責责][辑輯编編]|来源|作者")
# How often a page was looked at, in its brackets.
COUNTED = pattern(r"\((?:点阅|点击|浏览|阅读|下载)(?:数|次数|量|率)?\s?:\s?\d+\s?次?\)")
# A stroke between two links; one that is left parts nothing.
STROKES = frozenset("|丨｜")
WHITE = "|丨｜ \t\u3000"
STEP = pattern("[>»›→》/]")
SEAM = pattern(r"\s+|(?<=[】\]])(?=\S)")
BREAK = pattern(
    r"\s+|(?<=[】）)\]日])(?=[^\s：:，。；、])|(?=[【\[])|(?=[（(](?:点击|共?下载))|(?=(?:发布|更新|公布)(?:日期|时间)[：:])"
)


class Edge(NamedTuple):
    """A part of a line that is wrapping; offsets are of the line's words."""

    start: int
    end: int
    family: str


def edges(words: str, sides: int) -> Sequence[Edge]:
    """The wrapping glued to a line that holds content and stands at these sides of its page."""
    if words[-1] in STOPS and not _has_seam(words, 0):
        return _closing_notice(words, sides)
    if not GLUE.search(words):
        return ()
    return _edges(words, sides) if len(words) <= WINDOW else _look_closely(words, sides)


def _look_closely(words: str, sides: int) -> Sequence[Edge]:
    """What is glued to the ends; a menu too long for a look is wrapping from end to end."""
    heads = _joined(_heads(words, sides))
    start = heads[-1].end if heads else 0
    tails = _joined(_tails(words, start, sides)) or list(_closing_notice(words, sides))
    end = tails[-1].start if tails else len(words)
    found = (*heads, *_devices(words, start, end), *reversed(tails))
    rest = words[start:end]
    if found and rest.rstrip()[-1:] in STROKES and _glued(rest.strip(WHITE), sides):
        return (Edge(0, len(words), found[0].family),)
    if len(words) > MENU_MOST and len(rest) <= WINDOW and look(rest):
        return (Edge(0, len(words), found[0].family),)
    return found


_edges = lru_cache(maxsize=REMEMBERED)(_look_closely)


def _devices(words: str, start: int, end: int) -> Iterator[Edge]:
    """What a law database sets into the midst of a provision: 第一条【本法变迁史】　为了…."""
    if "】" in words:
        yield from (Edge(*found.span(), PRINT) for found in DEVICE.finditer(words, start, end))


def _closing_notice(words: str, sides: int) -> Sequence[Edge]:
    """What a page says of its rights right behind the last sentence: …。声明：本文转载自网络，…."""
    if not sides & Where.TAIL or len(words) > SENTENCES or not speaks_of_itself(words):
        return ()
    for stop in STOP.finditer(words, 0, len(words) - 1):
        verdict = look(words[stop.end() :])
        if verdict and verdict.family == NOTICE and verdict.where & Where.TAIL:
            return (Edge(stop.end(), len(words), NOTICE),)
    return ()


def _joined(found: Iterable[Edge]) -> list[Edge]:
    """Neighbours of one family as one."""
    done: list[Edge] = []
    for edge in found:
        if done and done[-1].family == edge.family:
            last = done[-1]
            done[-1] = Edge(min(last.start, edge.start), max(last.end, edge.end), edge.family)
        else:
            done.append(edge)
    return done


def _tails(words: str, start: int, sides: int) -> Iterator[Edge]:
    """Wrapping behind `start`, from the end of the line on, a window's worth at a time."""
    end = behind = len(words)
    while words[end - 1] not in STOPS:
        edge = _tail(words, end, sides)
        if not edge or edge.start <= start:
            return
        yield edge._replace(end=behind)
        end = behind = edge.start
        while words[end - 1].isspace():
            end -= 1


def _tail(words: str, end: int, sides: int) -> Edge | None:
    at = _last_stop(words, end)
    bracketed = at < end and words[at] in "（(" and words[end - 1] in "）)"
    if bracketed and not EDITOR.search(words, at, end):
        return None
    for cut, side in _starts(words, at, end):
        verdict = _glued(words[cut:end], sides & side) or _behind_a_part(words, cut, end, sides)
        if verdict:
            return Edge(cut, end, verdict.family)
    return None


def _behind_a_part(words: str, cut: int, end: int, sides: int) -> Verdict | None:
    """What stands right behind a day or a name that signs, at the end of a page; a byline behind a title."""
    verdict = look(words[cut:end])
    if verdict and verdict.family in (LABEL, PUBLISHED) and verdict.where & sides & Where.HEAD:
        return verdict if is_headline(fold(words[:cut].strip())) else None
    if verdict and verdict.family == LABEL and DAY.fullmatch(words[:cut].strip()):
        return verdict if verdict.where & sides & Where.TAIL else None
    ends = verdict and verdict.where & sides & Where.TAIL and verdict.family in (SHARE, PRINT)
    return verdict if ends and verdict and _holds_content(words, verdict) else None


def _holds_content(words: str, verdict: Verdict) -> bool:
    return len(words) <= WINDOW and holds_content(fold(words), verdict.family)


def _last_stop(words: str, end: int) -> int:
    """Behind the last sentence within the window before `end`; without one, where it opens."""
    base = max(0, end - WINDOW)
    stop = LAST_STOP.match(words, base, end)
    return stop.end() if stop else base


def _starts(words: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Where wrapping up to `end` may begin, and the side of the page it must stand at for that."""
    if at and words[at:end].strip():
        yield at, Where.TAIL
    if HINT.search(words, at, end):
        for cut in _breaks(words, at, end)[-CUTS:]:
            yield cut, Where.TAIL if FOOTER_EDGE.match(words, cut, end) else 0


def _breaks(words: str, at: int, end: int) -> list[int]:
    return [found.end() for found in BREAK.finditer(words, max(at, 1), end)]


def _glued(words: str, side: int) -> Verdict | None:
    verdict = look(words)
    if not verdict or verdict.family == SCRIPT:
        return None
    if verdict.family == FOOTER and not FOOTER_EDGE.match(words.strip()):
        return None
    told = verdict.family == LABEL and (words[0] in "责编编" or COUNTED.fullmatch(fold(words)))
    certain = verdict.where == Where.ANYWHERE or told
    return verdict if certain or verdict.where & side else None


def _heads(words: str, sides: int) -> Iterator[Edge]:
    """Wrapping from the start of the line on, a window's worth at a time."""
    at = 0
    while (_has_seam(words, at) or glued_title(words[at : at + WINDOW])) and HINT.search(
        words, at, at + WINDOW
    ):
        cuts = _head_cuts(words, at)
        head = _head(words, at, cuts, sides)
        if not head:
            return
        yield head
        if head.end < cuts[-1]:
            return
        at = head.end


def _has_seam(words: str, at: int) -> bool:
    """One of ` 】]　` stands within the window: four searches in C are faster than one pattern."""
    to = at + WINDOW
    return (
        words.find(" ", at, to) >= 0
        or words.find("】", at, to) >= 0
        or words.find("]", at, to) >= 0
        or words.find("\u3000", at, to) >= 0
    )


def _head(words: str, at: int, cuts: list[int], sides: int) -> Edge | None:
    for cut in reversed(cuts):
        verdict = look(words[at:cut])
        if not verdict:
            continue
        above = verdict.where & sides & Where.HEAD and _holds_content(words, verdict)
        if above or _may_lead(verdict) or _is_of_record(verdict, words[cut:]):
            return Edge(at, cut, verdict.family)
    return None


def _may_lead(verdict: Verdict) -> bool:
    return verdict.where == Where.ANYWHERE and verdict.family not in (
        FOOTER,
        NEIGHBOUR,
        SCRIPT,
        SITE,
    )


def _is_of_record(verdict: Verdict, rest: str) -> bool:
    """Whether a row of the record stands right before the title: 索引号：L-2022 关于公布名单的公告."""
    own = verdict.family == LABEL and verdict.where == Where.EDGE
    return own and TITLE.fullmatch(rest.strip()) is not None


def _head_cuts(words: str, at: int) -> list[int]:
    """Where a glued head may end: before the first token that is long or a title."""
    cuts: list[int] = []
    last = at
    title = glued_title(words[at : at + WINDOW])
    if title:
        return [at + title]
    for found in islice(SEAM.finditer(words, at + 1, at + WINDOW), CUTS):
        token = words[last : found.start()]
        if (_is_long(token) and not _is_call(token)) or "关于" in token or DATELINE.match(token):
            break
        last = found.end()
        if not _is_open(words[at:last]):
            cuts.append(last)
    return cuts


def _is_open(words: str) -> bool:
    """Whether a bracket opens in words and does not close there: 云州晚报讯（记者."""
    return any(
        words.count(opens) > words.count(closes) for opens, closes in ("（）", "()", "《》", "“”")
    )


def _is_call(token: str) -> bool:
    """Whether a long token calls upon the reader: 点击上方蓝字关注“某某发布”."""
    verdict = look(token)
    return verdict is not None and _may_lead(verdict)


def _is_long(token: str) -> bool:
    """Whether a token can be a title: a label names its value, and a path has steps."""
    labelled = ":" in token or "：" in token
    return not labelled and max(map(len, STEP.split(token))) > LONG
