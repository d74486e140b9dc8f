"""Stage `cluster`: from verified pairs and equal texts, what becomes of each document.

Only documents that have an equal or a like one are held in memory: about 600 bytes each.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clean.corpus import work
from clean.corpus.buckets import Pairs
from clean.corpus.grams import Wide
from clean.corpus.grouping import IDS, TEXTS, paired
from clean.corpus.job import BadCorpus
from clean.corpus.stars import Edge, Star, stars
from clean.corpus.verifying import VERIFIED
from clean.corpus.work import Work

_SPANS = VERIFIED.field("one_only").type
FATES = pa.schema(
    [
        ("document", pa.uint64()),
        ("fate", pa.string()),
        ("survivor", pa.string()),
        ("sibling", pa.string()),
        ("size", pa.int64()),
        ("likeness", pa.float64()),
        ("numbers_equal", pa.bool_()),
        ("differs", _SPANS),
    ]
)
"""What becomes of documents that are not alone; in the order of their numbers."""

GONE = ("exact", "near")
"""The fates of documents for which another stands."""

Places = npt.NDArray[np.intp]


class Known:
    """The documents that have an equal or a like one: their numbers, ids and place in the policy."""

    def __init__(self, documents: Wide, table: Any) -> None:
        self.documents = documents
        self.ids = table["id"].combine_chunks()
        self.text = table["text"].combine_chunks()
        order = table.select(["rank", "id"]).append_column("document", pa.array(documents))
        sorted_ = order.sort_by([(name, "ascending") for name in ("rank", "id", "document")])
        self.place = np.empty(len(documents), np.intp)
        self.place[self.at(sorted_["document"].to_numpy())] = np.arange(len(documents))

    def at(self, documents: Wide) -> Places:
        """Where documents stand in the columns."""
        return np.searchsorted(self.documents, documents)


def cluster(folder: Work, parts: int, partitions: int) -> dict[str, int]:
    """Decide what becomes of every document that is not alone. How many are of each fate."""
    if not folder.is_done("fates", 0):
        edges = _edges(folder, parts)
        equal = _joined([paired(folder, nth, TEXTS) for nth in range(partitions)])
        known = _known(folder, edges, equal)
        work.write(folder.path("fates", 0), [_fates(edges, equal, known)])
    fates = work.read(folder.path("fates", 0))["fate"].value_counts().to_pylist()
    return {one["values"]: one["counts"] for one in sorted(fates, key=lambda one: one["values"])}


def fated(folder: Work, part: int) -> Any:
    """What becomes of the documents of a part that are not alone, in the order of their numbers."""
    return of_part(work.read(folder.path("fates", 0)), "document", part)


def of_part(table: Any, name: str, part: int) -> Any:
    """The rows of a part, in a table that is in the order of a column of numbers."""
    ends = np.array([part, part + 1], np.uint64) << np.uint64(32)
    first, end = np.searchsorted(table[name].to_numpy(), ends)
    return table.slice(first, end - first)


def clashes(folder: Work, partitions: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The rows of documents that have one id, two by two."""
    for nth in range(partitions):
        pairs = paired(folder, nth, IDS)
        for one, other in zip(pairs.one.tolist(), pairs.other.tolist(), strict=True):
            first, second = (_row(folder, document) for document in (one, other))
            if first["id"] == second["id"]:
                yield first, second


def _row(folder: Work, document: int) -> Any:
    table = work.read(folder.path("sign", document >> 32))
    return table.slice(document & 0xFFFFFFFF, 1).to_pylist()[0] | {"part": document >> 32}


def _edges(folder: Work, parts: int) -> Any:
    batches = [work.read(folder.path("verify", part)) for part in range(parts)]
    return pa.Table.from_batches(batches, VERIFIED)


def _joined(found: list[Pairs]) -> Pairs:
    one, other, times = (np.concatenate(side) for side in list(zip(*found, strict=True))[:3])
    return Pairs(one, other, times)


def _known(folder: Work, edges: Any, equal: Pairs) -> Known:
    ends = [edges["one"].to_numpy(), edges["other"].to_numpy(), equal.one, equal.other]
    documents = np.unique(np.concatenate(ends))
    parts = documents >> np.uint64(32)
    tables = []
    for part in np.unique(parts).tolist():
        rows = documents[parts == part] & np.uint64(0xFFFFFFFF)
        table = work.read(folder.path("sign", part)).select(["id", "rank", "text"])
        tables.append(table.take(pa.array(rows)))
    schema = pa.schema([("id", pa.string()), ("rank", pa.uint64()), ("text", pa.binary(32))])
    return Known(documents, pa.Table.from_batches(tables, schema).combine_chunks())


