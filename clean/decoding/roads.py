"""The roads on which text was decoded wrongly, and the stretches of a text that may have come on them.

A road is a pair of encodings: the bytes were in one and read in the other. Walking back
means encoding again as they were read and decoding as they were. That is proven by
walking the road again: the repaired text must give exactly the damaged one. Which repair is
believed, `clean.decoding.walking` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from clean.decoding.plausible import FOREIGN, weigh
from clean.patterns import pattern

# A letter or mark of another alphabet in Chinese text, in bits.
RARE = 20.0
# The least that one stretch of double bytes saves, how many signs at either end may speak against it,
# and how much: a colon before the damage would be for private use (13 bits dearer).
LEAST, EDGE, AGAINST = 12.0, 6, -10.0
# What a sign saves that has no other reading: no stretch holds it.
NONE = -1e6
# So long is a line that is rather damaged whole than in part.
BRIEF = 8
# Valid UTF-8 but U+FFFD: what was lost before the damage stays as the damage shows it.
_UTF8 = pattern(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|(?!\xef\xbf\xbd)[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb"|[\x20-\x7e])+"
)
# A repair is of two characters at least, one of them Chinese, and letters of ASCII may stand between
# them; or of signs of Latin-1 in a row, which double bytes were read as before.
_LONG = rb"(?:[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2})"
_ANY = rb"(?:[\xc2-\xdf][\x80-\xbf]|" + _LONG + rb")"
_TWO = pattern(
    _LONG
    + rb"[\x20-\x7e]*"
    + _ANY
    + rb"|"
    + _ANY
    + rb"[\x20-\x7e]*"
    + _LONG
    + rb"|(?:[\xc2\xc3][\x80-\xbf]){4}"
)
# What a codec leaves of bytes that are no character; what it read behind them, to the next ones or to
# ASCII, of which a letter may be half a character.
LOST = "?\ufffd"
BROKEN = pattern(f"[{LOST}]+[^\x00-\x7f{LOST}]+[@-~]?")
# The encodings that read any byte as a letter; what is read so is never without the signs of the second.
WESTERN = ("cp1252", "latin-1")
_WESTERN = pattern("[\xa0-\xff]")
# What Windows and browsers read byte 80 of GBK as; how many bytes of UTF-8 follow a first one, by its
# upper half.
EURO, _FOLLOW = "€", {0xC: 1, 0xD: 1, 0xE: 2, 0xF: 3}
# No double byte of GB18030 or Big5 holds a byte below 0x40. In four bytes digits are second and last,
# but U+FFFD (84 31 A4 37) is no character: what was lost stays as the damage shows it.
_OPERATORS = "×÷±·°".encode("latin-1")
_APART = pattern(
    rb"[\x80-\xff](?:[\x40-\x7e\x80-\xff]"
    rb"|(?<=[\x81-\xfe])(?!1\xa47)[0-9](?=[\x81-\xfe][0-9])|(?<=[0-9][\x81-\xfe])(?<!1\xa4)[0-9])+"
)


class Road(NamedTuple):
    """Bytes in `right` read as `wrong`; `stretches` finds the stretches to try."""

    right: str
    wrong: str
    stretches: Callable[[str], Iterator[tuple[int, int]]]

    @property
    def name(self) -> str:
        """As it is told: `utf-8 read as gb18030`."""
        return f"{self.right} read as {self.wrong}"

    @property
    def is_exchange(self) -> bool:
        """Whether double bytes were read as other double bytes."""
        return self.right != "utf-8" and self.wrong not in WESTERN

    def back(self, text: str) -> str:
        """The text before the damage; '' where the road does not lead there and back."""
        raw = b"".join(_raws(text, self.wrong))
        try:
            mended = raw.decode(self.right)
            again = mended.encode(self.right)
        except UnicodeError:
            return ""
        return mended if again == raw and len(raw) >= len(text) and "\ufffd" not in mended else ""


@lru_cache(maxsize=1 << 16)
def as_read(sign: str, wrong: str) -> bytes:
    """The bytes that were read as this sign; b'' if none were.

    Windows-1252 is read as browsers do: its five holes are the C1 controls; so is GBK ("cp936"),
    of which they know all of GB18030, and € besides as byte 80.
    """
    wrong = "gb18030" if wrong == "cp936" else wrong
    try:
        raw = sign.encode(wrong)
        return raw if raw.decode(wrong) == sign else b""
    except UnicodeError:
        hole = wrong == "cp1252" and sign in "\x81\x8d\x8f\x90\x9d"
        return sign.encode("latin-1") if hole else b""


def _raws(text: str, wrong: str) -> list[bytes]:
    """The bytes of each sign; b'' for one that was none."""
    raws = [as_read(sign, wrong) for sign in text]
    return _with_euro(text, raws) if wrong == "cp936" else raws


def _with_euro(text: str, raws: list[bytes]) -> list[bytes]:
    """The bytes of UTF-8 where € was byte 80, unless its double byte ends one character and begins the next.

    That is where one byte is wanted and the sign behind has no first byte of a character.
    """
    wanted = 0
    for at, sign in enumerate(text):
        if sign == EURO:
            behind = raws[at + 1][:1] if at + 1 < len(text) else b""
            ends = wanted == 1 and (text[at + 1 : at + 2] == EURO or b"\x80" <= behind < b"\xc0")
            raws[at] = raws[at] if ends else b"\x80"
        for byte in raws[at]:
            wanted = wanted - 1 if 0x80 <= byte < 0xC0 else _FOLLOW.get(byte >> 4, 0)
    return raws


def _valid(text: str, wrong: str) -> Iterator[tuple[int, int]]:
    """Stretches of signs whose bytes are whole UTF-8 characters, some above ASCII."""
    if not _may_be_valid(text, wrong):
        return
    raws = _raws(text, wrong)
    ends = [0, *accumulate(len(raw) or 1 for raw in raws)]
    place = {at: sign for sign, at in enumerate(ends)}
    for match in _UTF8.finditer(b"".join(raw or b"\xff" for raw in raws)):
        borders = [at for at in _borders(match) if at in place]
        if len(borders) > 1:
            yield place[borders[0]], place[borders[-1]]


def _may_be_valid(text: str, wrong: str) -> bool:
    """A cheap look that most text fails: a Western letter, or bytes of two characters."""
    if wrong in WESTERN:
        return bool(_WESTERN.search(text))
    if wrong == "cp936":
        return EURO in text
    return bool(_TWO.search(text.encode(wrong, "replace")))


def _borders(match: re.Match[bytes]) -> list[int]:
    """Where in the bytes the characters of valid UTF-8 begin, and its end."""
    start = match.start()
    begins = [start + at for at, byte in enumerate(match.group()) if byte & 0xC0 != 0x80]
    return [*begins, match.end()]


def _paired(text: str, wrong: str) -> Iterator[tuple[int, int]]:
    """Stretches of single bytes that may be double bytes: from a high one to a low ASCII."""
    if not _WESTERN.search(text):
        return
    raws = (as_read(sign, wrong) for sign in text)
    joined = b"".join(raw if len(raw) == 1 else b"\n" for raw in raws)
    runs = (match for match in _APART.finditer(joined) if match.group().strip(_OPERATORS))
    yield from (match.span() for match in runs)


def _swapped(text: str, right: str, wrong: str) -> Iterator[tuple[int, int]]:
    """The stretches of signs that save most when read the other way, one for one.

    Between signs that have no other reading, the stretch of greatest sum (Kadane); a short line
    whole, if it saves anything.
    """
    gains = list(map(_gains(right, wrong).__getitem__, text))
    if len(gains) <= BRIEF and NONE not in gains and sum(gains) > 0:
        yield 0, len(gains)
        return
    if _most(gains) < LEAST:
        return
    start = 0
    for end in [at for at, gain in enumerate(gains) if gain == NONE] + [len(gains)]:
        yield from ((start + a, start + b) for a, b in _greatest(gains[start:end]))
        start = end + 1


def _apart_from_loss(text: str, right: str, wrong: str) -> Iterator[tuple[int, int]]:
    """What stands behind each lost sign, and the stretches of the rest that save most."""
    at = 0
    for match in [*BROKEN.finditer(text), None]:
        start, end = match.span() if match else (len(text), len(text))
        yield from ((at + a, at + b) for a, b in _swapped(text[at:start], right, wrong))
        if match:
            yield start, end
        at = end


def _most(gains: Sequence[float]) -> float:
    """The greatest sum of any stretch."""
    sums = list(accumulate(gains))
    return max(map(sub, sums, accumulate(sums, min, initial=0.0)), default=0.0)


def _greatest(gains: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Where the sum of the gains is greatest, if great enough; with EDGE signs to either end."""
    total, start = 0.0, 0
    best = (0.0, 0, 0)
    for at, gain in enumerate(gains):
        total += gain
        if total < 0:
            total, start = 0.0, at + 1
        best = max(best, (total, start, at + 1))
    saved, start, end = best
    if saved >= LEAST:
        yield start if _apart(gains[:start]) else 0, end if _apart(gains[end:]) else len(gains)


