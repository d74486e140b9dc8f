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
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any
from unicodedata import normalize

from clean.document import Document, Edit, Span, Stretch
from clean.misread import reread
from clean.signs import NUMERAL

Plan = Callable[[str], Iterable[Edit]]
Order = Callable[[str], Iterable[Stretch]]
Look = Callable[[str], Iterable[tuple[int, int, str]]]

NUMBER = re.compile(
    rf"\d+(?:\.\d+)*|第[{NUMERAL}]+|[{NUMERAL}]+(?=、)|(?<=\()[{NUMERAL}]+(?=\))"
    r"|[〇零一二三四五六七八九]{2,4}年"
)
# What tells no figure: all but letters and the points within figures.
NO_FIGURE = re.compile(r"(?!(?<=\d)\.(?=\d))[\W_]")
ALIKE = 0.6


class BrokenPromise(Exception):
    """A rule proposed more than it promised; the document is left as it was before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the chain: its name, stage, promise, and the function that plans."""

    plan: Callable[[str], Iterable[Any]]
    promise: str
    name: str = field(init=False)
    """The function's name with hyphens: `menu-line`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.plan.__name__.replace("_", "-"))

    @property
    def stage(self) -> str:
        """The module the rule lives in: `boilerplate`."""
        return self.plan.__module__.rpartition(".")[2]

    @property
    def page(self) -> str:
        """The rule's docstring."""
        return (self.plan.__doc__ or "").strip()

    @property
    def safe(self) -> bool:
        """Whether `clean fix` may do it unasked: no sign that is seen is lost or put elsewhere.

        What respells keeps the words; what stands in the stage `unseen` erases only signs
        without a shape. Whatever else erases, repeats, orders or rewrites is asked for.
        """
        return self.promise == "respells" or (self.promise, self.stage) == ("erases", "unseen")

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


def lost_numbers(came: str, stays: str, text: str) -> Counter[str]:
    """The numbers of a copy that its twin does not hold.

    A figure that is misread for certain is the twin's: a sign that stands nowhere else in the text
    in its place, a year that lost one of its four figures, a mark that lost its tens.
    """
    if came == stays or _figures(came) == _figures(stays):
        return Counter()
    held = numbers(stays)
    lost = numbers(came) - held
    return numbers(reread(key(came), key(stays), text)) - held if lost else lost


def _figures(text: str) -> str:
    """The letters and figures of a text with the points within figures.

    Where a number is cut off it reads as another one, and what is said is still the same.
    """
    return NO_FIGURE.sub("", key(text))


def _amend(rule: Rule, document: Document) -> Document:
    edits: list[Edit] = sorted(rule.plan(document.text), key=itemgetter(0, 1))
    if not edits:
        return document
    for at, broken in _breaches(rule, edits, document.text):
        raise BrokenPromise(f"rule {rule.name} at code point {at}: {broken}")
    return document.amend(rule.name, edits)


def _arrange(rule: Rule, document: Document) -> Document:
    order: list[Stretch] = list(rule.plan(document.text))
    if not order:
        return document
    at = 0
    for stretch in [*sorted(order), Stretch(len(document.text), len(document.text))]:
        if stretch.start != at or stretch.end < at:
            raise BrokenPromise(f"rule {rule.name} at code point {at}: no permutation")
        at = stretch.end
    return document.arrange(rule.name, order)


def _look(rule: Rule, document: Document) -> Document:
    seen = list(rule.plan(document.text))
    return document.note(rule.name, seen) if seen else document


def _breaches(rule: Rule, edits: list[Edit], text: str) -> Iterator[tuple[int, str]]:
    """Where edits do more than the rule promised, and what."""
    at = 0
    check = _CHECK[rule.promise]
    for edit in edits:
        if not at <= edit.start <= edit.end <= len(text):
            yield edit.start, "edits overlap or run out of the text"
        if broken := check(edit, text):
            yield edit.start, broken
        at = edit.end
    if rule.promise == "repeats":
        gone = [Span(edit.start, edit.end) for edit in edits]
        yield from (
            (e.start, "the twin goes too") for e in edits if e.twin and _meets(e.twin, gone)
        )


def _more_than_respelt(edit: Edit, text: str) -> str:
    came = text[edit.start : edit.end]
    return "" if _same_words(came, edit.text) else f"{came!r} is not {edit.text!r}"


@lru_cache(maxsize=1024)
def _same_words(one: str, other: str) -> bool:
    return key(one) == key(other)


def _more_than_erased(edit: Edit, _: str) -> str:
    return "more than an erasure" if edit.text or edit.end <= edit.start else ""


def _more_than_repeated(edit: Edit, text: str) -> str:
    if edit.twin is None or edit.likeness < ALIKE:
        return f"no twin, or one too unlike ({edit.likeness:.2f})"
    came, stays = text[edit.start : edit.end], text[slice(*edit.twin)]
    lost = lost_numbers(came, stays, text)
    return f"numbers lost: {sorted(lost)}" if lost else _more_than_erased(edit, text)


def _more_than_mended(edit: Edit, _: str) -> str:
    return "" if edit.why else "a rewriting without its reason"


def _meets(span: Span, others: list[Span]) -> bool:
    """Whether the span overlaps one of the sorted, disjoint others."""
    i = bisect_left(others, (span.end, span.end))
    return i > 0 and others[i - 1].end > span.start and span.end > span.start


_CHECK = {
    "respells": _more_than_respelt,
    "erases": _more_than_erased,
    "repeats": _more_than_repeated,
    "rewrites": _more_than_mended,
}
_APPLY = {"orders": _arrange, "finds": _look, **dict.fromkeys(_CHECK, _amend)}
