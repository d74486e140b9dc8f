"""Bytes decoded whole, whatever is wrong with them.

Strict decoding and encoding back is tried first. Where that fails, only the lines that
are not whole are read anew, by the cheapest reading of `clean.decoding.cheapest`; what is left
over goes into patches, so that text and patches always make the bytes again.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from clean.codec import bytes_of
from clean.decoding.cheapest import WIDTHS, Unit, cheapest
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
# What these decode strictly they encode to the same bytes, character by character (a test tries
# all of them); encoding a file back takes two thirds of the time of decoding it.
ONE_TO_ONE = frozenset(("utf-8", "gb18030"))
LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def decode(data: bytes, encoding: str) -> Decoded:
    """The text of the bytes, and the patches that make them whole again, both proven.

    `encoding` is a Python codec name. Raises UnicodeError, LookupError or ValueError
    where the codec cannot be used for it at all.
    """
    if encoding in ONE_TO_ONE and (whole := _strict(data, encoding)):
        return whole, ()
    text = draft(data, encoding)
    if _whole(text, encoding, data):
        return text, ()
    if encoding in WIDTHS:
        return _proven(_assemble(_units(data, encoding), encoding), encoding, data)
    return _proven(_by_lines(data, text, encoding), encoding, data)


def draft(data: bytes, encoding: str) -> str:
    """The bytes decoded in one go, each byte that fits no character as a lone surrogate."""
    return data.decode(encoding, "clean.stray")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error("clean.stray", _stray)


def _strict(data: bytes, encoding: str) -> str:
    """The text where every byte is part of a character and nothing hints at a second encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return ""
    return "" if _is_mixed(text, encoding) else text


def _is_mixed(text: str, encoding: str) -> bool:
    return encoding == "gb18030" and any(sign in text for sign in SHIFTED)


def _whole(text: str, encoding: str, data: bytes) -> bool:
    """Whether the text makes its bytes again, and nothing in it hints at a second encoding."""
    return not _is_mixed(text, encoding) and _makes(text, encoding, data)


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
    """Line by line: as it is where it is whole, else by the cheapest reading."""
    encodings = (encoding, *MIXED.get(encoding, ()))
    for match in LINE.finditer(data):
        raw = match.group()
        line = draft(raw, encoding)
        if _whole(line, encoding, raw):
            yield Unit(encoding, raw, line)
        else:
            yield from cheapest(raw, encodings)


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
