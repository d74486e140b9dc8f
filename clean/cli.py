"""The command `clean`: how each command is called; what it does is in `clean.commands`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clean.cli_corpus import corpus
from clean.options import PATH, chosen, compared, configured, known, several, told
from clean.usage import Group
from clean.version import VERSION

if TYPE_CHECKING:
    from clean.commands.each import Outcome
    from clean.commands.kept import Kept
    from clean.commands.plan import Asked
    from clean.commands.show import Output

FORMAT = click.Choice(["txt", "md", "json"])
# A run of fewer documents is over before a bar is read.
LONG = 50


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "-V", "--version", prog_name="clean")
def main() -> None:
    """Clean scraped Chinese official documents, and prove what was done.

    Exit codes: 0 done, nothing to say; 1 something was found, or would change;
    2 something could not be done; 130 interrupted; 141 the reader of our output went away.
    """
    for stream in (sys.stdout, sys.stderr):
        # Names may hold any bytes; they go out as they came in.
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]


@main.command()
@several
@chosen
@configured
@click.option("-o", "--out", type=PATH, help="The folder to write to.")
@click.option("--log", type=PATH, help="Where the log of standard input goes.")
@click.option("--format", "form", type=FORMAT, default="txt", help="What else is written.")
def run(
    paths: tuple[Path, ...], out: Path | None, log: Path | None, form: str, jobs: int, **more: Any
) -> None:
    """Clean documents (files, folders of .txt, or - for standard input).

    Web pages (.html, .htm) are read with the extra docclean[html].

    Writes OUT/NAME.txt, OUT/NAME.log.jsonl and OUT/manifest.jsonl; --format md or json
    writes OUT/NAME.md or OUT/NAME.json beside them. With -, the canonical text, or the form
    of it that is asked for, goes to standard output and nothing else does.
    """
    from clean.commands import run as work

    asked = _asked(more)
    if Path("-") in paths:
        if len(paths) > 1 or out:
            raise click.UsageError("- stands alone and writes to standard output")
        sys.exit(work.stream(asked, log, form))
    if not out:
        raise click.UsageError("say where to write to: -o OUT")
    if log:
        raise click.UsageError("--log goes with -; a folder gets its logs beside the texts")
    sys.exit(work.run(paths, out, asked, jobs, _watch, form))


@main.command()
@several
@chosen
@configured
@told
@click.option("--index", type=PATH, metavar="FILE", help="Compare with the documents it tells.")
@click.option("--no-index", "alone", is_flag=True, help="Compare with no other document.")
@click.option("--baseline", type=PATH, metavar="FILE", help="Write the present faults there.")
@click.option("--no-cache", is_flag=True, help="Look at every document again.")
@click.option("--cache-dir", type=PATH, envvar="CLEAN_CACHE_DIR", help="Where results are kept.")
def check(paths: tuple[Path, ...], jobs: int, baseline: Path | None, **more: Any) -> None:
    """Tell what cleaning would change, and write nothing.

    A line for each place: path:line:column: rule message. Where a .clean-index lies here or
    above, documents are compared with those that it tells and with each other, too.
    """
    asked, output = _asked(more), _output(more)
    _shown(paths, asked, **more)
    from clean.commands import check as work

    if more["diff"] or baseline:
        from clean.faults import Safety

        if Path("-") in paths:
            raise click.UsageError("standard input goes with neither --diff nor --baseline")
        if baseline:
            sys.exit(work.baseline(paths, asked, baseline, jobs, _watch))
        sys.exit(work.diff(paths, asked, Safety.UNSAFE, jobs, _watch))
    kept = None if more["no_cache"] else _kept(more["cache_dir"], paths, asked)
    sys.exit(work.check(paths, asked, output, kept, jobs, _watch))


@main.command()
@several
@chosen
@configured
@told
@click.option("--unsafe-fixes", is_flag=True, help="Erase, move and rewrite, too.")
@click.option("--to", callback=known, metavar="ENCODING", help="Write in this encoding.")
@click.option("--show-fixes", is_flag=True, help="Count the changes by rule.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="1 if anything was changed.")
def fix(paths: tuple[Path, ...], jobs: int, to: str | None, **more: Any) -> None:
    """Clean documents in place. For working copies: the source is not kept.

    What is safe is done: signs get another form, no word goes. --unsafe-fixes does the rest.
    A file of which nothing would be left is told and left alone.
    """
    if Path("-") in paths:
        raise click.UsageError("fix writes files; for standard input: clean run -")
    asked, output = _asked(more), _output(more)
    _shown(paths, asked, **more)
    from clean.commands import check as looking
    from clean.commands import fix as work
    from clean.commands.plan import Mending
    from clean.faults import Safety

    how = Mending(to, Safety.UNSAFE if more["unsafe_fixes"] else Safety.SAFE)
    if more["diff"]:
        sys.exit(looking.diff(paths, asked, how.allowed, jobs, _watch))
    sys.exit(work.fix(paths, asked, output, how, jobs, _watch))


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
@chosen
@configured
def explain(what: str, **more: Any) -> None:
    """Tell what a rule does, or what became of a place in a file and why."""
    from clean.commands import explain as work

    sys.exit(work.explain(what, _asked(more)))


@main.command()
@several
@compared
@configured
@click.option("-o", "--out", type=PATH, default=".clean-index", metavar="FILE",
              help="The index to write; .clean-index without it.")  # fmt: skip
def index(paths: tuple[Path, ...], out: Path, jobs: int, **more: Any) -> None:
    """Write a small file that tells the documents of a collection, without their text.

    `check` compares new documents with it. Commit it; where two branches changed it, or the
    documents did, run this again.
    """
    from clean.commands import index as work

    sys.exit(work.index(paths, out, _asked(more), jobs, _watch))


@main.command()
def rules() -> None:
    """List the rules in the order they run."""
    from clean.commands import explain as work

    sys.exit(work.rules())


def _asked(more: dict[str, Any]) -> Asked:
    """What is asked for beside the paths."""
    from clean.commands.plan import Asked

    if more["config"] and more["isolated"]:
        raise click.UsageError("--config and --isolated exclude each other")
    if more.get("index") and more["alone"]:
        raise click.UsageError("--index and --no-index exclude each other")
    given = {one.name: more[one.name] for one in fields(Asked) if one.name in more}
    rules = {name: tuple(sorted(_names(more.get(name, ())))) for name in ("select", "ignore")}
    return Asked(**given | rules)


def _output(more: dict[str, Any]) -> Output:
    """How it is told."""
    from clean.commands.show import Output

    return Output(
        format=more["output_format"],
        file=more["output_file"],
        statistics=more["statistics"],
        quiet=more["quiet"],
        show_fixes=more.get("show_fixes", False),
        fixed_is_found=more.get("exit_non_zero_on_fix", False),
    )


def _shown(paths: Iterable[Path], asked: Asked, **more: Any) -> None:
    """Print the files or the settings instead of doing anything, where that was asked for."""
    if more["show_files"] or more["show_settings"]:
        from clean.commands import settings as work

        tell = work.files if more["show_files"] else work.settings
        sys.exit(tell(list(paths), asked))


def _kept(folder: Path | None, paths: Iterable[Path], asked: Asked) -> Kept | None:
    """What earlier runs found, if there is a place to keep it."""
    from clean.commands.kept import Kept, is_ours, place

    if folder and not is_ours(folder):
        raise click.UsageError(
            f"--cache-dir: {folder} holds other things; name a folder of its own"
        )
    folder = folder or place(list(paths), asked)
    return Kept(folder) if folder else None


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
