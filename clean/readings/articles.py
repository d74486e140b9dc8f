"""Whether a text counts its articles from first to last: then it was read once, whatever else it repeats."""

from __future__ import annotations

import re
from itertools import pairwise

from clean.signs import NUMERAL
from clean.signs import number as number_of

# An article's own mark: it opens a line, or white space stands behind it, which a citation lacks.
_ARTICLE = re.compile(
    rf"(?:(?<=\n)|\A)[ \t\u3000]*第([{NUMERAL}]+)条(?!规定|第|[、，和至的之])|第([{NUMERAL}]+)条[ \t\u3000]"
)
# Fewer articles count on by chance: two readings of runs of twenty articles would say none twice.
# They must fill so much of the text, for what stands before them and behind is no statute.
LEAST, MOST = 20, 0.7


def counts_through(text: str) -> bool:
    """Whether articles that fill the text count on by one each time, none twice and none left out.

    A statute repeats its duties where it names the penalties (Art. 14 and 44 of the law on asset appraisal);
    of two readings of it no long stretch says each article once.
    """
    found = list(_ARTICLE.finditer(text))
    if len(found) < LEAST or found[-1].start() - found[0].start() < MOST * len(text):
        return False
    counted = [number_of(mark[1] or mark[2]) for mark in found]
    return all(two - one == 1 for one, two in pairwise(counted))
