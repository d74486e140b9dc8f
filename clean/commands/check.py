"""`check` tells what cleaning would change; `fix` changes it in place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clean import report
from clean.cleaned import Cleaned
from clean.commands.each import DONE, FOUND, STDIN, Outcome, Watch, arrived, attempt, each, say
from clean.commands.run import prove
from clean.files import Input, write
from clean.language import spoken
from clean.pipeline import Options, data, file, is_page
from clean.stages.encoding import Refusal


def check(paths: Sequence[Path], options: Options, jobs: int, watch: Watch) -> int:
    """Print `path:line:column: rule message` for all that cleaning would change.

    The exit code: 0 when every document is canonical, 1 when one is not, 2 when one
    could not be read. `-` is standard input. Writes nothing.
    """
    stdin = [path for path in paths if str(path) == "-"]
    files = [path for path in paths if str(path) != "-"]
    code = say(each(files, faults_of, options, jobs, watch))
    if stdin:
        code = max(code, say([attempt(_arrived, options, STDIN)]))
    return code


def fix(paths: Sequence[Path], options: Options, jobs: int, watch: Watch) -> int:
    """Write the canonical text in place of each document that is not canonical.

    Prints a line for each file changed. A file of which nothing would be left is left alone
    and told. The exit code: 0, 1 when one was left alone, 2 when one could not be done.
    """
    return say(each(paths, mended, options, jobs, watch))


def faults_of(document: Input, options: Options) -> Outcome:
    """What cleaning one document would change."""
    return _told(file(document.path, options), document)


def mended(document: Input, options: Options) -> Outcome:
    """One document cleaned in place, once its log is proven; mode bits stay."""
    if is_page(document.path):
        raise Refusal("web-page", "not mended in place; clean run writes its text")
    cleaned = file(document.path, options)
    if not cleaned.is_changed:
        return Outcome()
    if not cleaned.text:
        return _kept(cleaned, document)
    log = prove(cleaned)
    write(document.path, cleaned.text.encode())
    record = report.record(cleaned, str(document.path), log)
    return Outcome(lines=(report.line(record),))


def _kept(cleaned: Cleaned, document: Input) -> Outcome:
    """A document of which nothing is left: an empty file would say less, and be refused."""
    why = [found.rule for found in cleaned.findings] or ["blank-document"]
    said = spoken("nothing would be left; left alone")
    return Outcome(FOUND, (f"{document.path}:1:1: {why[0]} {said}",))


def _arrived(document: Input, options: Options) -> Outcome:
    return _told(data(arrived(), options), document)


def _told(cleaned: Cleaned, document: Input) -> Outcome:
    lines = report.notes(cleaned, str(document.path))
    return Outcome(FOUND if lines else DONE, tuple(lines))
