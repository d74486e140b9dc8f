"""The cheapest reading of damaged bytes.

Every way of cutting the bytes into characters of the encodings they may be in, of
dropping a byte and of changing the encoding on the way, is weighed by what its
characters cost (`clean.decoding.plausible`), and the cheapest is taken: the path of Viterbi
(1967) through a graph of bytes and encodings. So one stray byte costs one byte, not the
rest of its line, and a stretch of GBK inside UTF-8 is read as GBK. Linear in the bytes.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from clean.decoding.encodings import CERTAIN
from clean.decoding.plausible import LOST, bits
from clean.decoding.shifted import is_torn
from clean.decoding.succession import joint, last_of, price
from clean.patterns import pattern

# A change of encoding. There and back again must cost more than a dropped byte, or a
# stray byte would pair with its neighbour as one rare character (16 + 17 + 16 > 2 * 22).
CHANGE = 16.0
# A byte dropped at the very end, where downloads break off: likelier by ten bits than anywhere else.
CUT = 12.0
# So many ways to each place are kept, by their last sign: which of the bytes around it is the stray
# one, what follows tells.
MANY = 3
# What follows tells them apart by so many bits at most: that a pair stands together, or a letter alone.
FAR = 13.0
# How much cheaper another reading of a legal line must be: of 1,788 lines with letters alone (A股,
# B超) and 4,888 made ones none saves more than 4.
DOUBT = 5.0
# Bytes taken at once where they are plain, else weighed, and how many of the last ones are weighed
# again with what follows.
WINDOW, NARROW, MARGIN = 4096, 512, 64
# Bits a character, ASCII left aside, of any stretch of so many: legal but dearer, so probably shifted
# by a byte lost.
DEAR, STRETCH = 12.5, 64
# Behind a loss UTF-8 finds its feet again: so many characters of it in a row are it, however odd the
# words, and the last TAIL of them may be taken with what follows.
AFOOT = pattern(rb"(?:[\xe2-\xef][\x80-\xbf]{2}){8}")
TAIL = 4
# What is plain in another encoding, and none in the one before, is believed from so many signs above ASCII on.
LONG = 16
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
# The beginning of a UTF-8 character: lost together, as one loss.
CUT_SHORT = pattern(rb"[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}")
_ASCII = pattern("[\x00-\x7f]+")


class Unit(NamedTuple):
    """Bytes read together: how, and as what.

    `encoding` is '' where its codec would not make the bytes again, and the text is ''
    too where they fit nothing.
    """

    encoding: str
    data: bytes
    text: str


class Way(NamedTuple):
    """A way to a place: what it cost, its last sign, and its last step with the way before it."""

    cost: float
    last: str
    unit: Unit | None
    before: Way | None


def cost(units: Iterable[Unit], encoding: str) -> float:
    """What a reading costs in bits, each loss and each change of encoding included."""
    bits, last = 0.0, ""
    for unit in units:
        bits += LOST * (not unit.encoding) + CHANGE * (unit.encoding not in ("", encoding))
        encoding = unit.encoding or encoding
        for sign in unit.text:
            bits += price(sign) + joint(last, sign)
            last = last_of(last, sign)
    return bits


def cheapest(raw: bytes, encodings: Sequence[str]) -> Iterator[Unit]:
    """The units of the cheapest reading; `encodings` are keys of WIDTHS, the main one first."""
    at, mode = 0, 0
    while at < len(raw):
        near = (encodings[mode], *encodings[:mode], *encodings[mode + 1 :])
        plain = next(filter(None, (_sure(raw, at, name, near[0]) for name in near)), None)
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


def _sure(raw: bytes, at: int, encoding: str, before: str) -> Unit | None:
    """What is plain in an encoding from a place on; in another than before if it is long and no other."""
    found = _afoot(raw, at, encoding) or _ahead(raw, at, encoding)
    if found is None or encoding == before:
        return found
    long = len(_ASCII.sub("", found.text)) >= LONG
    return found if long and not _decodes(found.data, before) else None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        return bool(data.decode(encoding))
    except UnicodeDecodeError:
        return False


def _afoot(raw: bytes, at: int, encoding: str) -> Unit | None:
    """What is strict UTF-8 from a place on, up to shortly before the next loss."""
    if encoding != "utf-8":
        return None
    window = raw[at : at + WINDOW]
    try:
        text = window.decode()
    except UnicodeDecodeError as error:
        text = window[: error.start].decode()[:-TAIL]
    data = text.encode()
    return Unit(encoding, data, text) if len(data) - len(text) >= CERTAIN else None


def _weighed(raw: bytes, at: int, encodings: Sequence[str], mode: int) -> Iterator[Unit]:
    """The cheapest path through the bytes in a narrow window, of UTF-8 in one up to firm ground."""
    firm = AFOOT.search(raw, at + 1, at + NARROW) if encodings[mode] == "utf-8" else None
    size = firm.end() - at if firm else NARROW
    margin = TAIL * 3 if firm else MARGIN if at + NARROW < len(raw) else 0
    return _trusted(_path(raw[at : at + size], encodings, mode), size - margin)


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
        common = _is_common(text) and not is_torn(text, encoding)
        return Unit(encoding, data, text) if common and text.encode(encoding) == data else None
    return None


def _is_common(text: str) -> bool:
    """Whether no stretch of a text is dear, ASCII left aside."""
    rare = _ASCII.sub("", text)
    stretches = (rare[at : at + STRETCH] for at in range(0, len(rare), STRETCH))
    return all(bits(stretch) <= DEAR * len(stretch) for stretch in stretches)


def _path(raw: bytes, encodings: Sequence[str], mode: int) -> list[Unit]:
    """The cheapest path through all bytes, beginning in one encoding."""
    size = len(raw)
    ways: list[list[list[Way]]] = [[[] for _ in range(size + 1)] for _ in encodings]
    ways[mode][0] = [Way(0.0, "", None, None)]
    for at in range(size):
        _change([row[at] for row in ways])
        for encoding, row in zip(encodings, ways, strict=True):
            _advance(raw, at, encoding, row)
    return _walk(min((way for row in ways for way in row[size]), key=_so_far))


def _change(here: list[list[Way]]) -> None:
    """Let every encoding be reached from the cheapest one at a place."""
    low = min((ways[0] for ways in here if ways), key=_so_far)
    changed = Way(low.cost + CHANGE, low.last, None, low)
    for ways in here:
        if not ways or ways[0].cost > changed.cost:
            ways[:] = [changed]


def _advance(raw: bytes, at: int, encoding: str, row: list[list[Way]]) -> None:
    """From a place go on by one character, whole or torn by a byte, or drop one byte."""
    for width in _widths(encoding) if raw[at] > 0x7F else (1,):
        data = raw[at : at + width]
        end = at + len(data)
        for unit, own in _ones(encoding, data):
            alone = CUT if not unit.text and end == len(raw) else own
            for way in row[at]:
                so_far = way.cost + alone + joint(way.last, unit.text[:1])
                if _is_near(row[end], so_far):
                    _keep(row[end], Way(so_far, last_of(way.last, unit.text[-1:]), unit, way))


def _is_near(ways: list[Way], so_far: float) -> bool:
    """Whether a way of such a cost may still become the cheapest: few are kept, and none that is FAR dearer."""
    return not ways or so_far < (ways[-1].cost if len(ways) == MANY else ways[0].cost + FAR)


def _keep(ways: list[Way], way: Way) -> None:
    """Keep the cheapest way by each last sign, of MANY last signs, cheapest first."""
    for at, other in enumerate(ways):
        if other.last == way.last:
            if other.cost <= way.cost:
                return
            del ways[at]
            break
    insort(ways, way, key=_so_far)
    del ways[MANY:]


def _so_far(way: Way) -> float:
    return way.cost


@lru_cache
def _widths(encoding: str) -> tuple[int, ...]:
    """How many bytes to try: a character's, and one more for a byte inside it."""
    widths = WIDTHS[encoding]
    return tuple(sorted({1, 2, *widths, *(width + 1 for width in widths if width < 4)}))


