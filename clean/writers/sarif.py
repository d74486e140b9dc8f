"""Findings as SARIF 2.1.0, with places in code points and the edits that mend them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from clean.faults import Checked, Fault, Safety
from clean.version import VERSION
from clean.writers.colour import Palette

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = dict.fromkeys(Safety, "warning") | {Safety.KEPT: "note"}
Json = dict[str, Any]


def sarif(checked: Iterable[Checked], _: Palette) -> Iterator[str]:
    """One SARIF log of one run; refused files are notifications of the invocation."""
    documents = list(checked)
    rules = sorted({fault.rule for one in documents for fault in one.faults})
    nth = {rule: i for i, rule in enumerate(rules)}
    results = [_result(one.name, fault, nth) for one in documents for fault in one.faults]
    refused = [_notification(one) for one in documents if one.error]
    driver: Json = {"name": "clean", "version": VERSION, "rules": [{"id": rule} for rule in rules]}
    run = {
        "tool": {"driver": driver},
        # A lone CR ends a line for us, which is not what SARIF takes for granted.
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [
            {"executionSuccessful": not refused, "toolExecutionNotifications": refused}
        ],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    words = json.dumps(log, ensure_ascii=False, indent=1)
    yield words.encode("utf-8", "backslashreplace").decode()


def _result(name: str, fault: Fault, nth: dict[str, int]) -> Json:
    result: Json = {
        "ruleId": fault.rule,
        "ruleIndex": nth[fault.rule],
        "level": _LEVEL[fault.safety],
        "message": {"text": f"{fault.message} ({fault.advice})"},
        "locations": [_location(name, _region(fault))],
        "properties": {"safety": fault.safety.value},
    }
    if fault.fix is not None:
        result["fixes"] = [_fix(name, fault)]
    return result


def _fix(name: str, fault: Fault) -> Json:
    replacement: Json = {"deletedRegion": _region(fault)}
    if fault.fix:
        replacement["insertedContent"] = {"text": fault.fix}
    change = {"artifactLocation": _artifact(name), "replacements": [replacement]}
    return {"description": {"text": fault.advice}, "artifactChanges": [change]}


def _region(fault: Fault) -> Json:
    return {
        "startLine": fault.line,
        "startColumn": fault.column,
        "endLine": fault.end_line,
        "endColumn": fault.end_column,
    }


def _location(name: str, region: Json | None = None) -> Json:
    place: Json = {"artifactLocation": _artifact(name)}
    if region:
        place["region"] = region
    return {"physicalLocation": place}


def _artifact(name: str) -> Json:
    """Where a file is, as a URI: relative as it was named, or absolute."""
    path = Path(name)
    prefix = "file://" if path.is_absolute() else ""
    return {"uri": prefix + quote(os.fsencode(path.as_posix()))}


def _notification(one: Checked) -> Json:
    said: Json = {"level": "error", "message": {"text": one.error}}
    if one.name:
        said["locations"] = [_location(one.name)]
    return said
