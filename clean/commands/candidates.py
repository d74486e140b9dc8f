"""What a worker is given to compare: a document, and those that it may be a copy of."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from clean.commands.plan import Job
from clean.index.entry import Entry


class Beside(NamedTuple):
    """A document and those that it may be a copy of, as `weighed` compares them.

    `own` is the entry that the index holds of it, if that tells another state; `again` is the
    command that writes the index anew, `least` the likeness from which on something is said.
    """

    job: Job
    new: Entry
    own: Entry | None
    others: tuple[tuple[Entry, Job], ...]
    again: str
    least: float

    @property
    def path(self) -> Path:
        """Where the document is."""
        return self.job.path

    @property
    def name(self) -> str:
        """What it is called in records."""
        return self.job.name
