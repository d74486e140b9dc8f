"""The command `clean`: how each command is called; what it does is in `clean.commands`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clean.cli_corpus import corpus
from clean.version import VERSION

if TYPE_CHECKING:
    from clean.commands.each import Outcome
    from clean.pipeline import Options

F = TypeVar("F", bound=Callable[..., Any])

# Whether a path can be read is told for each by name; none stops the others.
PATH = click.Path(path_type=Path, readable=False)
# A run of fewer documents is over before a bar is read.
LONG = 50


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "-V", "--version", prog_name="clean")
def main() -> None:
    """Clean scraped Chinese official documents, and prove what was done.

    Exit codes: 0 done, nothing to say; 1 something was found, or would change;
    2 something could not be done; 130 interrupted; 141 the reader of our output went away.
    """
    for stream in (sys.stdout, sys.stderr):
        # Names may hold any bytes; they go out as they came in.
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]


def _known(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The name of an encoding that Python knows and that is for text, or a usage error."""
    try:
        b"a".decode(value or "utf-8", "replace")
    except LookupError:
        raise click.BadParameter(f"there is no text encoding {value!r}", ctx, param) from None
    return value


def _chosen(command: F) -> F:
    """The options that say which rules run and how the bytes are read."""
    for option in (
        click.option("--encoding", callback=_known, help="Read the files in this encoding."),
        click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out."),
        click.option("--select", multiple=True, metavar="RULES", help="Run only these rules."),
    ):
        command = option(command)
    return command


def _several(command: F) -> F:
    """Many documents at once: paths and processes."""
    command = click.option(
        "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0: as fits."
    )(command)
    return click.argument("paths", nargs=-1, required=True, type=PATH, metavar="IN...")(command)


@main.command()
@_several
@_chosen
@click.option("-o", "--out", type=PATH, help="The folder to write to.")
@click.option("--log", type=PATH, help="Where the log of standard input goes.")
def run(
    paths: tuple[Path, ...], out: Path | None, log: Path | None, jobs: int, **chosen: Any
) -> None:
    """Clean documents (files, folders of .txt, or - for standard input).

    Writes OUT/NAME.txt, OUT/NAME.log.jsonl and OUT/manifest.jsonl. With -, the canonical
    text goes to standard output and nothing else does.
    """
    from clean.commands import run as work

    options = _options(**chosen)
    if Path("-") in paths:
        if len(paths) > 1 or out:
            raise click.UsageError("- stands alone and writes to standard output")
        sys.exit(work.stream(options, log))
    if not out:
        raise click.UsageError("say where to write to: -o OUT")
    if log:
        raise click.UsageError("--log goes with -; a folder gets its logs beside the texts")
    sys.exit(work.run(paths, out, options, jobs, _watch))


@main.command()
@_several
@_chosen
def check(paths: tuple[Path, ...], jobs: int, **chosen: Any) -> None:
    """Tell what cleaning would change, and write nothing.

    A line for each place: path:line:column: rule message.
    """
    from clean.commands import check as work

    sys.exit(work.check(paths, _options(**chosen), jobs, _watch))


@main.command()
@_several
@_chosen
def fix(paths: tuple[Path, ...], jobs: int, **chosen: Any) -> None:
    """Clean documents in place. For working copies: the source is not kept.

    A file of which nothing would be left is told and left alone.
    """
    from clean.commands import check as work

    if Path("-") in paths:
        raise click.UsageError("fix writes files; for standard input: clean run -")
    sys.exit(work.fix(paths, _options(**chosen), jobs, _watch))


@main.command()
@click.argument("text", type=PATH)
@click.argument("log", type=PATH)
@click.option("-o", "--out", type=PATH, help="The file to write; standard output without it.")
def rebuild(text: Path, log: Path, out: Path | None) -> None:
    """Give the source back, byte for byte, from TEXT and its LOG."""
    from clean.commands import prove as work

    sys.exit(work.rebuild(text, log, out))


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="OUT | TEXT LOG [SOURCE]")
def verify(paths: tuple[Path, ...]) -> None:
    """Show that texts, logs and sources agree: rebuild, replay, compare digests."""
    from clean.commands import prove as work

    if len(paths) > 3:
        raise click.UsageError("name one folder, or TEXT LOG [SOURCE]")
    sys.exit(work.verify(paths))


@main.command()
@click.argument("what", metavar="RULE | FILE:OFFSET | FILE:LINE:COLUMN")
@_chosen
def explain(what: str, **chosen: Any) -> None:
    """Tell what a rule does, or what became of a place in a file and why."""
    from clean.commands import explain as work

    sys.exit(work.explain(what, _options(**chosen)))


@main.command()
def rules() -> None:
    """List the rules in the order they run."""
    from clean.commands import explain as work

    sys.exit(work.rules())


def _options(select: Iterable[str], ignore: Iterable[str], encoding: str | None) -> Options:
    from clean.pipeline import Options

    try:
        return Options(_names(select), _names(ignore), encoding)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _names(lists: Iterable[str]) -> frozenset[str]:
    """Rule names given one by one or with commas."""
    return frozenset(name.strip() for names in lists for name in names.split(",") if name.strip())


def _watch(outcomes: Iterable[Outcome], total: int) -> Iterable[Outcome]:
    """The outcomes, with a bar while a long run goes on and a person watches."""
    if total < LONG or not sys.stderr.isatty():
        return outcomes
    with click.progressbar(outcomes, length=total, label="cleaning", file=sys.stderr) as bar:
        return list(bar)


main.add_command(corpus)
