"""The log of one document, read off its pieces.

JSON Lines, UTF-8, no clock times: a header, one record a decision, an end with the digest
of the lines before it. Offsets are code points of the decoded source. `keep`, `del` and
`dup` tile the source; `sub` and `ins` amend what is kept:

    keep  src, dst             stands in the output; rule and why when it was moved there
    del   src, rule, text      was taken out
    dup   src, rule, same_as   was taken out because its twin says it too; `diff` when not
                               to the letter: shared head, shared tail, words between
    sub   rule, from, to, at   other words for the same; `at` delta-coded positions; layout
                               that was taken out is a `sub` with empty `to`
    ins   rule, text, at       layout put in before the code point at a position; a
                               position past the last code point: at the end of the output
    byte  at, n, bytes         n code points came as these bytes
    note  src, rule, text      seen and not changed
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from os.path import commonprefix
from typing import Any

from clean.document import Document, Piece, Reason, Source, Span
from clean.runs import Run, placed, sort_out
from clean.version import LOG_FORMAT, VERSION

Record = dict[str, Any]


def digest(data: bytes | str) -> str:
    """The sha256 of bytes, or of text as UTF-8, in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def lines(document: Document, settings: Record) -> list[str]:
    """The log, one JSON text a line without line ends.

    `settings` goes into the header: digests of rules and options, versions of libraries.
    """
    decisions = list(_decisions(document))
    body = [_header(document, settings), *sorted(decisions, key=_place)]
    written = [_line(record) for record in body]
    return [*written, _end(document.source, decisions, written)]


def _line(record: Record) -> str:
    """A record as JSON that no reader of lines will cut in two."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    for sign in "\x85\u2028\u2029":
        line = line.replace(sign, f"\\u{ord(sign):04x}")
    return line


def _header(document: Document, settings: Record) -> Record:
    source, text = document.source, document.text
    return {
        "op": "head",
        "log": LOG_FORMAT,
        "tool": VERSION,
        **settings,
        "unicode": unicodedata.unidata_version,
        "source": {
            "sha256": digest(source.data),
            "bytes": len(source.data),
            "chars": len(source.text),
            "encoding": source.encoding,
            "bom": source.bom.hex(),
            "line_end": _line_end(source.text),
        },
        "canonical": {"sha256": digest(text), "chars": len(text)},
    }


def _line_end(text: str) -> str:
    crlf = text.count("\r\n")
    ends = {"crlf": crlf, "lf": text.count("\n") - crlf, "cr": text.count("\r") - crlf}
    used = [name for name, n in ends.items() if n]
    return used[0] if len(used) == 1 else "mixed" if used else "none"


def _place(record: Record) -> tuple[int, str]:
    at = record["src"][0] if "src" in record else record["at"]
    return (at[0] if isinstance(at, list) else at), record["op"]


def _end(source: Source, decisions: list[Record], written: list[str]) -> str:
    cover: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for record in decisions:
        if record["op"] in ("keep", "del", "dup"):
            cover[record["op"]] += record["src"][1] - record["src"][0]
        if "rule" in record:
            counts[record["rule"]] += record.get("n", 1)
    end = {
        "op": "end",
        "counts": dict(sorted(counts.items())),
        "coverage": {op: cover[op] for op in ("keep", "del", "dup")} | {"of": len(source.text)},
        "sha256": digest("\n".join(written) + "\n"),
    }
    return _line(end)


def _decisions(document: Document) -> Iterator[Record]:
    kept, struck = sort_out(document)
    runs, places = placed(kept, len(document.source.text))
    yield from map(_keep, runs)
    yield from _strikes(document, struck)
    yield from _grouped(document, places)
    for patch in document.source.patches:
        yield {"op": "byte", "at": patch.at, "n": patch.n, "bytes": patch.data.hex()}
    if is_changed(document):
        for note in document.notes:
            yield {"op": "note", "src": [*note[:2]], "rule": note.rule, "text": note.message}


def is_changed(document: Document) -> bool:
    """Whether cleaning did anything; of a canonical text the log says nothing."""
    return document.text.encode() != document.source.data


def _keep(run: Run) -> Record:
    record: Record = {"op": "keep", "src": [*run.src], "dst": [*run.dst]}
    if run.move:
        record |= {"rule": run.move.rule, "why": run.move.why}
    return record


def _strikes(document: Document, struck: list[Piece]) -> Iterator[Record]:
    text = document.source.text
    copies = [piece for piece in struck if piece.reason and piece.reason.twin]
    for piece in struck:
        reason = piece.reason or Reason("")
        words = text[piece.start : piece.end]
        record: Record = {"op": "del", "src": [piece.start, piece.end], "rule": reason.rule}
        if reason.twin:
            twin = _standing(text, words, reason.twin, copies)
            record |= {"op": "dup", "same_as": [*twin], "likeness": _short(reason.likeness)}
            record |= _difference(text, words, twin, copies)
        else:
            record["text"] = words
        if reason.why:
            record["why"] = reason.why
        if reason.facts:
            record["facts"] = dict(reason.facts)
        yield record


def _short(likeness: float) -> float:
    return 1 if likeness == 1 else round(likeness, 4)


def _standing(text: str, words: str, twin: Span, copies: list[Piece]) -> Span:
    """The twin that stands in the end, if the one named was struck later for one of its own."""
    for _ in copies:
        i = bisect_right(copies, twin.start, key=lambda copy: copy.start) - 1
        copy = copies[i] if i >= 0 else None
        if not copy or copy.end < twin.end or not copy.reason or not copy.reason.twin:
            return twin
        start = copy.reason.twin.start + twin.start - copy.start
        if text[start : start + len(words)] != words:
            return twin
        twin = Span(start, start + len(words))
    return twin


def _difference(text: str, words: str, twin: Span, copies: list[Piece]) -> Record:
    """How the struck words differ from the twin's; the words themselves if the twin is no help."""
    said = text[twin.start : twin.end]
    i = bisect_left(copies, twin.end, key=lambda copy: copy.start) - 1
    if i >= 0 and copies[i].end > twin.start:
        return {"text": words}
    if words == said:
        return {}
    head = len(commonprefix([words, said]))
    tail = len(commonprefix([words[head:][::-1], said[head:][::-1]]))
    return {"diff": [head, tail, words[head : len(words) - tail]]}


def _grouped(document: Document, places: list[tuple[int, Piece]]) -> Iterator[Record]:
    text = document.source.text
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, (start, end, words, reason, _) in places:
        rule, why = reason[:2] if reason else ("", "")
        groups[(rule, text[start:end], words or "", why)].append(at)
    for (rule, came, words, why), starts in groups.items():
        kind = {"op": "sub", "rule": rule, "from": came, "to": words}
        if not came:
            kind = {"op": "ins", "rule": rule, "text": words}
        starts.sort()
        deltas = [b - a for a, b in pairwise([0, *starts])]
        yield {**kind, **({"why": why} if why else {}), "n": len(starts), "at": deltas}


def positions(record: Record) -> Iterable[int]:
    """The places a `sub` or `ins` record names, in code points of the source."""
    return accumulate(record["at"])