@lru_cache(maxsize=1 << 16)
def _ones(encoding: str, data: bytes) -> Sequence[tuple[Unit, float]]:
    """Some bytes as one character and its cost, as a torn one, or one byte as dropped."""
    text = _one(encoding, data)
    if text:
        same = text.encode(encoding) == data
        return [(Unit(encoding if same else "", data, text), price(text))]
    if len(data) == 1 or (encoding == "utf-8" and CUT_SHORT.fullmatch(data)):
        return [(Unit("", data, ""), LOST)]
    torn = {_one(encoding, data[:cut] + data[cut + 1 :]) for cut in range(1, len(data) - 1)}
    whole = sorted(sign for sign in torn if sign > "\x7f")
    return [(Unit("", data, sign), price(sign) + LOST) for sign in whole]


def _one(encoding: str, data: bytes) -> str:
    """The one character above ASCII that the bytes are, or '' (a byte of ASCII is itself).

    Big5-HKSCS has double bytes for a letter and an accent, two signs.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    one = len(text) == 1 or len(data) == 2
    return text if len(data) == 1 or (one and min(text) > "\x7f") else ""


def _walk(way: Way | None) -> list[Unit]:
    """The units on the way, in order."""
    units: list[Unit] = []
    while way is not None:
        if way.unit:
            units.append(way.unit)
        way = way.before
    return units[::-1]