def _apart(edge: Sequence[float]) -> bool:
    """Whether signs at an end stand apart from the damage: they are many, or say much against it."""
    return sum(gain != 0 for gain in edge) > EDGE or sum(edge) < AGAINST


@cache
def _gains(right: str, wrong: str) -> _Gains:
    return _Gains(right, wrong)


class _Gains(dict[str, float]):
    """What each sign saves when its bytes are read the other way; NONE if they cannot be."""

    def __init__(self, right: str, wrong: str) -> None:
        self.right, self.wrong = right, wrong

    def __missing__(self, sign: str) -> float:
        self[sign] = self._gain(sign)
        return self[sign]

    def _gain(self, sign: str) -> float:
        raw = as_read(sign, self.wrong)
        try:
            other = raw.decode(self.right)
            same = other.encode(self.right) == raw
        except UnicodeError:
            return NONE
        return as_chinese(sign) - as_chinese(other) if same and len(other) == 1 else NONE


def _exchange(right: str, wrong: str) -> Road:
    return Road(right, wrong, partial(_apart_from_loss, right=right, wrong=wrong))


def _of_bytes(right: str, wrong: str) -> Road:
    return Road(right, wrong, partial(_valid if right == "utf-8" else _paired, wrong=wrong))


ROADS = (
    _of_bytes("utf-8", "gb18030"),
    _of_bytes("utf-8", "cp936"),
    _of_bytes("utf-8", "big5hkscs"),
    _of_bytes("utf-8", "cp1252"),
    _of_bytes("utf-8", "latin-1"),
    _of_bytes("gb18030", "cp1252"),
    _of_bytes("gb18030", "latin-1"),
    _of_bytes("big5hkscs", "cp1252"),
    _of_bytes("big5hkscs", "latin-1"),
    _exchange("gb18030", "big5hkscs"),
    _exchange("gb18030", "big5"),
    _exchange("gb18030", "cp950"),
    _exchange("big5hkscs", "gb18030"),
    _exchange("big5", "gb18030"),
    _exchange("cp950", "gb18030"),
)


@lru_cache(maxsize=1 << 16)
def as_chinese(sign: str) -> float:
    """What a sign costs in a Chinese text; other alphabets are RARE, a BOM is free."""
    script, cost = weigh(sign)
    if sign == "\ufeff":
        return 0.0
    if "\x7f" < sign < "\u0800" and sign not in "·×÷°±":
        return RARE
    return cost + FOREIGN * (script not in ("", "han"))
