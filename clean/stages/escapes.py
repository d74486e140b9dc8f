"""Characters written out for a machine and left that way: &nbsp; &#x4E2D; %E4%B8%AD %u4E2D."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from urllib.parse import quote, unquote

from clean.decoding.plausible import bits
from clean.document import Edit
from clean.rule import rewrites

# A run of entities: one may itself be escaped (&amp;nbsp;). No name is longer than LONGEST.
RUN = re.compile(r"&[&#;0-9A-Za-z]*")
ONE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][0-9A-Za-z]{1,31});\Z")
LONGEST = 34
SPACE = re.compile(r"&nbsp(?![0-9A-Za-z;=])")
# Two characters of Chinese in UTF-8 or GBK at least, with unreserved ASCII between.
PERCENT = re.compile(
    r"(?:%[0-9A-Fa-f]{2}){4,}(?:[0-9A-Za-z._~-]{0,8}(?:%[0-9A-Fa-f]{2})+)*|(?:%u[0-9A-Fa-f]{4}){2,}"
)
ESCAPED = re.compile("%(?:u|[0-9A-Fa-f]{2}%)")
# What stands in an address or a form, not in prose.
ADDRESS = re.compile(r"[0-9A-Za-z_./?&=#:@+%~-]*[/=?&#:@]\Z")
ONLY_TEXT = re.compile(r"[一-鿿㐀-䶿\u3000-\u303f\uff00-\uffef‘’“”…—·\x20-\x7e]*[一-鿿][^\n]*")
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
    the bytes are strict UTF-8 or GB18030, escaping it again gives
    the same escapes, and it is likely Chinese. Leaves alone addresses and form data
    (http://…/%E4%B8%AD, ?q=%D6%D0), percentages, and escapes of anything else.
    """
    for match in PERCENT.finditer(text) if ESCAPED.search(text) else ():
        before = text[max(match.start() - 200, 0) : match.start()]
        if not ADDRESS.search(before):
            for now, why in _unquoted(match.group()):
                yield Edit(*match.span(), now, why)


def _unquoted(came: str) -> Iterator[tuple[str, str]]:
    """The text of the escapes and the road, at most one."""
    if came.startswith("%u"):
        units = bytes.fromhex(came.replace("%u", "")).decode("utf-16-be", "replace")
        if _likely(units):
            yield units, "escaped by JavaScript"
        return
    for encoding in ("utf-8", "gb18030"):
        now = unquote(came, encoding, "replace")
        again = quote(now, safe="", encoding=encoding, errors="replace")
        if again.lower() == came.lower() and _likely(now):
            yield now, f"percent-escaped {encoding}"
            return


def _likely(text: str) -> bool:
    return bool(ONLY_TEXT.fullmatch(text)) and bits(text) <= DEAR * len(text)
