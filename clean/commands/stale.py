"""Excuses that excuse nothing any more, or that give no reason: they are findings too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from clean.commands.each import FAILED, Outcome
from clean.commands.plan import Job, Plan, is_asked
from clean.config.excuses import Excuse, baseline, is_one_file, suppressions
from clean.config.load import Config, shown
from clean.faults import COMPARING, Checked, Fault, placeless

_HEAD = re.compile(r"^[ \t]*\[\[\s*(?:tool\s*\.\s*clean\s*\.\s*)?suppress\s*\]\]", re.M)


def stale(plan: Plan, done: Iterable[tuple[Job, Outcome]]) -> Iterator[Checked]:
    """The findings in each configuration that the plan rests on.

    An excuse is stale when every file it names was looked at, by its rule too, and no
    fault needed it; or when it names one file, which is not there.
    """
    judged: dict[int, bool] = {}  # by the excuse's identity: whether it was needed
    for job, outcome in done:
        used = set((outcome.record or {}).get("used") or ())
        for i, excuse in enumerate(plan.excused.get(job, ())):
            sure = outcome.code != FAILED and _is_run(excuse.rule, job)
            judged[id(excuse)] = judged.get(id(excuse), False) or i in used or not sure
    configs = {config.file: config for config in plan.configs.values() if config.file}
    for config in configs.values():
        faults = [*_suppressions(config, judged), *_baseline(config, judged)]
        for file, found in groupby(faults, key=lambda fault: fault[0]):
            yield Checked(file, tuple(fault for _, fault in found))


def _suppressions(config: Config, judged: dict[int, bool]) -> Iterator[tuple[str, Fault]]:
    lines = _lines(config)
    for i, excuse in enumerate(suppressions(config)):
        line = lines[i] if i < len(lines) else 1
        what = f"{excuse.rule} ({excuse.path}): {excuse.text!r}"
        if not excuse.reason.strip():
            said = placeless("suppression-without-reason", what, 'add reason = "…"', line)
            yield config.name, said
        if not judged.get(id(excuse), not is_one_file(excuse, config.root)):
            said = placeless(
                "stale-suppression", f"{what} is not found any more", "remove it", line
            )
            yield config.name, said


def _baseline(config: Config, judged: dict[int, bool]) -> Iterator[tuple[str, Fault]]:
    """One finding for all that is stale in a baseline."""
    all_of_them = [excuse for excuses in baseline(config).values() for excuse in excuses]
    gone = [excuse for excuse in all_of_them if _is_gone(excuse, judged, config)]
    if gone:
        what = f"{len(gone)} of {len(all_of_them)} are not found any more, as {gone[0].rule}"
        advice = "write it again: clean check --baseline"
        said = placeless("stale-suppression", f"{what} ({gone[0].path})", advice)
        yield shown(config.root / config["baseline"]), said


def _is_gone(excuse: Excuse, judged: dict[int, bool], config: Config) -> bool:
    return not judged.get(id(excuse), (config.root / excuse.path).exists())


def _is_run(rule: str, job: Job) -> bool:
    return is_asked(rule, job.chosen) and (job.compared or rule not in COMPARING)


def _lines(config: Config) -> list[int]:
    """The lines on which the suppressions of a configuration begin, where they are tables."""
    words = config.file.read_text("utf-8") if config.file else ""
    return [words.count("\n", 0, found.start()) + 1 for found in _HEAD.finditer(words)]
