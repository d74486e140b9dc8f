"""MinHash signatures: binned from one permutation, or permuted as datasketch 2 does it.

`binned` (Li, Owen, Zhang 2012; empty bins filled by optimal densification, Shrivastava 2017,
and what 16 draws leave empty by rotation, Shrivastava and Li 2014) takes 4 ns a letter and is the
default. `permuted` gives the values of
`datasketch.MinHash(num_perm, seed=1, scheme="affine32")` bit for bit when that is given the
same n-gram hashes (45 ns a letter for 128); it is for interchange.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from clean.corpus.grams import Hashes, hashes, mixed
from clean.corpus.keys import Counts, Keys

Signatures = npt.NDArray[np.uint32]

VALUES = 128
"""Values of a signature; a power of two, for the upper bits of a hash are its bin."""
SCHEMES = {"binned": "binned-densified/2", "datasketch": "affine32"}
"""The schemes by name, and what is recorded of them."""

_SHIFT = np.uint32(32 - VALUES.bit_length() + 1)
_EMPTY = np.uint32(0xFFFFFFFF)
# Draws for an empty bin; of a text of 10 n-grams hundreds would be needed, 30 us each.
_TURNS = 16


def binned(keys: Keys, size: int) -> Signatures:
    """The least hash in each of 128 bins for each text, empty ones filled; shape (texts, 128).

    A text of fewer letters than an n-gram has no signature: its values are all empty.
    """
    return densified(least(keys, size))


def least(keys: Keys, size: int) -> Signatures:
    """The least hash in each bin for each text, as it is; to fill them for many texts at once is quicker."""
    texts = len(keys.at) - 1
    grams = hashes(keys.letters, size)
    signatures = np.full((texts + 1) * VALUES, _EMPTY)
    bins = grams >> _SHIFT
    bins += np.repeat(np.arange(texts, dtype=np.uint32) * VALUES, np.diff(keys.at))[: len(grams)]
    bins[_crossing(keys.at, size, len(grams))] = texts * VALUES
    np.minimum.at(signatures, bins.astype(np.intp), grams)
    return signatures.reshape(-1, VALUES)[:texts]


def permuted(keys: Keys, size: int, values: int = VALUES) -> Signatures:
    """The signatures datasketch 2 gives to the same n-gram hashes; shape (texts, values)."""
    counts = np.maximum(np.diff(keys.at) - size + 1, 0)
    grams = hashes(keys.letters, size)
    signatures = np.full((len(counts), values), _EMPTY)
    full = np.flatnonzero(counts)
    if not len(full):
        return signatures
    grams = mixed(np.delete(grams, _crossing(keys.at, size, len(grams))))
    runs = np.concatenate(([0], np.cumsum(counts[full])[:-1]))
    for nth, (factor, offset) in enumerate(zip(*permutations(values), strict=True)):
        signatures[full, nth] = np.minimum.reduceat(grams * factor + offset, runs)
    return signatures


@cache
def permutations(values: int) -> tuple[Hashes, Hashes]:
    """The factors and offsets that datasketch 2 draws for seed 1, scheme affine32."""
    draw = np.random.RandomState(1)
    factors = draw.randint(0, 1 << 31, values, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, draw.randint(0, 1 << 32, values, dtype=np.uint32)


def _crossing(at: Counts, size: int, total: int) -> npt.NDArray[np.intp]:
    """Which n-grams of a block cross a border between texts."""
    places = (at[1:-1, None] - np.arange(1, size)).ravel()
    return places[(places >= 0) & (places < total)].astype(np.intp)


def densified(signatures: Signatures) -> Signatures:
    """Each empty bin takes the value of another that the same draw names for every text; in place."""
    empty = signatures == _EMPTY
    text, bin_ = np.nonzero(empty & ~empty.all(axis=1, keepdims=True))
    turn = 0
    while len(text) and turn < _TURNS:
        turn += 1
        donor = _drawn(bin_, turn)
        full = ~empty[text, donor]
        signatures[text[full], bin_[full]] = signatures[text[full], donor[full]]
        text, bin_ = text[~full], bin_[~full]
    poor = np.unique(text)
    signatures[poor] = _turned(signatures[poor])
    return signatures


def _turned(signatures: Signatures) -> Signatures:
    """Each bin that is empty still takes the value of the last full one before it, round the end."""
    twice = np.concatenate([signatures, signatures], axis=1)
    place = np.where(twice == _EMPTY, 0, np.arange(2 * VALUES))
    latest = np.maximum.accumulate(place, axis=1)[:, VALUES:]
    return np.take_along_axis(twice, latest, axis=1)


def _drawn(bins: npt.NDArray[np.intp], turn: int) -> npt.NDArray[np.intp]:
    drawn = (bins.astype(np.uint32) + np.uint32(1)) * np.uint32(0x9E3779B1)
    drawn += np.uint32(turn * 0x7FEB352D & 0xFFFFFFFF)
    drawn ^= drawn >> np.uint32(15)
    drawn *= np.uint32(0x846CA68B)
    return (drawn >> _SHIFT).astype(np.intp)
