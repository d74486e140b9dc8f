"""Two Ray nodes on loopback, one killed half-way; runs where Ray is installed beside the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(not find_spec("ray"), reason="needs docclean[ray]")
def test_a_killed_node_loses_nothing() -> None:
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.corpus_nodes"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "the same bytes" in said.stdout
