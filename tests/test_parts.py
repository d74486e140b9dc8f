"""The typed parts of a text and its metadata: cases as data, the seeds, the labelled pages."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from write_parts import WRONG, of_page, of_seed, parts

import clean
from bench import boilerplate as bench

CASES = tomllib.loads(Path("tests/parts.toml").read_text("utf-8"))["case"]
SEEDS = sorted(Path("seeds").glob("*.txt"))
PAGES = {name: page for held in (0, 1) for name, page in bench.pages(held)}
SHOWN = json.loads(Path("tests/pages/parts.json").read_text("utf-8"))
KIND = re.compile(r"(heading \d|\w+) +(.*)")


def expected(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a case, and its parts: kind with level, words."""
    lines = [line.split("|") if "|attr" in line or "|date" in line else [line]
             for line in text.strip().splitlines()]  # fmt: skip
    parts = [found.groups() for line in lines for one in line if (found := KIND.fullmatch(one))]
    words = ["".join(KIND.sub(r"\2", one) for one in line) for line in lines]
    return "\n".join(words) + "\n", [(kind, said.rstrip()) for kind, said in parts]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text, wanted = expected(case["text"])
    document = clean.text(text)
    assert document.text == text
    assert parts(document) == wanted
    if "metadata" in case:
        assert document.metadata == case["metadata"]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_the_parts_of_a_seed(seed: Path) -> None:
    """What was read by eye once, line by line; see the fixtures."""
    assert of_seed(seed) == Path(f"fixtures/{seed.name[:3]}.parts.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=WRONG[name]) if name in WRONG else ())
        for name in PAGES
    ],
)
def test_the_parts_of_a_page(name: str) -> None:
    assert of_page(PAGES[name]) == SHOWN[name]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_every_fact_has_its_span_and_every_line_its_part(seed: Path) -> None:
    document = clean.file(seed)
    for fact in document.facts:
        assert 0 <= fact.span.start < fact.span.end <= len(document.source.text)
    shown = "".join(document.text[block.start : block.end] for block in document.blocks)
    assert "".join(shown.split()) == "".join(document.text.split())


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_a_fact_is_what_stands_at_its_span(seed: Path) -> None:
    document = clean.file(seed)
    facts = {fact.name: document.source.text[slice(*fact.span)] for fact in document.facts}
    for name in ("title", "number", "addressee"):
        if name in facts:
            value = clean.rule.key(document.metadata[name])
            assert value in clean.rule.key(facts[name])


def test_the_days_of_the_labelled_pages_are_iso() -> None:
    days = [
        value
        for page in SHOWN.values()
        for name, value in page["metadata"].items()
        if name in ("published", "signed", "updated", "effective")
    ]
    assert len(days) > 80
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days)
