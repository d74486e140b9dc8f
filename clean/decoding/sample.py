"""A sample of bytes, from the beginning, the end and between."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from clean.decoding.encodings import CHUNK, PLACES, SMALL
from clean.decoding.stored import Bytes, blocks

_HIGH = re.compile(rb"[\x80-\xff]")
# No encoding of Chinese has a byte below 0x30 inside a character.
_ALIGNED = re.compile(rb"[\x00-\x2f][\x80-\xff]")


def sample(data: Bytes, start: int = 0) -> list[bytes]:
    """Small data whole; of large data chunks that begin where a character must begin.

    One of them is the first place beyond ASCII; what is before `start` is left out.
    """
    if len(data) - start <= SMALL:
        return [data[start:]]
    starts = {max(first_high(data, start), start)}
    step = (len(data) - start) // PLACES
    for place in range(start + step, len(data), step):
        found = _ALIGNED.search(data[place : place + 128 * CHUNK])
        if found:
            starts.add(place + found.start() + 1)
    return [data[at : at + CHUNK] for at in sorted(starts)]


def first_high(data: Bytes, start: int = 0) -> int:
    """The offset of the first byte that is no ASCII, or -1."""
    for at, block in blocks(data, start):
        found = None if block.isascii() else _HIGH.search(block)
        if found:
            return at + found.start()
    return -1


def surplus(parts: Iterable[bytes]) -> tuple[int, bytes]:
    """How many bytes more than characters UTF-8 parts of one text have; what cuts the last one off.

    Raises UnicodeDecodeError.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = 0
    for part in parts:
        size += len(part) - len(decoder.decode(part))
    cut = decoder.getstate()[0]
    return size - len(cut), cut
