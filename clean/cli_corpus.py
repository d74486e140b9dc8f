"""The command `clean corpus`: how it is called; what it does is in `clean.commands.corpus`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clean.collector import paused
from clean.usage import Command

if TYPE_CHECKING:
    from clean.corpus.job import Job

F = TypeVar("F", bound=Callable[..., Any])


LEAST_MEMORY = 64 << 20
"""One process takes 73 MiB before it has read a line; much less only cuts the work into crumbs."""


class _Size(click.ParamType[int]):
    """Bytes, as in 512M or 8G."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        units = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
        figures, unit = value.rstrip("KMGkmg"), value[-1:].upper() if value[-1:].isalpha() else ""
        if not figures.isdecimal() or unit not in units or len(value) - len(figures) > 1:
            self.fail(f"{value!r} is no size; write 512M or 8G", param, ctx)
        if (size := int(figures) * units[unit]) < LEAST_MEMORY:
            self.fail(f"{value!r} is too little; give 64M or more", param, ctx)
        return size


class _Share(click.FloatRange):
    """A number of a range; NaN lies in none, which comparing does not tell."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        found = super().convert(value, param, ctx)
        if found != found:
            self.fail(f"{value!r} is no number", param, ctx)
        return found


def _engine(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The name of an engine that is installed, or a usage error."""
    name = value.partition("://")[0]
    if name not in ("pool", "ray", "dask"):
        raise click.BadParameter(f"there is no engine {value!r}; pool, ray, dask", ctx, param)
    needs = {"ray": "ray", "dask": "distributed"}.get(name)
    if needs and find_spec(needs) is None:
        raise click.BadParameter(f"needs {needs}: pip install 'docclean[{name}]'", ctx, param)
    return value


KIND = (
    click.option(
        "--drop",
        "duplicates",
        flag_value="drop",
        default="annotate",
        help="Take duplicates out, into OUT/dropped.",
    ),
    click.option(
        "--passages",
        flag_value="find",
        default="leave",
        help="Passages that several documents say, and documents inside longer ones.",
    ),
    click.option(
        "--no-clean",
        "chain",
        flag_value="none",
        default="full",
        help="Leave the texts as they are.",
    ),
    click.option(
        "--keep",
        type=click.Choice(["complete", "cleanest", "oldest", "first"]),
        default="complete",
        show_default=True,
        help="Which of duplicates stays.",
    ),
    click.option(
        "--scheme",
        type=click.Choice(["binned", "datasketch"]),
        default="binned",
        show_default=True,
        help="The signatures.",
    ),
    click.option(
        "--likeness",
        "least",
        type=_Share(0.1, 1),
        default=0.8,
        show_default=True,
        help="From this exact Jaccard on two are near copies.",
    ),
    click.option("--rows", type=click.IntRange(1), default=6, show_default=True),
    click.option("--bands", type=click.IntRange(1), default=21, show_default=True),
    click.option(
        "--gram",
        type=click.IntRange(1, 32),
        default=5,
        show_default=True,
        help="Letters of an n-gram.",
    ),
    click.option("--date-field", default="", help="The field of the date, for --keep oldest."),
    click.option("--id-field", default="", help="The field of the id; else file and row."),
    click.option("--text-field", default="text", show_default=True),
)
"""What is asked of a corpus; the output depends on these."""


WAY = (
    click.option(
        "--engine",
        default="pool",
        callback=_engine,
        show_default=True,
        help="pool, ray, dask, or the address of a cluster: ray://HOST:PORT, dask://HOST:PORT.",
    ),
    click.option(
        "--work", default="", metavar="FOLDER", help="Where to work; OUT/.work if not said."
    ),
    click.option(
        "--memory", type=_Size(), default="2G", show_default=True, help="For all processes."
    ),
    click.option(
        "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0: as fits."
    ),
)
"""How the work is done; the output does not depend on these."""


def _with(options: Sequence[Callable[[F], F]]) -> Callable[[F], F]:
    """A command with some options, which its help shows from the last to the first."""
    return lambda command: reduce(lambda made, option: option(made), options, command)


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="IN... OUT")
@_with(KIND)
@_with(WAY)
@click.option("--dry-run", "mode", flag_value="rehearse", help="Count, and write nothing.")
@click.option(
    "--explain", "mode", flag_value="explain", help="IN...: what would be found, and why."
)
def corpus(
    paths: tuple[str, ...],
    mode: str | None,
    jobs: int,
    memory: int,
    work: str,
    engine: str,
    **asked: Any,
) -> None:
    """Clean many documents and find what says the same across them.

    IN are folders or files of texts, JSON Lines (.gz, .zst) and Parquet; OUT gets the same
    files with the fate of each document, and clusters.parquet. Begun anew, it goes on where
    it was ended. Needs docclean[corpus].
    """
    _need_corpus()
    # Threads for linear algebra, of which there is none here, take 0.06 s of every process.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # One heap for numpy and Arrow: with one of its own Arrow keeps 22 MiB more of 20,000 documents.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    from clean.commands import corpus as work_on

    way = work_on.Way(jobs, memory, work, engine, _watch_stage)
    if mode == "explain":
        sys.exit(work_on.explain(_job(paths, "", **asked)))
    if len(paths) < 2:
        raise click.UsageError("name what to read and, last, the folder to write: IN... OUT")
    do = work_on.rehearse if mode == "rehearse" else work_on.corpus
    with paused():
        sys.exit(do(_job(paths[:-1], paths[-1], **asked), way))


def _job(inputs: Iterable[str], out: str, **asked: Any) -> Job:
    from clean.corpus.job import Job

    try:
        return Job(tuple(inputs), out, **asked)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _need_corpus() -> None:
    if find_spec("pyarrow") is None:
        raise click.UsageError("this needs pyarrow: pip install 'docclean[corpus]'")


def _watch_stage(name: str, counts: Iterable[Any], total: int) -> Iterable[Any]:
    """The tasks of a stage, with a bar of its rate and the time left while a person watches."""
    if total < 2 or not sys.stderr.isatty():
        yield from counts
        return
    start = time.monotonic()
    bar: Any = click.progressbar(
        counts,
        length=total,
        label=f"{name:8}",
        show_pos=True,
        item_show_func=lambda _: f"{bar.pos / max(time.monotonic() - start, 1e-3):.1f}/s",
        file=sys.stderr,
    )
    with bar:
        yield from bar
