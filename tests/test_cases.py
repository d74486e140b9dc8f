"""Each rule on its cases: `tests/cases/<rule>.toml`, at least one of them left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import clean
from clean.document import Document, Source
from clean.page.learnt import Learnt
from clean.rule import Rule
from clean.stages.learnt import rule_for

CASES = Path(__file__).parent / "cases"
RULES = {rule.name: rule for rule in clean.CHAIN}
Case = dict[str, Any]


def load(name: str) -> list[Case]:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]


def rule_of(name: str, case: Case) -> Rule:
    """The rule, with what a run had learnt where the case says so."""
    lines = case.get("learnt", [])
    known = frozenset(Learnt("5303280012", line, 40, 50) for line in lines)
    return rule_for(known) if lines else RULES[name]


ALL = [(path.stem, case) for path in sorted(CASES.glob("*.toml")) for case in load(path.stem)]


def document_of(words: str) -> Document:
    return Document.of(Source(words.encode(), "utf-8", words))


@pytest.mark.parametrize(("name", "case"), ALL, ids=[f"{n}: {c['name']}" for n, c in ALL])
def test_case(name: str, case: Case) -> None:
    rule = rule_of(name, case)
    done = rule.apply(document_of(case["text"]))
    if rule.promise == "finds":
        seen = [note.message for note in done.notes]
        assert len(seen) == len(case.get("found", []))
        assert all(
            part in message for part, message in zip(case.get("found", []), seen, strict=True)
        )
    else:
        assert done.text == case.get("out", case["text"])
        facts = [fact for piece in done.pieces if piece.reason for fact in piece.reason.facts]
        assert dict(facts) == case.get("facts", dict(facts))


@pytest.mark.parametrize(("name", "case"), ALL, ids=[f"{n}: {c['name']}" for n, c in ALL])
def test_a_second_run_of_the_rule_does_nothing(name: str, case: Case) -> None:
    rule = rule_of(name, case)
    once = rule.apply(document_of(case["text"])).text
    assert rule.apply(document_of(once)).text == once


@pytest.mark.parametrize("rule", clean.CHAIN, ids=lambda rule: rule.name)
def test_every_rule_has_a_page_a_case_and_a_leave_alone_case(rule: Rule) -> None:
    cases = load(rule.name)
    assert len(rule.page) > 20
    if rule.promise == "finds":
        assert any("found" in case for case in cases)
        assert any("found" not in case for case in cases)
    else:
        assert any("out" in case for case in cases)
        assert any("out" not in case for case in cases)


def test_every_case_file_belongs_to_a_rule_and_names_are_unique() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} <= set(RULES)
    assert len(RULES) == len(clean.CHAIN)
