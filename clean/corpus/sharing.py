"""Stage `share`: which passages several documents say, of what kind they are, which document holds which.

From the clusters of passages and from what `contain` found. Only what is shared is held in memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clean.corpus import work
from clean.corpus.clustering import fated
from clean.corpus.containing import INSIDE
from clean.corpus.work import Work

SHARED = pa.schema(
    [
        ("document", pa.uint64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("name", pa.string()),
        ("passage", pa.string()),
        ("sibling", pa.string()),
        ("fate", pa.string()),
        ("likeness", pa.float64()),
        ("numbers_equal", pa.bool_()),
        ("documents", pa.int64()),
        ("times", pa.int64()),
        ("kind", pa.string()),
    ]
)
"""Passages: document and place; own name, that of the shared one, that with other numbers; how often."""
HELD = pa.schema([*INSIDE, ("id", pa.string()), ("inside", pa.string())])
"""A document and the longer one it stands in, with their ids."""

MENU = 3
"""Words without a stop that so many documents say are a menu."""
_PLACE = r"#\d+-\d+$"


def share(folder: Work, parts: int) -> dict[str, int]:
    """Find what is shared. How many passages are of each kind, how many documents inside others."""
    if not folder.is_done("share", 0):
        held = _held(folder, parts)
        holds = held.sort_by([("host", "ascending"), ("start", "ascending"), ("id", "ascending")])
        work.write(folder.path("held", 0), [held])
        work.write(folder.path("holds", 0), [holds])
        work.write(folder.path("share", 0), [_shared(folder.inner(), parts)])
    table = work.read(folder.path("share", 0))
    kinds = table.filter(pc.equal(table["name"], table["passage"]))["kind"].value_counts()
    told = {one["values"]: one["counts"] for one in kinds.to_pylist()}
    inside = len(work.read(folder.path("held", 0)))
    return {**dict(sorted(told.items())), "inside": inside}


def _shared(inner: Work, parts: int) -> Any:
    """The passages that several documents say, or one says with other numbers."""
    table = pa.concat_tables(_of_part(inner, part) for part in range(parts)) if parts else None
    if not table:
        return work.empty(SHARED)
    counts = table.group_by("passage").aggregate([("document", "count_distinct")])
    table = table.join(counts.rename_columns(["passage", "documents"]), "passage")
    several = pc.or_(pc.greater(table["documents"], 1), pc.is_valid(table["sibling"]))
    table = table.filter(several)
    table = table.append_column("kind", _kinds(table))
    table = table.sort_by([("document", "ascending"), ("start", "ascending")])
    return work.joined(table.select(SHARED.names).cast(SHARED).to_batches(), SHARED)


def _of_part(inner: Work, part: int) -> Any:
    """The passages of a part that are not alone; a sibling in the same document is none."""
    fates = fated(inner, part)
    rows = fates["document"].to_numpy() & np.uint64(0xFFFFFFFF)
    cut = work.read(inner.path("sign", part)).take(pa.array(rows))
    document = cut["row"].to_numpy().astype(np.uint64) | np.uint64(part << 32)
    of, kin = (pc.replace_substring_regex(one, _PLACE, "") for one in (cut["id"], fates["sibling"]))
    columns = {name: cut[name] for name in ("start", "end", "stops")}
    columns |= {name: fates[name] for name in ("fate", "likeness", "numbers_equal")}
    columns |= {"document": pa.array(document), "name": cut["id"], "times": fates["size"]}
    columns["passage"] = pc.coalesce(fates["survivor"], cut["id"])
    none = pa.scalar(None, pa.string())
    columns["sibling"] = pc.if_else(pc.equal(of, kin), none, fates["sibling"])
    return pa.table(columns)


def _kinds(table: Any) -> Any:
    """A template is said with other numbers elsewhere; a menu has no stop and is said by several."""
    akin = pc.is_valid(table["sibling"])
    ends = pa.chunked_array(
        [*table["sibling"].chunks, *table["passage"].filter(akin).chunks], pa.string()
    )
    template = pc.is_in(table["passage"], ends.combine_chunks().drop_null())
    menu = pc.and_(pc.invert(table["stops"]), pc.greater_equal(table["documents"], MENU))
    return pc.if_else(template, "template", pc.if_else(menu, "menu", "passage"))


def _held(folder: Work, parts: int) -> Any:
    """Each document inside others with the one that has most of it, the shortest, the first by id."""
    found = [work.read(folder.path("contain", part)) for part in range(parts)]
    table = pa.Table.from_batches(found, INSIDE)
    table = table.append_column("id", _ids(folder, table["document"]))
    table = table.append_column("inside", _ids(folder, table["host"]))
    ways = {
        "document": "ascending",
        "share": "descending",
        "size": "ascending",
        "inside": "ascending",
    }
    table = table.sort_by(list(ways.items()))
    document = table["document"].to_numpy()
    first = np.ones(len(document), bool)
    first[1:] = document[1:] != document[:-1]
    return work.joined(table.filter(pa.array(first)).to_batches(), HELD)


def _ids(folder: Work, documents: Any) -> Any:
    """The ids of documents; each part is read once."""
    numbers = documents.to_numpy()
    said = np.empty(len(numbers), object)
    parts = numbers >> np.uint64(32)
    for part in np.unique(parts).tolist():
        here = parts == part
        ids = work.read(folder.path("sign", part))["id"]
        said[here] = ids.take(pa.array(numbers[here] & np.uint64(0xFFFFFFFF))).to_pylist()
    return pa.array(said.tolist(), pa.string())
