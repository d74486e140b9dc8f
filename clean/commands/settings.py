"""`--show-files` and `--show-settings`: what would be looked at, and under which settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from clean.commands.each import DONE, complain
from clean.commands.plan import Asked, planned
from clean.commands.plan import settings as in_force
from clean.config.load import ConfigError
from clean.report import on_one_line


def files(paths: Sequence[Path], asked: Asked) -> int:
    """Print each document that would be looked at, a line each. The exit code."""
    try:
        plan = planned(paths, asked)
    except ConfigError as error:
        return complain(str(error))
    for job in plan.jobs:
        print(on_one_line(str(job.path)))
    return max([DONE, *(complain(str(trouble)) for trouble in plan.troubles)])


def settings(paths: Sequence[Path], asked: Asked) -> int:
    """Print the settings in force for the first of the paths, as JSON. The exit code."""
    try:
        found = in_force(paths[0], asked)
    except ConfigError as error:
        return complain(str(error))
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return DONE
