"""Fingerprints of texts: what finds a document inside a longer one, where bands do not.

The least hash of every 64 neighbouring strings of 16 letters (winnowing: Schleimer, Wilkerson,
Aiken 2003). Whatever two texts have in common over 79 letters gives both a fingerprint, however
long each is; there is one in 32 letters. So long strings are stock phrases seldom, and one letter
in thirty wrong leaves six in ten of them.
"""

from __future__ import annotations

import numpy as np

from clean.corpus.grams import Wide, hashes
from clean.corpus.keys import Keys

STRING, WINDOW = 16, 64
"""A window is a power of two, made by doubling."""
LETTERS = STRING + WINDOW - 1
"""A text of fewer letters has no fingerprint."""
EACH = (WINDOW + 1) / 2
"""Letters a fingerprint, on average."""


def fingerprints(keys: Keys) -> tuple[Wide, Wide]:
    """The fingerprints of some texts in their order, and which text each is of."""
    least = hashes(keys.letters, STRING)
    if len(least) < WINDOW:
        least = least[:0]
    width = 1
    while width < WINDOW:
        least = np.minimum(least[:-width], least[width:])
        width *= 2
    fresh = np.ones(len(least), bool)
    fresh[1:] = least[1:] != least[:-1]
    fresh[keys.at[:-1][keys.at[:-1] < len(least)]] = True
    at = np.flatnonzero(fresh)
    text = np.searchsorted(keys.at, at, "right") - 1
    inside = at + LETTERS <= keys.at[text + 1]
    return least[at[inside]].astype(np.uint64), text[inside].astype(np.uint64)
