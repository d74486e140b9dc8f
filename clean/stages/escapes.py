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
PERCENT = pattern(
    rf"%[0-9A-Fa-f]{{2}}(?:{BETWEEN}%[0-9A-Fa-f]{{2}}){{3,}}|%u[0-9A-Fa-f]{{4}}(?:{BETWEEN}%u[0-9A-Fa-f]{{4}})+"
)
UNITS = pattern("(?:%u[0-9A-Fa-f]{4})+")
ESCAPED = pattern("%(?:u|[0-9A-Fa-f]{2})")
# What stands in an address or a form, not in prose.
ADDRESS = pattern(r"[0-9A-Za-z_./?&=#:@+%~-]*[/=?&#:@]\Z")
ONLY_TEXT = pattern(r"[一-鿿㐀-䶿\u3000-\u303f\uff00-\uffef‘’“”…—·\x20-\x7e]*[一-鿿][^\n]*")
# Bits a character, as in `clean.decoding.plausible`: common Chinese costs 10, other readings 14 to 20.
DEAR = 13.0


@rewrites
def html_entity(text: str) -> Iterator[Edit]:
    """An HTML entity or numeric reference left in the text.

    `&nbsp;`, `&ldquo;`, `&#20013;`, `&#x4E2D;` become the characters they name, even where
    one was escaped again (&amp;nbsp;); numbers
    128 to 159 are Windows-1252, as browsers read them. Leaves alone what is no entity of
    HTML 5, an ampersand in an address (&copy=1), and references to no character (&#0;).
    """
    for start, end in _entities(text):
        came = text[start:end]
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
    for match in PERCENT.finditer(text) if ESCAPED.search(text) else ():
        start, end = match.span()
        if not ADDRESS.search(text[max(start - 200, 0) : start]):
            # the second byte of the last character of GBK may be a letter
            tries = (
                (tail, *road) for tail in (end, end + 1) for road in _unquoted(text[start:tail])
            )
            for tail, now, why in islice(tries, 1):
                yield Edit(start, tail, now, why)


def _unquoted(came: str) -> Iterator[tuple[str, str]]:
    """The text of the escapes and the road, at most one."""
    if came.startswith("%u"):
        units = UNITS.sub(_of_units, came)
        if _likely(units):
            yield units, "escaped by JavaScript"
        return
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            now = unquote_to_bytes(came).decode(encoding)
            if _likely(now):
                yield now, f"percent-escaped {encoding}"
                return


def _of_units(match: re.Match[str]) -> str:
    return bytes.fromhex(match.group().replace("%u", "")).decode("utf-16-be", "replace")


def _likely(text: str) -> bool:
    return bool(ONLY_TEXT.fullmatch(text)) and bits(text) <= DEAR * len(text)
