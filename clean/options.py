"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from clean.writers import FORMATS

F = TypeVar("F", bound=Callable[..., Any])

# Whether a path can be read is told for each by name; none stops the others.
PATH = click.Path(path_type=Path, readable=False)


def known(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The name of an encoding of text files, or a usage error."""
    from clean.decoding.charsets import charset

    try:
        charset(value or "utf-8")
    except LookupError as error:
        raise click.BadParameter(str(error), ctx, param) from None
    return value


def chosen(command: F) -> F:
    """The options that say which rules run and how the bytes are read."""
    return compared(
        click.option("--select", multiple=True, metavar="RULES", help="Run only these rules.")(
            command
        )
    )


def compared(command: F) -> F:
    """The same where documents are compared: under all rules but those left out."""
    for option in (
        click.option("--encoding", callback=known, help="Read the files in this encoding."),
        click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out."),
    ):
        command = option(command)
    return command


def several(command: F) -> F:
    """Many documents at once: paths and processes."""
    command = click.option(
        "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0: as fits."
    )(command)
    return click.argument("paths", nargs=-1, required=True, type=PATH, metavar="IN...")(command)


def configured(command: F) -> F:
    """Which configuration counts."""
    for option in (
        click.option("--isolated", is_flag=True, help="Read no configuration."),
        click.option("--config", type=PATH, metavar="FILE", help="Read this one, no other."),
    ):
        command = option(command)
    return command


def told(command: F) -> F:
    """The options of check and fix: what is looked at, and how it is told."""
    for option in (
        click.option("--allow-empty", is_flag=True, help="No document at all is no fault."),
        click.option("--force-exclude", is_flag=True, help="Leave out what was named, too."),
        click.option("--show-files", is_flag=True, help="List the documents, and end."),
        click.option("--show-settings", is_flag=True, help="Print the settings, and end."),
        click.option("--diff", is_flag=True, help="Show what would change; write nothing."),
        click.option("-q", "--quiet", is_flag=True, help="Complaints and the exit code only."),
        click.option(
            "--output-file",
            type=PATH,
            metavar="FILE",
            help="Tell it to a file; its folder is made.",
        ),
        click.option("--statistics", is_flag=True, help="Count by rule instead."),
        click.option("--output-format", type=click.Choice(FORMATS), help="[default: concise]"),
    ):
        command = option(command)
    return command
