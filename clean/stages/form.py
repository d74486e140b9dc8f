"""One width of punctuation, one spacing (GB/T 15834-2011, GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clean.document import Edit
from clean.patterns import pattern
from clean.rule import respells
from clean.signs import ASKS, CLOSERS, CLOSING, HAN, OPENERS, mark
from clean.spans import GAP, SPACE, clause_before, gaps, uncommon

MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…"
WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
NARROW = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F) if chr(sign - 0xFEE0).isalnum()}

_HAN = pattern(f"[{HAN}]")
_CHINESE = pattern(f"[{HAN}{MARKS}]")
_WORD = pattern(f"[{HAN}{OPENERS}{CLOSERS}]")
# Several in a row are the empty cells of a table in commas.
_COMMAS = pattern(rf"[,;](?:[{SPACE}]?[,;])*")
_EXCLAMATIONS = pattern("[?!]+")
_ASKED = pattern(f"[{HAN}？！]")
# So many spaces set things apart or wait to be filled in; typists leave one, extractors too.
BLANK = 3
_PAIRS = tuple(map("".join, zip("（《〈【〔“‘「『", "）》〉】〕”’」』", strict=True)))
_STOP = pattern("[，。；！？]")
# Rows of cells are short; longer lines are prose, and are not searched for gaps.
ROW = 120
_ENTITY = pattern(r"&#?\w{1,8}\Z")
_FULL_WIDTH = pattern("[Ａ-Ｚａ-ｚ０-９]+")
_BRACKET = pattern(r"[()（）\n]")
# No person types a space before a closing mark; a PDF extractor does, all over a page of a
# narrow font (word_margin 0.1 in pdfminer.six; 286 places in seed 004, 3 in the other four).
EXTRACTED = 5
_CLOSING = "，。、；：？！”’）》"
_LATIN = pattern("[0-9A-Za-z+%]")


@respells
def full_width_letter(text: str) -> Iterator[Edit]:
    """A Latin letter or digit in full width: `２０１５`, `ＰＰＰ`.

    Written in half width (GB/T 15835-2011, 5.1). The signs `＋ ． － ％` stay as they came:
    `1．` and `互联网＋` are the issuer's spelling.
    """
    for found in _FULL_WIDTH.finditer(text) if _FULL_WIDTH.search(uncommon(text)) else ():
        yield Edit(*found.span(), found.group().translate(NARROW))


@respells
def half_width_bracket(text: str) -> Iterator[Edit]:
    """A pair of round brackets of which one or both are half width: `(试行)`.

    Widened when the pair holds Han, stands behind Han or a Chinese mark, or is an outline
    mark at a line start. Formulae, brackets behind Latin that hold no Han, and brackets
    without a partner on their line stay.
    """
    if "(" not in text and ")" not in text:
        return
    wide: set[int] = set()
    for start, end, has_han in sorted(_pairs(text)):
        before = _before(text, start)
        if has_han or before in wide or _stands_in_chinese(text, start, end):
            wide |= {start, end}
            yield from (Edit(at, at + 1, WIDE[text[at]]) for at in (start, end) if text[at] in WIDE)


@respells
def half_width_comma(text: str) -> Iterator[Edit]:
    """A half-width comma or semicolon in Chinese text: `加快发展,提高质量`.

    Widened when its neighbour on either side is Chinese. Digit groups `10,000`, Latin text
    and entities such as `&nbsp;` stay.
    """
    for found in _COMMAS.finditer(text) if "," in text or ";" in text else ():
        at, end = found.span()
        if end - at > 1 or (text[at] == ";" and _ENTITY.search(text, max(0, at - 9), at)):
            continue
        if _is_word(text, _after(text, at)) or _is_word(text, _before(text, at)):
            yield Edit(at, end, WIDE[text[at]])


@respells
def half_width_colon(text: str) -> Iterator[Edit]:
    """A half-width colon behind Chinese: `责任单位:省科技厅`.

    Times `10:30`, scales `1:500`, addresses `http://` and Latin text stay.
    """
    for found in re.finditer(":", text):
        at = found.start()
        if _is_word(text, _before(text, at)) and not text.startswith("://", at):
            yield Edit(at, at + 1, "：")


@respells
def half_width_exclamation(text: str) -> Iterator[Edit]:
    """A half-width question or exclamation mark behind Han: `是否可行?`. Others stay.

    So does a question mark between Han where nothing is asked: it may stand for a lost character (朱?基).
    """
    for found in _EXCLAMATIONS.finditer(text) if "?" in text or "!" in text else ():
        if _ASKED.match(text[found.start() - 1 : found.start()]) and not _is_lost(text, found):
            yield from (Edit(at, at + 1, WIDE[text[at]]) for at in range(*found.span()))


def _is_lost(text: str, found: re.Match[str]) -> bool:
    """Whether a question mark stands between Han where nothing is asked."""
    alone = found.group() == "?" and _HAN.match(text[found.end() : found.end() + 1])
    return bool(alone) and not ASKS.search(clause_before(text, found.start()))


@respells
def extracted_space(text: str) -> Iterator[Edit]:
    """Spaces that a PDF extractor put between Han and digits or Latin: `到 2020年`.

    Taken out only in a document that shows the extractor at work, with spaces before
    closing marks in several places; elsewhere such a space may be the issuer's.
    """
    inner = list(_inner_gaps(text))
    shown = sum(1 for _, _, before, after in inner if after in _CLOSING and _HAN.match(before))
    if shown < EXTRACTED:
        return
    for start, end, before, after in inner:
        pair = (_HAN.match(before), _LATIN.match(after)), (_LATIN.match(before), _HAN.match(after))
        if all(pair[0]) or all(pair[1]):
            yield Edit(start, end)


@respells
def stray_space(text: str) -> Iterator[Edit]:
    """A space beside Chinese punctuation: `体系 ，打造`.

    A space between two Han signs stays: it may set elements apart (`第一章 总则`). So do
    blanks to be filled in, `（    ）` and `盖章：      `, and the gaps between the cells of a row; a
    tab is such a gap.
    """
    for start, end, before, after in _inner_gaps(text):
        if end - start >= BLANK or before + after in _PAIRS:
            continue
        beside = (before in MARKS or after in MARKS) and "\t" not in text[start:end]
        if before in OPENERS or after in CLOSING or (beside and not _is_row(text, start)):
            yield Edit(start, end)


@respells
def final_newline(text: str) -> Iterator[Edit]:
    """The line end that the last line lacks."""
    if text and not text.endswith("\n"):
        yield Edit(len(text), len(text), "\n")


def _inner_gaps(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Runs of spaces inside lines, with the signs before and behind them."""
    for start, end in gaps(text):
        if start > 0 and end < len(text) and text[start - 1] != "\n" != text[end]:
            yield start, end, text[start - 1], text[end]


