"""What the index keeps of one document: digests, a MinHash signature, no text."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from clean.likeness import letters, shingles, signature
from clean.rule import numbers
from clean.signs import DATE, DOCUMENT_NUMBER

# Letters and digits only, three at a time: 99 of 100 pairs of copies are found with 1 % of the
# signs changed, 97 with 3 %, all with other line ends; two unrelated documents reach .09.
NGRAM = 3
# So many values tell a likeness of .96 to within .025, one of .70 to within .06.
VALUES = 64
# What two documents share from here on no template explains but its own.
NEAR = 0.7
# Dates as they are written in documents and on pages; days and years.
_DATES = re.compile(rf"{DATE}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{4}}年(?!\d)")
_CODES = re.compile(DOCUMENT_NUMBER)


class Entry(NamedTuple):
    """One document of a collection.

    `source` and `text` are digests of its bytes and of its canonical text, `numbers`, `dates`
    and `codes` (文号) of what stands in it of each kind, whatever the order.
    """

    path: str
    source: str
    text: str
    numbers: str
    dates: str
    codes: str
    signature: bytes


def entry(path: str, data: bytes, text: str) -> Entry:
    """The entry of a document, given its bytes and its canonical text."""
    return Entry(
        path,
        digest(data),
        digest(text.encode()),
        _bag(numbers(text)),
        _bag(Counter(_DATES.findall(text))),
        _bag(Counter(_CODES.findall(text))),
        signature(grams(text), VALUES),
    )


def packed(one: Entry) -> dict[str, Any]:
    """The entry as JSON can hold it."""
    return {**one._asdict(), "signature": b64encode(one.signature).decode()}


def unpacked(record: Mapping[str, Any]) -> Entry:
    """The entry that was packed. Raises ValueError, TypeError or KeyError for anything else."""
    kept = b64decode(record["signature"], validate=True)
    if len(kept) != 4 * VALUES:
        raise ValueError(len(kept))
    return Entry(**{**record, "signature": kept})


def grams(text: str) -> frozenset[str]:
    """What two documents are compared by."""
    return shingles(letters(text), NGRAM)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The exact Jaccard likeness of two bags; 0.0 for two empty ones."""
    both = len(one & other)
    return both / (len(one) + len(other) - both or 1)


def digest(data: bytes) -> str:
    """128 bits of SHA-256, as 32 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:32]


def _bag(found: Counter[str]) -> str:
    """A digest of 64 bits that tells bags apart and holds nothing of what is in them."""
    lines: Iterable[str] = (f"{what}\t{often}\n" for what, often in sorted(found.items()))
    return digest("".join(lines).encode())[:16]
