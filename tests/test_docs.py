"""The documentation is true: its commands and its Python run, its links lead somewhere."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner

import clean
from bench import boilerplate
from bench import html as web_pages
from clean import book
from clean.cli import main

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.zh-CN.md"]
PAGES = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/words.md", "docs/rules.md", "docs/rules.zh-CN.md",
         "docs/pages.md", "docs/corpus.md", "docs/scale.md", "docs/configuration.md", "docs/pre-commit.md",
         "docs/configuration.zh-CN.md", "docs/pre-commit.zh-CN.md",
         *(str(page.relative_to(ROOT)) for page in (ROOT / "docs/decisions").glob("*.md"))]  # fmt: skip
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment where `clean` is the command of this checkout."""
    script = tmp_path / "bin" / "clean"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m clean "$@"\n')
    script.chmod(0o755)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("page", READMES)
def test_the_line_before_and_after_is_real(page: str) -> None:
    before, after = blocks(page, "text")[0].splitlines()
    seed = next(ROOT.glob("seeds/004*.txt"))
    assert before in seed.read_text("utf-8").splitlines()
    assert after in clean.file(seed).text.splitlines()


@pytest.mark.parametrize("page", READMES)
def test_the_joins_of_the_pdf_seed_are_as_told(page: str) -> None:
    document = clean.file(next(ROOT.glob("seeds/004*.txt")))
    rules = [piece.reason.rule for piece in document.pieces if piece.reason]
    assert rules.count("detached-number") + rules.count("broken-line") == 28
    assert "28" in (ROOT / page).read_text("utf-8")


def sentences(text: str) -> list[str]:
    return [words + "。" for words in text.replace("\n", "").split("。")[:-1]]


@pytest.mark.parametrize("page", READMES)
def test_the_scrambled_seed_is_as_told(page: str) -> None:
    document = clean.file(next(ROOT.glob("seeds/002*.txt")))
    came, stand = sentences(document.source.text), sentences(document.text)
    log = round(100 * len(document.log().encode()) / len(document.source.data))
    (told,) = re.findall(r"`seeds/002.*?34 %", (ROOT / page).read_text("utf-8"), re.S)
    figures = [len(came), len(stand), len(set(stand)), len(came) - len(stand), log]
    assert re.findall(r"\d+", told.partition("`build/`")[2]) == [str(n) for n in figures[1:]]
    assert str(figures[0]) in told


@pytest.mark.parametrize("page", READMES)
def test_the_python_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = blocks(page, "python")
    assert len(found) == 2
    for code in found:
        exec(compile(code, page, "exec"), {})


@pytest.mark.parametrize("page", READMES)
def test_the_commands_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    commands = [shlex.split(line, comments=True) for line in lines]
    assert {name for name, *_ in commands} == {"make", "clean"}
    for name, *args in commands:
        if name == "make":
            assert re.search(rf"^{args[0]}:", MAKEFILE, re.M)
        else:
            result = CliRunner().invoke(main, args)
            assert result.exit_code == 0, result.output
            assert result.stdout or args == ["check", "build"]


@pytest.mark.parametrize("page", READMES)
def test_the_make_rule_runs(page: str, tmp_path: Path, shell: dict[str, str]) -> None:
    (makefile,) = blocks(page, "make")
    (tmp_path / "Makefile").write_text(makefile)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text("加快,发展。", "utf-8")
    (tmp_path / "raw/bad.txt").write_bytes(b"\xe4\xb8\x80\0\x80")

    def make(target: str) -> int:
        return subprocess.run(["make", "-s", target], cwd=tmp_path, env=shell, check=False,
                              capture_output=True).returncode  # fmt: skip

    assert make("clean/a.txt") == 0
    assert (tmp_path / "clean/a.txt").read_text("utf-8") == "加快，发展。\n"
    assert (tmp_path / "clean/a.log.jsonl").exists()
    assert make("clean/bad.txt") != 0
    assert not (tmp_path / "clean/bad.txt").exists()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        name, _, anchor = target.partition("#")
        there = path if not name else path.parent / name
        assert there.exists(), target
        headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.M) if anchor else []
        assert not anchor or anchor in [h.lower().replace(" ", "-") for h in headings], target


def test_what_is_to_be_copied_is_the_same_in_both_languages() -> None:
    here, there = [
        blocks(page, ".*?") for page in ("docs/pre-commit.md", "docs/pre-commit.zh-CN.md")
    ]
    assert here == there
    assert len(here) == 8


def cells(row: str) -> str:
    """The figures of one row of a table in docs/pages.md."""
    page = (ROOT / "docs/pages.md").read_text("utf-8")
    (found,) = re.findall(rf"^\| {re.escape(row)} \| (.*) \|$", page, re.M)
    return str(found)


@pytest.mark.parametrize(("held_out", "part"), [(0, "train"), (1, "held out")])
def test_the_figures_of_the_labelled_pages_are_as_measured(held_out: int, part: str) -> None:
    got, traps = boilerplate.measure(boilerplate.stage, held_out), len(boilerplate.traps())
    figures = f"{got.recall:.1%} | {got.lost} of {got.content} | {got.f1:.3f} | 0 of {traps}"
    assert cells(f"these rules, {part}") == figures.replace("%", " %").replace("| 0.", "| .")


def test_the_figures_of_the_web_pages_are_as_measured() -> None:
    pytest.importorskip("trafilatura")
    scores = [web_pages.measure(web_pages.ours, shape) for shape in web_pages.SHAPES]
    figures = [
        f"{100 * got.kept / got.content:.1f} / {100 * got.gone / got.wrapping:.1f} %"
        for got in scores
    ]
    assert cells("`clean.html`") == " | ".join(figures)


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    rulebook = runpy.run_path(str(ROOT / "docs/rulebook.py"))
    for tongue, path in rulebook["PAGES"].items():
        page = rulebook["page"](tongue)
        assert path.read_text("utf-8") == page, "run `make docs`"
        for rule in clean.CHAIN:
            assert f"\n## {rule.name}\n" in page
    assert book.EXAMPLES.read_text("utf-8") == rulebook["examples"](), "run `make docs`"


def test_the_example_of_a_rule_is_short() -> None:
    for rule in clean.CHAIN:
        example = book.example(rule)
        assert example is not None, rule.name
        assert example.before != example.after
        assert len(example.before) <= 60
        assert len(example.after) <= 80


def test_every_target_is_phony_and_none_is_called_clean() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)
    named = re.findall(r"^([a-z]+):", MAKEFILE, re.M)
    assert phony
    assert set(named) <= set(phony.group(1).split())
    assert "clean" not in named


def test_the_dependencies_are_within_their_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = dict(
        line.lower().replace("_", "-").split("==")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    extras = project["optional-dependencies"]
    # The engines are those of a cluster, in its versions; nothing here installs them.
    ours = [names for extra, names in extras.items() if extra not in ("ray", "dask")]
    wanted = [*project["dependencies"], *chain(*ours)]
    assert {re.split("[<>=]", name)[0] for name in wanted} <= set(pins)
    assert not [line for line in pins.values() if "/" in line or "@" in line]


def test_the_python_packages_are_typed() -> None:
    assert (ROOT / "clean/py.typed").exists()
