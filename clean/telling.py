"""The faults of a cleaned document: what would change, whether that is safe, what to do."""

from __future__ import annotations

import re

from clean.cleaned import Cleaned
from clean.document import Finding, Piece
from clean.faults import Fault, Safety
from clean.pipeline import CHAIN
from clean.report import Lines, changes, faults, visible

# How much of the line is shown before a place, of the place, and behind it, in code points.
BEFORE, WITHIN, BEHIND = 30, 40, 20
_LINE_END = re.compile(r"[\r\n]")
_PROMISE = {rule.name: rule.promise for rule in CHAIN}
_SAFE = frozenset(rule.name for rule in CHAIN if rule.safe)
# Faults of the bytes, which no rule of the chain names.
_READINGS = {
    "byte-order-mark": (Safety.SAFE, "clean fix takes it out"),
    "other-encoding": (Safety.NONE, "clean fix --to utf-8 writes it anew"),
    "stray-byte": (Safety.UNSAFE, "fetch it again, or clean fix --unsafe-fixes drops the bytes"),
}
_ADVICE = {
    Safety.SAFE: "clean fix mends it",
    Safety.UNSAFE: "look, then clean fix --unsafe-fixes",
    Safety.NONE: "settle it by hand, or suppress it with a reason",
}


def faults_of(document: Cleaned) -> list[Fault]:
    """The faults of a document in the order of their places; none for a canonical text."""
    lines = Lines(document.source.text)
    mended = {(piece.start, piece.end): piece for piece in changes(document)}
    return [
        _fault(document, lines, found, mended.get((found.start, found.end)))
        for found in faults(document)
    ]


def _fault(document: Cleaned, lines: Lines, found: Finding, piece: Piece | None) -> Fault:
    if not piece or not piece.reason or piece.reason.rule != found.rule:
        piece = None
    safety, advice = _READINGS.get(found.rule) or _weighed(found.rule, piece)
    end = max(found.start, found.end)
    excerpt, at, n = _excerpt(document.source.text, found.start, end)
    return Fault(
        found.rule,
        found.message,
        advice,
        safety,
        piece.text if piece else None,
        found.start,
        end,
        *lines.place(found.start),
        *lines.place(end),
        excerpt,
        at,
        n,
    )


def _weighed(rule: str, piece: Piece | None) -> tuple[Safety, str]:
    """Whether a change is safe. One that builds on an unsafe change is not."""
    if not piece and _PROMISE.get(rule) == "finds":
        return Safety.NONE, _ADVICE[Safety.NONE]
    why = piece.reason.why if piece and piece.reason else ""
    before = why.rpartition("after ")[2].split(", ") if "after " in why else []
    is_safe = rule in _SAFE and not any(name in _PROMISE and name not in _SAFE for name in before)
    safety = Safety.SAFE if is_safe else Safety.UNSAFE
    return safety, _ADVICE[safety]


def _excerpt(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The line around a place, where in it the place begins, and how long it is there."""
    before = visible(_LINE_END.split(text[max(0, start - BEFORE) : start])[-1])
    within = visible(_LINE_END.split(text[start : min(end, start + WITHIN)])[0])
    is_whole = not _LINE_END.search(text, start, end) and end - start <= WITHIN
    behind = visible(_LINE_END.split(text[end : end + BEHIND])[0]) if is_whole else ""
    return before + within + behind, len(before), max(1, len(within))
