"""`explain` tells what a rule does, or what became of a place; `rules` lists the chain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from clean import book, report
from clean.cleaned import Cleaned
from clean.columns import table, width
from clean.commands.each import DONE, Outcome, attempt, complain, failed, say
from clean.commands.plan import Asked, Job, job_of
from clean.commands.reading import cleaned_as, known, options, read
from clean.config.load import ConfigError
from clean.document import Piece, Span
from clean.language import spoken
from clean.pipeline import CHAIN
from clean.rule import Rule, numbers

# FILE:OFFSET counts code points from 0; FILE:LINE:COLUMN is what `check` prints.
_PLACE = re.compile(r"(?P<path>.+?):(?P<first>\d+)(?::(?P<column>\d+))?:?", re.DOTALL)
# Letters of a neighbour that are shown.
TAIL = 16
# What the log says of a moved passage in a word or two (`clean.readings.passages.reason`).
_SIGNS = {
    "by its twin": "its twin in another reading stands between the same neighbours",
    "single": "it stands once, before the last twin of the reading ahead",
    "a copy": "another reading holds it too; it goes behind that copy",
}
_LIKELY = {
    "runs": "where the runs of the readings begin and end",
    "wording": "the words it shares with its neighbours",
    "outline": "the number it counts on from",
    "kind of line": "the kind of line before it: a heading, a list, an attribution",
}
_PROMISES = {
    "respells": "the same words in other signs; only width, form and spaces change",
    "erases": "words are taken out, none are put in their place",
    "repeats": "only what a twin that stands says too is taken out, with every number",
    "orders": "the same words in another order",
    "rewrites": "wrongly decoded words are put right; both sides are logged",
    "finds": "nothing changes; what was seen is said",
}


def rules() -> int:
    """Print the chain as a table, and behind it what is told beside it. The exit code."""
    head = [*map(spoken, ("rule", "stage", "promise", "what it mends"))]
    rows = [(rule.name, rule.stage, rule.promise, book.first(rule)) for rule in CHAIN]
    beside = [(name, "-", "finds", book.other(name).partition("\n")[0]) for name in book.apart()]
    print(table([head, *rows, *sorted(beside)]))
    return DONE


def explain(what: str, asked: Asked) -> int:
    """Print a rule's page, or what became of a place in a file as it is configured. The exit code."""
    found = _PLACE.fullmatch(what)
    if not found:
        return _explain_rule(what)
    path, *numbers = found.group("path", "first", "column")
    place = [int(number) for number in numbers if number]

    try:
        job = job_of(Path(path), asked)
        known([job])
    except (ConfigError, ValueError) as error:
        return complain(str(error))
    return say([attempt(partial(_told, what, place), None, job)])


def fate(document: Cleaned, name: str, place: list[int]) -> Iterator[str]:
    """What became of a code point of the source, as lines for people.

    `place` is an offset, or a line and a column. Raises IndexError outside the text.
    """
    lines = report.Lines(document.source.text)
    offset = place[0] if len(place) == 1 else lines.offset(place[0], place[1])
    index = _holder(document, offset)
    piece = document.pieces[index]
    line, column = lines.place(offset)
    sign = report.quoted(document.source.text[offset])
    yield f"{name}:{line}:{column}: {sign}, code point {offset}"
    yield f"  passage   {report.span_text(document, Span(piece.start, piece.end))}"
    yield f"  now       {_now(document, index, offset)}"
    yield from _because(document, lines, piece)
    yield from _movement(document, index)


def _told(what: str, place: list[int], job: Job, _: None) -> Outcome:
    cleaned = cleaned_as(read(job), job.path, options(job.chosen))
    try:
        return Outcome(lines=tuple(map(spoken, fate(cleaned, str(job.path), place))))
    except IndexError:
        return failed(f"{what}: the file has no such place; offsets count code points from 0")


