"""Readings of one document, interleaved in one file: found, proven, and put in order.

`units` cuts a text, `twins` finds what is said more than once, `proof` weighs it, `joins` tells
how well one unit follows another, `labels` which reading each belongs to, `reading` puts all
together, `passages` lays out the true order, `line_ends` judges the lines.
"""

from clean.readings.line_ends import wandering
from clean.readings.passages import Place, placed
from clean.readings.proof import Doubt
from clean.readings.reading import Readings, readings
from clean.readings.twins import Link, alike, links
from clean.readings.units import Unit, recut, sentences, whole_lines

__all__ = [
    "Doubt",
    "Link",
    "Place",
    "Readings",
    "Unit",
    "alike",
    "links",
    "placed",
    "readings",
    "recut",
    "sentences",
    "wandering",
    "whole_lines",
]
