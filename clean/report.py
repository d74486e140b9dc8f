"""What cleaning does, told to people: findings with their places, tables, one line a document."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from clean.columns import table
from clean.document import Finding, Piece, Reason, Span
from clean.formats import facts_as_record, findings_as_records
from clean.language import spoken
from clean.log import digest
from clean.pieces import finding

if TYPE_CHECKING:
    from clean.cleaned import Cleaned

Record = dict[str, Any]

# How much of a long passage is quoted, and how much stands around a short one.
QUOTED, AROUND = 40, 6
BREAK = re.compile(r"[\r\n]")
# Controls, line and paragraph separators, marks that turn the direction of writing.
_BREAKING = re.compile("[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Lines:
    """The lines of a text, to tell where an offset is; CR, LF and CRLF end a line."""

    def __init__(self, text: str) -> None:
        lines = text.replace("\r\n", "\0\n").replace("\r", "\n").split("\n")[:-1]
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset; both count from 1, columns in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def ends(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Line and column of both ends of a span."""
        line, column = self.place(start)
        if line == len(self.starts) or end < self.starts[line]:
            return line, column, line, column + end - start
        return line, column, *self.place(end)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column. Raises IndexError where there is no such line."""
        if line < 1 or column < 1:
            raise IndexError(line)
        return self.starts[line - 1] + column - 1


def faults(document: Cleaned, lines: Lines, changed: Iterable[Piece]) -> list[Finding]:
    """What cleaning would change, and what was seen besides, of a text that is not canonical.

    Each finding has the rule, a span of the source text, and a message that says what
    stands there and what would stand. `lines` are those of the source, `changed` is `changes`.
    """
    told = [_fault(document.source.text, lines, piece) for piece in changed]
    apart = [
        Finding(piece.start, piece.end, move.rule, f"stands in another place: {move.why}")
        for piece, move in moved(document)
    ]
    return sorted([*readings(document), *told, *apart, *document.findings])


def quoted(words: str) -> str:
    """Words in quotation marks: long ones cut in the middle, signs without a shape spelt out."""
    if len(words) > QUOTED:
        words = words[: QUOTED // 2] + "…" + words[-QUOTED // 4 :]
    return '"' + visible(words) + '"'


def _again(words: str) -> str:
    """The same for words that a document's faults name again and again: a comma, a bracket."""
    return _quoted(words) if len(words) <= AROUND else quoted(words)


_quoted = lru_cache(maxsize=1024)(quoted)


def span_text(document: Cleaned, span: Span) -> str:
    """The source words of a span, quoted."""
    return quoted(document.source.text[slice(*span)])


def visible(words: str) -> str:
    """Words with the signs that have no shape of their own spelt out."""
    words = words.replace("\u3000", r"\u3000")
    return words if words.isprintable() else "".join(map(_seen, words))


def on_one_line(words: str) -> str:
    """Words that may hold a file name, with what would break or turn a line spelt out.

    Bytes of a name that are no UTF-8 stay, and so does every kind of space: a name is
    printed as it can be typed.
    """
    if words.isprintable():
        return words
    return _BREAKING.sub(lambda found: _seen(found[0]), words)


def record(document: Cleaned, name: str, log: str) -> Record:
    """The manifest's record of a document; `log` is its log."""
    source = document.source
    end = json.loads(log[log.rindex("\n", 0, -1) :])
    found = {finding.rule for finding in document.findings}
    return {
        "name": name,
        "source": {
            "sha256": digest(source.data),
            "bytes": len(source.data),
            "chars": len(source.text),
            "encoding": source.encoding,
        },
        **({"page": document.settings["page"]} if "page" in document.settings else {}),
        "canonical": {"sha256": digest(document.text), "chars": len(document.text)},
        "metadata": facts_as_record(document.facts),
        "counts": {rule: n for rule, n in end["counts"].items() if rule not in found},
        "findings": findings_as_records(document.findings),
    }


def manifest(records: Iterable[Record]) -> bytes:
    """The records as JSON Lines; bytes of a name that are no UTF-8 stand as escapes."""
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in records)
    return "".join(lines).encode("utf-8", "backslashreplace")


def line(one: Mapping[str, Any]) -> str:
    """A manifest record as one line for people."""
    before, after = one["source"]["chars"], one["canonical"]["chars"]
    changes, found = sum(one["counts"].values()), len(one["findings"])
    said = f"{before} -> {after} characters, {_many(changes, 'change')}"
    more = spoken(f", {_many(found, 'finding')}") if found else ""
    return f"{one['name']}: {spoken(said)}{more}"


