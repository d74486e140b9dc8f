"""What a line of some family looks like, as a row of the tables of shapes."""

from __future__ import annotations

import re
from typing import NamedTuple

# A letter that has a case, and names no class as in \d.
_LATIN = re.compile(r"(?<!\\)[A-Za-z]")
_HAN = "[一-鿿]"


class Look(NamedTuple):
    """What a line of some family looks like, and where such a line is wrapping (`Verdict`)."""

    family: str
    where: int
    shape: str
    beside: int = 0


def certain(family: str, where: int, *shapes: str) -> tuple[Look, ...]:
    """The looks of one family that are wrapping wherever these places allow."""
    return tuple(Look(family, where, shape) for shape in shapes)


def doubtful(family: str, beside: int, *shapes: str) -> tuple[Look, ...]:
    """The looks of one family that are wrapping only beside certain wrapping."""
    return tuple(look._replace(beside=beside) for look in certain(family, 0, *shapes))


def group(look: Look) -> str:
    """The shape of a look as a group of a pattern, in which the case of Latin letters counts nothing.

    Only where there are some: sets of Han compile many times slower where case is folded.
    """
    if not _LATIN.search(look.shape):
        return f"({look.shape})"
    return f"((?i:{look.shape.replace(_HAN, f'(?-i:{_HAN})')}))"
