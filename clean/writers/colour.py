"""Colour: on a terminal only, and as NO_COLOR and FORCE_COLOR say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TextIO


class Palette(NamedTuple):
    """What is written before each kind of words, and after it."""

    path: str = ""
    rule: str = ""
    place: str = ""
    faint: str = ""
    gone: str = ""
    come: str = ""
    end: str = ""


PLAIN = Palette()
COLOURED = Palette(
    "\x1b[1m", "\x1b[1;31m", "\x1b[1;31m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[0m"
)


def palette(stream: TextIO, environment: Mapping[str, str]) -> Palette:
    """The palette for a stream. NO_COLOR beats FORCE_COLOR, and both beat the terminal."""
    if environment.get("NO_COLOR"):
        return PLAIN
    if environment.get("FORCE_COLOR"):
        return COLOURED
    is_shown = stream.isatty() and environment.get("TERM") != "dumb"
    return COLOURED if is_shown else PLAIN