def summary(records: Sequence[Record]) -> str:
    """A table of the run: what each rule changed or found, and in how many documents."""
    done = [one for one in records if "refusal" not in one]
    changes: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for one in done:
        changes.update(one["counts"])
        found = Counter(finding["rule"] for finding in one["findings"])
        findings.update(found)
        documents.update({*one["counts"], *found})
    rows = [
        (rule, str(documents[rule]), str(changes[rule]), str(findings[rule]))
        for rule in sorted(documents, key=lambda rule: (-changes[rule], rule))
    ]
    totals = (spoken("all rules"), str(len(done)), str(changes.total()), str(findings.total()))
    head = [*map(spoken, ("rule", "documents", "changes", "findings"))]
    return table([head, *rows, totals]) + "\n" + _closing(records, done)


def _closing(records: Sequence[Record], done: Sequence[Record]) -> str:
    before = sum(one["source"]["chars"] for one in done)
    after = sum(one["canonical"]["chars"] for one in done)
    said = f"{_many(len(done), 'document')} cleaned, {len(records) - len(done)} refused"
    return spoken(f"{said}; {before:,} -> {after:,} characters")


def _many(n: int, what: str) -> str:
    return f"{n} {what}" + ("s" if n != 1 else "")


def changes(document: Cleaned) -> Iterator[Piece]:
    """The changed pieces; what one decision erased in several pieces comes as one."""
    last: Piece | None = None
    changed = [piece for piece in document.pieces if piece.text is not None]
    for piece in sorted(changed, key=itemgetter(0, 1)):
        if last and last.end == piece.start and not last.text and last[2:4] == piece[2:4]:
            last = last._replace(end=piece.end)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def moved(document: Cleaned) -> Iterator[tuple[Piece, Reason]]:
    """The first words that still show of each stretch that was moved, and their move."""
    move: Reason | None = None
    for piece in document.pieces:
        move = piece.move or move
        if move and piece.size and piece.end > piece.start:
            yield piece, move
            move = None


def _fault(text: str, lines: Lines, piece: Piece) -> Finding:
    start, end, words, reason, _ = piece
    came = text[start:end]
    if not came:
        before, after = _beside(text, start, end)
        between = f" between {quoted(before)} and {quoted(after)}" if before and after else ""
        said = f"{quoted(words or '')} is missing{between}"
    elif words:
        said = f"{_again(came)} would be {_again(words)}{_context(text, start, end)}"
    else:
        said = _erasure(text, lines, piece)
    return finding((start, end, reason.rule if reason else "", said))


def _erasure(text: str, lines: Lines, piece: Piece) -> str:
    start, end, _, reason, _ = piece
    came = text[start:end]
    if reason and reason.twin:
        place = "{}:{}".format(*lines.place(reason.twin.start))
        return f"{quoted(came)} would go: said at {place} too"
    why = f": {reason.why}" if reason and reason.why else ""
    around = _context(text, start, end) if came.isspace() else ""
    return f"{quoted(came)} would go{why}{around}"


def _context(text: str, start: int, end: int) -> str:
    """The line around a small change, so that it is found by eye."""
    if end - start > AROUND:
        return ""
    line = text[max(0, start - AROUND) : end + AROUND]
    if "\n" in line or "\r" in line:
        line = text[start:end].join(_beside(text, start, end))
    return f" (in {quoted(line)})" if len(line) > end - start else ""


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """A few signs before and behind a span, on its lines."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if "\n" in before or "\r" in before:
        before = BREAK.split(before)[-1]
    if "\n" in after or "\r" in after:
        after = BREAK.split(after)[0]
    return before, after


def readings(document: Cleaned) -> Iterator[Finding]:
    """How the bytes differ from those of a canonical text, whatever the words are."""
    source = document.source
    if source.bom:
        yield Finding(0, 0, "byte-order-mark", "the file begins with a byte order mark")
    if normalize("NFKC", source.encoding).lower().replace("_", "-") not in ("utf-8", "ascii"):
        yield Finding(0, 0, "other-encoding", f"the file is {source.encoding}, not UTF-8")
    for patch in source.patches:
        said = f"bytes {patch.data.hex(' ')} are not {source.encoding}"
        yield Finding(patch.at, patch.at + patch.n, "stray-byte", said)


def _seen(sign: str) -> str:
    return sign if sign.isprintable() else repr(sign)[1:-1]
