"""Findings as people read them: a line each, or with the line they stand in and a caret."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from clean.columns import table
from clean.faults import Checked, Count, Fault, Safety
from clean.language import spoken
from clean.report import on_one_line, quoted, visible
from clean.writers.colour import Palette

_BREAK = re.compile(r"[\r\n]")
_MARK = {
    Safety.SAFE: "safe fix",
    Safety.UNSAFE: "unsafe fix",
    Safety.NONE: "no fix",
    Safety.KEPT: "kept",
}


def concise(checked: Iterable[Checked], ink: Palette) -> Iterator[str]:
    """`path:line:column: rule message`, a line a fault."""
    for one in checked:
        place = _place(one.name, ink)
        for fault in one.faults:
            yield _head(place, fault, ink)


def full(checked: Iterable[Checked], ink: Palette) -> Iterator[str]:
    """Each fault with its line, a caret under the place, and what to do; a count at the end."""
    counts: Counter[Safety] = Counter()
    for one in checked:
        counts.update(fault.safety for fault in one.faults)
        place = _place(one.name, ink)
        for fault in one.faults:
            yield _head(place, fault, ink)
            yield from _framed(fault, ink)
            yield ""
    if counts:
        yield _closing(counts)


def statistics(counts: Iterable[Count]) -> Iterator[str]:
    """How often each rule found something, in how many documents, and how it is mended."""
    rows = [
        (str(one.found), str(one.documents), one.rule, spoken(_MARK[one.safety])) for one in counts
    ]
    if rows:
        yield table([[*map(spoken, ("found", "documents", "rule", "fix"))], *rows])


def columns(words: str) -> int:
    """How many columns of a screen words take: Han two, combining marks none."""
    from wcwidth import wcwidth

    return sum(max(0, wcwidth(sign)) for sign in words)


def excerpt(fault: Fault) -> tuple[str, str, str]:
    """Of the line a place is in: what stands before it, there, and behind it, made visible."""
    lead, words = fault.lead, fault.around
    held = min(fault.end - fault.start, len(words) - lead)
    within = _BREAK.split(words[lead : lead + held])
    is_whole = len(within) == 1 and held == fault.end - fault.start
    behind = _BREAK.split(words[lead + held :])[0] if is_whole else ""
    return visible(_BREAK.split(words[:lead])[-1]), visible(within[0]), visible(behind)


def _place(name: str, ink: Palette) -> str:
    """A name as it can be typed, but never as two lines."""
    return f"{ink.path}{on_one_line(name)}{ink.end}"


def _head(place: str, fault: Fault, ink: Palette) -> str:
    message = on_one_line(spoken(fault.message))
    return f"{place}:{fault.line}:{fault.column}: {ink.rule}{fault.rule}{ink.end} {message}"


def _framed(fault: Fault, ink: Palette) -> Iterator[str]:
    number = str(fault.line)
    bar = f"{ink.faint}{' ' * len(number)} |{ink.end}"
    if fault.around:
        before, within, behind = excerpt(fault)
        carets = "^" * max(1, columns(within))
        yield bar
        yield f"{ink.faint}{number} |{ink.end} {before}{within}{behind}"
        yield f"{bar} {' ' * columns(before)}{ink.place}{carets}{ink.end}"
    yield f"{ink.faint}{' ' * len(number)} ={ink.end} {_remedy(fault)}"


def _remedy(fault: Fault) -> str:
    words = f" {quoted(fault.fix)}" if fault.fix else ""
    return f"{spoken(_MARK[fault.safety])}{words}{spoken(': ')}{spoken(fault.advice)}"


def _closing(counts: Counter[Safety]) -> str:
    kept = counts.pop(Safety.KEPT, 0)
    said: Sequence[str] = [
        f"{counts.total()} found",
        f"{counts[Safety.SAFE]} safe to fix (clean fix)",
        f"{counts[Safety.UNSAFE]} to look at first (clean fix --unsafe-fixes)",
        *([f"{kept} kept"] if kept else []),
    ]
    return spoken("; ").join(map(spoken, said))
