"""What is to be looked at, and how: the paths that were named, under their configuration."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from clean.config import load
from clean.config.excuses import OLD, Excuse, Words, baseline, suppressions
from clean.config.load import Config
from clean.config.schema import KEYS
from clean.faults import Safety
from clean.files import Input, Trouble, clashes, find
from clean.version import VERSION

STDIN = "-"


class Chosen(NamedTuple):
    """How documents are cleaned, as plain data: rules, encoding, own patterns."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    encoding: str | None = None
    patterns: tuple[str, ...] = ()


class Mending(NamedTuple):
    """How `fix` writes: the encoding (None: as the file came), and what it may change."""

    to: str | None
    allowed: Safety


class Job(NamedTuple):
    """A document to look at, and what its configuration says of it.

    `limit` is the most bytes it may have; `excuses` are the faults that stay, `settled` the
    rules of those that a person wanted to stay, which `fix` leaves out. `compared` says
    whether it is to be compared with other documents.
    """

    path: Path
    name: str
    chosen: Chosen
    limit: int
    excuses: tuple[Words, ...] = ()
    settled: tuple[str, ...] = ()
    compared: bool = False


@dataclass(frozen=True)
class Asked:
    """What the command line asks for; what is None or empty there, the configuration says.

    `index` is the file that tells the documents to compare with; `alone` asks for none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    encoding: str | None = None
    config: Path | None = None
    isolated: bool = False
    force_exclude: bool = False
    allow_empty: bool = False
    output_format: str | None = None
    index: Path | None = None
    alone: bool = False


@dataclass(frozen=True)
class Plan:
    """The jobs in the order of their names, what cannot be used, and whose excuse is whose."""

    jobs: tuple[Job, ...]
    troubles: tuple[Trouble, ...]
    excused: dict[Job, tuple[Excuse, ...]]
    configs: dict[Job, Config]


def planned(paths: Sequence[Path], asked: Asked, written: Path | None = None) -> Plan:
    """The plan for the paths; `written` is a file that will be written.

    Raises ConfigError for a configuration that cannot be followed, or ValueError where the
    written file is a document of the plan.
    """
    forget()
    files = [path for path in paths if str(path) != STDIN]
    found = [one for path in files for one in _chosen_of(path, asked)]
    inputs = {one.path.absolute(): one for one in found if isinstance(one, Input)}
    troubles = [one for one in found if isinstance(one, Trouble)]
    for clash in clashes(list(inputs.values()), [written] if written else []):
        raise ValueError(str(clash))
    return _plan(inputs.values(), troubles, asked)


def taken(found: Iterable[Input | Trouble], asked: Asked) -> Plan:
    """The plan for documents that are only read: all of them, whatever is excluded.

    What `exclude` and .gitignore name is kept from being told of and written to; it may well
    be what is to be cleaned. Raises ConfigError.
    """
    forget()
    every = list(found)
    inputs = [one for one in every if isinstance(one, Input)]
    return _plan(inputs, [one for one in every if isinstance(one, Trouble)], asked)


def _plan(inputs: Iterable[Input], troubles: Iterable[Trouble], asked: Asked) -> Plan:
    excused: dict[Job, tuple[Excuse, ...]] = {}
    configs: dict[Job, Config] = {}
    for one in sorted(inputs, key=_by_name):
        config = config_of(one.path, asked)
        excuses = tuple(_excuses(config, one.path))
        job = _job(one, config, asked, excuses)
        configs[job], excused[job] = config, excuses
    return Plan(tuple(configs), tuple(troubles), excused, configs)


def stdin_job(asked: Asked) -> Job:
    """Standard input as a job, under the configuration of the working folder; compared with nothing."""
    config = config_of(Path.cwd() / STDIN, asked)
    alone = replace(asked, index=None)
    return _job(Input(Path("<stdin>"), "<stdin>"), config, alone, ())


def job_of(path: Path, asked: Asked) -> Job:
    """One file as a job, with no excuse. Raises ConfigError."""
    return _job(Input(path, path.name), config_of(path, asked), asked, ())


def is_asked(rule: str, chosen: Chosen) -> bool:
    """Whether what a rule says is wanted."""
    return rule not in chosen.ignore and (not chosen.select or rule in chosen.select)


def config_of(path: Path, asked: Asked) -> Config:
    """The configuration in force for a file."""
    if asked.isolated:
        return load.none()
    return load.read(asked.config) if asked.config else load.nearest(path.parent)


def here(paths: Sequence[Path], asked: Asked) -> Config:
    """The configuration that says how the whole is told: that of the first path."""
    return config_of(next(iter(paths), Path()), asked)


def settings(path: Path, asked: Asked) -> dict[str, object]:
    """Every setting in force for a file, by its key, and the file it comes from."""
    config = config_of(path, asked)
    job = job_of(path, asked)
    in_force = {key: config[key] for key in KEYS}
    in_force |= {
        "select": [*job.chosen.select],
        "ignore": [*job.chosen.ignore],
        "encoding": job.chosen.encoding,
        "output-format": asked.output_format or config["output-format"],
    }
    return {"version": VERSION, "config": str(config.file) if config.file else None, **in_force}


def path_in(config: Config, path: Path) -> str:
    """A file's path as a baseline names it: relative to the configuration where it can be."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link is where it stands
    below = whole.relative_to(config.root) if whole.is_relative_to(config.root) else whole
    return below.as_posix()


