"""Which documents of a collection a new one may be a copy of, as their signatures tell it.

Nothing is read but the entries, so the question costs little where the answer is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clean.index.entry import NEAR, VALUES, Entry

# 16 bands of 4 values find a pair of likeness .7 with chance .99, .8 with .9998.
ROWS = 4
WIDTH = 4 * ROWS
# Four standard errors of 64 values below NEAR: who seems less alike than this is not.
LEAST = NEAR - 4 * (NEAR * (1 - NEAR) / VALUES) ** 0.5
# Of the documents that seem alike the likeliest few are read and compared.
FEW = 5


class Collection:
    """Entries, to be asked for those like one of them or like a new one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.texts: dict[str, list[Entry]] = {}
        self.bands: dict[tuple[int, bytes], list[Entry]] = {}
        for one in entries:
            self.texts.setdefault(one.text, []).append(one)
            for band in bands(one.signature):
                self.bands.setdefault(band, []).append(one)

    def likely(self, new: Entry) -> list[Entry]:
        """The few entries that may tell a copy of a document, the likeliest first.

        One of the same text comes before all; the document itself, known by its path, is none.
        """
        found = {one.path: one for one in self.texts.get(new.text, ())}
        for band in bands(new.signature):
            found.update((one.path, one) for one in self.bands.get(band, ()))
        found.pop(new.path, None)
        ranks = sorted(
            (one.text != new.text, -share, one.path)
            for one in found.values()
            if (share := estimate(one, new)) >= LEAST
        )
        return [found[path] for *_, path in ranks[:FEW]]


def bands(signature: bytes) -> Iterator[tuple[int, bytes]]:
    """The bands of a signature: which one, and its values."""
    return ((at, signature[at : at + WIDTH]) for at in range(0, 4 * VALUES, WIDTH))


def estimate(one: Entry, other: Entry) -> float:
    """The likeness of two documents as their signatures tell it: the share of equal values."""
    pairs = zip(
        memoryview(one.signature).cast("I"), memoryview(other.signature).cast("I"), strict=True
    )
    return sum(a == b for a, b in pairs) / VALUES
