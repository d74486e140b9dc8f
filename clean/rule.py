"""A rule and its promise.

A rule is one function `plan(text)` that proposes edits, an order, or findings. Its
decorator names the promise, the most the rule may do; every proposal is checked
against it before a piece changes. A broken promise is our bug, never the document's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from clean.document import Document, Edit, Span, Stretch

Plan = Callable[[str], Iterable[Edit]]
Order = Callable[[str], Iterable[Stretch]]
Look = Callable[[str], Iterable[tuple[int, int, str]]]

HAN_NUMERAL = "〇零一二三四五六七八九十百千"
NUMBER = re.compile(
    rf"\d+(?:\.\d+)*|第[{HAN_NUMERAL}]+|[{HAN_NUMERAL}]+(?=、)|(?<=\()[{HAN_NUMERAL}]+(?=\))"
    r"|[〇零一二三四五六七八九]{2,4}年"
)
ALIKE = 0.6


class BrokenPromise(Exception):
    """A rule proposed more than it promised; the document is left as it was before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the chain: its name, stage, promise, and the function that plans."""

    plan: Callable[[str], Iterable[Any]]
    promise: str
    safe: bool = True

    @property
    def name(self) -> str:
        """The function's name with hyphens: `menu-line`."""
        return self.plan.__name__.replace("_", "-")

    @property
    def stage(self) -> str:
        """The module the rule lives in: `boilerplate`."""
        return self.plan.__module__.rpartition(".")[2]

    @property
    def page(self) -> str:
        """The rule's docstring."""
        return (self.plan.__doc__ or "").strip()

    def apply(self, document: Document) -> Document:
        """The document after this rule; raises BrokenPromise when the plan is unlawful."""
        return _APPLY[self.promise](self, document)


def respells(plan: Plan) -> Rule:
    """Promise: the same words once NFKC-folded and without white space."""
    return Rule(plan, "respells")


def erases(plan: Plan) -> Rule:
    """Promise: what is planned is taken out, nothing is put in its place."""
    return Rule(plan, "erases")


def repeats(plan: Plan) -> Rule:
    """Promise: only what a standing twin says too is taken out, with every number."""
    return Rule(plan, "repeats")


def orders(plan: Order) -> Rule:
    """Promise: a permutation of the text."""
    return Rule(plan, "orders")


def rewrites(plan: Plan) -> Rule:
    """Promise: anything, with a reason; only for text that was decoded wrongly."""
    return Rule(plan, "rewrites")


def finds(plan: Look) -> Rule:
    """Promise: nothing changes; what was seen is said."""
    return Rule(plan, "finds")


def key(text: str) -> str:
    """The text as promises compare it: NFKC, no white space, no case."""
    return "".join(normalize("NFKC", text).split())


def numbers(text: str) -> Counter[str]:
    """Every number in the text and how often it stands there, widths folded.

    Arabic figures anywhere; Han numerals where they count something for certain: 第三,
    三、, (三), 二〇一五年.
    """
    return Counter(NUMBER.findall("".join(normalize("NFKC", text).split())))


def _amend(rule: Rule, document: Document) -> Document:
    edits: list[Edit] = sorted(rule.plan(document.text), key=lambda edit: edit[:2])
    if not edits:
        return document
    text = document.text
    _check_places(rule, edits, len(text))
    _CHECK[rule.promise](rule, edits, text)
    return document.amend(rule.name, edits)


def _arrange(rule: Rule, document: Document) -> Document:
    order: list[Stretch] = list(rule.plan(document.text))
    if not order:
        return document
    at = 0
    for stretch in sorted(order):
        _hold(rule, stretch.start == at and stretch.end >= at, stretch.start, "no permutation")
        at = stretch.end
    _hold(rule, at == len(document.text), at, "no permutation")
    return document.arrange(rule.name, order)


def _look(rule: Rule, document: Document) -> Document:
    seen = list(rule.plan(document.text))
    return document.note(rule.name, seen) if seen else document


def _check_places(rule: Rule, edits: list[Edit], size: int) -> None:
    at = 0
    for edit in edits:
        _hold(rule, at <= edit.start <= edit.end <= size, edit.start, "edits overlap or run out")
        at = edit.end


def _check_respelling(rule: Rule, edits: list[Edit], text: str) -> None:
    lawful: set[tuple[str, str]] = set()
    for edit in edits:
        pair = (text[edit.start : edit.end], edit.text)
        if pair not in lawful:
            _hold(rule, key(pair[0]) == key(pair[1]), edit.start, f"{pair[0]!r} is not {pair[1]!r}")
            lawful.add(pair)


def _check_erasing(rule: Rule, edits: list[Edit], text: str) -> None:
    for edit in edits:
        _hold(rule, not edit.text and edit.end > edit.start, edit.start, "more than an erasure")


def _check_repeat(rule: Rule, edits: list[Edit], text: str) -> None:
    _check_erasing(rule, edits, text)
    gone = [Span(edit.start, edit.end) for edit in edits]
    for edit in edits:
        _hold(rule, edit.twin is not None, edit.start, "no twin named")
        twin = edit.twin or Span(0, 0)
        said = text[twin.start : twin.end]
        _hold(rule, not _meets(twin, gone), edit.start, "the twin goes too")
        _hold(rule, edit.likeness >= ALIKE, edit.start, f"likeness {edit.likeness:.2f}")
        lost = numbers(text[edit.start : edit.end]) - numbers(said)
        _hold(rule, not lost, edit.start, f"numbers lost: {sorted(lost)}")


def _check_rewriting(rule: Rule, edits: list[Edit], text: str) -> None:
    for edit in edits:
        _hold(rule, bool(edit.why), edit.start, "a rewriting without its reason")


def _meets(span: Span, others: list[Span]) -> bool:
    """Whether the span overlaps one of the sorted, disjoint others."""
    i = bisect_left(others, (span.end, span.end))
    return i > 0 and others[i - 1].end > span.start and span.end > span.start


def _hold(rule: Rule, kept: bool, at: int, what: str) -> None:
    if not kept:
        raise BrokenPromise(f"rule {rule.name} at code point {at}: {what}")


_CHECK = {
    "respells": _check_respelling,
    "erases": _check_erasing,
    "repeats": _check_repeat,
    "rewrites": _check_rewriting,
}
_APPLY = {"orders": _arrange, "finds": _look, **dict.fromkeys(_CHECK, _amend)}


def spans(pattern: re.Pattern[str], text: str) -> Iterator[Edit]:
    """Erase every match of the pattern."""
    return (Edit(*match.span()) for match in pattern.finditer(text))
