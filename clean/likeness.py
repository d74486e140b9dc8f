"""Which passages say the same: equal letters, else near copies by MinHash LSH and exact likeness.

In go passages as strings; out come classes or likenesses. Candidates come from datasketch
(MinHash, Broder 1997; banding, Indyk and Motwani 1998), decisions from exact Jaccard
likeness on character bigrams and from the numbers. This module alone knows datasketch.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from unicodedata import is_normalized, normalize

SCHEME = "affine32"
"""The permutation scheme of datasketch 2; it belongs in the log header."""

# 32 values in 16 bands of 2 rows find a pair of likeness .4 with chance .94, .55 with .996.
BANDS, ROWS = 16, 2
# One letter in thirty wrong in both copies leaves 40 letters a bigram likeness of .79 on
# average; 1 in 200 such pairs falls below .45. Different sentences of the seeds reach .38.
NEAR = 0.55
# Two short sentences can be alike by chance ("加快X建设。"); 10 letters is the least that says much.
SHORT = 10

# Of the strings that share a band the last so many are compared: twins stand close, and a text of
# formulae stays linear. So many are signed at a time.
CROWD, BATCH = 16, 4096

NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)  # the same sentences are asked for by several rules and passes
def letters(text: str) -> str:
    """The Han characters, letters and digits of the text, widths and case folded."""
    said = NO_LETTER.sub("", text)
    if not is_normalized("NFKC", said):
        said = NO_LETTER.sub("", normalize("NFKC", said))
    return said.casefold()


def shingles(said: str, size: int = 2) -> frozenset[str]:
    """The character n-grams of a string; the string itself if it is shorter."""
    if len(said) <= size:
        return frozenset((said,)) if said else frozenset()
    return frozenset(said[i : i + size] for i in range(len(said) - size + 1))


def likeness(one: str, other: str) -> float:
    """Exact Jaccard likeness of the bigrams of two strings, 1.0 for equal ones."""
    if one == other:
        return 1.0
    a, b = shingles(one), shingles(other)
    return len(a & b) / (len(a | b) or 1)


def near_pairs(said: Sequence[str], kinds: Sequence[Hashable]) -> Iterator[tuple[int, int, float]]:
    """The pairs of strings of one kind that are near copies, each with its likeness, first index first.

    All strings are signed in one pass; the bands propose, the exact likeness decides. What is
    the only one of its kind is not looked at.
    """
    many = Counter(kinds)
    some = [at for at, kind in enumerate(kinds) if many[kind] > 1]
    grams = {at: shingles(said[at]) for at in some}
    held: dict[Hashable, deque[int]] = {}
    for at, bands in zip(some, signed(list(grams.values())), strict=True):
        buckets = [held.setdefault((kinds[at], band), deque(maxlen=CROWD)) for band in bands]
        for other in sorted({other for bucket in buckets for other in bucket}):
            alike = len(grams[other] & grams[at]) / len(grams[other] | grams[at])
            if alike >= NEAR:
                yield other, at, alike
        for bucket in buckets:
            bucket.append(at)


def signed(grams: Sequence[frozenset[str]]) -> Iterator[list[tuple[int, bytes]]]:
    """The bands of each bag of shingles: which one, and its values."""
    from datasketch import MinHash

    for start in range(0, len(grams), BATCH):
        bags = [[gram.encode() for gram in bag] for bag in grams[start : start + BATCH]]
        for sketch in MinHash.bulk(bags, num_perm=BANDS * ROWS, scheme=SCHEME, hashfunc=_hash):
            values = sketch.hashvalues
            yield [(n, values[n : n + ROWS].tobytes()) for n in range(0, BANDS * ROWS, ROWS)]


def _hash(data: bytes) -> int:
    """A 32-bit hash that is the same on every run and platform (CRC-32, mixed by the scheme)."""
    from zlib import crc32

    return crc32(data)


def commonest(copies: Iterable[str]) -> int:
    """Which of the copies is most like all the others: the majority's choice, the first if even."""
    said = list(copies)
    scores = [sum(likeness(one, other) for other in said) for one in said]
    return max(range(len(said)), key=lambda i: (scores[i], -i))
