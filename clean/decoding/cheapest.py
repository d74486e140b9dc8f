"""The cheapest reading of damaged bytes.

Every way of cutting the bytes into characters of the encodings they may be in, of
dropping a byte and of changing the encoding on the way, is weighed by what its
characters cost (`clean.decoding.plausible`), and the cheapest is taken: the path of Viterbi
(1967) through a graph of bytes and encodings. So one stray byte costs one byte, not the
rest of its line, and a stretch of GBK inside UTF-8 is read as GBK. Linear in the bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf
from typing import NamedTuple

from clean.decoding.pairs import familiar
from clean.decoding.plausible import FOREIGN, LOST, bits, weigh
from clean.patterns import pattern

# A change of encoding. There and back again must cost more than a dropped byte, or a
# stray byte would pair with its neighbour as one rare character (16 + 17 + 16 > 2 * 22).
CHANGE = 16.0
# A byte dropped at the very end, where downloads break off: likelier by ten bits than anywhere else.
CUT = 12.0
# Bytes taken at once where they are plain, else weighed, and how many of the last ones are weighed
# again with what follows.
WINDOW, NARROW, MARGIN = 4096, 512, 64
# Bits a character, ASCII left aside, of any stretch of so many: legal but dearer, so probably shifted
# by a byte lost.
DEAR, STRETCH = 12.5, 64
# The same for the few signs before a shifted reading ends, pairs that stand together counted: right
# readings cost 8.
TORN = 11.5
# How many bytes a character above ASCII takes; in all of these LF only ever means LF.
WIDTHS: dict[str, tuple[int, ...]] = {
    "utf-8": (2, 3, 4),
    "gb18030": (2, 4),
    "big5": (2,),
    "cp950": (2,),
    "big5hkscs": (2,),
    "euc_jp": (2, 3),
    "euc_kr": (2,),
    "cp949": (2,),
    "cp932": (1, 2),
    "shift_jis": (1, 2),
}
# How a reading that a byte shifted ends: an ASCII sign that is half a character stands alone, or is
# taken in; one of seven shifted characters is for private use.
SEAM = pattern("[@-~\ue000-\uf8ff](?:(?<=[^\x00-\x7f][@-~])|(?<=[\ue000-\uf8ff]))")
# So many signs before it are looked at; of fewer nothing is said.
BEHIND, LEAST = pattern("[^\x00-\x7f]{3,8}\\Z"), 3
PRIVATE = pattern("[\ue000-\uf8ff]+")
# The beginning of a UTF-8 character: lost together, as one loss.
CUT_SHORT = pattern(rb"[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}")
_ASCII = pattern("[\x00-\x7f]+")
_HOME = ("", "han", "kana", "hangul")


class Unit(NamedTuple):
    """Bytes read together: how, and as what.

    `encoding` is '' where its codec would not make the bytes again, and the text is ''
    too where they fit nothing.
    """

    encoding: str
    data: bytes
    text: str


class Step(NamedTuple):
    """The cheapest way to a place: from which byte and encoding, and as what."""

    start: int
    mode: int
    unit: Unit | None


def cheapest(raw: bytes, encodings: Sequence[str]) -> Iterator[Unit]:
    """The units of the cheapest reading; `encodings` are keys of WIDTHS, the main one first."""
    at, mode = 0, 0
    while at < len(raw):
        plain = _ahead(raw, at, encodings[mode])
        for unit in [plain] if plain else _weighed(raw, at, encodings, mode):
            yield unit
            at += len(unit.data)
            mode = encodings.index(unit.encoding) if unit.encoding else mode


def _ahead(raw: bytes, at: int, encoding: str) -> Unit | None:
    """What is plain from a place on: a window, or a narrow one but for its end."""
    whole = _plain(raw[at : at + WINDOW], encoding, 3 if at + WINDOW < len(raw) else 0)
    near = None if whole or at + NARROW >= len(raw) else _plain(raw[at : at + NARROW], encoding, 3)
    text = near.text[:-STRETCH] if near else ""
    return Unit(encoding, text.encode(encoding), text) if text else whole


def _weighed(raw: bytes, at: int, encodings: Sequence[str], mode: int) -> Iterator[Unit]:
    """The cheapest path through the bytes in a narrow window."""
    margin = MARGIN if at + NARROW < len(raw) else 0
    return _trusted(_path(raw[at : at + NARROW], encodings, mode), NARROW - margin)


def _trusted(units: list[Unit], size: int) -> Iterator[Unit]:
    """The units that begin before so many bytes."""
    at = 0
    for unit in units:
        if at >= size:
            return
        yield unit
        at += len(unit.data)


def _plain(window: bytes, encoding: str, ahead: int) -> Unit | None:
    """The window as one unit where it decodes strictly to common characters.

    Up to `ahead` bytes of a character that the window's end cuts are left for the next.
    """
    for cut in range(ahead + 1):
        data = window[: len(window) - cut]
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        common = _is_common(text) and not is_torn(text)
        return Unit(encoding, data, text) if common and text.encode(encoding) == data else None
    return None


def _is_common(text: str) -> bool:
    """Whether no stretch of a text is dear, ASCII left aside."""
    rare = _ASCII.sub("", text)
    stretches = (rare[at : at + STRETCH] for at in range(0, len(rare), STRETCH))
    return all(bits(stretch) <= DEAR * len(stretch) for stretch in stretches)


def is_torn(text: str) -> bool:
    """Whether dear signs stand before a seam, as where a byte more or less shifted the reading."""
    for match in SEAM.finditer(text):
        run = BEHIND.search(text, max(match.start() - 8, 0), match.start())
        signs = run.group() if run else ""
        if any(_is_dear(signs[at:]) for at in range(len(signs) - LEAST + 1)):
            return True
    return False


def _is_dear(signs: str) -> bool:
    """Whether signs, those for private use left aside, are no words together."""
    seen = PRIVATE.sub("", signs)
    return sum(map(_price, seen)) - familiar(seen) > TORN * len(seen) and len(seen) > 1


def _path(raw: bytes, encodings: Sequence[str], mode: int) -> list[Unit]:
    """The cheapest path through all bytes, beginning in one encoding."""
    size = len(raw)
    cost = [[inf] * (size + 1) for _ in encodings]
    came: list[list[Step | None]] = [[None] * (size + 1) for _ in encodings]
    cost[mode][0] = 0.0
    for at in range(size + 1):
        _change(cost, came, at)
        if at < size:
            for now, encoding in enumerate(encodings):
                _advance(raw, at, encoding, now, cost[now], came[now])
    return _walk(came, min(range(len(encodings)), key=lambda now: cost[now][size]), size)


def _change(cost: list[list[float]], came: list[list[Step | None]], at: int) -> None:
    """Let every encoding be reached from the cheapest one at a place."""
    low = min(range(len(cost)), key=lambda mode: cost[mode][at])
    limit = cost[low][at] + CHANGE
    for mode, row in enumerate(cost):
        if row[at] > limit:
            row[at] = limit
            came[mode][at] = Step(at, low, None)


def _advance(
    raw: bytes, at: int, encoding: str, mode: int, cost: list[float], came: list[Step | None]
) -> None:
    """From a place go on by one character, whole or torn by a byte, or drop one byte."""
    here, before = cost[at], came[at]
    last = before.unit.text[-1:] if before and before.unit else ""
    for width in _widths(encoding) if raw[at] > 0x7F else (1,):
        data = raw[at : at + width]
        unit, price = _unit(encoding, data)
        end = at + len(data)
        if unit and not unit.text and end == len(raw):
            price = CUT
        if unit and last and unit.text:
            price -= familiar(last + unit.text)
        if unit and here + price < cost[end]:
            cost[end] = here + price
            came[end] = Step(at, mode, unit)


@lru_cache
def _widths(encoding: str) -> tuple[int, ...]:
    """How many bytes to try: a character's, and one more for a byte inside it."""
    widths = WIDTHS[encoding]
    return tuple(sorted({1, 2, *widths, *(width + 1 for width in widths if width < 4)}))


