"""The faults of a cleaned document: what would change, whether that is safe, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from clean.cleaned import Cleaned
from clean.document import Finding, Piece
from clean.faults import Fault, Safety, made
from clean.pipeline import CHAIN
from clean.report import BREAK, Lines, changes, faults

# How many source words are kept before a place, of the place, and behind it, in code points.
BEFORE, WITHIN, BEHIND = 30, 40, 20
_PROMISE = {rule.name: rule.promise for rule in CHAIN}
_SAFE = frozenset(rule.name for rule in CHAIN if rule.safe)
# Faults of the bytes, and of a document beside others: no rule of the chain names them.
_APART = {
    "byte-order-mark": (Safety.SAFE, "clean fix takes it out"),
    "other-encoding": (Safety.NONE, "clean fix --to utf-8 writes it anew"),
    "stray-byte": (Safety.UNSAFE, "fetch it again, or clean fix --unsafe-fixes drops the bytes"),
    "same-document": (Safety.NONE, "keep one of the two"),
    "near-copy": (Safety.NONE, "compare the two and keep the better one"),
    "same-template": (Safety.KEPT, "nothing to do"),
    "stale-index": (Safety.NONE, "run the command and commit the index"),
}
_ADVICE = {
    Safety.SAFE: "clean fix mends it",
    Safety.UNSAFE: "look, then clean fix --unsafe-fixes",
    Safety.NONE: "settle it by hand, or suppress it with a reason",
}


def faults_of(document: Cleaned) -> list[Fault]:
    """The faults of a document in the order of their places; none for a canonical text."""
    if not document.is_changed:
        return []
    text = document.source.text
    lines = Lines(text)
    changed = list(changes(document))
    mended = {piece[:2]: piece for piece in changed}
    return [
        _fault(text, lines, found, mended.get(found[:2]))
        for found in faults(document, lines, changed)
    ]


def beside(document: Cleaned, said: Iterable[tuple[str, str]]) -> list[Fault]:
    """What is said of a document as a whole, by rule and message, told of its first words."""
    text = document.source.text
    start = len(text) - len(text.lstrip())
    end = found.start() if (found := BREAK.search(text, start)) else len(text)
    lines = Lines(text)
    return [_fault(text, lines, Finding(start, end, *one), None) for one in said]


def _fault(text: str, lines: Lines, found: Finding, piece: Piece | None) -> Fault:
    start, end, rule, message = found
    end = max(start, end)
    reason = piece.reason if piece else None
    mends = reason if reason and reason.rule == rule else None
    safety, advice = _APART.get(rule) or _weighed(rule, mends.why if mends else None)
    first = max(0, start - BEFORE)
    return made(
        (
            rule,
            message,
            advice,
            safety,
            piece.text if piece and mends else None,
            start,
            end,
            *lines.ends(start, end),
            text[first : min(end, start + WITHIN) + BEHIND],
            start - first,
        )
    )


@lru_cache(maxsize=1024)
def _weighed(rule: str, why: str | None) -> tuple[Safety, str]:
    """Whether a change for this reason is safe. One that builds on an unsafe change is not."""
    if why is None and _PROMISE.get(rule) == "finds":
        return Safety.NONE, _ADVICE[Safety.NONE]
    _, is_after, names = (why or "").rpartition("after ")
    before = names.split(", ") if is_after else ()
    is_safe = rule in _SAFE and not any(name in _PROMISE and name not in _SAFE for name in before)
    safety = Safety.SAFE if is_safe else Safety.UNSAFE
    return safety, _ADVICE[safety]
