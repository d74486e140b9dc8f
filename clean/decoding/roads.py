"""The roads on which text was decoded wrongly, walked back.

A road is a pair of encodings: the bytes were in one and read in the other. Walking back
means encoding again as they were read and decoding as they were. A repair is proven by
walking the road again: the repaired text must give exactly the damaged one; and it is
believed only where the damaged text is dear as writing and the repaired one cheap
(`clean.decoding.plausible`). Damage done twice is mended by walking back twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import compress
from typing import NamedTuple

from clean.decoding.plausible import FOREIGN, bits, weigh
from clean.decoding.repairs import Repair, amend

# What one repair of a stretch must save in bits, and each for every new character above
# ASCII. On 328 clean lines no wrong road saves more than 17 (×÷, which GBK reads as 作).
GAIN, EACH = 24.0, 2.0
# A letter or mark of another alphabet in Chinese text, in bits.
RARE = 20.0
# What every road after the first must save besides: damage done twice is rarer than once.
AGAIN = 16.0
# The dearest repaired text believed, bits a character above ASCII; common Chinese costs 10. Of UTF-8,
# which other bytes seldom are, dearer text is believed: poems in traditional script cost up to 14.
DEAR, DEAR_UTF8 = 13.0, 14.0
# The same for a name, of so many signs, beside a repair that is believed: GB 2312 costs at most 15.5.
RAREST, NAME = 15.5, 4
# One sign alone proves nothing.
ALONE = 1
# The least that one stretch of double bytes saves, how many dear signs may end it, and how dear:
# a colon before the damage would be for private use (13 bits dearer).
LEAST, EDGE, AGAINST = 12.0, 2, -10.0
# Fewer signs than this are not worth a second road: they cannot save enough.
SHORT = 4
# How often text may have been damaged on its way.
TIMES = 3
# Valid UTF-8 but U+FFFD: what was lost before the damage stays as the damage shows it.
_UTF8 = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|(?!\xef\xbf\xbd)[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb"|[\x20-\x7e])+"
)
_HIGH = re.compile("[^\x00-\x7f]")
# No double byte of GB18030 or Big5 holds a byte below 0x40. In four bytes digits are second and last,
# but U+FFFD (84 31 A4 37) is no character: what was lost stays as the damage shows it.
_OPERATORS = "×÷±·°".encode("latin-1")
_APART = re.compile(
    rb"[\x80-\xff](?:[\x40-\x7e\x80-\xff]"
    rb"|(?<=[\x81-\xfe])(?!1\xa47)[0-9](?=[\x81-\xfe][0-9])|(?<=[0-9][\x81-\xfe])(?<!1\xa4)[0-9])+"
)


class Road(NamedTuple):
    """Bytes in `right` read as `wrong`; `stretches` finds the stretches to try."""

    right: str
    wrong: str
    stretches: Callable[[list[bytes]], Iterator[tuple[int, int]]]

    @property
    def name(self) -> str:
        """As it is told: `utf-8 read as gb18030`."""
        return f"{self.right} read as {self.wrong}"

    def back(self, text: str) -> str:
        """The text before the damage; '' where the road does not lead there and back."""
        raw = b"".join(as_read(sign, self.wrong) for sign in text)
        try:
            mended = raw.decode(self.right)
            again = mended.encode(self.right)
        except UnicodeError:
            return ""
        return mended if again == raw and len(raw) >= len(text) and "\ufffd" not in mended else ""


@lru_cache(maxsize=1 << 16)
def as_read(sign: str, wrong: str) -> bytes:
    """The bytes that were read as this sign; b'' if none were.

    Windows-1252 is read as browsers do: its five holes are the C1 controls.
    """
    try:
        raw = sign.encode(wrong)
        return raw if raw.decode(wrong) == sign else b""
    except UnicodeError:
        hole = wrong == "cp1252" and sign in "\x81\x8d\x8f\x90\x9d"
        return sign.encode("latin-1") if hole else b""


def _valid(raws: list[bytes]) -> Iterator[tuple[int, int]]:
    """Stretches of signs whose bytes are whole UTF-8 characters, some above ASCII."""
    ends = [0]
    for raw in raws:
        ends.append(ends[-1] + (len(raw) or 1))
    place = {at: sign for sign, at in enumerate(ends)}
    for match in _UTF8.finditer(b"".join(raw or b"\xff" for raw in raws)):
        borders = [at for at in _borders(match) if at in place]
        if len(borders) > 1:
            yield place[borders[0]], place[borders[-1]]


def _borders(match: re.Match[bytes]) -> list[int]:
    """Where in the bytes the characters of valid UTF-8 begin, and its end."""
    start = match.start()
    begins = [start + at for at, byte in enumerate(match.group()) if byte & 0xC0 != 0x80]
    return [*begins, match.end()]


def _paired(raws: list[bytes]) -> Iterator[tuple[int, int]]:
    """Stretches of single bytes that may be double bytes: from a high one to a low ASCII."""
    joined = b"".join(raw if len(raw) == 1 else b"\n" for raw in raws)
    runs = (match for match in _APART.finditer(joined) if match.group().strip(_OPERATORS))
    return (match.span() for match in runs)


def _swapped(raws: list[bytes], right: str, wrong: str) -> Iterator[tuple[int, int]]:
    """The stretches of signs that save most when read the other way, one for one.

    Between signs that have no other reading, the stretch of greatest sum (Kadane).
    """
    gains = [_gain(raw, right, wrong) if raw else None for raw in raws]
    start = 0
    for end in [at for at, gain in enumerate(gains) if gain is None] + [len(gains)]:
        yield from ((start + a, start + b) for a, b in _greatest(gains[start:end]))
        start = end + 1


def _greatest(gains: Sequence[float | None]) -> Iterator[tuple[int, int]]:
    """Where the sum of the gains is greatest, if great enough; with EDGE signs to either end."""
    total, start = 0.0, 0
    best = (0.0, 0, 0)
    for at, gain in enumerate(gains):
        total += gain or 0.0
        if total < 0:
            total, start = 0.0, at + 1
        best = max(best, (total, start, at + 1))
    saved, start, end = best
    if saved >= LEAST:
        yield start if _apart(gains[:start]) else 0, end if _apart(gains[end:]) else len(gains)


def _apart(edge: Sequence[float | None]) -> bool:
    """Whether signs at an end stand apart from the damage: they are many, or say much against it."""
    return len(edge) > EDGE or sum(gain or 0.0 for gain in edge) < AGAINST


@lru_cache(maxsize=1 << 16)
def _gain(raw: bytes, right: str, wrong: str) -> float | None:
    """What one sign saves when its bytes are read the other way; None if they cannot be."""
    try:
        other = raw.decode(right)
        same = other.encode(right) == raw
    except UnicodeError:
        return None
    return _as_chinese(raw.decode(wrong)) - _as_chinese(other) if same and len(other) == 1 else None


def _exchange(right: str, wrong: str) -> Road:
    return Road(right, wrong, partial(_swapped, right=right, wrong=wrong))


ROADS = (
    Road("utf-8", "gb18030", _valid),
    Road("utf-8", "big5hkscs", _valid),
    Road("utf-8", "cp1252", _valid),
    Road("utf-8", "latin-1", _valid),
    Road("gb18030", "cp1252", _paired),
    Road("gb18030", "latin-1", _paired),
    Road("big5hkscs", "cp1252", _paired),
    Road("big5hkscs", "latin-1", _paired),
    _exchange("gb18030", "big5hkscs"),
    _exchange("gb18030", "big5"),
    _exchange("big5hkscs", "gb18030"),
    _exchange("big5", "gb18030"),
)
READ_AS = dict.fromkeys(road.wrong for road in ROADS)


def walk_back(text: str, least: float = GAIN, times: int = TIMES) -> list[Repair]:
    """The repairs of the road that saves most; one of them saves at least so many bits."""
    best: list[Repair] = []
    most = 0.0
    raws = {wrong: [as_read(sign, wrong) for sign in text] for wrong in READ_AS}
    for road in ROADS:
        tried = list(_repairs(text, raws[road.wrong], road, times))
        dearest = DEAR_UTF8 if road.right == "utf-8" else DEAR
        saved = [_saved(text, repair, dearest) for repair in tried]
        whole = sum(gain for gain in saved if gain > 0)
        if max(saved, default=0.0) >= least and whole > most:
            found = [
                gain > 0 or _is_name(text, repair)
                for gain, repair in zip(saved, tried, strict=True)
            ]
            best, most = list(compress(tried, found)), whole
    return best


def _is_name(text: str, repair: Repair) -> bool:
    """Whether a repair of a few signs may be believed beside another."""
    return len(_HIGH.findall(repair.text)) <= NAME and _saved(text, repair, RAREST, 0) > 0


def _repairs(text: str, raws: list[bytes], road: Road, times: int) -> Iterator[Repair]:
    for start, end in road.stretches(raws):
        came = text[start:end]
        mended = road.back(came) if _HIGH.search(came) else ""
        if mended and mended != came:
            yield _deeper(_bare(start, came, mended, road.name), times - 1)


def _bare(start: int, came: str, mended: str, why: str) -> Repair:
    """The repair without the ASCII at its ends that stays as it is."""
    head = 0
    while came[head] == mended[head] < "\x80":
        head += 1
    tail = len(came)
    while came[tail - 1] == mended[tail - len(came) - 1] < "\x80":
        tail -= 1
    text = mended[head : len(mended) - len(came) + tail]
    return Repair(start + head, start + tail, text, why)


def _deeper(repair: Repair, times: int) -> Repair:
    """The repair, itself mended where the text had been damaged before."""
    high = _HIGH.findall(repair.text)
    done = len(high) < SHORT or sum(map(_as_chinese, high)) <= DEAR * len(high)
    inner = [] if done or not times else walk_back(repair.text, GAIN, times)
    if not inner:
        return repair
    roads = dict.fromkeys(step.why for step in inner)
    return repair._replace(text=amend(repair.text, inner), why=", ".join([*roads, repair.why]))


def _saved(text: str, repair: Repair, dearest: float, alone: int = ALONE) -> float:
    """What a repair saves in bits; below 0 where what it makes is too dear, or too few signs."""
    high = "".join(_HIGH.findall(repair.text))
    cost = sum(map(_as_chinese, high))
    if cost > dearest * len(high) or len(high) <= alone:
        return -1.0
    saved = bits("".join(_HIGH.findall(text[repair.start : repair.end]))) - cost
    saved -= AGAIN * repair.why.count(",")
    return saved if saved >= EACH * len(high) else -1.0


@lru_cache(maxsize=1 << 14)
def _as_chinese(sign: str) -> float:
    """What a sign costs in a Chinese text; other alphabets are RARE, a BOM is free."""
    script, cost = weigh(sign)
    if sign == "\ufeff":
        return 0.0
    if "\x7f" < sign < "\u0800" and sign not in "·×÷°±":
        return RARE
    return cost + FOREIGN * (script not in ("", "han"))
