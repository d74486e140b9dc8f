"""The files that a job writes below its output, and what stands in their way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clean.corpus.job import BadCorpus
from clean.corpus.ledger import LEDGER_NAME, NAMED_NAME, REPORT
from clean.corpus.parts import Part
from clean.corpus.places import names

_TOLD = (LEDGER_NAME, NAMED_NAME, REPORT)


def check(out: str, parts: Iterable[Part]) -> None:
    """Raises BadCorpus, with its path, for a file there that the job would overwrite.

    So it does for an input by the name of a file that tells of all: an output is no input.
    """
    parts = list(parts)
    if path := next((part.path for part in parts if part.name in _TOLD), ""):
        raise BadCorpus(f"{path}: has the name of a file of ours; leave it out, or rename it")
    there = names(out)
    for name in _targets(parts) if there else ():
        if name in there:
            raise BadCorpus(f"{out}/{name}: is in the way; remove it, or choose another folder")


def _targets(parts: Iterable[Part]) -> Iterator[str]:
    yield from _TOLD
    for part in parts:
        for name in _written(part):
            yield from (name, f"dropped/{name}", f"refused/{name}", f"refused/{name}.jsonl")
            yield from (f"logs/{name}.jsonl", f"logs/{name}.log.jsonl")


def _written(part: Part) -> Iterator[str]:
    yield from (name for _, name in part.files) if part.kind == "text" else (part.name,)
