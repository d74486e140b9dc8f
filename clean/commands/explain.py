"""`explain` tells what a rule does, or what became of a place; `rules` lists the chain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from clean import report
from clean.cleaned import Cleaned
from clean.commands.each import DONE, Outcome, attempt, complain, failed, say
from clean.document import Piece, Span
from clean.files import Input
from clean.pipeline import CHAIN, Options, file
from clean.rule import Rule

# FILE:OFFSET counts code points from 0; FILE:LINE:COLUMN is what `check` prints.
_PLACE = re.compile(r"(?P<path>.+?):(?P<first>\d+)(?::(?P<column>\d+))?:?", re.DOTALL)
_PROMISES = {
    "respells": "the same words in other signs; only width, form and spaces change",
    "erases": "words are taken out, none are put in their place",
    "repeats": "only what a twin that stands says too is taken out, with every number",
    "orders": "the same words in another order",
    "rewrites": "wrongly decoded words are put right; both sides are logged",
    "finds": "nothing changes; what was seen is said",
}


def rules() -> int:
    """Print the chain as a table. The exit code."""
    rows = [(rule.name, rule.stage, rule.promise, _first(rule)) for rule in CHAIN]
    print(report.table([("rule", "stage", "promise", "what it mends"), *rows]))
    return DONE


def explain(what: str, options: Options) -> int:
    """Print a rule's page, or what became of a place in a file. The exit code."""
    found = _PLACE.fullmatch(what)
    if not found:
        return _explain_rule(what)
    path, *numbers = found.group("path", "first", "column")
    place = [int(number) for number in numbers if number]

    told = partial(_told, what, place)
    return say([attempt(told, options, Input(Path(path), path))])


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


def _told(what: str, place: list[int], document: Input, options: Options) -> Outcome:
    cleaned = file(document.path, options)
    try:
        return Outcome(lines=tuple(fate(cleaned, str(document.path), place)))
    except IndexError:
        return failed(f"{what}: the file has no such place; offsets count code points from 0")


def _explain_rule(name: str) -> int:
    by_name = {rule.name: rule for rule in CHAIN}
    if name not in by_name:
        near = get_close_matches(name, by_name, 1)
        hint = f"did you mean {near[0]}?" if near else "`clean rules` lists them"
        return complain(f"there is no rule {name!r}; {hint}")
    rule = by_name[name]
    print(f"{rule.name}\n\n{_page(rule)}\n")
    print(f"stage    {rule.stage}\npromise  {rule.promise}: {_PROMISES[rule.promise]}")
    return DONE


def _first(rule: Rule) -> str:
    return rule.page.partition("\n")[0]


def _page(rule: Rule) -> str:
    return "\n".join(line.strip() for line in rule.page.splitlines())


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
        yield f"  likeness  {reason.likeness:.2f}"
    for name, value in reason.facts:
        yield f"  fact      {name} {value}"


def _movement(document: Cleaned, index: int) -> Iterator[str]:
    """The move of the stretch the piece stands in: that of its first piece."""
    moves = (piece.move for piece in reversed(document.pieces[: index + 1]))
    if move := next(filter(None, moves), None):
        yield f"  moved     by {move.rule}" + (f": {move.why}" if move.why else "")
