"""Hashes of the character n-grams of keys, for all texts of a block at once.

Horner's rule over shifted views of the block, so that no n-gram is ever an object of Python
(150-300 ns each); 32 bits for signatures (1.7 ns a letter), 64 for the exact likeness.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from clean.corpus.keys import Units

Hashes = npt.NDArray[np.uint32]
Wide = npt.NDArray[np.uint64]

_ODD, _OTHER = np.uint32(0x9E3779B1), np.uint32(0xC2B2AE3D)
# The finalizer of MurmurHash3 (Appleby 2011), a bijection that spreads every bit.
_MIX = (np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))


def hashes(letters: Units, size: int) -> Hashes:
    """The 32-bit hash of each n-gram, in order; shape (letters - size + 1,), or empty."""
    return mixed(_rolled(letters, size, _ODD))


def wide(letters: Units, size: int) -> Wide:
    """A 64-bit hash of each n-gram, in order: four letters as they stand, the others by a table.

    Of two n-grams that differ the hashes are the same with chance 2**-64 at most, over the
    tables; among 10,000 different n-grams two are the same with chance 3e-12.
    """
    count = max(len(letters) - size + 1, 0)
    plain = min(size, 4)
    room = np.concatenate([letters, np.zeros(4, np.uint16)])
    packed = np.ndarray(count, "<u8", room, strides=(2,)).copy()
    if plain < 4:
        packed &= np.uint64((1 << 16 * plain) - 1)
    for nth in range(max(plain - 1, 0), size):
        drawn = _drawn(nth).take(letters[nth : nth + count])
        packed ^= drawn
    packed ^= packed >> np.uint64(29)
    return packed


@cache
def _drawn(nth: int) -> Wide:
    """A draw of 64 bits for each letter in a place of an n-gram, the same on every machine."""
    drawn = np.arange(1 << 16, dtype=np.uint64) + np.uint64((nth + 1) << 16)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        drawn ^= drawn >> np.uint64(shift)
        drawn *= np.uint64(factor)
    return drawn ^ (drawn >> np.uint64(31))


def _rolled(letters: Units, size: int, odd: np.uint32) -> Hashes:
    count = max(len(letters) - size + 1, 0)
    said = letters.astype(np.uint32)
    rolled = said[:count].copy()
    for nth in range(1, size):
        rolled *= odd
        rolled += said[nth : nth + count]
    return rolled


def mixed(values: Hashes) -> Hashes:
    """The values spread over 32 bits, in place."""
    for shift, factor in zip((16, 13), _MIX, strict=True):
        values ^= values >> np.uint32(shift)
        values *= factor
    values ^= values >> np.uint32(16)
    return values
