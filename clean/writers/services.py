"""Findings for the code hosts: GitHub's workflow commands, GitLab's code quality report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from clean.faults import Checked, Fault, Safety
from clean.writers.colour import Palette
from clean.writers.lines import excerpt
from clean.writers.records import dumped

# GitLab's words for how bad it is.
_SEVERITY = {
    Safety.SAFE: "minor",
    Safety.UNSAFE: "major",
    Safety.NONE: "minor",
    Safety.KEPT: "info",
}


def github(checked: Iterable[Checked], _: Palette) -> Iterator[str]:
    """`::error file=…,line=…::message`, a line a fault; refused files too.

    What is no fault is a notice.
    """
    for one in checked:
        if one.error:
            yield f"::error file={_property(one.name)}::{_data(one.error)}"
        for fault in one.faults:
            place = f"line={fault.line},endLine={fault.end_line},col={fault.column}"
            if fault.line == fault.end_line:
                place += f",endColumn={fault.end_column}"
            title = f"title={_property(f'clean: {fault.rule}')}"
            said = _data(f"{fault.message} ({fault.advice})")
            level = "notice" if fault.safety is Safety.KEPT else "error"
            yield f"::{level} file={_property(one.name)},{place},{title}::{said}"


def gitlab(checked: Iterable[Checked], _: Palette) -> Iterator[str]:
    """A JSON array of Code Climate issues, each with a fingerprint that outlives its line."""
    seen: Counter[tuple[str, ...]] = Counter()
    issues: list[dict[str, Any]] = []
    for one in checked:
        for fault in one.faults:
            identity = (one.name, fault.rule, *excerpt(fault))
            seen[identity] += 1
            issues.append(_issue(one.name, fault, (*identity, str(seen[identity]))))
        if one.error:
            issues.append(_refused(one))
    yield "[" + ",".join(f"\n {dumped(issue)}" for issue in issues) + ("\n]" if issues else "]")


def _issue(name: str, fault: Fault, identity: tuple[str, ...]) -> dict[str, Any]:
    return {
        "description": f"{fault.message} ({fault.advice})",
        "check_name": fault.rule,
        "fingerprint": _fingerprint(identity),
        "severity": _SEVERITY[fault.safety],
        "location": {
            "path": name,
            "positions": {
                "begin": {"line": fault.line, "column": fault.column},
                "end": {"line": fault.end_line, "column": fault.end_column},
            },
        },
    }


def _refused(one: Checked) -> dict[str, Any]:
    return {
        "description": one.error,
        "check_name": "refused",
        "fingerprint": _fingerprint((one.name, "refused")),
        "severity": "blocker",
        "location": {"path": one.name, "lines": {"begin": 1}},
    }


def _fingerprint(identity: tuple[str, ...]) -> str:
    return sha256(json.dumps(identity).encode()).hexdigest()[:40]


def _data(words: str) -> str:
    """The message of a workflow command: percent and line ends escaped."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    """A property of a workflow command, where colon and comma mean something too."""
    return _data(words).replace(":", "%3A").replace(",", "%2C")
