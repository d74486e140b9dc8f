"""The pre-commit hooks, with the real program, in a repository of their own, without network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from clean.cli import main

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
    """The first YAML of a page."""
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


def test_names_with_spaces_quotes_and_dashes(checking: Repository) -> None:
    for name in ("-一 二.txt", "引 '号\".txt", "深/层/文 件.txt"):
        (checking.folder / name).parent.mkdir(parents=True, exist_ok=True)
        checking.put(name, FAULTY)
    done = checking.hook("run")
    assert done.returncode == 1
    for name in ("引 '号\".txt", "深/层/文 件.txt", "-一 二.txt"):
        assert f"{name}:1:3: half-width-comma" in done.stdout


@pytest.fixture
def strict(tmp_path: Path) -> Repository:
    """A repository with the hook of the long page."""
    return Repository(tmp_path, documented("docs/pre-commit.md"))


def test_what_the_configuration_excludes_is_excluded_though_it_is_named(strict: Repository) -> None:
    strict.put("clean.toml", "exclude = ['old/']\n")
    strict.put("old/a.txt", FAULTY)
    done = strict.hook("run")
    assert done.returncode == 0, done.stdout
    strict.put("new/a.txt", FAULTY)
    done = strict.hook("run")
    assert "new/a.txt:1:3" in done.stdout
    assert "old/a.txt" not in done.stdout


def test_a_file_too_large_is_refused_by_name_and_size(strict: Repository) -> None:
    strict.put("clean.toml", "max-file-size = 100\n")
    strict.put(NAME, CANONICAL * 10)
    done = strict.hook("run")
    assert done.returncode == 1
    assert "exit code: 2" in done.stdout
    assert f"{NAME}: byte 0: too-large: 190 bytes, more than max-file-size = 100" in done.stdout


def test_one_process_gets_all_files(strict: Repository) -> None:
    hooks = strict.words(".pre-commit-config.yaml").replace(
        "clean check", "clean check --statistics"
    )
    strict.put(".pre-commit-config.yaml", hooks)
    for i in range(60):
        strict.put(f"{i}.txt", FAULTY)
    done = strict.hook("run")
    assert re.findall(r"^ *(\d+) +(\d+) +half-width-comma", done.stdout, re.M) == [("60", "60")]


def test_fix_leaves_what_is_not_staged_as_it_is(fixing: Repository) -> None:
    fixing.put(NAME, FAULTY)
    (fixing.folder / "other.txt").write_text(FAULTY, "utf-8")
    fixing.put("kept.txt", CANONICAL)
    (fixing.folder / "kept.txt").write_text(FAULTY, "utf-8")
    assert fixing.hook("run").returncode == 1
    assert fixing.words(NAME) == CANONICAL
    assert fixing.words("other.txt") == fixing.words("kept.txt") == FAULTY


def test_fix_never_touches_the_raw_ones(fixing: Repository) -> None:
    fixing.put("seeds/raw.txt", FAULTY)
    assert fixing.hook("run", "--all-files").returncode == 0
    assert fixing.words("seeds/raw.txt") == FAULTY


def test_the_cache_is_not_in_the_way_of_git(strict: Repository) -> None:
    strict.put(NAME, FAULTY)
    strict.hook("run")
    assert (strict.folder / ".clean_cache").is_dir()
    assert ".clean_cache" not in strict.call("git", "status", "--porcelain").stdout


def test_new_documents_are_compared_with_the_collection_and_with_each_other(
    strict: Repository,
) -> None:
    notice = (
        "甲省人民政府办公厅关于做好2017年农村饮水安全工作的通知\n各市、县人民政府：\n各地要落实"
        "主体责任，逐村排查水源、管网和水质情况并建立台账，新建管网要与道路、燃气工程同步设计、同步施工，{}开挖。\n"
    )
    strict.put("文 集/旧.txt", notice.format("避免重复"))
    assert strict.call("clean", "index", "文 集").returncode == 0
    strict.call("git", "add", "-A")
    strict.call("git", "commit", "-q", "--no-verify", "-m", "a collection and its index")
    strict.put("新 文/一.txt", notice.format("避免反复"))
    strict.put("新 文/二.txt", notice.format("不得随意").replace("2017", "2018"))
    done = strict.hook("run")
    assert done.returncode == 1
    assert "新 文/一.txt:1:1: near-copy near copy of 文 集/旧.txt: 9" in done.stdout
    assert "新 文/二.txt:1:1: same-template same template as" in done.stdout
    strict.call("git", "rm", "-q", "-f", "新 文/一.txt")
    assert strict.hook("run").returncode == 0


def test_both_pages_document_the_same_hook() -> None:
    assert documented("README.zh-CN.md") == documented()


def test_the_published_hooks_are_valid(tmp_path: Path) -> None:
    repository = Repository(tmp_path, documented())
    done = repository.hook("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout
    words = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert re.findall(r"^- id: (\S+)$", words, re.M) == ["clean-check", "clean-fix"]
    assert words.count("require_serial: true") == 2
    for hook in yaml.safe_load(words):
        said = " ".join([hook["entry"].replace("fix", "check"), *hook["args"]])
        assert f"entry: {said}\n" in documented("docs/pre-commit.md")


PAGE = (ROOT / "docs/pre-commit.md").read_text("utf-8")


def test_the_commands_of_the_page_have_the_options_they_name() -> None:
    called = re.findall(r"\bclean (check|fix)((?: --[a-z-]+(?: [a-z][\w.-]*)?)+)", PAGE)
    assert len(called) >= 6
    for command, said in called:
        known = {name for option in main.commands[command].params for name in option.opts}
        assert set(re.findall(r"--[a-z-]+", said)) <= known


def test_the_yaml_and_json_of_the_page_are_read() -> None:
    for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S):
        assert isinstance(yaml.safe_load(block), dict)
    (tasks,) = re.findall(r"^```json\n(.*?)^```$", PAGE, re.M | re.S)
    pattern = json.loads(tasks)["tasks"][0]["problemMatcher"]["pattern"]
    found = re.search(pattern["regexp"], '文 件.txt:2:15: half-width-comma "," would be "，"')
    assert found
    said = [found.group(pattern[name]) for name in ("file", "line", "column", "code", "message")]
    assert said == ["文 件.txt", "2", "15", "half-width-comma", '"," would be "，"']
