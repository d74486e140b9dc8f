"""Characters written out for a machine and left that way: &nbsp; &#x4E2D; %E4%B8%AD %u4E2D."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from html.entities import html5
from itertools import islice
from urllib.parse import unquote_to_bytes

from clean.decoding.plausible import bits
from clean.document import Edit
from clean.patterns import pattern
from clean.rule import rewrites

# A run of entities: one may itself be escaped (&amp;nbsp;). No name is longer than LONGEST.
RUN = pattern(r"&[&#;0-9A-Za-z]*")
ONE = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][0-9A-Za-z]{1,31});\Z")
LONGEST = 34
SPACE = pattern(r"&nbsp(?![0-9A-Za-z;=])")
# Two characters of Chinese in UTF-8 or GBK at least; what browsers escape in no text stands between.
BETWEEN = r"[0-9A-Za-z .,;:!~()*'_-]{0,8}"
PERCENT = rf"%[0-9A-Fa-f]{{2}}(?:{BETWEEN}%[0-9A-Fa-f]{{2}}){{3,}}|%u[0-9A-Fa-f]{{4}}(?:{BETWEEN}%u[0-9A-Fa-f]{{4}})+"
# And a character alone, mended where the text before it shows the road.
RUNS = pattern(
    f"(?P<run>{PERCENT})|(?P<single>%u[0-9A-Fa-f]{{4}}|%[Ee][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f]){{2}})"
)
UNITS = pattern("(?:%u[0-9A-Fa-f]{4})+")
ESCAPED = pattern("%(?:u|[0-9A-Fa-f]{2})")
# What stands in an address or a form: a letter or nothing before its signs, not the end of a sentence.
ADDRESS = pattern(r"(?:[A-Za-z][0-9A-Za-z_./?&=#:@+%~-]*|(?:\A|\s)[0-9_./?&=#:@+%~-]*)[/=?&#:@]\Z")
# So much before a run is looked at.
AHEAD = 200
ONLY_TEXT = pattern(
    r"[一-鿿㐀-䶿\u3000-\u303f\uff00-\uffef‘’“”…—·×÷°±①-⑳\x20-\x7e]*[一-鿿][^\n]*"
    r"|[\u3000-\u303f\uff01-\uff5e]"
)
# Bits a character, as in `clean.decoding.plausible`: common Chinese costs 10, other readings 14 to 20.
# UTF-8 and code units have no other readings: there the rarest characters of the standards are believed.
DEAR, DEAREST = 13.0, 17.0
# How far a line is looked at on either side.
REACH = 200
# A line that speaks of entities, or says what one means, means them as they stand. 实体经济 and
# 统一社会信用代码 do not speak of them, nor does a note on quotation marks that came as entities.
NAMED = r"[“‘「]?&(?:nbsp|lt|gt|amp|#[0-9]{1,5});"
SPEAKS = pattern(
    "[HX]TML|SGML|XML|字符实体|字元實體|转义|轉義|字符引用|字元參照|(?:源|程序)代码|原始碼|程序段|程式碼"
    rf"|\b(?:if|for|while) ?\(|(?:实体|實體|写[作成为]|寫[作成為]) ?{NAMED}|{NAMED}[”’」]?(?:表示|代表)"
)
TAG = pattern(r"</?[A-Za-z][^<>\n]*>")


@rewrites
def html_entity(text: str) -> Iterator[Edit]:
    """An HTML entity or numeric reference left in the text.

    `&nbsp;`, `&ldquo;`, `&#20013;`, `&#x4E2D;` become the characters they name, even where
    one was escaped again (&amp;nbsp;); numbers
    128 to 159 are Windows-1252, as browsers read them. Leaves alone what is no entity of
    HTML 5, an ampersand in an address (&copy=1) or in a tag, references to no character (&#0;),
    and a line that speaks of entities, or one that says what an entity means.
    """
    for start, end in _entities(text):
        came = text[start:end]
        if _is_meant(text, start):
            continue
        now = _unescaped(came) if came[-1] == ";" else "\xa0"
        if now != came:
            yield Edit(start, end, now, "HTML entity")


def _entities(text: str) -> Iterator[tuple[int, int]]:
    """From the first & to the last ; of each run, and each &nbsp behind it."""
    for match in RUN.finditer(text) if "&" in text else ():
        start, end = match.span()
        last = text.rfind(";", start, end) + 1
        if last:
            yield start, last
        tail = last or start
        yield from (
            (tail + m.start(), tail + m.end()) for m in SPACE.finditer(text[tail : end + 1])
        )


def _is_meant(text: str, at: int) -> bool:
    """Whether an entity stands in a tag, or in a line that speaks of entities."""
    low, high = max(at - REACH, 0), at + REACH
    head, tail = text.rfind("\n", low, at) + 1, text.find("\n", at, high)
    line = text[max(head, low) : tail if tail >= 0 else high]
    before = at - max(head, low)
    in_tag = (
        any(tag.start() < before < tag.end() for tag in TAG.finditer(line))
        if "<" in line
        else False
    )
    return in_tag or bool(SPEAKS.search(line))


def _unescaped(token: str) -> str:
    """The token with its entities replaced until none is left: at every ; what it ends."""
    done: list[str] = []
    for sign in token:
        done.append(sign)
        while done[-1] == ";" and (entity := ONE.search("".join(done[-LONGEST:]))):
            came, now = entity.group(), _character(entity)
            if now == came:
                break
            done[-len(came) :] = now
    return "".join(done)


def _character(match: re.Match[str]) -> str:
    """The character an entity names, or the entity where it names none."""
    entity = match.group()
    if entity[1] != "#":
        return html5.get(entity[1:], entity)
    sign = unescape(entity)
    if len(sign) != 1 or sign == "\ufffd":
        return entity
    return sign if sign.isprintable() or sign in "\n\t\xa0\u3000" else entity


@rewrites
def percent_escape(text: str) -> Iterator[Edit]:
    """Chinese in percent escapes within prose.

    `%E4%B8%AD%E6%96%87`, `%D6%D0%CE%C4`, `%u4E2D%u6587` become the text where
    the bytes are strict UTF-8 or GB18030 and it is likely Chinese. Leaves alone addresses and
    form data (http://…/%E4%B8%AD, ?q=%D6%D0), percentages, and escapes of anything else.
    """
    before, shown = "", 0
    for match in RUNS.finditer(text) if ESCAPED.search(text) else ():
        start, end = match.span()
        context = before[-AHEAD:] + text[max(shown, start - AHEAD) : start]
        if ADDRESS.search(context) or (not before and match.lastgroup == "single"):
            continue
        # the second byte of the last character of GBK may be a letter
        tries = ((tail, *road) for tail in (end, end + 1) for road in _unquoted(text[start:tail]))
        for tail, now, why in islice(tries, 1):
            before, shown = now, tail
            yield Edit(start, tail, now, why)


def _unquoted(came: str) -> Iterator[tuple[str, str]]:
    """The text of the escapes and the road, at most one."""
    if came.startswith("%u"):
        units = UNITS.sub(_of_units, came)
        if _likely(units, DEAREST):
            yield units, "escaped by JavaScript"
        return
    for encoding, dear in (("utf-8", DEAREST), ("gb18030", DEAR)):
        with suppress(UnicodeDecodeError):
            now = unquote_to_bytes(came).decode(encoding)
            if _likely(now, dear):
                yield now, f"percent-escaped {encoding}"
                return


def _of_units(match: re.Match[str]) -> str:
    return bytes.fromhex(match.group().replace("%u", "")).decode("utf-16-be", "replace")


def _likely(text: str, dear: float) -> bool:
    return bool(ONLY_TEXT.fullmatch(text)) and bits(text) <= dear * len(text)
