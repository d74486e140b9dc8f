"""What is said of a document beside others: the same one, a near copy, or the same template.

Where the other file lies on disk the exact likeness and the numbers themselves decide, else the
signatures and the digests of the numbers do, and the answer says `about`. Numbers are compared,
always: next year's notice is no copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from clean.index.entry import NEAR, Entry, alike, grams
from clean.index.likely import estimate
from clean.rule import numbers

# Numbers that are named of those a template's two documents do not share.
SHOWN = 3


class Answer(NamedTuple):
    """What is said: `rule` is same-document, near-copy, same-template or stale-index."""

    rule: str
    message: str


class Standing(NamedTuple):
    """A document that another may be a copy of, as it stands on disk now.

    `source` is the digest of its bytes, None where it is not there, and `text` its canonical
    text, None where it cannot be read.
    """

    entry: Entry
    source: str | None = None
    text: str | None = None

    @property
    def is_stale(self) -> bool:
        """Whether it is no longer what its entry tells."""
        return self.source not in (None, self.entry.source)


class Pair(NamedTuple):
    """Another document beside the new one.

    `share` is their likeness and `much` how it is told; `lacks` are numbers of the new one
    that the other lacks, or the kinds of them that differ; `held` what is said if none does.
    """

    other: Standing
    share: float
    much: str
    lacks: tuple[str, ...]
    held: str


def answers(
    new: Entry, text: str, others: Sequence[Standing], again: str, least: float = NEAR
) -> Iterator[Answer]:
    """The worst that is to be said of a document, and which entries are out of date.

    `text` is its canonical text, `again` the command that writes the index anew, `least` the
    likeness from which on something is said.
    """
    same = next((one.entry for one in others if one.entry.text == new.text), None)
    if same:
        yield Answer("same-document", f"same document as {same.path}")
        return
    pairs = [_pair(new, text, one) for one in others]
    near = sorted((pair for pair in pairs if pair.share >= least), key=lambda one: -one.share)
    yield from (stale(pair.other.entry, again) for pair in near if pair.other.is_stale)
    copies = [pair for pair in near if not pair.lacks]
    yield from islice(map(said, [*copies, *near]), 1)


def stale(one: Entry, again: str) -> Answer:
    """That an index holds another state of a document."""
    return Answer("stale-index", f"the index holds another state of {one.path}; run `{again}`")


def said(pair: Pair) -> Answer:
    """A pair as an answer."""
    path = pair.other.entry.path
    if not pair.lacks:
        return Answer("near-copy", f"near copy of {path}: {pair.much}, {pair.held}")
    some = ", ".join(pair.lacks[:SHOWN]) + ("…" if len(pair.lacks) > SHOWN else "")
    message = f"same template as {path}: {pair.much}, other numbers ({some}): kept"
    return Answer("same-template", message)


def percent(share: float) -> str:
    """The likeness of two texts that differ, as people read it: never 100 %."""
    return f"{min(round(100 * share), 99)} %"


def _pair(new: Entry, text: str, other: Standing) -> Pair:
    if other.text is None:
        share = estimate(new, other.entry)
        lacks = _kinds(new, other.entry)
        return Pair(other, share, f"about {percent(share)}", lacks, "numbers equal")
    share = alike(grams(text), grams(other.text))
    here, there = numbers(text), numbers(other.text)
    held = "numbers equal" if here == there else "all its numbers stand there"
    return Pair(other, share, percent(share), tuple(sorted(here - there)), held)


def _kinds(new: Entry, other: Entry) -> tuple[str, ...]:
    """The kinds of numbers that are not equal, as far as digests tell."""
    if new.numbers == other.numbers:
        return ()
    kinds = (("dates", new.dates, other.dates), ("文号", new.codes, other.codes))
    return tuple(name for name, one, two in kinds if one != two) or ("figures",)
