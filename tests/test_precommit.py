"""The pre-commit hooks, with the real program, in a repository of their own, without network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAME = "公文 一.txt"
FAULTY, CANONICAL = "加快,发展。\n", "加快，发展。\n"


class Repository:
    """A git repository with the documented local hook, and no way to the network."""

    def __init__(self, folder: Path, hooks: str) -> None:
        self.folder = folder / "repository"
        self.folder.mkdir()
        script = folder / "bin" / "clean"
        script.parent.mkdir()
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m clean "$@"\n')
        script.chmod(0o755)
        self.env = {
            "HOME": str(folder),
            "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PRE_COMMIT_HOME": str(folder / "cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
            "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9",
            "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        self.call("git", "init", "-q", ".")
        self.put(".pre-commit-config.yaml", hooks)

    def call(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            args, cwd=self.folder, env=self.env, check=False, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def hook(self, *args: str) -> subprocess.CompletedProcess[str]:
        return self.call(sys.executable, "-m", "pre_commit", *args)

    def put(self, name: str, words: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")
        self.call("git", "add", "--", name)

    def words(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")


def documented(page: str = "README.md") -> str:
    found = re.search(r"^```yaml\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.M | re.S)
    assert found
    return found.group(1)


@pytest.fixture
def checking(tmp_path: Path) -> Repository:
    return Repository(tmp_path, documented())


@pytest.fixture
def fixing(tmp_path: Path) -> Repository:
    hooks = documented().replace("clean-check", "clean-fix").replace("clean check", "clean fix")
    return Repository(tmp_path, hooks)


def test_check_tells_and_writes_nothing(checking: Repository) -> None:
    checking.put(NAME, FAULTY)
    done = checking.hook("run")
    assert done.returncode == 1
    assert f"{NAME}:1:3: half-width-comma" in done.stdout
    assert checking.words(NAME) == FAULTY


def test_check_lets_a_canonical_text_pass_and_leaves_the_raw_ones(checking: Repository) -> None:
    checking.put(NAME, CANONICAL)
    checking.put("seeds/raw.txt", FAULTY)
    done = checking.hook("run")
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


def test_a_commit_is_held_until_the_text_is_canonical(fixing: Repository) -> None:
    assert fixing.hook("install").returncode == 0
    fixing.put(NAME, FAULTY)
    held = fixing.call("git", "commit", "-q", "-m", "a document")
    assert held.returncode != 0
    assert "files were modified by this hook" in held.stdout
    assert fixing.words(NAME) == CANONICAL
    fixing.call("git", "add", "-A")
    done = fixing.call("git", "commit", "-q", "-m", "a document")
    assert done.returncode == 0, done.stdout


def test_what_is_not_staged_is_not_looked_at(checking: Repository) -> None:
    checking.put(NAME, CANONICAL)
    (checking.folder / NAME).write_text(FAULTY, "utf-8")
    done = checking.hook("run")
    assert done.returncode == 0, done.stdout
    assert checking.words(NAME) == FAULTY


def test_both_pages_document_the_same_hook() -> None:
    assert documented("README.zh-CN.md") == documented()


def test_the_published_hooks_are_valid(tmp_path: Path) -> None:
    repository = Repository(tmp_path, documented())
    done = repository.hook("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout
    words = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert re.findall(r"^- id: (\S+)$", words, re.M) == ["clean-check", "clean-fix"]
