"""Stage `cluster`: from verified pairs and equal texts, what becomes of each document.

Only documents that have an equal or a like one are held in memory: about 200 bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clean.corpus import work
from clean.corpus.buckets import Pairs
from clean.corpus.grams import Wide
from clean.corpus.grouping import paired
from clean.corpus.job import BadCorpus
from clean.corpus.stars import Edge, Star, stars
from clean.corpus.verifying import VERIFIED
from clean.corpus.work import Work

FATES = pa.schema(
    [
        ("document", pa.uint64()),
        ("fate", pa.string()),
        ("survivor", pa.string()),
        ("sibling", pa.string()),
        ("size", pa.int64()),
        ("likeness", pa.float64()),
        ("numbers_equal", pa.bool_()),
        ("differs", VERIFIED.field("one_only").type),
    ]
)
"""What becomes of documents that are not alone; in the order of their numbers."""

Places = npt.NDArray[np.intp]


class Known:
    """The documents that have an equal or a like one: their numbers, ids and place in the policy."""

    def __init__(self, documents: Wide, table: Any) -> None:
        self.documents = documents
        self.ids = table["id"]
        self.text = table["text"]
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
        equal = _joined([paired(folder, nth, 1) for nth in range(partitions)])
        known = _known(folder, edges, equal)
        table = _table(list(_fates(edges, equal, known)))
        work.write(folder.path("fates", 0), [table])
    fates = work.read(folder.path("fates", 0))["fate"].value_counts().to_pylist()
    return {count["values"]: count["counts"] for count in fates}


def clashes(folder: Work, partitions: int) -> Iterator[tuple[str, str]]:
    """The places of documents that have one id, two by two."""
    for nth in range(partitions):
        pairs = paired(folder, nth, 2)
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
    one, other = (np.concatenate(side) for side in list(zip(*found, strict=True))[:2])
    return Pairs(one, other)


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


def _fates(edges: Any, equal: Pairs, known: Known) -> Iterator[dict[str, Any]]:
    """What becomes of each document: by the star of its text, then among those of equal text."""
    first = _first(equal, known)
    best = _best(first, known)
    star, between = _stars(edges, known, best)
    size = _sizes(first, star)
    for at, document in enumerate(known.documents.tolist()):
        text = int(first[at])
        goes = star.survivor.get(text, text)
        chief = int(best[goes])
        fate: dict[str, Any] = {"document": document, "size": size[goes]}
        if at == chief:
            yield fate | _kept(text, star, between, known, best)
        else:
            yield fate | _gone(text, goes, between) | {"survivor": _id(known, chief)}


def _kept(
    text: int, star: Star, between: dict[tuple[int, int], Any], known: Known, best: Places
) -> dict[str, Any]:
    """A document that stands: alone of its kind, or a sibling of others on its template."""
    sibling = star.sibling.get(text)
    if sibling is None:
        return {"fate": "kept"}
    edge, _ = between[text, sibling]
    equal = not (edge["one_more"] or edge["other_more"])
    told = {"sibling": _id(known, int(best[sibling])), "numbers_equal": equal}
    return {"fate": "sibling", "likeness": edge["likeness"], **told}


def _gone(text: int, goes: int, between: dict[tuple[int, int], Any]) -> dict[str, Any]:
    """A document another stands for: one of the same text, or one that is like it."""
    if text == goes:
        return {"fate": "exact", "likeness": 1.0, "numbers_equal": True}
    edge, side = between[text, goes]
    equal = not (edge["one_more"] or edge["other_more"])
    told = {"likeness": edge["likeness"], "numbers_equal": equal}
    return {"fate": "near", **told, "differs": edge[f"{side}_only"]}


def _stars(edges: Any, known: Known, best: Places) -> tuple[Star, dict[tuple[int, int], Any]]:
    """The stars over texts, and the edge between two with the side that the first has in it."""
    rows = edges.to_pylist()
    ends = [known.at(edges[name].to_numpy()).tolist() for name in ("one", "other")]
    between: dict[tuple[int, int], Any] = {}
    found = []
    for edge, one, other in zip(rows, *ends, strict=True):
        between[one, other], between[other, one] = (edge, "one"), (edge, "other")
        found.append(Edge(one, other, edge["likeness"], edge["one_more"], edge["other_more"]))
    nodes = {node for pair in between for node in pair}
    order = {node: int(known.place[best[node]]) for node in nodes}
    return stars(found, order), between


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


def _sizes(first: Places, star: Star) -> dict[int, int]:
    """How many documents each survivor stands for, itself among them."""
    texts, counts = np.unique(first, return_counts=True)
    sizes: dict[int, int] = {}
    for text, count in zip(texts.tolist(), counts.tolist(), strict=True):
        goes = star.survivor.get(text, text)
        sizes[goes] = sizes.get(goes, 0) + count
    return sizes


def _id(known: Known, at: int) -> str:
    return str(known.ids[at].as_py())


def _table(fates: list[dict[str, Any]]) -> Any:
    return pa.RecordBatch.from_pylist(fates, schema=FATES)
