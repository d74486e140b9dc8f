"""Numbered lines that are no headings, and the list of the attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from clean.parts.kinds import SIGNATURE, kind_of
from clean.patterns import pattern
from clean.signs import HAN, mark

_ARTICLE = pattern(rf"第[{HAN}\d]{{1,6}}条")
_ENTRY = pattern(r"(\d{1,2})[.．、]")
_FILE = pattern(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd)\b", re.IGNORECASE)
# What a page offers to fetch: 附件下载：, 附件【附件1.岗位表.xlsx】已下载3120次, 公告扫描件.pdf (212 KB).
_FETCHED = pattern(
    rf"附件(?:下载|列表|清单)[:：]?|附件\d*[:：]?\s*[【\[]?[^。]{{1,100}}{_FILE.pattern}[^。]{{0,30}}"
    rf"|[^。，；：:]{{1,60}}{_FILE.pattern}(?:\s?[(（\[]\s?[\d.]+\s?[KMG]?B?\s?[)）\]])?",
    re.IGNORECASE,
)
_LISTS = pattern(r"附\s*(?:件|表|图)?\s*[:：]")
# A numbered line of this length that ends in 。 with nothing below it says something by itself.
CLAUSE = 16


def clauses(lines: list[str], kinds: list[str], _: int) -> None:
    """Numbered lines with nothing beneath them that say something themselves are text.

    What one line of a list is, the others are that stand right above and below it.
    """
    for i, line in enumerate(lines):
        if kinds[i] == "heading" and line[-1] == "。" and _ARTICLE.match(line):
            kinds[i] = "paragraph"
    for run in _runs(lines):
        bare = [_is_bare(lines, i) for i in run]
        said = [_is_clause(lines[i]) for i in run]
        if not any(map(min, said, bare)) and all(kinds[i] == "heading" for i in run):
            continue
        for i, alone, clause in zip(run, bare, said, strict=True):
            ends = lines[i][-1] == "。" and (alone or lines[i - 1][-1] in "；;")
            if kinds[i] == "heading" and (clause or ends):
                kinds[i] = "paragraph"


def _runs(lines: list[str]) -> Iterator[list[int]]:
    """Which numbered lines count on right below each other."""
    run: list[int] = []
    for i, line in enumerate(lines):
        if run and not _counts_on(lines[i - 1], line):
            yield run
            run = []
        if mark(line):
            run.append(i)
    if run:
        yield run


def _is_clause(line: str) -> bool:
    said = line[-1] == "。" and ("，" in line or len(line) >= CLAUSE)
    return said or "：" in line[:-1]


def _is_bare(lines: list[str], at: int) -> bool:
    """Whether the next line is none that could stand beneath this one."""
    if at + 1 == len(lines):
        return True
    above, below = mark(lines[at]), mark(lines[at + 1])
    if above and below:
        return below.level <= above.level
    return kind_of(lines[at + 1]) != "paragraph" or bool(SIGNATURE.fullmatch(lines[at + 1]))


def _counts_on(line: str, after: str) -> bool:
    """Whether the second line has the next mark of the same kind."""
    one, two = mark(line), mark(after)
    return (
        one is not None and two is not None and (one.kind, one.number + 1) == (two.kind, two.number)
    )


def attachments(lines: list[str], kinds: list[str], head: int) -> None:
    """The list behind 附件： goes on as long as its numbers do; files to be fetched are of it."""
    for i in range(head + 1, len(lines)):
        if kinds[i] in ("heading", "paragraph") and _FETCHED.fullmatch(lines[i]):
            kinds[i] = "attachment"
    for i, (line, after) in enumerate(pairwise(lines)):
        if kinds[i] != "attachment" or kinds[i + 1] not in ("heading", "paragraph"):
            continue
        found = _LISTS.match(line)
        entry = line[found.end() :].lstrip() if found else line
        listed = (found and _FILE.search(after)) or _is_next(entry, after)
        if listed and "。" not in after:
            kinds[i + 1] = "attachment"


def _is_next(entry: str, after: str) -> bool:
    """Whether a line is the next entry of a list, also where a year stands behind its number."""
    nth = _nth(entry) if entry else 0
    return _counts_on(entry, after) or ((nth > 0 or not entry) and _nth(after) == nth + 1)


def _nth(entry: str) -> int:
    """The number of an entry, also where a year stands right behind it: 1.2023年任务表; 0 for none."""
    found = _ENTRY.match(entry)
    return int(found[1]) if found else 0
