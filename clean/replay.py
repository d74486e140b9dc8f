"""From canonical text and log back to the source bytes, and from source and log to the text."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from clean.codec import bytes_of
from clean.document import Patch
from clean.log import Record, digest, positions
from clean.version import LOG_FORMAT


class BrokenLog(ValueError):
    """The log is damaged, of another format, or belongs to other files; says which line."""


def read(lines: Iterable[str]) -> list[Record]:
    """The records of a log; raises BrokenLog when a line, the order or the digest is wrong."""
    written = [line.rstrip("\n") for line in lines]
    records = [_record(line, i) for i, line in enumerate(written, 1)]
    if len(records) < 2 or records[0].get("op") != "head" or records[-1].get("op") != "end":
        raise BrokenLog("the log is cut off: no head, or no end")
    if records[0]["log"] != LOG_FORMAT:
        raise BrokenLog(f"line 1: the format is {records[0]['log']}, this tool reads {LOG_FORMAT}")
    if records[-1]["sha256"] != digest("\n".join(written[:-1]) + "\n"):
        raise BrokenLog("the lines of the log do not give the digest in its end")
    return records


def _record(line: str, at: int) -> Record:
    try:
        record: Any = json.loads(line)
    except ValueError as error:
        raise BrokenLog(f"line {at}: not JSON ({error})") from None
    if not isinstance(record, dict):
        raise BrokenLog(f"line {at}: not a record")
    return record


def rebuild(text: str, log: list[Record]) -> bytes:
    """The source bytes from the canonical text and its log; raises BrokenLog if they differ."""
    head = log[0]["source"]
    if digest(text) != log[0]["canonical"]["sha256"]:
        raise BrokenLog("the canonical text is not the one this log was written for")
    came = _source_text(text, log)
    patches = tuple(Patch(r["at"], r["n"], bytes.fromhex(r["bytes"])) for r in _all(log, "byte"))
    data = bytes_of(came, head["encoding"], bytes.fromhex(head["bom"]), patches)
    if digest(data) != head["sha256"]:
        raise BrokenLog("the rebuilt bytes do not give the digest of the source")
    return data


def replay(came: str, log: list[Record]) -> str:
    """The canonical text from the decoded source text and the log."""
    edits = _edits(log)
    starts = [at for at, _, _ in edits]
    parts: list[str] = []
    for keep in sorted(_all(log, "keep"), key=lambda record: tuple(record["dst"])):
        at, end = keep["src"]
        for place, old, new in edits[bisect_left(starts, at) : bisect_left(starts, end)]:
            parts += [came[at:place], new]
            at = place + len(old)
        parts.append(came[at:end])
    parts += [new for _, _, new in edits[bisect_left(starts, len(came)) :]]
    return "".join(parts)


def _source_text(text: str, log: list[Record]) -> str:
    edits = _edits(log)
    starts = [at for at, _, _ in edits]
    parts: dict[int, str] = {}
    for keep in _all(log, "keep"):
        parts[keep["src"][0]] = _unedited(text, keep, edits, starts)
    for record in _all(log, "del"):
        parts[record["src"][0]] = record["text"]
    return _with_copies(parts, log)


def _unedited(text: str, keep: Record, edits: list[tuple[int, str, str]], starts: list[int]) -> str:
    (at, end), (shown, last) = keep["src"], keep["dst"]
    back: list[str] = []
    for place, old, new in edits[bisect_left(starts, at) : bisect_left(starts, end)]:
        back += [text[shown : shown + place - at], old]
        shown += place - at + len(new)
        at = place + len(old)
    return "".join([*back, text[shown:last]])


def _with_copies(parts: dict[int, str], log: list[Record]) -> str:
    """Puts the copies back from their twins, which are all there by now."""
    copies = _all(log, "dup")
    for record in copies:
        if "text" in record:
            parts[record["src"][0]] = record["text"]
    size = log[0]["source"]["chars"]
    known = "".join(_with_gaps(parts, size))
    for record in copies:
        said = known[slice(*record["same_as"])]
        head, tail, words = record.get("diff", [len(said), 0, ""])
        copy = said[:head] + words + said[len(said) - tail :]
        parts.setdefault(record["src"][0], copy)
    return "".join(part for _, part in sorted(parts.items()))


def _with_gaps(parts: dict[int, str], size: int) -> Iterable[str]:
    at = 0
    for start, part in sorted(parts.items()):
        yield "\0" * (start - at)
        yield part
        at = start + len(part)
    yield "\0" * (size - at)


def _all(log: list[Record], op: str) -> list[Record]:
    return [record for record in log if record["op"] == op]


def _edits(log: list[Record]) -> list[tuple[int, str, str]]:
    """Every rewriting and insertion: place, old words, new words; insertions come first."""
    edits = [
        (at, record.get("from", ""), record["to"] if record["op"] == "sub" else record["text"])
        for record in log
        if record["op"] in ("sub", "ins")
        for at in positions(record)
    ]
    return sorted(edits, key=lambda edit: (edit[0], edit[1] != ""))