@lru_cache(maxsize=1 << 16)
def _unit(encoding: str, data: bytes) -> tuple[Unit | None, float]:
    """Some bytes as one character and its cost, as a torn one, or one byte as dropped."""
    text = _one(encoding, data)
    if text:
        same = text.encode(encoding) == data
        return Unit(encoding if same else "", data, text), _price(text)
    if len(data) == 1 or (encoding == "utf-8" and CUT_SHORT.fullmatch(data)):
        return Unit("", data, ""), LOST
    torn = [_one(encoding, data[:cut] + data[cut + 1 :]) for cut in range(1, len(data) - 1)]
    whole = [sign for sign in torn if sign > "\x7f"]
    if not whole:
        return None, inf
    sign = min(whole, key=_price)
    return Unit("", data, sign), _price(sign) + LOST


def _one(encoding: str, data: bytes) -> str:
    """The one character above ASCII that the bytes are, or '' (a byte of ASCII is itself)."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if len(data) == 1 or (text[:1] > "\x7f" and len(text) < 3) else ""


@lru_cache(maxsize=1 << 14)
def _price(text: str) -> float:
    weighed = [weigh(sign) for sign in text]
    return sum(cost + FOREIGN * (script not in _HOME) for script, cost in weighed)


def _walk(came: list[list[Step | None]], mode: int, at: int) -> list[Unit]:
    """The units on the way back from a place, in order."""
    units: list[Unit] = []
    while (step := came[mode][at]) is not None:
        if step.unit:
            units.append(step.unit)
        at, mode = step.start, step.mode
    return units[::-1]
