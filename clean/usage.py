"""How a command tells how it is called, and what was wrong with a call, in either language.

click writes help and usage errors in English; here they pass `spoken` on their way out. Every
command made with `@main.command()` takes `--lang`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from inspect import cleandoc
from itertools import pairwise
from typing import IO, Any

import click

from clean.language import LANGUAGES, language, speak, spoken, usual


class Formatter(click.HelpFormatter):
    """Help in the language that is spoken; Chinese stands in the lines the table gives it."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or spoken("Usage:") + " ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(spoken(heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        if language() == "en":
            super().write_text(text)
            return
        pad = " " * self.current_indent
        told = "\n\n".join(map(spoken, paragraphs(text)))
        self.write("".join(f"{pad}{line}".rstrip() + "\n" for line in told.split("\n")))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names with what they mean."""
        said = [(name, spoken(meaning)) for name, meaning in rows]
        super().write_dl(said, col_max, col_spacing)


class Context(click.Context):
    """A call whose help is written in the language that is spoken."""

    formatter_class = Formatter


class Command(click.Command):
    """A command in two languages."""

    context_class = Context

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params.append(_lang())

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, for the list of the commands."""
        if language() == "en":
            return super().get_short_help_str(limit)
        return spoken(next(paragraphs(self.help or ""), "")).partition("。")[0] + "。"


class Group(click.Group):
    """The command whose parts the commands are; a new call begins in the usual language."""

    context_class = Context
    command_class = Command

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params.append(_lang())

    def make_context(
        self, info_name: str | None, args: list[str], *more: Any, **extra: Any
    ) -> click.Context:
        """Read the arguments of the group itself, in the language that any of them names."""
        speak(asked(args) or usual())
        with _told():
            return super().make_context(info_name, args, *more, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command that is named."""
        with _told():
            return super().invoke(ctx)


class Misuse(click.UsageError):
    """A usage error of click, told in the language that is spoken."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is called, and what was wrong."""
        said = [spoken(f"Error: {self.format_message()}")]
        if self.ctx:
            hint = f"Try '{self.ctx.command_path} --help' for help."
            said = [self.ctx.get_usage(), spoken(hint), "", *said]
        click.echo("\n".join(said), file=file, err=True)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text, each as one line."""
    return (" ".join(part.split()) for part in cleandoc(text).split("\n\n") if part.strip())


def asked(args: Sequence[str]) -> str:
    """The language that the arguments name, before they are read: help and errors need it."""
    named = [follows for name, follows in pairwise(args) if name == "--lang"]
    named += [name.removeprefix("--lang=") for name in args if name.startswith("--lang=")]
    return next((name for name in named if name in LANGUAGES), "")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        if language() == "en" or isinstance(error, Misuse):
            raise
        raise Misuse(error.format_message(), error.ctx) from error


def _lang() -> click.Option:
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        help="Speak Chinese or English; by default as the locale does.",
        expose_value=False,
    )
