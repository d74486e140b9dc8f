"""Writes the page of the rules from their docstrings and their cases: `make docs`."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from clean.pipeline import CHAIN
from clean.report import visible
from clean.rule import Rule

CASES = Path(__file__).parents[1] / "tests" / "cases"
HEAD = """\
# Rules

Written by `make docs` from the rules and their cases; do not edit.

The chain in its order. What a promise allows is in [words.md](words.md#promises); `clean explain
RULE` prints a rule's page, `--select` and `--ignore` choose rules. In the examples `\\n` is a line
end and `\\u3000` an ideographic space.
"""
SHORT = 90


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([HEAD, *_table(), *(line for rule in CHAIN for line in _section(rule))])


def _table() -> Iterator[str]:
    yield "| stage | rules |\n| --- | --- |"
    for stage, rules in groupby(CHAIN, key=lambda rule: rule.stage):
        yield f"| {stage} | {', '.join(f'[{rule.name}](#{rule.name})' for rule in rules)} |"
    yield ""


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.name}\n"
    yield "\n".join(line.strip() for line in rule.page.splitlines()) + "\n"
    yield f"Stage `{rule.stage}`, promise `{rule.promise}`.\n"
    cases = _cases(rule.name)
    for case in [case for case in cases if "out" in case or "found" in case][:2]:
        yield from _example(case)
    for case in [case for case in cases if "out" not in case and "found" not in case][:1]:
        yield f"- left alone ({case['name'].partition(':')[0]}): {_code(case['text'])}"
    yield ""


def _example(case: dict[str, Any]) -> Iterator[str]:
    if "out" in case:
        after = _code(case["out"]) if case["out"] else "nothing"
        yield f"- {case['name']}: {_code(case['text'])} becomes {after}"
    else:
        yield f"- {case['name']}: {_code(case['text'])}: {', '.join(case['found'])}"


def _code(words: str) -> str:
    shown = visible(words)
    shown = shown if len(shown) <= SHORT else shown[: SHORT - 20] + "…" + shown[-19:]
    fence = "``" if "`" in shown else "`"
    return f"{fence}{shown}{fence}" if shown.strip("`") == shown else f"{fence} {shown} {fence}"


def _cases(name: str) -> list[dict[str, Any]]:
    path = CASES / f"{name}.toml"
    found = tomllib.loads(path.read_text("utf-8")) if path.exists() else {"case": []}
    return list(found["case"])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(page(), end="")