def _chosen_of(path: Path, asked: Asked) -> Iterator[Input | Trouble]:
    """What a path means, without what the configuration or .gitignore leaves out."""
    found = list(find([path]))
    folder = path if path.is_dir() else None
    kept = [one for one in found if isinstance(one, Trouble) or _is_meant(one, folder, asked)]
    # A folder that holds nothing is no trouble to who allows it.
    troubled = [one for one in kept if isinstance(one, Trouble) and not one.is_empty]
    inputs = [one for one in kept if isinstance(one, Input)]
    yield from inputs
    yield from troubled
    if not inputs and not troubled and not asked.allow_empty:
        empty = [one for one in kept if isinstance(one, Trouble)]
        yield from empty or [Trouble(path, "is excluded, or all it holds is; see --show-settings")]


def _by_name(one: Input) -> tuple[bytes, bytes]:
    return os.fsencode(one.name), os.fsencode(one.path)


def _is_meant(one: Input, folder: Path | None, asked: Asked) -> bool:
    """Whether a file is looked at. One that was named is, unless --force-exclude."""
    config = config_of(one.path, asked)
    if folder is None and not (asked.force_exclude or config["force-exclude"]):
        return True
    if config["exclude"]:
        from clean.config.patterns import fits

        if fits(config["exclude"], config.root, one.path):
            return False
    return not (config["respect-gitignore"] and _is_ignored(one.path, folder))


def _is_ignored(path: Path, folder: Path | None) -> bool:
    from clean.config.patterns import is_ignored

    return is_ignored(path, folder)


def forget() -> None:
    """Read every configuration anew from now on."""
    from clean.config import patterns

    load.forget()
    patterns.forget()


def _job(one: Input, config: Config, asked: Asked, excuses: Sequence[Excuse]) -> Job:
    chosen = Chosen(
        asked.select or tuple(sorted(config["select"])),
        asked.ignore or tuple(sorted({*config["ignore"], *_ignored_for(config, one.path)})),
        asked.encoding or config["encoding"],
        tuple(config["boilerplate"]),
    )
    words = tuple((excuse.rule, excuse.text) for excuse in excuses)
    settled = tuple(sorted({excuse.rule for excuse in excuses if excuse.reason != OLD}))
    limit, compared = config["max-file-size"], asked.index is not None
    return Job(one.path, one.name, chosen, limit, words, settled, compared)


def _ignored_for(config: Config, path: Path) -> Iterable[str]:
    """The rules that the configuration leaves out for one file."""
    if not config["per-file-ignores"]:
        return ()
    from clean.config.patterns import fits

    tables = config["per-file-ignores"].items()
    return {rule for name, rules in tables if fits([name], config.root, path) for rule in rules}


def _excuses(config: Config, path: Path) -> Iterator[Excuse]:
    if suppressions(config):
        from clean.config.patterns import fits

        yield from (one for one in suppressions(config) if fits([one.path], config.root, path))
    yield from baseline(config).get(path_in(config, path), [])
