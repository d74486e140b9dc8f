"""One table of exit codes: every command, format and state; 2 beats 1; no dress changes a code."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

import clean
from clean.cli import main
from clean.writers import FORMATS

GOOD, BAD, FINDING = "加快，发展。\n", "加快,发展。\n", "扫描二维码 关注我们\n加快发展。\n"
UNREADABLE = bytes.fromhex("e4b880008081")
FILES = {
    "clean": GOOD.encode(),
    "findings": FINDING.encode(),
    "fixed": BAD.encode(),
    "missing path": None,
    "bad option": GOOD.encode(),
    "bad config": GOOD.encode(),
    "undecodable": UNREADABLE,
    "empty": b"",
}
STATES = list(FILES)
CHECK = dict(zip(STATES, (0, 1, 1, 2, 2, 2, 2, 2), strict=True))
FIX = {**CHECK, "fixed": 0}
WRITES = {**CHECK, "findings": 0, "fixed": 0}
COMMANDS = {
    ("check", "a.txt"): CHECK,
    ("check", "--statistics", "a.txt"): CHECK,
    ("check", "--quiet", "a.txt"): CHECK,
    ("check", "--no-cache", "a.txt"): CHECK,
    ("check", "--cache-dir", "kept", "a.txt"): CHECK,
    ("check", "--output-file", "told", "a.txt"): CHECK,
    ("check", "--diff", "a.txt"): CHECK,
    ("check", "--baseline", "old.json", "a.txt"): WRITES,
    ("check", "--show-files", "a.txt"): {**WRITES, "undecodable": 0, "empty": 0},
    ("fix", "a.txt"): FIX,
    ("fix", "--show-fixes", "a.txt"): FIX,
    ("fix", "--unsafe-fixes", "a.txt"): {**FIX, "findings": 0},
    ("fix", "--exit-non-zero-on-fix", "a.txt"): CHECK,
    ("fix", "--diff", "a.txt"): {**CHECK, "findings": 0},
    ("run", "a.txt", "-o", "out"): WRITES,
    ("explain", "a.txt:0"): WRITES,
    ("index", "a.txt", "-o", "told"): WRITES,
    ("check", "--no-index", "a.txt"): CHECK,
    ("verify", "a.txt"): dict.fromkeys(STATES, 2),
}
FORMATTED = {command for command in COMMANDS if command[0] in ("check", "fix")}


def put(state: str) -> None:
    content = FILES[state]
    if content is not None:
        Path("a.txt").write_bytes(content)
    if state == "bad config":
        Path("clean.toml").write_text("selct = []\n")


def code(*args: str, stdin: bytes = b"", **env: str) -> int:
    result = CliRunner().invoke(main, args, input=stdin, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.stderr or result.exit_code != 2
    return result.exit_code


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_in_each_state(command: tuple[str, ...], state: str) -> None:
    put(state)
    more = ["--nonsense"] if state == "bad option" else []
    assert code(*command, *more) == COMMANDS[command][state]


@pytest.mark.parametrize(("form", "state"), [*product(FORMATS, STATES)])
def test_no_format_changes_a_code(form: str, state: str) -> None:
    for command in sorted(FORMATTED):
        put(state)
        more = ["--nonsense"] if state == "bad option" else []
        said = code(*command, "--output-format", form, *more)
        assert said == COMMANDS[command][state], command


@pytest.mark.parametrize(("form", "state"), [*product(FORMATS, STATES)])
def test_standard_input_has_the_codes_of_a_file(form: str, state: str) -> None:
    content = FILES[state]
    if content is None:
        return
    put(state)
    more = ["--nonsense"] if state == "bad option" else []
    said = code("check", "--output-format", form, "-", *more, stdin=content)
    assert said == CHECK[state]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("env", [{"FORCE_COLOR": "1"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_changes_a_code(env: dict[str, str], state: str) -> None:
    put(state)
    more = ["--nonsense"] if state == "bad option" else []
    assert code("check", "a.txt", *more, **env) == CHECK[state]


@pytest.mark.parametrize("state", ["clean", "findings", "undecodable"])
def test_no_terminal_changes_a_code(state: str) -> None:
    put(state)
    env = {**os.environ, "PYTHONPATH": str(Path(clean.__file__).parents[1])}
    near, far = pty.openpty()
    command = [sys.executable, "-m", "clean", "check", "a.txt"]
    done = subprocess.run(command, stdin=far, stdout=far, stderr=far, env=env, check=False)
    os.close(far)
    os.close(near)
    assert done.returncode == CHECK[state]


@pytest.mark.parametrize(
    "command", [("check",), ("check", "--diff"), ("fix",), ("run", "-o", "out")]
)
@pytest.mark.parametrize("form", [None, *FORMATS])
def test_two_beats_one_in_any_order(command: tuple[str, ...], form: str | None) -> None:
    more = ("--output-format", form) if form and command[0] != "run" else ()
    for worse in ({"gone.txt": None}, {"c.txt": UNREADABLE}):
        paths = ["a.txt", *worse, "b.txt"]
        for turn in (paths, paths[::-1]):
            Path("a.txt").write_text(FINDING, "utf-8")
            Path("b.txt").write_text(GOOD, "utf-8")
            for name, content in worse.items():
                Path(name).write_bytes(content) if content else None
            assert code(*command, *more, *turn) == 2


def test_the_code_is_no_count() -> None:
    Path("a.txt").write_text("一,二。\n" * 300, "utf-8")
    assert code("check", "a.txt") == 1


@pytest.mark.parametrize("args", [["check"], ["fix"], ["run"], ["nonsense"], ["check", "--jobs", "x", "a"],
                                  ["check", "--output-format", "yaml", "a.txt"], ["fix", "-"],
                                  ["fix", "--to", "klingon", "a.txt"], ["check", "--encoding", "klingon", "a.txt"],
                                  ["check", "--select", "no-such-rule", "a.txt"]])  # fmt: skip
def test_usage_is_2(args: list[str]) -> None:
    put("fixed")
    assert code(*args) == 2
