"""Wrapping glued to a line of content: the words before, behind or between that stand for no content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from clean.page.lines import Line
from clean.page.looks import REMEMBERED, look
from clean.page.names import FOOTER, LABEL, NEIGHBOUR, SCRIPT, SITE, Verdict, Where
from clean.page.notices import FOOTER_EDGE

# Wrapping is glued to an end of a line; the middle of a long line is not looked at.
WINDOW = 300
CUTS = 24
# A token this long is a title or a sentence, never a link.
LONG = 12
HINT = re.compile(
    r"打印|列印|[关關][闭閉]|分享|扫[一描码]|二[维維][码碼]|字[体號号體]|版[权權]|ICP|备案|"
    r"首[页頁]|位置|上一|下一|[来來]源|[浏瀏][览覽]|[编編][辑輯]|[发發][布佈表]"
    r"|点击|關注|关注|[阅閱][读讀]|收藏|返回|回上|回[顶頂]|[转轉]寄|Copyright|©|登录|登錄|"
    r"A[+-]|纠错|索引|作者|网站|主[办辦]"
)
LAST_STOP = re.compile(r".*[。！？；][”’」』》）)\]】]*", re.DOTALL)
# Behind a sentence, round brackets hold an attribution; a page puts an editor in them at most.
EDITOR = re.compile("[编編責责][辑輯编編]|来源|作者")
SEAM_SIGN = re.compile("[ \u3000】\\]]")
SEAM = re.compile(r"\s+|(?<=[】\]])(?=\S)")
BREAK = re.compile(r"\s+|(?<=[】）)\]日])(?=\S)|(?=[【\[])")


class Edge(NamedTuple):
    """A part of a line that is wrapping; offsets are of the line's words."""

    start: int
    end: int
    family: str


def edges(line: Line) -> Sequence[Edge]:
    """The wrapping glued to a line that holds content."""
    words = line.words
    if words[-1] in "。；！？" and not SEAM_SIGN.search(words, 0, WINDOW):
        return ()
    return _edges(words, line.sides) if len(words) <= WINDOW else _look_closely(words, line.sides)


def _look_closely(words: str, sides: int) -> Sequence[Edge]:
    head = _head(words)
    tail = None if words[-1] in "。；！？" else _tail(words, sides)
    if head and tail and tail.start <= head.end:
        tail = None
    return tuple(edge for edge in (head, tail) if edge)


_edges = lru_cache(maxsize=REMEMBERED)(_look_closely)


def _tail(words: str, sides: int) -> Edge | None:
    base = max(0, len(words) - WINDOW)
    window = words[base:]
    stop = LAST_STOP.match(window)
    at = base + (stop.end() if stop else 0)
    if words[at : at + 1] in ("（", "(") and not EDITOR.search(words, at):
        return None
    if at and words[at:].strip():
        verdict = _glued(words[at:], sides & Where.TAIL)
        if verdict:
            return Edge(at, len(words), verdict.family)
    if at >= len(words) or not HINT.search(words, max(at, base)):
        return None
    for cut in [m.end() for m in BREAK.finditer(words, max(at, base, 1))][-CUTS:]:
        side = Where.TAIL if FOOTER_EDGE.match(words, cut) else 0
        verdict = _glued(words[cut:], sides & side)
        if verdict and cut < len(words):
            return Edge(cut, len(words), verdict.family)
    return None


def _glued(words: str, side: int) -> Verdict | None:
    verdict = look(words)
    if not verdict or verdict.family == SCRIPT:
        return None
    if verdict.family == FOOTER and not FOOTER_EDGE.match(words.strip()):
        return None
    certain = verdict.where == Where.ANYWHERE or (verdict.family == LABEL and words[0] in "责編编")
    return verdict if certain or verdict.where & side else None


def _head(words: str) -> Edge | None:
    if not SEAM_SIGN.search(words, 0, WINDOW) or not HINT.search(words, 0, WINDOW):
        return None
    for cut in reversed(_head_cuts(words)):
        verdict = look(words[:cut])
        if verdict and _may_lead(verdict):
            return Edge(0, cut, verdict.family)
    return None


def _may_lead(verdict: Verdict) -> bool:
    return verdict.where == Where.ANYWHERE and verdict.family not in (FOOTER, NEIGHBOUR, SITE)


def _head_cuts(words: str) -> list[int]:
    """Where a glued head may end: before the first token that is long or a title."""
    cuts: list[int] = []
    last = 0
    for found in SEAM.finditer(words, 1, WINDOW):
        token = words[last : found.start()]
        if (len(token) > LONG and ":" not in token and "：" not in token) or "关于" in token:
            break
        last = found.end()
        cuts.append(last)
    return cuts[:CUTS] if last < len(words) else cuts[: CUTS - 1]
