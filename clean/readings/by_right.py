"""What stands twice by right, one directly behind the other: rows of tables, refrains, cries, turns.

In go texts and rows, what the copies of a passage say at each place; out comes yes or no.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from clean.readings.kept import heads_line
from clean.readings.tandems import Passage
from clean.spans import rows as lines_of

# Lines of so many letters that end as verse does may be a refrain; so may this share of others.
VERSE, FREE = 20, 0.5
SUNG = ("，", "！", ",", "!")
# Of a text of which so large a part of the lines are sung, or said in turn (审判长：请坐。), short lines
# recur by right.
TURNS = 0.25
TURN = re.compile(r"[^\s（(：:]{1,8}[：:]\s*\S")
# What stands between the cells of a table row.
COLUMN = re.compile(r"\S *(?:\t|[|｜]| {3}|\u3000\u3000)\s*\S")


def cried(text: str, rows: Passage) -> bool:
    """Whether a passage is one short sentence that is cried out."""
    ends = (text[unit.start : unit.end].rstrip().endswith(("！", "!")) for unit in rows[0].units)
    return len(rows) == 1 and len(rows[0].first.said) <= VERSE and any(ends)


def table_or_verse(text: str, rows: Passage) -> bool:
    """Whether a passage is rows of a table, or a refrain, or said in turn."""
    raw = text[rows[0].first.start : rows[-1].first.end]
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    turns = heads_line(text, rows[0].first) and max(map(len, lines)) <= VERSE and in_verse(text)
    return turns or all(map(COLUMN.search, lines)) or refrain(lines)


@lru_cache(maxsize=1)
def in_verse(text: str) -> bool:
    """Whether many lines of a text are short and said in turn or sung: such recur by right."""
    lines = [text[start:end] for start, end in lines_of(text)]
    said = (len(line) <= VERSE and (line.endswith(SUNG) or TURN.match(line)) for line in lines)
    return sum(map(bool, said)) > TURNS * len(lines)


def refrain(rows: Sequence[str]) -> bool:
    """Whether lines are short and end as verse does."""
    ends = sum(row.endswith(SUNG) for row in rows)
    return ends > FREE * len(rows) and all(len(row) <= VERSE for row in rows)
