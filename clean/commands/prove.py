"""`rebuild` gives the source back; `verify` shows that text, log and source agree."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from clean.commands import corpus
from clean.commands.each import DONE, FOUND, Outcome, complain, failed, say
from clean.files import LOG, MANIFEST, TEXT, advice, outputs, write
from clean.language import spoken
from clean.log import Record, digest
from clean.replay import BrokenLog, read, replay
from clean.replay import rebuild as source_of
from clean.stages.encoding import read as decoded


def rebuild(text: Path, log: Path, out: Path | None) -> int:
    """Write the source bytes that a canonical text and its log came from. The exit code.

    Without `out` they go to standard output. Nothing is written unless they have the
    digest that the log names. Raises OSError where standard output takes nothing.
    """
    try:
        if out and out.resolve() in (text.resolve(), log.resolve()):
            return complain(f"{out}: is an input too and would be overwritten; choose another name")
        data, _ = _rebuilt(text, log)
        if out:
            write(out, data)
            return DONE
    except OSError as error:
        return complain(f"{error.filename}: {advice(error)}")
    except BrokenLog as error:
        return complain(f"{log}: {error}; clean the source again")
    sys.stdout.buffer.write(data)
    return DONE


def verify(paths: Sequence[Path]) -> int:
    """Verify a folder, or a text with its log and, if given, its source. The exit code.

    0 when all agree, 1 when some do not, 2 when something could not be read.
    """
    if len(paths) == 1 and corpus.is_output(paths[0]):
        return corpus.verify(str(paths[0]))
    if len(paths) == 1:
        return say(_folder(paths[0]))
    return say([_verified(paths[0], paths[1], paths[2] if len(paths) == 3 else None)])


def _folder(folder: Path) -> Iterator[Outcome]:
    if not folder.is_dir():
        yield failed(f"{folder}: not a folder; name a folder that `clean run` wrote, or TEXT LOG")
        return
    logs = sorted(folder.rglob(f"*{LOG}"))
    if not logs:
        yield failed(f"{folder}: holds no {LOG} file; name a folder that `clean run` wrote")
    for log in logs:
        yield _verified(log.with_name(log.name.removesuffix(LOG) + TEXT), log, None)
    if logs:
        yield from _listed(folder)


def _listed(folder: Path) -> Iterator[Outcome]:
    """What the manifest names and the folder does not hold as it was written; nothing without one."""
    manifest = folder / MANIFEST
    try:
        lines = manifest.read_bytes().decode().splitlines() if manifest.exists() else []
        records = [one for one in map(json.loads, lines) if "canonical" in one]
        for one in records:
            text, log, *_ = outputs(folder, one["name"])
            if lacks := next((path for path in (text, log) if not path.exists()), None):
                said = spoken("named in the manifest, and not there")
                yield Outcome(FOUND, (f"{lacks}: {said}",))
            elif digest(text.read_bytes()) != one["canonical"]["sha256"]:
                said = spoken("not the text that the manifest names")
                yield Outcome(FOUND, (f"{text}: {said}",))
    except OSError as error:
        yield failed(f"{error.filename}: {advice(error)}")
    except (KeyError, TypeError, ValueError) as error:
        said = spoken("a record of the manifest is damaged")
        yield Outcome(FOUND, (f"{manifest}: {said} ({type(error).__name__})",))


def _verified(text: Path, log: Path, source: Path | None) -> Outcome:
    try:
        data, records = _rebuilt(text, log)
        _replayed(data, records)
        if source and source.read_bytes() != data:
            return Outcome(FOUND, (f"{source}: {spoken('differs from what the log rebuilds')}",))
    except OSError as error:
        return failed(f"{error.filename}: {advice(error)}")
    except ValueError as error:
        return Outcome(FOUND, (f"{text}: {spoken(str(error))}",))
    head = records[0]["source"]
    said = f"good, {head['bytes']} bytes of {head['encoding']} rebuilt"
    return Outcome(lines=(f"{text}: {spoken(said)}",))


def _rebuilt(text: Path, log: Path) -> tuple[bytes, list[Record]]:
    """The source bytes and the log's records; raises BrokenLog for whatever is wrong."""
    words, lines = _words(text), _words(log)
    records = read(lines.removesuffix("\n").split("\n"))
    try:
        return source_of(words, records), records
    except BrokenLog:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise BrokenLog(f"a record is damaged ({type(error).__name__}: {error})") from error


def _replayed(data: bytes, records: list[Record]) -> None:
    head = records[0]
    came = decoded(data, head["source"]["encoding"]) if data else None
    if came and digest(replay(came.text, records)) != head["canonical"]["sha256"]:
        raise BrokenLog("the source and the log do not give the canonical text")


def _words(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise BrokenLog(f"{path}: byte {error.start}: not UTF-8") from None
