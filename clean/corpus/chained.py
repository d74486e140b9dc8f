"""One row of a corpus through the chain, or as it came: its text, its log, its digests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from clean.corpus.job import Job
from clean.corpus.rows import Row


class Made(NamedTuple):
    """A document: its text or why it has none, the digest of its source, its log, signs changed."""

    row: Row
    text: str | None
    why: str
    source: bytes
    log: str = ""
    changed: int = 0


def made(found: Iterable[Row], job: Job) -> Iterator[Made]:
    """Each row after the chain, or as it came where the job asks for no chain."""
    for row in found:
        source = source_of(row)
        if row.text is None:
            yield Made(row, None, row.why, source)
        elif job.chain == "none":
            yield Made(row, row.text, "", source)
        else:
            yield _cleaned(row, source)


def _cleaned(row: Row, source: bytes) -> Made:
    """A document cleaned and its log proven; a refusal is the reason it has no text."""
    from clean import pipeline
    from clean.replay import read, rebuild
    from clean.rule import BrokenPromise
    from clean.stages.encoding import Refusal

    try:
        cleaned = pipeline.data(row.came) if row.is_file else pipeline.text(row.text or "")
        log = cleaned.log()
        rebuild(cleaned.text, read(log.split("\n")[:-1]))
    except Refusal as refusal:
        return Made(row, None, str(refusal), source)
    except (BrokenPromise, ValueError) as error:
        return Made(row, None, f"our mistake, please report it: {error}", source)
    changed = sum(piece.end - piece.start for piece in cleaned.pieces if piece.text is not None)
    return Made(row, cleaned.text, "", source, log, changed)


def source_of(row: Row) -> bytes:
    """The digest of a source: of a file's bytes, of the text in a field, of a row that has none."""
    if row.is_file or row.text is None:
        return sha256(row.came).digest()
    return sha256(row.text.encode("utf-8", "surrogatepass")).digest()