def _is_word(text: str, at: int) -> bool:
    """Whether at a place stands Han, a bracket or a quotation mark; no stop, so none chain."""
    sign = text[at] if 0 <= at < len(text) else ""
    return "一" <= sign <= "龥" or bool(_WORD.match(sign))


def _is_row(text: str, at: int) -> bool:
    """Whether a gap stands in a row of cells: two gaps and more, and no stop on the line."""
    head = text.rfind("\n", max(0, at - ROW), at) + 1
    tail = text.find("\n", at, at + ROW)
    if (not head and at > ROW) or (tail < 0 and at + ROW < len(text)):
        return False
    line = text[head : tail if tail >= 0 else len(text)].strip()
    return not _STOP.search(line) and sum(map(bool, GAP.findall(line))) > 1


def _before(text: str, at: int) -> int:
    """Where the sign before a place stands, spaces passed over; -1 at the very beginning."""
    at -= 1
    while at >= 0 and text[at] in SPACE:
        at -= 1
    return at


def _after(text: str, at: int) -> int:
    """Where the sign behind a place stands, spaces passed over."""
    at += 1
    while at < len(text) and text[at] in SPACE:
        at += 1
    return at


def _pairs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Matched round brackets of one line, of either width, and whether Han stands inside."""
    stack: list[list[int]] = []  # place, scanned up to, whether Han was seen
    for found in _BRACKET.finditer(text):
        at, sign = found.start(), found.group()
        if stack and not stack[-1][2]:
            stack[-1][2] = bool(_HAN.search(text, stack[-1][1], at))
        if sign == "\n":
            stack.clear()
        elif sign in "(（":
            stack.append([at, at + 1, False])
        elif stack:
            start, _, has_han = stack.pop()
            yield start, at, bool(has_han)
            if stack:
                stack[-1][1:] = [at + 1, stack[-1][2] or has_han]


def _stands_in_chinese(text: str, start: int, end: int) -> bool:
    """Whether a pair of brackets stands behind Chinese, or opens a line of it."""
    before, after = _before(text, start), _after(text, end)
    if before >= 0 and text[before] != "\n":
        return bool(_CHINESE.match(text, before))
    return bool(mark(text, start) or _CHINESE.match(text, after))
