"""The proof of an output: each row of the ledger held against the files it tells of.

Kept and dropped texts have their digests; logs rebuild the sources; refused rows stand in
`refused/`; each duplicate has a survivor that stands, of the same text or as like as told;
and where the inputs are still there, each of their rows is in the ledger with its digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from typing import Any

from clean.corpus.chained import source_of
from clean.corpus.clustering import GONE
from clean.corpus.compare import Bag, Side, compare, numbers, sides
from clean.corpus.containing import standing
from clean.corpus.figures import lacking
from clean.corpus.job import BadCorpus, Job
from clean.corpus.keys import keys
from clean.corpus.ledger import LEDGER_NAME
from clean.corpus.parts import Part, plan
from clean.corpus.passages import GRAM, LEAST
from clean.corpus.places import exists, filesystem, kind_of, reading
from clean.corpus.rows import Row, rows

HELD = 10_000
"""So many near copies, passages and documents inside others are compared once more."""

Fated = dict[str, Any]


def faults(out: str, asked: dict[str, Any]) -> Iterator[str]:
    """What does not agree, as lines; none for a whole output. Raises OSError."""
    job = _job(out, asked)
    ledger = _ledger(out)
    yield from _fates(ledger)
    texts = _wanted(ledger)
    for fated, row in _written(job, ledger):
        if row is None or row.text is None or _digest(row.text) != fated["text"]:
            yield f"{_place(fated)}: is not in {fated['written']} as the ledger has it"
        elif fated["id"] in texts:
            texts[fated["id"]] = row.text
    yield from _likenesses(ledger, texts, job)
    yield from _passages(ledger, texts)
    yield from _insides(ledger, texts, job)
    yield from _logs(job, ledger) if job.chain == "full" else ()
    yield from _refusals(job, ledger)
    yield from _sources(job, ledger)


def _job(out: str, asked: dict[str, Any]) -> Job:
    known = {name: value for name, value in asked.items() if name in Job.__dataclass_fields__}
    return Job(**{**known, "inputs": tuple(asked["inputs"]), "out": out})


def _ledger(out: str) -> list[Fated]:
    import pyarrow.parquet as pq
    from pyarrow import ArrowException

    system, inner = filesystem(f"{out}/{LEDGER_NAME}")
    try:
        return list(pq.read_table(inner, filesystem=system).to_pylist())
    except ArrowException as error:
        raise BadCorpus(f"{out}/{LEDGER_NAME}: damaged ({error}); run the job again") from None


def _fates(ledger: list[Fated]) -> Iterator[str]:
    """Survivors stand, and the texts of exact copies are theirs."""
    stands = {row["id"]: row for row in ledger if row["kept"]}
    for row in ledger:
        survivor = stands.get(row["survivor"])
        if row["fate"] in GONE and survivor is None:
            yield f"{_place(row)}: its survivor {row['survivor']!r} does not stand"
        elif row["fate"] == "exact" and survivor and survivor["text"] != row["text"]:
            yield f"{_place(row)}: is no exact copy of {row['survivor']!r}"
        elif row["fate"] == "refused" and not row["why"]:
            yield f"{_place(row)}: was refused without a reason"


def _wanted(ledger: list[Fated]) -> dict[str, str]:
    """The ids of documents whose texts are to be compared with another."""
    near = [row for row in ledger if row["fate"] == "near"][:HELD]
    inner = [row for row in ledger if row["inside"]][:HELD]
    ids = [row[name] for row in near for name in ("id", "survivor")]
    ids += [row[name] for row in inner for name in ("id", "inside")]
    for row, told in _alike(ledger):
        ids += [row["id"], _of(_twin(told))[0]]
    return dict.fromkeys(ids, "")


def _alike(ledger: list[Fated]) -> Iterator[tuple[Fated, dict[str, Any]]]:
    """The first so many passages that are like another, and whose they are."""
    each = ((row, told) for row in ledger for told in row["passages"] or ())
    return islice((one for one in each if _twin(one[1])), HELD)


def _twin(told: dict[str, Any]) -> str:
    """The name of the passage that a passage is like; none for the one that lends its name."""
    return str(told["sibling"] or ("" if told["fate"] == "kept" else told["passage"]))


def _of(name: str) -> tuple[str, int, int]:
    """The document of a passage, and where it stands there."""
    own, _, place = name.rpartition("#")
    start, _, end = place.partition("-")
    return own, int(start), int(end)


def _written(job: Job, ledger: list[Fated]) -> Iterator[tuple[Fated, Row | None]]:
    """Each row that was written, with what stands in its file in its place."""
    streams: dict[str, Iterator[Row]] = {}
    for fated in ledger:
        if fated["fate"] != "refused":
            name = fated["written"]
            if name not in streams:
                streams[name] = _rows(job, name)
            yield fated, next(streams[name], None)


def _rows(job: Job, name: str) -> Iterator[Row]:
    path = f"{job.out}/{name}"
    if not exists(path):
        return
    kind = kind_of(name) or "text"
    groups = _groups(path) if kind == "parquet" else -1
    part = Part(0, kind, ((path, name),), 0, groups, 1, 0, name)
    yield from rows(part, job)


def _groups(path: str) -> int:
    import pyarrow.parquet as pq

    system, inner = filesystem(path)
    return int(pq.read_metadata(inner, filesystem=system).num_row_groups)


def _likenesses(ledger: list[Fated], texts: dict[str, str], job: Job) -> Iterator[str]:
    for row in ledger:
        if row["fate"] == "near" and row["id"] in texts:
            one, other = (_side(texts[row[name]], job.gram) for name in ("id", "survivor"))
            verdict = compare(one, other, job.gram, job.least)
            if not verdict or verdict.one_more or abs(verdict.likeness - row["likeness"]) > 1e-9:
                yield f"{_place(row)}: is not as like {row['survivor']!r} as the ledger has it"


def _passages(ledger: list[Fated], texts: dict[str, str]) -> Iterator[str]:
    """Shared passages are as like as told, and hold the same numbers unless they are siblings."""
    for row, told in _alike(ledger):
        other, start, end = _of(_twin(told))
        words = texts[row["id"]][told["start"] : told["end"]], texts[other][start:end]
        one, twin = (_side(text, GRAM) for text in words)
        verdict = compare(one, twin, GRAM, LEAST)
        like = verdict and abs(verdict.likeness - told["likeness"]) < 1e-9
        if not like or bool(verdict and verdict.one_more) > bool(told["sibling"]):
            yield f"{_place(row)}: {told['start']} is not as like {_twin(told)!r} as the ledger has it"


def _insides(ledger: list[Fated], texts: dict[str, str], job: Job) -> Iterator[str]:
    """What stands inside another does so to the share told, with every number."""
    for row in [row for row in ledger if row["inside"]][:HELD]:
        one, host = (_side(texts[row[name]], job.gram) for name in ("id", "inside"))
        share = standing(Bag(host.grams), one.grams, job.gram).share
        if abs(share - row["inside_share"]) > 1e-9 or lacking(*numbers([one, host])):
            yield f"{_place(row)}: does not stand in {row['inside']!r} as the ledger has it"


def _side(text: str, gram: int) -> Side:
    return sides(keys([text]), gram)[0]


def _logs(job: Job, ledger: list[Fated]) -> Iterator[str]:
    """Each log rebuilds the source from the text that was written."""
    from clean.replay import BrokenLog, read, rebuild

    streams: dict[str, Iterator[str]] = {}
    for fated, row in _written(job, ledger):
        log = _log(job, fated, streams)
        try:
            data = rebuild((row and row.text) or "", read(log.split("\n")[:-1]))
        except BrokenLog as error:
            yield f"{_place(fated)}: {error}"
        else:
            if sha256(data).digest() != fated["source"]:
                yield f"{_place(fated)}: its log rebuilds another source"


def _log(job: Job, fated: Fated, streams: dict[str, Iterator[str]]) -> str:
    name = fated["written"].removeprefix("dropped/")
    if kind_of(name) in ("jsonl", "parquet"):
        if name not in streams:
            streams[name] = _lines_of_logs(f"{job.out}/logs/{name}.jsonl")
        return next(streams[name], "")
    with reading(f"{job.out}/logs/{name}.log.jsonl") as file:
        return file.read().decode()


def _lines_of_logs(path: str) -> Iterator[str]:
    if exists(path):
        with reading(path) as file:
            for line in file:
                yield str(json.loads(line)["log"])


def _refusals(job: Job, ledger: list[Fated]) -> Iterator[str]:
    told: dict[str, set[int]] = {}
    for row in ledger:
        name = row["written"]
        if row["fate"] == "refused" and name.endswith(".jsonl"):
            if name not in told:
                told[name] = _refused(f"{job.out}/{name}")
            if row["row"] not in told[name]:
                yield f"{_place(row)}: was refused and is not in {name}"


def _refused(path: str) -> set[int]:
    if not exists(path):
        return set()
    with reading(path) as file:
        return {json.loads(line)["row"] for line in file}


def _sources(job: Job, ledger: list[Fated]) -> Iterator[str]:
    """Each row of the inputs is in the ledger; said once if the inputs are not there any more."""
    try:
        parts = plan(job)
    except BadCorpus:
        return
    known = iter(ledger)
    for part in parts:
        for row in rows(part, job):
            fated = next(known, None)
            if not fated or fated["row"] != row.row or fated["source"] != source_of(row):
                yield f"{part.path}:{row.row}: is not in the ledger with its digest"
                return
    if next(known, None):
        yield "the ledger tells of rows that the inputs do not have"


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _place(row: Fated) -> str:
    return f"{row['file']}:{row['row']}"
