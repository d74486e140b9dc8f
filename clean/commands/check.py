"""`check` tells what cleaning would change; `fix` changes it in place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from clean import report
from clean.cleaned import Cleaned
from clean.commands.each import DONE, FOUND, Outcome, Watch, attempt, each, say
from clean.commands.run import prove
from clean.files import Input, write
from clean.pipeline import Options, data, file


def check(paths: Sequence[Path], options: Options, jobs: int, watch: Watch) -> int:
    """Print `path:line:column: rule message` for all that cleaning would change.

    The exit code: 0 when every document is canonical, 1 when one is not, 2 when one
    could not be read. `-` is standard input. Writes nothing.
    """
    stdin = [path for path in paths if str(path) == "-"]
    files = [path for path in paths if str(path) != "-"]
    code = say(each(files, faults_of, options, jobs, watch))
    if stdin:
        came = partial(_arrived, sys.stdin.buffer.read())
        code = max(code, say([attempt(came, options, Input(Path("<stdin>"), "<stdin>"))]))
    return code


def fix(paths: Sequence[Path], options: Options, jobs: int, watch: Watch) -> int:
    """Write the canonical text in place of each document that is not canonical.

    Prints a line for each file changed. The exit code: 0, or 2 when one could not be done.
    """
    return say(each(paths, mended, options, jobs, watch))


def faults_of(document: Input, options: Options) -> Outcome:
    """What cleaning one document would change."""
    return _told(file(document.path, options), document)


def mended(document: Input, options: Options) -> Outcome:
    """One document cleaned in place, once its log is proven; mode bits stay."""
    cleaned = file(document.path, options)
    if not cleaned.is_changed:
        return Outcome()
    log = prove(cleaned)
    write(document.path, cleaned.text.encode())
    record = report.record(cleaned, str(document.path), log)
    return Outcome(lines=(report.line(record),))


def _arrived(came: bytes, document: Input, options: Options) -> Outcome:
    return _told(data(came, options), document)


def _told(cleaned: Cleaned, document: Input) -> Outcome:
    lines = report.notes(cleaned, str(document.path))
    return Outcome(FOUND if lines else DONE, tuple(lines))