def _fates(edges: Any, equal: Pairs, known: Known) -> Any:
    """What becomes of each document: by the star of its text, then among those of equal text."""
    first = _first(equal, known)
    best = _best(first, known)
    star, between = _stars(edges, known, best)
    goes = np.array([star.survivor.get(text, text) for text in first.tolist()], np.intp)
    chief = best[goes]
    stands = chief == np.arange(len(first))
    rows = [
        _kept(text, star, between) if stays else _gone(text, to, between)
        for text, to, stays in zip(first.tolist(), goes.tolist(), stands.tolist(), strict=True)
    ]
    fate, sibling, edge = zip(*rows, strict=True) if rows else ((), (), ())
    akin = pa.array([None if one is None else int(best[one]) for one in sibling], pa.int64())
    names = ["document", "fate", "survivor", "sibling", "size"]
    columns = [
        pa.array(known.documents),
        pa.array(fate, pa.string()),
        known.ids.take(pa.array(chief, mask=stands)),
        known.ids.take(akin),
        pa.array(_sizes(goes)[goes]),
    ]
    told = _told(edges, edge, pc.equal(columns[1], "exact"))
    return pa.record_batch([*columns, *told], [*names, *FATES.names[len(names) :]]).cast(FATES)


Row = tuple[str, int | None, tuple[int, str] | None]


class Between:
    """The edge between two texts, and the side that the first has in it."""

    def __init__(self, ones: Sequence[int], others: Sequence[int]) -> None:
        pairs = zip(ones, others, strict=True)
        self.nth = {one << 32 | other: nth for nth, (one, other) in enumerate(pairs)}

    def __getitem__(self, pair: tuple[int, int]) -> tuple[int, str]:
        one, other = pair
        nth = self.nth.get(one << 32 | other)
        return (self.nth[other << 32 | one], "other") if nth is None else (nth, "one")


def _kept(text: int, star: Star, between: Between) -> Row:
    """A document that stands: alone of its kind, or a sibling of others on its template."""
    sibling = star.sibling.get(text)
    if sibling is None:
        return "kept", None, None
    return "sibling", sibling, (between[text, sibling][0], "")


def _gone(text: int, goes: int, between: Between) -> Row:
    """A document another stands for: one of the same text, or one that is like it."""
    if text == goes:
        return "exact", None, None
    return "near", None, between[text, goes]


def _told(edges: Any, edge: Sequence[tuple[int, str] | None], exact: Any) -> list[Any]:
    """Likeness, whether the numbers are equal, and what only the document says, from its edge."""
    at = pa.array([None if one is None else one[0] for one in edge], pa.int64())
    more = np.maximum(edges["one_more"].to_numpy(), edges["other_more"].to_numpy())
    only = pa.chunked_array([*edges["one_only"].chunks, *edges["other_only"].chunks], _SPANS)
    sides = {"one": 0, "other": len(edges)}
    place = [one[0] + sides[one[1]] if one and one[1] else None for one in edge]
    return [
        pc.if_else(exact, 1.0, edges["likeness"].take(at).combine_chunks()),
        pc.if_else(exact, pa.scalar(value=True), pa.array(more == 0).take(at)),
        only.combine_chunks().take(pa.array(place, pa.int64())),
    ]


def _stars(edges: Any, known: Known, best: Places) -> tuple[Star, Between]:
    """The stars over texts, and the edge between two with the side that the first has in it."""
    ends = [known.at(edges[name].to_numpy()).tolist() for name in ("one", "other")]
    facts = [edges[name].to_pylist() for name in ("likeness", "one_more", "other_more")]
    order = known.place[best].tolist()
    edges_of = itertools.starmap(Edge, zip(*ends, *facts, strict=True))
    return stars(edges_of, order), Between(*ends)


def _first(equal: Pairs, known: Known) -> Places:
    """For each document the first of its text; raises BadCorpus if their digests are not equal."""
    first = np.arange(len(known.documents))
    one, other = known.at(equal.one), known.at(equal.other)
    first[other] = one
    if known.text.take(pa.array(one)) != known.text.take(pa.array(other)):
        raise BadCorpus("two texts share 64 bits of their digests; please report it")
    return first


def _best(first: Places, known: Known) -> Places:
    """For each text, which of its documents comes first in the policy; at the first of the text."""
    best = np.arange(len(first))
    order = np.lexsort((known.place, first))
    heads = np.flatnonzero(np.concatenate(([True], np.diff(first[order]) > 0))[: len(order)])
    best[first[order[heads]]] = order[heads]
    return best


def _sizes(goes: Places) -> npt.NDArray[np.int64]:
    """How many documents each survivor stands for, itself among them."""
    return np.bincount(goes, minlength=len(goes)).astype(np.int64)
