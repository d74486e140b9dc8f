"""Readings of one document, interleaved in one file: found, proven, and put in order.

`units` cuts a text, `heads` tells where parts begin without a stop, `flat` gives its letters, `anchors` the stretches
of them that stand twice, `threes` those of three readings, `claims` which letters are whose, `rests` what is left
between, `stretches` cuts the text where they end, `rows` where lines end with runs, `seams` gives marks at a cut to a
side, `aligned` puts that together; `twins` adds what is short, `thirds` what three readings say without an anchor,
`nearly` what is hurt, `proof` weighs it, `joins` tells how well one unit follows another, `rates` how often runs end,
`labels` which reading each unit belongs to, `overtaking` which of two is ahead where, `skipping` what the reading
behind left out, `reading` puts all together, `passages` lays out the true order, `line_ends` judges the lines,
`doubles` finds copies in mid-sentence, `tandems` and `copies` what stands again directly behind itself, `in_place`
whether that is all, `telling` what says enough to be one, `by_right`, `siblings` and `versions` what is none, `slips`
what copies differ in, `differing` says it, `kept` which of them stays; `pasted` finds what stands again elsewhere.
"""

from clean.readings.by_right import cried, table_or_verse
from clean.readings.copies import beside, parted, side_by_side
from clean.readings.differing import told_apart
from clean.readings.doubles import comes_back, doubles
from clean.readings.kept import lawful, strikes, struck
from clean.readings.line_ends import wandering
from clean.readings.passages import Place, placed
from clean.readings.pasted import Run, first_said, may_go, runs, slipped
from clean.readings.proof import Doubt
from clean.readings.reading import Readings, readings, repeats_much
from clean.readings.siblings import foreign, in_slot, named_apart
from clean.readings.slips import Faults, Hurt, Slips
from clean.readings.tandems import Passage, Row, likely, likely_hurt, recurs, tandems
from clean.readings.telling import DOUBLE, LISTED, LONE, Least, lines_again, lists_again, says
from clean.readings.twins import Link, links
from clean.readings.units import Unit, recut, saying, sentences, units, whole_lines
from clean.readings.versions import beside_by_right

__all__ = [
    "DOUBLE",
    "LISTED",
    "LONE",
    "Doubt",
    "Faults",
    "Hurt",
    "Least",
    "Link",
    "Passage",
    "Place",
    "Readings",
    "Row",
    "Run",
    "Slips",
    "Unit",
    "beside",
    "beside_by_right",
    "comes_back",
    "cried",
    "doubles",
    "first_said",
    "foreign",
    "in_slot",
    "lawful",
    "likely",
    "likely_hurt",
    "lines_again",
    "links",
    "lists_again",
    "may_go",
    "named_apart",
    "parted",
    "placed",
    "readings",
    "recurs",
    "recut",
    "repeats_much",
    "runs",
    "saying",
    "says",
    "sentences",
    "side_by_side",
    "slipped",
    "strikes",
    "struck",
    "table_or_verse",
    "tandems",
    "told_apart",
    "units",
    "wandering",
    "whole_lines",
]
