"""Which passages say the same: equal letters, else near copies by MinHash LSH and exact likeness.

In go passages as strings; out come classes or likenesses. Candidates come from datasketch
(MinHash, Broder 1997; banding, Indyk and Motwani 1998), decisions from exact Jaccard
likeness on character bigrams and from the numbers. This module alone knows datasketch.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import add
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

# So many strings are compared in the time that signing them takes, not counting the 0.7 s that
# the import of datasketch does.
FEW = 256

# Of the strings that share a band the last so many are compared: twins stand close, and a text of
# formulae stays linear. The letters of so many strings are found at a time.
CROWD, BATCH = 16, 4096

NO_LETTER = re.compile(r"[\W_]+")
# The letters of many strings at once: what stands between the strings stays. The first branch
# takes what the second would, in three quarters of the time.
BETWEEN = "\0"
LETTER = re.compile(rf"[一-龥0-9]+|[^\W_]+|{BETWEEN}")
# The letters of so many strings of so many code points at most are remembered: the rules and
# passes over a document ask for the same sentences again.
REMEMBERED, LONGEST = 8192, 1000


def letters(text: str) -> str:
    """The Han characters, letters and digits of the text, widths and case folded."""
    return _folded(NO_LETTER.sub("", text)).casefold()


def letters_each(texts: Sequence[str]) -> list[str]:
    """The letters of each string, found for all at once in half of the time."""
    known = list(map(_said.get, texts))
    new = list({text: None for text, said in zip(texts, known, strict=True) if said is None})
    batches = (new[at : at + BATCH] for at in range(0, len(new), BATCH))
    fresh = {
        text: said for some in batches for text, said in zip(some, _letters_each(some), strict=True)
    }
    _remember(fresh)
    return [fresh[text] if said is None else said for text, said in zip(texts, known, strict=True)]


_said: dict[str, str] = {}


def _remember(fresh: Mapping[str, str]) -> None:
    """Keep the letters of strings that were asked for; forget the others when they are many."""
    if len(_said) + len(fresh) > REMEMBERED:
        _said.clear()
    if len(fresh) <= REMEMBERED:
        _said.update(pair for pair in fresh.items() if len(pair[0]) <= LONGEST)


def _letters_each(texts: Sequence[str]) -> list[str]:
    whole = BETWEEN.join(texts)
    if whole.count(BETWEEN) >= len(texts):
        return list(map(letters, texts))
    said = "".join(LETTER.findall(whole.replace("，", "").replace("、", "")))
    if not is_normalized("NFKC", said):
        said = BETWEEN.join(map(_folded, said.split(BETWEEN)))
    return said.casefold().split(BETWEEN)


def _folded(said: str) -> str:
    """Letters in one width; what NFKC makes of a letter may hold a sign that is none."""
    return said if is_normalized("NFKC", said) else NO_LETTER.sub("", normalize("NFKC", said))


def shingles(said: str, size: int = 2) -> frozenset[str]:
    """The character n-grams of a string; the string itself if it is shorter."""
    if len(said) <= size:
        return frozenset((said,)) if said else frozenset()
    if size == 2:
        return frozenset(map(add, said, said[1:]))
    return frozenset(said[i : i + size] for i in range(len(said) - size + 1))


def likeness(one: str, other: str) -> float:
    """Exact Jaccard likeness of the bigrams of two strings, 1.0 for equal ones."""
    if one == other:
        return 1.0
    a, b = shingles(one), shingles(other)
    both = len(a & b)
    return both / (len(a) + len(b) - both or 1)


def as_like(one: str, other: str, least: float) -> bool:
    """Whether the likeness of two strings is so much at least."""
    if one == other:
        return True
    if len(one) + len(other) > LONGEST:
        return _as_like(one, other, least, frozenset)
    return _as_like_before(one, other, least, _signs)


# A string is compared with several others.
_signs: Callable[[str], frozenset[str]] = lru_cache(maxsize=64)(frozenset)


def _as_like(one: str, other: str, least: float, signs: Callable[[str], frozenset[str]]) -> bool:
    """Their signs are compared before their bigrams.

    A sign that stands in one string only ends a bigram that does, unless it begins the string.
    """
    a, b = signs(one), signs(other)
    both = len(a & b)
    apart = max(0, len(a) - both - 1) + max(0, len(b) - both - 1)
    most = min(len(one), len(other))
    return most >= least * (most + apart) and likeness(one, other) >= least


# Of eleven pairs that a document asks for, four were asked for before: lines of one sentence, and
# second passes.
_as_like_before = lru_cache(maxsize=256)(_as_like)


def near_pairs(said: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """The pairs of strings that are near copies, each with its likeness, first index first.

    Few strings are compared each with all before it. Of many the bands of their signatures
    propose the pairs, all signed in one pass. The exact likeness decides.
    """
    grams = list(map(shingles, said))
    few = len(grams) <= FEW
    proposed: Iterator[Sequence[int]] = map(range, range(len(grams))) if few else _banded(grams)
    for at, others in enumerate(proposed):
        bag = grams[at]
        for other in others:
            both = len(grams[other] & bag)
            alike = both / (len(grams[other]) + len(bag) - both or 1)
            if alike >= NEAR:
                yield other, at, alike


def _banded(grams: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """For each bag of shingles the bags before it that share a band of its signature."""
    held: defaultdict[tuple[int, bytes], deque[int]] = defaultdict(lambda: deque(maxlen=CROWD))
    for at, bands in enumerate(signed(grams)):
        buckets = [held[band] for band in bands]
        yield sorted({other for bucket in buckets for other in bucket})
        for bucket in buckets:
            bucket.append(at)


def signed(grams: Sequence[frozenset[str]]) -> Iterator[list[tuple[int, bytes]]]:
    """The bands of each bag of shingles: which one, and its values."""
    from datasketch import MinHash

    # A gram is hashed once, and one sketch serves all bags: copies of it take as long as signing.
    sketch = MinHash(num_perm=BANDS * ROWS, scheme=SCHEME, hashfunc=int)
    for bag in grams:
        sketch.clear()
        sketch.update_batch(map(_hash, bag))
        values = sketch.hashvalues.tobytes()
        width = len(values) // BANDS
        yield [(n, values[n * width : (n + 1) * width]) for n in range(BANDS)]


def signature(bag: frozenset[str], size: int) -> bytes:
    """The MinHash values of a bag of shingles: `size` values of 32 bits, the lowest byte first."""
    from datasketch import MinHash

    sketch = MinHash(num_perm=size, scheme=SCHEME, hashfunc=int)
    sketch.update_batch(map(_hash, bag))
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


@lru_cache(maxsize=8192)
def _hash(gram: str) -> int:
    """A 32-bit hash that is the same on every run and platform (CRC-32, mixed by the scheme)."""
    from zlib import crc32

    return crc32(gram.encode())


def commonest(copies: Iterable[str]) -> int:
    """Which of the copies is most like all the others: the majority's choice, the first if even."""
    said = list(copies)
    scores = [sum(likeness(one, other) for other in said) for one in said]
    return max(range(len(said)), key=lambda i: (scores[i], -i))