def _explain_rule(name: str) -> int:
    by_name = {rule.name: rule for rule in CHAIN}
    if page := book.other(name):
        print(f"{name}\n\n{page}")
        return DONE
    if name not in by_name:
        near = get_close_matches(name, by_name, 1)
        hint = f"did you mean {near[0]}?" if near else "`clean rules` lists them"
        return complain(f"there is no rule {name!r}; {hint}")
    rule = by_name[name]
    facts = [*_facts(rule)]
    wide = max(width(name) for name, _ in facts) + 2
    print(f"{rule.name}\n\n{book.page(rule)}\n")
    for name, said in facts:
        print(name + " " * (wide - width(name)) + said)
    return DONE


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    """What is said of every rule beside its page, by name."""
    yield spoken("stage"), rule.stage
    yield spoken("promise"), f"{rule.promise}: {spoken(_PROMISES[rule.promise])}"
    yield spoken("safety"), spoken(_safety(rule))
    if example := book.example(rule):
        yield spoken("before"), example.before
        yield (
            spoken("says" if rule.promise == "finds" else "after"),
            example.after or spoken("nothing"),
        )
    if clause := book.clause(rule):
        yield spoken("clause"), clause


def _safety(rule: Rule) -> str:
    if rule.promise == "finds":
        return "nothing to apply: a person decides"
    if rule.safe:
        return "safe: the promise is checked on every edit"
    return "unsafe: a person should look at each edit"


def _holder(document: Cleaned, offset: int) -> int:
    """Which piece holds a code point of the source."""
    for index, piece in enumerate(document.pieces):
        if piece.start <= offset < piece.end:
            return index
    raise IndexError(offset)


def _now(document: Cleaned, index: int, offset: int) -> str:
    piece = document.pieces[index]
    if piece.text == "":
        return "gone"
    at = sum(p.size for p in document.pieces[:index])
    if piece.text is None:
        at += offset - piece.start
    line, column = report.Lines(document.text).place(at)
    words = "as it came" if piece.text is None else report.quoted(piece.text)
    return f"{words}, at {line}:{column} of the canonical text"


def _because(document: Cleaned, lines: report.Lines, piece: Piece) -> Iterator[str]:
    reason = piece.reason
    if not reason:
        return
    yield f"  rule      {reason.rule}" + (f": {reason.why}" if reason.why else "")
    if reason.twin:
        line, column = lines.place(reason.twin.start)
        yield f"  twin      {line}:{column} {report.span_text(document, reason.twin)}"
        yield f"  likeness  {reason.likeness:.2f}{_compared(document, piece, reason.twin)}"
    for name, value in reason.facts:
        yield f"  fact      {name} {value}"


def _movement(document: Cleaned, index: int) -> Iterator[str]:
    """The move of the stretch the piece stands in: that of its first piece."""
    first = next((i for i in range(index, -1, -1) if document.pieces[i].move), -1)
    move = document.pieces[first].move if first >= 0 else None
    if move:
        start = document.pieces[first].start
        lead = next((p.end for p in reversed(document.pieces[:first]) if p.text != ""), 0)
        stood, follows = _tail(document, start), _tail(document, lead)
        yield f"  moved     by {move.rule}: it stood behind {stood}"
        if follows != stood:
            yield f"            and follows {follows} now"
        else:
            yield "            and still does; a copy stood between them in reading order"
        yield f"  because   {_evidence(move.why)}"


def _tail(document: Cleaned, end: int) -> str:
    """The last words before a place of the source, and the place, for a person to look up."""
    before = document.source.text[max(0, end - 60) : end].rstrip()
    words = "".join(before.rpartition("\n")[2].split())
    end = max(end - 60, 0) + len(before)
    line, column = report.Lines(document.source.text).place(max(end - 1, 0))
    return f"“…{words[-TAIL:]}” ({line}:{column})" if words else "nothing, as the first"


def _evidence(why: str) -> str:
    """A reason as it stands in the log, as a sentence."""
    reading, _, sign = why.partition(", ")
    if sign not in _SIGNS and not sign.startswith("likely"):
        return why
    place = "leads and may skip" if reading == "A" else "lags and leaves nothing out"
    told = _SIGNS.get(sign) or f"likely so, by {_LIKELY[sign.removeprefix('likely by ')]}"
    return f"it is part of reading {reading}, which {place}: {told}"


def _compared(document: Cleaned, piece: Piece, twin: Span) -> str:
    """The numbers of a copy, which the twin must hold too."""
    came = document.source.text
    held = numbers(came[piece.start : piece.end])
    if not held:
        return ", no numbers in it"
    missing = held - numbers(came[slice(*twin)])
    count = f"{held.total()} numbers"
    return (
        f", {count}, not in the twin: {sorted(missing)}"
        if missing
        else f", {count}, all in the twin"
    )
