"""What was found, told: in the format that was asked for, on standard output or in a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import repeat
from operator import add
from pathlib import Path

from clean.commands.each import DONE, FAILED, FOUND, Outcome, complain
from clean.config.load import Config
from clean.faults import Checked, counted
from clean.files import advice, write
from clean.report import on_one_line
from clean.writers import FOR_PEOPLE, counting, writer
from clean.writers.colour import PLAIN, palette


@dataclass(frozen=True)
class Output:
    """How the outcome is told: the format, where to, and whether as figures, or not at all."""

    format: str | None = None
    file: Path | None = None
    statistics: bool = False
    quiet: bool = False
    show_fixes: bool = False
    fixed_is_found: bool = False

    def by(self, config: Config) -> Output:
        """The same, in the format of the configuration where none was asked for."""
        return replace(self, format=self.format or config["output-format"])

    @property
    def is_for_people(self) -> bool:
        """Whether other words may stand beside the findings."""
        return (self.format or FOR_PEOPLE[0]) in FOR_PEOPLE and not self.file


def show(checked: Iterable[Checked], output: Output) -> int:
    """Tell what was found; complaints go to standard error. The exit code, the worst of all.

    It is the same for every format. Raises OSError where standard output takes nothing.
    """
    codes = [DONE]
    seen = _counted(checked, codes)
    if output.quiet:
        for _ in seen:
            pass
        return max(codes)
    if not output.file:
        sys.stdout.writelines(map(add, _lines(seen, output), repeat("\n")))
        return max(codes)
    words = "".join(f"{line}\n" for line in _lines(seen, output))
    try:
        write(output.file, words.encode("utf-8", "surrogateescape"))
    except OSError as error:
        return complain(f"{output.file}: {advice(error)}")
    return max(codes)


def told_diff(outcomes: Iterable[Outcome]) -> int:
    """Print the lines of a diff, in colours where they show. The exit code."""
    from clean.writers.diff import coloured

    worst, ink = DONE, palette(sys.stdout, os.environ)
    for outcome in outcomes:
        for line in outcome.lines:
            print(coloured(on_one_line(line), ink))
        if outcome.error:
            complain(outcome.error)
        worst = max(worst, outcome.code)
    return worst


def _lines(checked: Iterable[Checked], output: Output) -> Iterator[str]:
    form = output.format or FOR_PEOPLE[0]
    ink = PLAIN if output.file else palette(sys.stdout, os.environ)
    if not output.statistics:
        return writer(form)(checked, ink)
    counts = counting(form)
    return counts(counted(checked)) if counts else _beside(list(checked), form)


def _beside(checked: list[Checked], form: str) -> Iterator[str]:
    """The report in a format that has no form for counts; they go to standard error."""
    from clean.writers.lines import statistics

    yield from writer(form)(checked, PLAIN)
    for words in statistics(counted(checked)):
        print(words, file=sys.stderr)


def _counted(checked: Iterable[Checked], codes: list[int]) -> Iterator[Checked]:
    """The same, while complaints are told and the exit codes kept."""
    for one in checked:
        if one.error:
            codes.append(FAILED)
            complain(one.error)
        elif one.is_found:
            codes.append(FOUND)
        yield one
