"""Lines that a project's configuration calls boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import cache

from clean.document import Edit
from clean.rule import Rule, erases

NAME = "own-boilerplate"
# Signs that a pattern must name, so that it does not take half a document with it.
LEAST = 2
_WILD = re.compile(r"\[[^\]]*\]|[*?]")
_LINE = re.compile(r"[^\n]+")


def check(patterns: Sequence[str]) -> None:
    """Raises ValueError for a pattern that names fewer than two signs of the line."""
    for pattern in patterns:
        if len("".join(_WILD.sub("", pattern).split())) < LEAST:
            raise ValueError(
                f"the boilerplate pattern {pattern!r} fits too much; name {LEAST} signs of the line"
            )


@cache
def rule(patterns: tuple[str, ...]) -> Rule:
    """The rule that takes out the lines these shell patterns fit, from end to end.

    Shell patterns, not regular expressions: `fnmatch` sets each part between two stars as
    an atomic group, which is never tried again, so no pattern takes more than time linear
    in the line (times its own length).
    """
    fit = [re.compile(translate(pattern)).match for pattern in patterns]

    @erases
    def own_boilerplate(text: str) -> Iterator[Edit]:
        """A line that the project's own patterns call boilerplate."""
        for line in _LINE.finditer(text):
            if any(fits(line[0].strip()) for fits in fit):
                yield Edit(*line.span(), why="the project's own pattern")

    return own_boilerplate
