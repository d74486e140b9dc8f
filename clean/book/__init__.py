"""The page of each rule in the language that is spoken: what it says, an example, the clause.

English pages are the docstrings of the rules, Chinese ones stand in `zh.toml`. The examples
are written by `make docs` from the cases of the tests; `clauses.toml` names the clauses of
standards that rules rest on, `others.toml` has what is told beside the rules.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clean.language import language, spoken
from clean.rule import Rule
from clean.stages.own import NAME

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples.json"


class Example(NamedTuple):
    """A text and what becomes of it; for a rule that only reports, what it says of it."""

    before: str
    after: str


def page(rule: Rule) -> str:
    """The page of a rule."""
    if language() == "zh":
        return chinese()[rule.name].strip()
    return "\n".join(line.strip() for line in rule.page.splitlines())


def first(rule: Rule) -> str:
    """The first line of a rule's page: what it mends."""
    return page(rule).partition("\n")[0]


def example(rule: Rule) -> Example | None:
    """A short example, with signs that have no shape spelt out."""
    found = _examples().get(rule.name)
    if not found:
        return None
    before, after = found
    return Example(before, spoken(after) if rule.promise == "finds" else after)


def clause(rule: Rule) -> str:
    """The clause of a standard that the rule rests on, or nothing."""
    return clauses().get(rule.name, "")


def other(name: str) -> str:
    """The page of what is told beside the rules, `near-copy` and the like; or nothing."""
    found = others().get(name)
    return found[language()].strip() if found else ""


@cache
def others() -> dict[str, dict[str, str]]:
    """The pages of what is told beside the rules, by name and language."""
    return tomllib.loads((HERE / "others.toml").read_text("utf-8"))


@cache
def apart() -> frozenset[str]:
    """The names of what is told beside the rules of the chain and can be left out like them."""
    return frozenset(others()) - {NAME}


@cache
def chinese() -> dict[str, str]:
    """The Chinese pages by rule."""
    return tomllib.loads((HERE / "zh.toml").read_text("utf-8"))


@cache
def clauses() -> dict[str, str]:
    """The clauses of standards by rule."""
    return tomllib.loads((HERE / "clauses.toml").read_text("utf-8"))


@cache
def _examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(EXAMPLES.read_text("utf-8"))
    return found
