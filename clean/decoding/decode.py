"""Bytes decoded whole, whatever is wrong with them.

They are taken a block at a time, each up to a line end, so that of a large file only a block and
its text are in memory. Strict decoding and encoding back is tried first. Where that fails, only the lines that
are not whole are read anew, by the cheapest reading of `clean.decoding.cheapest`; what is left
over goes into patches, so that text and patches always make the bytes again.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from clean.codec import bytes_of
from clean.decoding.cheapest import DOUBT, WIDTHS, Unit, cheapest, cost
from clean.decoding.encodings import SMALL
from clean.decoding.shifted import is_shifted, is_strange, is_torn
from clean.decoding.stored import BLOCK, Bytes
from clean.document import Patch

Decoded = tuple[str, tuple[Patch, ...]]

# Which encodings a line may also be in, by the encoding of the file.
MIXED = {
    "utf-8": ("gb18030", "big5"),
    "gb18030": ("utf-8",),
    "big5": ("utf-8", "gb18030"),
    "big5hkscs": ("utf-8", "gb18030"),
}
# UTF-8 that happens to be legal GB18030 shows one of these: from ，（： from 。《 and from 的.
SHIFTED = ("锛", "銆", "鐨")
# The commonest bytes of Chinese in UTF-8 that GB 2312 has no use for: a third of its characters hold
# one, and to look for one takes a four hundredth of the time of decoding.
PROBES = tuple(bytes([byte]) for byte in (0x9C, 0x80, 0x88, 0x89, 0x8F, 0x8D, 0x8C, 0x85))
LEADS, ASCII = frozenset(bytes([byte]) for byte in range(0xE2, 0xF0)), bytes(range(0x80))
UTF8_PAIR = re.compile(rb"(?:[\xe2-\xef][\x80-\xbf]{2}){2}")
# Where the second byte of a character may be an ASCII letter. A byte lost or added shifts the reading
# until such a letter stands alone or is taken in, and all of it is legal.
LOW = frozenset(("gb18030", "big5", "cp950", "big5hkscs"))
# What these decode strictly they encode to the same bytes, character by character (a test tries
# all of them); encoding a file back takes two thirds of the time of decoding it.
ONE_TO_ONE = frozenset(("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
# All of GBK is alike in GB18030 (a test tries every pair), and Python's GBK takes four fifths of the
# time. What it lacks is read by GB18030, so many bytes of it at once.
BEYOND_GBK = {"gb18030": ("gbk", "clean.gb18030")}
AHEAD = 1024
# How many bytes a line end takes where it can be told from other bytes; text in other encodings
# (they keep a state, or are not known here) is one block.
ENDS = dict.fromkeys((*WIDTHS, "ascii", "iso8859-1", "cp1250", "cp1251", "cp1252", "koi8-r"), 1)
ENDS |= {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
# In all encodings of one byte a line end a byte below 0x30 is a character of its own.
INNER = bytes(range(0x30, 0x100))


class Decoding(NamedTuple):
    """The offset of some bytes, their text, and the patches that make them whole again."""

    at: int
    text: str
    patches: tuple[Patch, ...]


def decodings(data: Bytes, encoding: str, start: int = 0) -> Iterator[Decoding]:
    """The bytes from `start` on, decoded block by block as `decode` does it."""
    at = start
    while at < len(data):
        block = _block(data, at, encoding)
        text, patches = decode(block, encoding)
        if encoding not in ENDS:
            text.encode()  # UTF-7 reads half characters, which no file can hold
        yield Decoding(at, text, patches)
        at += len(block)


def _block(data: Bytes, at: int, encoding: str) -> bytes:
    """The next bytes up to a line end, or all that are left."""
    size = BLOCK if encoding in ENDS else len(data)
    while at + size < len(data):
        block = data[at : at + size]
        if end := _end(block, encoding):
            return block[:end]
        size *= 2
    return data[at : at + size]


def _end(block: bytes, encoding: str) -> int:
    """Behind the last line end in a block; 0 if there is none."""
    line, width = "\n".encode(encoding), ENDS[encoding]
    end = block.rfind(line)
    while end > 0 and end % width:  # U+0A00 holds the bytes of a line end
        end = block.rfind(line, 0, end + width - 1)
    if end < 0:
        return len(block.rstrip(INNER)) if width == 1 else 0
    return end + width


def decode(data: bytes, encoding: str) -> Decoded:
    """The text of the bytes, and the patches that make them whole again, both proven.

    `encoding` is a Python codec name. Raises UnicodeError, LookupError or ValueError
    where the codec cannot be used for it at all.
    """
    if whole := _whole(data, encoding):
        return whole, ()
    if encoding in WIDTHS:
        return _proven(_assemble(_units(data, encoding), encoding), encoding, data)
    return _proven(_by_lines(data, draft(data, encoding), encoding), encoding, data)


def draft(data: bytes, encoding: str) -> str:
    """The bytes decoded in one go, each byte that fits no character as a lone surrogate."""
    return data.decode(encoding, "clean.stray")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error("clean.stray", _stray)


def _beyond_gbk(error: UnicodeError) -> tuple[str, int]:
    """What begins at a character that GBK lacks, as GB18030."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    decoder = codecs.getincrementaldecoder("gb18030")()
    some = error.object[error.start : error.start + AHEAD]
    text = decoder.decode(some)
    if not text:
        raise error
    return text, error.start + len(some) - len(decoder.getstate()[0])


codecs.register_error("clean.gb18030", _beyond_gbk)


