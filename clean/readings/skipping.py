"""Where the reading behind skips too: what stands once within a run of the reading ahead is of that run.

In go the pairs of two readings and the readings of all units by the plain account, in which the reading
behind skips nothing; out comes whether another account is worth while, and what it starts from.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from clean.readings.labels import Stream
from clean.readings.twins import Group


def lone_run(stream: Stream, groups: Sequence[Group], lanes: Sequence[int]) -> bool:
    """Whether a run of the reading behind holds nothing that is said twice."""
    held = {k for group in groups for k in group}
    runs = groupby(range(min(stream.free, len(lanes))), lanes.__getitem__)
    return any(lane and held.isdisjoint(run) for lane, run in runs)


def either(stream: Stream, groups: Sequence[Group], lanes: Sequence[int]) -> Stream:
    """The same stream where what stands once may be of either reading."""
    held = {k for group in groups for k in group}
    may = [may if k in held else tuple(range(stream.readings)) for k, may in enumerate(stream.may)]
    return stream._replace(may=may, guess=list(lanes))
