"""What an index has of a new document: the same one, a near copy, or one of the same template.

Bands of the signatures propose; where the indexed file lies on disk the exact likeness and
the numbers themselves decide, else the signatures and the digests of the numbers do, and the
answer says `about`. Numbers are compared, always: next year's notice is no copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from clean.index import table
from clean.index.entry import VALUES, Entry, alike, digest, entry, grams
from clean.pipeline import data
from clean.rule import numbers
from clean.stages.encoding import Refusal

# 16 bands of 4 values find a pair of likeness .7 with chance .99, .8 with .9998.
ROWS = 4
WIDTH = 4 * ROWS
# What two documents share from here on no template explains but its own.
NEAR = 0.7
# Of the documents that share a band the likeliest few are read and compared.
FEW = 5
# Numbers that are named of those a template's two documents do not share.
SHOWN = 3


class Answer(NamedTuple):
    """What is said of a document; `kept` where it is information and no fault.

    `rule` is same-document, near-copy, same-template or stale-index.
    """

    rule: str
    message: str
    kept: bool = False


class Pair(NamedTuple):
    """A document of the index beside the new one.

    `share` is their likeness and `much` how it is told; `lacks` are numbers of the new one
    that the other lacks, or the kinds of them that differ; `held` what is said if none does.
    """

    other: Entry
    share: float
    much: str
    lacks: tuple[str, ...]
    held: str


class Collection:
    """The documents of an index, to be asked for those like a new one."""

    def __init__(self, place: Path) -> None:
        self.folder, self.table = place.absolute().parent, table.read(place)
        self.paths = {one.path: one for one in self.table.entries}
        self.texts: dict[str, list[Entry]] = {}
        self.bands: dict[tuple[int, bytes], list[Entry]] = {}
        for one in self.table.entries:
            self.texts.setdefault(one.text, []).append(one)
            for band in bands(one.signature):
                self.bands.setdefault(band, []).append(one)

    def answers(self, path: Path | None, raw: bytes, text: str) -> Iterator[Answer]:
        """What the collection has of a document, given its path, bytes and canonical text.

        Of a document without a letter nothing is said.
        """
        name = "" if path is None else os.path.relpath(path.absolute(), self.folder)
        new = entry(name.replace(os.sep, "/"), raw, text)
        own = self.paths.get(new.path)
        if own and own.source != new.source:
            yield self._stale(own)
        if grams(text):
            others = [one for one in self._likely(new) if one.path != new.path]
            yield from self._told(new, text, others[:FEW])

    def _told(self, new: Entry, text: str, others: Sequence[Entry]) -> Iterator[Answer]:
        """The worst that is to be said of the document, and which entries are out of date."""
        same = next((one for one in others if one.text == new.text), None)
        if same:
            yield Answer("same-document", f"same document as {same.path}")
            return
        pairs = [self._pair(new, text, one) for one in others]
        near = sorted((pair for pair in pairs if pair.share >= NEAR), key=lambda one: -one.share)
        yield from (self._stale(pair.other) for pair in near if self._is_stale(pair.other))
        copies = [pair for pair in near if not pair.lacks]
        yield from islice(map(said, [*copies, *near]), 1)

    def _likely(self, new: Entry) -> list[Entry]:
        """The documents that share a text or a band with one, the likeliest first."""
        found = {one.path: one for one in self.texts.get(new.text, ())}
        for band in bands(new.signature):
            found.update((one.path, one) for one in self.bands.get(band, ()))
        likely = {
            one: (one.text != new.text, -estimate(one, new), one.path) for one in found.values()
        }
        return sorted(likely, key=likely.__getitem__)

    def _pair(self, new: Entry, text: str, other: Entry) -> Pair:
        stands = _text(self.folder / other.path)
        if stands is None:
            share = estimate(new, other)
            much = f"about {percent(share)}"
            return Pair(other, share, much, _kinds(new, other), "numbers equal")
        share = alike(grams(text), grams(stands))
        here, there = numbers(text), numbers(stands)
        held = "numbers equal" if here == there else "all its numbers stand there"
        return Pair(other, share, percent(share), tuple(sorted(here - there)), held)

    def _is_stale(self, one: Entry) -> bool:
        try:
            return digest((self.folder / one.path).read_bytes()) != one.source
        except OSError:
            return False

    def _stale(self, one: Entry) -> Answer:
        said = f"the index holds another state of {one.path}; run `{self.table.again}`"
        return Answer("stale-index", said)


def said(pair: Pair) -> Answer:
    """A pair as an answer."""
    if not pair.lacks:
        message = f"near copy of {pair.other.path}: {pair.much}, {pair.held}"
        return Answer("near-copy", message)
    some = ", ".join(pair.lacks[:SHOWN]) + ("…" if len(pair.lacks) > SHOWN else "")
    message = f"same template as {pair.other.path}: {pair.much}, other numbers ({some}): kept"
    return Answer("same-template", message, kept=True)


def collection(place: Path) -> Collection:
    """The collection of an index, read once while it stays. Raises BadIndex, or OSError."""
    return _collection(place.absolute(), place.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _collection(place: Path, _: int) -> Collection:
    return Collection(place)


def bands(signature: bytes) -> Iterable[tuple[int, bytes]]:
    """The bands of a signature: which one, and its values."""
    return ((at, signature[at : at + WIDTH]) for at in range(0, 4 * VALUES, WIDTH))


def estimate(one: Entry, other: Entry) -> float:
    """The likeness of two documents as their signatures tell it: the share of equal values."""
    pairs = zip(
        memoryview(one.signature).cast("I"), memoryview(other.signature).cast("I"), strict=True
    )
    return sum(a == b for a, b in pairs) / VALUES


def percent(share: float) -> str:
    """The likeness of two texts that differ, as people read it: never 100 %."""
    return f"{min(round(100 * share), 99)} %"


def _kinds(new: Entry, other: Entry) -> tuple[str, ...]:
    """The kinds of numbers that are not equal, as far as digests tell."""
    if new.numbers == other.numbers:
        return ()
    kinds = (("dates", new.dates, other.dates), ("文号", new.codes, other.codes))
    return tuple(name for name, one, two in kinds if one != two) or ("figures",)


def _text(path: Path) -> str | None:
    """The canonical text of a file, or None where it is not there or cannot be read."""
    try:
        return data(path.read_bytes()).text
    except (OSError, Refusal):
        return None
