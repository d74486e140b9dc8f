"""Readings of one document, interleaved in one file: found, proven, and put in order.

`units` cuts a text, `twins` finds what is said more than once, `proof` weighs it, `joins` tells
how well one unit follows another, `rates` how often runs end, `labels` which reading each unit
belongs to, `reading` puts all together, `passages` lays out the true order, `line_ends` judges the
lines, `slips` what copies differ in.
"""

from clean.readings.line_ends import wandering
from clean.readings.passages import Place, placed
from clean.readings.proof import Doubt
from clean.readings.reading import Readings, readings
from clean.readings.slips import LONG, Slips
from clean.readings.twins import Link, links
from clean.readings.units import Unit, recut, sentences, whole_lines

__all__ = [
    "LONG",
    "Doubt",
    "Link",
    "Place",
    "Readings",
    "Slips",
    "Unit",
    "links",
    "placed",
    "readings",
    "recut",
    "sentences",
    "wandering",
    "whole_lines",
]
