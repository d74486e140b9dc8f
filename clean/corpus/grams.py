"""Hashes of the character n-grams of keys, for all texts of a block at once.

Horner's rule over shifted views of the block, so that no n-gram is ever an object of Python
(150-300 ns each); 32 bits for signatures (1.3 ns a letter), 64 for the exact likeness.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clean.corpus.keys import Units

Hashes = npt.NDArray[np.uint32]
Wide = npt.NDArray[np.uint64]

_ODD, _WIDE = 0x9E3779B1, np.uint64(0x9E3779B97F4A7C15)
# The finalizer of MurmurHash3 (Appleby 2011), a bijection that spreads every bit.
_MIX = (np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))


def hashes(letters: Units, size: int) -> Hashes:
    """The 32-bit hash of each n-gram, in order; shape (letters - size + 1,), or empty."""
    said = rolled(letters, size)
    said *= _MIX[0]
    said ^= said >> np.uint32(15)
    said *= _MIX[1]
    return said


def wide(letters: Units, size: int) -> Wide:
    """A 64-bit hash of each n-gram, in order: four letters as they stand, the others by Horner's rule.

    Up to four letters no two n-grams that differ have the same; beyond, two of 10,000 different
    ones have it with chance 3e-12.
    """
    count = max(len(letters) - size + 1, 0)
    room = np.concatenate([letters, np.zeros(4, np.uint16)])
    packed = np.ndarray(count, "<u8", room, strides=(2,)).copy()
    if size < 4:
        packed &= np.uint64((1 << 16 * size) - 1)
    for nth in range(4, size):
        packed *= _WIDE
        packed += letters[nth : nth + count]
    packed *= _WIDE
    packed ^= packed >> np.uint64(32)
    return packed


def rolled(letters: Units, size: int) -> Hashes:
    """Each n-gram by Horner's rule, unmixed: two of half the size make one."""
    if len(letters) < size:
        return np.zeros(0, np.uint32)
    said = letters.astype(np.uint32)
    whole, width = said, 1
    for bit in f"{size:b}"[1:]:
        whole, width = _joined(whole, whole[width:], width), 2 * width
        if bit == "1":
            whole, width = _joined(whole, said[width:], 1), width + 1
    return whole


def _joined(ones: Hashes, others: Hashes, width: int) -> Hashes:
    """Each string with the one behind it, which has so many letters."""
    whole = ones[: len(others)] * np.uint32(pow(_ODD, width, 1 << 32))
    whole += others
    return whole


def mixed(values: Hashes) -> Hashes:
    """The values spread over 32 bits, in place."""
    for shift, factor in zip((16, 13), _MIX, strict=True):
        values ^= values >> np.uint32(shift)
        values *= factor
    values ^= values >> np.uint32(16)
    return values