def _whole(data: bytes, encoding: str) -> str:
    """The text where it makes its bytes again and nothing in it is odd, else ''."""
    if encoding == "gb18030" and (text := _decoded(data, "gbk")):
        return "" if _is_mixed(text, data) or is_shifted(text) else text
    text = _decoded(data, *BEYOND_GBK.get(encoding, (encoding,)))
    if _is_odd(text, encoding, data) or (
        encoding not in ONE_TO_ONE and not _makes(text, encoding, data)
    ):
        return ""
    return text


def _decoded(data: bytes, *how: str) -> str:
    """The text in an encoding, with an error handler or strictly; '' where that fails."""
    try:
        return data.decode(*how)
    except UnicodeError:
        return ""


def _is_odd(text: str, encoding: str, data: bytes) -> bool:
    """Whether a strict reading hints at a second encoding, or at a byte too many or too few."""
    return (encoding == "gb18030" and _is_mixed(text, data)) or (
        encoding in LOW and is_torn(text, encoding)
    )


def _is_mixed(text: str, data: bytes) -> bool:
    """Whether a reading of GB18030 may hold lines of UTF-8."""
    if any(sign in text for sign in SHIFTED):
        return True
    full = len(data) < SMALL or data.count(PROBES[0]) * SMALL > len(data)
    lines = data.split(b"\n") if full else _like_utf8(data)
    return any(line.lstrip(ASCII)[:1] in LEADS and _decoded(line, "utf-8") for line in lines)


def _like_utf8(data: bytes) -> Iterator[bytes]:
    """The lines that hold two characters of UTF-8 side by side, one of them with a byte of PROBES."""
    for probe in PROBES:
        at = data.find(probe)
        while at >= 0:
            if UTF8_PAIR.match(data, max(at - 2, 0)) or UTF8_PAIR.match(data, max(at - 1, 0)):
                yield data[data.rfind(b"\n", 0, at) + 1 : (data.find(b"\n", at) + 1) or len(data)]
            at = data.find(probe, at + 1)


def _makes(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeError:
        return False


def _proven(decoded: Decoded, encoding: str, data: bytes) -> Decoded:
    """The same if it makes the bytes, else one patch for all: a codec of odd habits."""
    if _gives(decoded, encoding, data):
        return decoded
    return decoded[0], (Patch(0, len(decoded[0]), data),)


def _gives(decoded: Decoded, encoding: str, data: bytes) -> bool:
    """Whether text and patches make the bytes; a codec may refuse what it has read."""
    try:
        return bytes_of(decoded[0], encoding, b"", decoded[1]) == data
    except UnicodeError:
        return False


def _units(data: bytes, encoding: str) -> Iterator[Unit]:
    """As they are where they are whole, else halved, down to the line, which is read anew."""
    waiting = [data]
    while waiting:
        raw = waiting.pop()
        cut = (raw.find(b"\n", len(raw) // 2, -1) + 1) or (raw.rfind(b"\n", 0, -1) + 1)
        if text := _whole(raw, encoding):
            yield Unit(encoding, raw, text)
        elif cut:
            waiting += (raw[cut:], raw[:cut])
        else:
            yield from _anew(raw, encoding)


def _anew(raw: bytes, encoding: str) -> Iterator[Unit]:
    """The cheapest reading, unless a legal line reads no better: rare signs, or damage of another kind."""
    units = list(cheapest(raw, (encoding, *MIXED.get(encoding, ()))))
    legal = _decoded(raw, encoding) if encoding in LOW else ""
    if legal and _makes(legal, encoding, raw):
        came = [Unit(encoding, raw, legal)]
        saved = cost(came, encoding) - cost(units, encoding)
        strange = is_strange("".join(unit.text for unit in units))
        units = came if strange or saved < DOUBT else units
    yield from units


def _assemble(units: Iterable[Unit], encoding: str) -> Decoded:
    """The units joined; those that the encoding does not make again become patches."""
    parts: list[str] = []
    patches: list[Patch] = []
    at = 0
    for kind, group in groupby(units, lambda unit: unit.encoding):
        run = list(group)
        text = "".join(unit.text for unit in run)
        if kind != encoding:
            patches.append(Patch(at, len(text), b"".join(unit.data for unit in run)))
        parts.append(text)
        at += len(text)
    return "".join(parts), tuple(patches)


def _by_lines(data: bytes, text: str, encoding: str) -> Decoded:
    """Of encodings that keep a state, or have one unit for every character.

    Bytes that fit nothing are put by; lines that are not made again come as their bytes.
    """
    text, patches = _put_by(text)
    if _gives((text, patches), encoding, data):
        return text, patches
    lines, raws = text.split("\n"), data.split(b"\n")
    if patches or len(lines) != len(raws):
        return text, (Patch(0, len(text), data),)
    units = [
        Unit(encoding if _makes(line, encoding, raw) else "", raw, line)
        for line, raw in zip(lines, raws, strict=True)
    ]
    return _assemble(_with_ends(units, encoding), encoding)


def _with_ends(units: list[Unit], encoding: str) -> Iterator[Unit]:
    for number, unit in enumerate(units):
        if number:
            yield Unit(encoding, b"\n", "\n")
        yield unit


def _put_by(text: str) -> Decoded:
    """A draft without its lone surrogates, and these as patches."""
    parts: list[str] = []
    patches: list[Patch] = []
    at = end = 0
    for match in re.finditer("[\udc00-\udcff]+", text):
        parts.append(text[end : match.start()])
        at += match.start() - end
        patches.append(Patch(at, 0, bytes(ord(sign) - 0xDC00 for sign in match.group())))
        end = match.end()
    parts.append(text[end:])
    return "".join(parts), tuple(patches)
