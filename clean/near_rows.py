"""Rows that an OCR read a little differently each time: the same words but for a sign or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

from clean.pagination import TIMES, figures, masked
from clean.recurring import Page, distances, is_own_title, is_usual, saying, unspaced, wording
from clean.setting import CLOSED_END, OPEN_END

# So much of a name may be misread, and one sign of any.
MISREAD = 0.15
# Rows that recur so often are looked for, of a text not more than so many; letters of one at least.
NAME, MOST = 6, 16


def with_misread(page: Page, groups: Sequence[list[int]]) -> Iterator[list[int]]:
    """Groups of rows that recur, each with the rows that say nearly the same, figures apart."""
    often = sorted((g for g in groups if len(g) >= TIMES and _is_name(page, g)), key=len)[-MOST:]
    sought = {group[0] for group in often}
    for group in groups:
        if group[0] in sought:
            yield sorted({*group, *_near(page, saying(page, group))})
        else:
            yield group


def _is_name(page: Page, group: Sequence[int]) -> bool:
    """Whether rows say the same each time, and enough."""
    said = saying(page, group)
    return len(said) >= NAME and all(unspaced(page.said[at]) == said for at in group)


def _near(page: Page, said: str) -> Iterator[int]:
    """The rows that say nearly the same, with the same figures, but for the title itself."""
    few = max(1, int(len(said) * MISREAD))
    least = 1 - few / len(said)
    compared = SequenceMatcher(b=said, autojunk=False)
    signs = set(said)
    for at, row in enumerate(page.said):
        if abs(len(row) - len(said)) > few + 1 or len(signs.intersection(row)) < len(signs) - few:
            continue  # a cheap first look
        if not is_own_title(page, at):
            compared.set_seq1(bare := unspaced(row))
            near = bare != said and bare[-1] not in CLOSED_END + OPEN_END
            near = near and compared.quick_ratio() >= least <= compared.ratio()
            if near and figures(row) == figures(said):
                yield at


def placed(page: Page, group: Sequence[int]) -> Iterator[int]:
    """Rows of a group but for those that say it differently where no head is due.

    It is due where the usual number of lines or letters, or twice that, is between it and a neighbour.
    """
    said = wording(page, group)
    lines = [two - one for one, two in pairwise(group)]
    kept = [_usual(gaps) for gaps in (lines, distances(page, group))]
    for n, at in enumerate(group):
        due = any(any(usual[max(0, n - 1) : n + 1]) for usual in kept)
        if due or masked(unspaced(page.said[at])) == said:
            yield at


def _usual(gaps: Sequence[int]) -> list[bool]:
    """Which distances are the usual one, or twice that."""
    usual = median(gaps)
    return [is_usual(gap, usual) for gap in gaps]
