"""Bands of a signature: what makes two texts candidates, and how likely that is.

Two texts are candidates when all rows of one band are equal (Indyk and Motwani 1998). With
likeness s that has the chance 1 - (1 - s**rows) ** bands: more bands find more, more rows in
a band find less.
"""

from __future__ import annotations

import numpy as np

from clean.corpus.grams import Wide
from clean.corpus.signatures import Signatures

BANDS, ROWS = 21, 6
"""A likeness of .8 is found with chance .998, .85 with .99995; .5 is tried with .28, .3 with .015."""

_FACTOR = np.uint64(0xFF51AFD7ED558CCD)


def chance(likeness: float, bands: int = BANDS, rows: int = ROWS) -> float:
    """The chance that two texts of a likeness share a band."""
    return float(1 - (1 - likeness**rows) ** bands)


def keys(signatures: Signatures, bands: int = BANDS, rows: int = ROWS) -> Wide:
    """The key of each band of each signature; shape (texts, bands). No two bands share a key."""
    cut = signatures[:, : bands * rows].reshape(len(signatures), bands, rows).astype(np.uint64)
    key = np.broadcast_to(np.arange(1, bands + 1, dtype=np.uint64), cut.shape[:2]) * _FACTOR
    for row in range(rows):
        key = (key ^ cut[:, :, row]) * _FACTOR
        key ^= key >> np.uint64(32)
    return key
