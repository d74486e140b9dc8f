"""A module imports only from floors below its own, and each outside package has one host."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path("clean")
MODULES = {
    ".".join(path.with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
# From the ground up. A folder stands for its modules; within a floor stages import no stage.
FLOORS = (
    (
        "clean.version",
        "clean.pieces",
        "clean.patterns",
        "clean.signs",
        "clean.collector",
        "clean.columns",
        "clean.language",
        "clean.faults",
    ),
    ("clean.document", "clean.misread"),
    ("clean.codec", "clean.rule", "clean.spans", "clean.likeness"),
    ("clean.parts",),
    ("clean.blocks",),
    (
        "clean.outlines",
        "clean.page",
        "clean.decoding",
        "clean.readings",
        "clean.markup",
    ),
    ("clean.setting", "clean.letterhead", "clean.pagination", "clean.beginnings"),
    ("clean.recurring",),
    ("clean.running_title", "clean.near_rows", "clean.glued"),
    ("clean.stages",),
    ("clean.runs", "clean.web"),
    ("clean.log",),
    ("clean.formats",),
    ("clean.replay", "clean.cleaned"),
    ("clean.pipeline",),
    ("clean.report", "clean.files", "clean.book"),
    ("clean.index", "clean.telling", "clean.writers", "clean.corpus"),
    ("clean.config",),
    ("clean.commands",),
    ("clean.usage", "clean.options"),
    ("clean.cli_corpus",),
    ("clean.cli",),
    ("clean.__main__",),
    ("clean",),
)
# A package of modules that may know each other; everyone else sees the package only.
HOUSES = ("clean.parts", "clean.page", "clean.decoding", "clean.readings", "clean.index", "clean.writers",
          "clean.config", "clean.commands", "clean.corpus")  # fmt: skip
HOSTS = {
    "chardet": "clean.stages.encoding",
    "ftfy": "clean.stages.mojibake",
    "datasketch": "clean.likeness",
    "lxml": "clean.markup",
    "trafilatura": "clean.web",
    "pathspec": "clean.config.patterns",
    "wcwidth": "clean.writers.lines",
}


def floor(module: str) -> int:
    """The floor of the longest name that is this module or a package around it."""
    known = {name: i for i, names in enumerate(FLOORS) for name in names}
    name = module
    while name not in known:
        name, _, _ = name.rpartition(".")
    assert name != "clean" or module == "clean", f"{module} stands on no floor"
    return known[name]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in inner)


def house(module: str) -> str:
    return next(
        (name for name in HOUSES if module == name or module.startswith(f"{name}.")), module
    )


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    for name in imported(MODULES[module]):
        if name.split(".")[0] == "clean" and house(name) != house(module):
            assert floor(name) < floor(module), f"{module} imports {name}"


@pytest.mark.parametrize("package", HOSTS)
def test_each_outside_package_has_one_host(package: str) -> None:
    hosts = {
        m for m, path in MODULES.items() for name in imported(path) if name.split(".")[0] == package
    }
    assert hosts <= {HOSTS[package]}


@pytest.mark.parametrize("package", ["pyarrow", "numpy", "ray", "dask"])
def test_what_corpora_need_is_known_to_them_only(package: str) -> None:
    for module, path in MODULES.items():
        if package in {name.split(".")[0] for name in imported(path)}:
            assert house(module) == "clean.corpus"


def test_the_corpus_is_imported_by_commands_only() -> None:
    for module, path in MODULES.items():
        if house(module) != "clean.corpus" and any("clean.corpus" in n for n in imported(path)):
            assert floor(module) >= floor("clean.commands")


def test_click_is_known_to_the_command_line_only() -> None:
    hosts = {
        m for m, path in MODULES.items() for name in imported(path) if name.split(".")[0] == "click"
    }
    assert all(floor(module) >= floor("clean.usage") for module in hosts)


def test_the_ground_floor_needs_the_standard_library_only() -> None:
    for name in FLOORS[0]:
        for wanted in imported(MODULES[name]):
            assert wanted.split(".")[0] in sys.stdlib_module_names, f"{name} imports {wanted}"


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_small(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").split("\n")) <= 301
