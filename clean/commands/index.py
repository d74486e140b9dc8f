"""`index` tells a collection in a small file; `against` compares new documents with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from clean.commands.each import DONE, FOUND, Outcome, Watch, complain, each, say
from clean.files import Input, advice, write
from clean.index.answer import collection
from clean.index.entry import Entry, entry
from clean.index.table import BadIndex, Table, written
from clean.language import spoken
from clean.pipeline import Options, file


def index(paths: Sequence[Path], out: Path, options: Options, jobs: int, watch: Watch) -> int:
    """Write the index of the documents that the paths mean. The exit code.

    What cannot be read is told and left out, and the code is 2. Paths in the index are
    relative to the folder it lies in.
    """
    base = out.absolute().parent
    found: list[Entry] = []
    code = say(_kept(each(paths, partial(fingerprint, base), options, jobs, watch), found))
    if not found:
        return complain("no document was read; the index is not written")
    folders = tuple(sorted(relative(path, base) for path in paths))
    try:
        write(out, written(Table(folders, tuple(found))))
    except OSError as error:
        return complain(f"{out}: {advice(error)}")
    print(f"{out}: {spoken(f'{len(found)} documents indexed')}")
    return code


def against(paths: Sequence[Path], place: Path, options: Options, jobs: int, watch: Watch) -> int:
    """Print what the collection of an index has of each document. The exit code.

    1 for a copy or an index out of date, 0 for a document on the template of another, 2 for
    an index that cannot be read. What cannot be read of the documents is passed over: `check`
    tells it.
    """
    try:
        collection(place)
    except OSError as error:
        return complain(f"{place}: {advice(error)}")
    except BadIndex as error:
        return complain(f"{place}: {error}")
    files = [path for path in paths if str(path) != "-"]
    done = each(files, partial(compared, place), options, jobs, watch)
    return say(outcome for outcome in done if not outcome.error)


def compared(place: Path, document: Input, options: Options) -> Outcome:
    """What the collection has of one document, told by its canonical text under all rules."""
    cleaned = file(document.path, Options(encoding=options.encoding))
    found = [*collection(place).answers(document.path, cleaned.source.data, cleaned.text)]
    lines = (f"{document.path}:1:1: {one.rule} {spoken(one.message)}" for one in found)
    return Outcome(DONE if all(one.kept for one in found) else FOUND, tuple(lines))


def fingerprint(base: Path, document: Input, options: Options) -> Outcome:
    """The entry of one document. Raises Refusal or OSError."""
    cleaned = file(document.path, options)
    kept = entry(relative(document.path, base), cleaned.source.data, cleaned.text)
    return Outcome(record=kept._asdict())


def relative(path: Path, base: Path) -> str:
    """A path as seen from a folder, with `/`."""
    return os.path.relpath(path.absolute(), base).replace(os.sep, "/")


def _kept(outcomes: Iterable[Outcome], found: list[Entry]) -> Iterator[Outcome]:
    """The outcomes as they come; their entries are kept."""
    for outcome in outcomes:
        if outcome.record and "signature" in outcome.record:
            found.append(Entry(**outcome.record))
        yield outcome
