"""The command line: cases as data in `tests/cli/*.toml`, and what data cannot say."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import clean
from clean import files, report
from clean.cli import main
from clean.commands import check, each, look, pool
from clean.commands.plan import Job
from clean.document import Edit
from clean.rule import erases

CASES = [
    (path.stem, case)
    for path in sorted((Path(__file__).parent / "cli").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
KEYS = {
    "name", "before", "change", "remove", "args", "files", "links", "stdin", "exit",
    "out", "err", "exactly", "left", "there", "absent", "manifest",
}  # fmt: skip
MANY = each.MANY + 10


def call(*args: str | Path, stdin: bytes = b"") -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def raw(words: str | dict[str, str]) -> bytes:
    if isinstance(words, str):
        return words.encode()
    if "hex" in words:
        return bytes.fromhex(words["hex"])
    return words["text"].encode(words["encoding"])


def put(content: dict[str, Any]) -> None:
    for name, words in content.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(raw(words))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", [c for _, c in CASES], ids=[f"{f}: {c['name']}" for f, c in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    put(case.get("files", {}))
    for name, target in case.get("links", {}).items():
        Path(name).symlink_to(target)
    if "before" in case:
        assert call(*case["before"]).exit_code == 0
    put(case.get("change", {}))
    for name in case.get("remove", []):
        Path(name).unlink()
    result = call(*case["args"], stdin=raw(case.get("stdin", "")))
    assert result.exit_code == case["exit"], result.output
    assert_said(case, result)
    assert_left(case)


def assert_said(case: dict[str, Any], result: Result) -> None:
    for part in case.get("out", []):
        assert part in result.stdout
    for part in case.get("err", []):
        assert part in result.stderr
    if "exactly" in case:
        assert result.stdout == case["exactly"]
    if case["exit"] != 2:
        assert result.stderr == ""
    assert "Traceback" not in result.output


def assert_left(case: dict[str, Any]) -> None:
    for name, words in case.get("left", {}).items():
        assert Path(name).read_bytes() == raw(words)
    for name in case.get("there", []):
        assert Path(name).exists()
    for name in case.get("absent", []):
        assert not Path(name).exists()
    if "manifest" in case:
        assert case["manifest"] in Path("out/manifest.jsonl").read_text("utf-8")
    assert not [path for path in Path().rglob("*.tmp") if path.is_file()]


def tree(folder: str) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()
    }


def some_documents(n: int) -> None:
    put({f"in/{i:03}.txt": f"第{i}号,加快发展 ;提高质量。\n\n　　第二段(试行)。" for i in range(n)})
    put({"in/bad.txt": {"hex": "e4b880008081"}})


def test_the_result_does_not_depend_on_workers_or_order() -> None:
    some_documents(12)
    names = sorted(Path("in").iterdir())
    one = call("run", *names, "-o", "one", "--jobs", "1")
    two = call("run", *reversed(names), "-o", "two", "--jobs", "2")
    assert one.exit_code == two.exit_code == 2
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    assert tree("one") == tree("two")


def test_many_documents_make_a_pool_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    pools: list[int] = []

    class Pool(pool.ProcessPoolExecutor):
        def __init__(self, jobs: int, **more: Any) -> None:
            pools.append(jobs)
            super().__init__(jobs, **more)

    monkeypatch.setattr(pool, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(each, "_cores", lambda: 2)
    put({f"in/{i:03}.txt": f"共{i}件。\n" for i in range(MANY)})
    assert call("check", "in").exit_code == 0
    assert pools == [2]


def test_documents_that_are_the_same_are_looked_at_once_and_told_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    def seen(job: Job, how: None = None) -> each.Outcome:
        looked.append(job.name)
        return look.looked(job, how)

    monkeypatch.setattr(check, "_looked_at", seen)
    put(
        {
            "a.txt": "加快,发展。\n",
            "b.txt": "共一件。\n",
            "c.txt": "加快,发展。\n",
            "d.txt": "加快,发展。\n",
        }
    )
    alone = [call("check", name, "--no-cache").output for name in ("a.txt", "c.txt", "d.txt")]
    looked.clear()
    said = call("check", "a.txt", "b.txt", "c.txt", "d.txt", "--no-cache", "--jobs", "1")
    assert said.exit_code == 1 and said.output == "".join(alone)
    assert looked == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (pool.BrokenProcessPool(), "a worker process ended; free some memory"),
        (OSError(28, "No space left on device"), "no worker process: no space left on device"),
    ],
)
def test_a_worker_that_ends_or_never_starts_is_told(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(pool.ProcessPoolExecutor, "submit", fall)
    put({"a.txt": "一。\n", "b.txt": "二。\n"})
    result = call("check", "--jobs", "2", "a.txt", "b.txt")
    assert result.exit_code == 2
    assert told in result.stderr
    assert "--jobs 1" in result.stderr


def test_nothing_is_written_twice() -> None:
    some_documents(3)
    call("run", "in", "-o", "out")
    times = {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    call("run", "in", "-o", "out")
    assert times == {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    assert len(times) == 7


def test_the_manifest_tells_each_document() -> None:
    put({"a.txt": "省人民政府关于加快发展的意见\n各市人民政府:\n加快发展,提高。\n2017年5月15日\n"})
    call("run", "a.txt", "-o", "out")
    (record,) = map(json.loads, Path("out/manifest.jsonl").read_text("utf-8").splitlines())
    assert record["name"] == "a.txt"
    assert record["source"]["encoding"] == "utf-8"
    assert record["counts"] == {"half-width-colon": 1, "half-width-comma": 1}
    assert record["metadata"]["title"] == {"value": "省人民政府关于加快发展的意见", "src": [0, 14]}
    assert set(record) == {"name", "source", "canonical", "metadata", "counts", "findings"}


def test_fix_keeps_the_mode_and_follows_a_link() -> None:
    put({"a.txt": "加快,发展。\n"})
    Path("a.txt").chmod(0o640)
    Path("b.txt").symlink_to("a.txt")
    assert call("fix", "b.txt").exit_code == 0
    assert Path("b.txt").is_symlink()
    assert Path("a.txt").read_text("utf-8") == "加快，发展。\n"
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    put({"a.txt": "加快,发展。\n"})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = call("fix", "a.txt")
    assert result.exit_code == 2
    assert "a.txt: no space left on device; make room" in result.stderr
    assert tree(".") == {"a.txt": "加快,发展。\n".encode()}


def test_a_device_is_written_to_not_replaced() -> None:
    assert files.write(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_a_broken_promise_is_told_and_the_file_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    @erases
    def bad_rule(_: str) -> list[Edit]:
        return [Edit(0, 1, "x")]

    monkeypatch.setattr("clean.pipeline.CHAIN", (bad_rule,))
    put({"a.txt": "加快,发展。\n"})
    result = call("fix", "a.txt")
    assert result.exit_code == 2
    assert "our mistake, not the document's: rule bad-rule" in result.stderr
    assert Path("a.txt").read_text("utf-8") == "加快,发展。\n"


def test_a_log_that_proves_nothing_is_a_broken_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean.Cleaned, "log", lambda _: "{}\n")
    put({"a.txt": "加快,发展。\n"})
    result = call("run", "a.txt", "-o", "out")
    assert result.exit_code == 2
    assert "the log does not give the source back" in result.stderr
    assert not Path("out/a.txt").exists()


def test_a_damaged_record_is_told() -> None:
    put({"a.txt": "加快,发展。\n"})
    call("run", "a.txt", "-o", "out")
    lines = Path("out/a.log.jsonl").read_text("utf-8").splitlines()
    lines[1] = '{"op":"keep"}'
    end = json.loads(lines[-1])
    end["sha256"] = clean.log.digest("\n".join(lines[:-1]) + "\n")
    Path("out/a.log.jsonl").write_text("\n".join([*lines[:-1], json.dumps(end)]) + "\n", "utf-8")
    result = call("verify", "out")
    assert result.exit_code == 1
    assert "a record is damaged" in result.stdout


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always text")
def test_a_name_in_any_encoding() -> None:
    name = os.fsdecode("公文 一.txt".encode("gb18030"))
    put({f"in/{name}": "加快,发展。\n"})
    told = call("check", "in")
    assert told.stdout_bytes.startswith(b"in/" + os.fsencode(name) + b":1:3: half-width-comma")
    assert call("run", "in", "-o", "out").exit_code == 0
    assert Path("out", name).read_text("utf-8") == "加快，发展。\n"
    (record,) = map(json.loads, Path("out/manifest.jsonl").read_text("utf-8").splitlines())
    assert record["name"] == name


def test_a_folder_without_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    put({"in/a.txt": "一。\n", "in/shut/b.txt": "二。\n"})
    iterdir = Path.iterdir

    def shut(path: Path) -> Any:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", shut)
    result = call("run", "in", "-o", "out")
    assert result.exit_code == 2
    assert "in/shut: permission denied; check its permissions" in result.stderr
    assert Path("out/a.txt").exists()


def test_a_file_without_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    put({"a.txt": "一。\n"})

    def shut(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", shut)
    result = call("check", "a.txt")
    assert result.exit_code == 2
    assert "a.txt: permission denied; check its permissions" in result.stderr


@pytest.mark.parametrize("command", [["check"], ["fix"], ["run", "-o", "out"]])
def test_a_named_file_without_permission_stops_no_other(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put({"a.txt": "一,二。\n", "shut.txt": "二。\n"})
    read_bytes = Path.read_bytes

    def shut(path: Path) -> bytes:
        if path.name == "shut.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", shut)
    monkeypatch.setattr(os, "access", lambda path, *_: "shut" not in str(path))
    result = call(*command, "shut.txt", "a.txt")
    assert result.exit_code == 2
    assert "clean: shut.txt: permission denied; check its permissions" in result.stderr
    assert "a.txt:" in result.stdout


COMMANDS = {
    "run": ("run", "{}", "-o", "out"),
    "check": ("check", "{}"),
    "fix": ("fix", "{}"),
    "explain": ("explain", "{}:0"),
    "index": ("index", "{}", "-o", "ix"),
}
STATES = {
    "canonical": ("加快，发展。\n", {"check": 0}),
    "faulty": ("加快,发展。\n", {"check": 1}),
    "undecodable": ({"hex": "e4b880008081"}, dict.fromkeys(COMMANDS, 2)),
    "empty": ("", dict.fromkeys(COMMANDS, 2)),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("state", STATES)
def test_exit_codes(command: str, state: str) -> None:
    words, codes = STATES[state]
    put({"a.txt": words})
    args = [part.format("a.txt") for part in COMMANDS[command]]
    assert call(*args).exit_code == codes.get(command, 0)
    assert call(*args, "--nonsense").exit_code == 2
    assert call(*[part.format("gone.txt") for part in COMMANDS[command]]).exit_code == 2


def test_a_bar_shows_on_a_terminal_only() -> None:
    put({f"in/{i:03}.txt": "加快,发展。\n" for i in range(60)})
    command = [sys.executable, "-m", "clean", "check", "in", "--jobs", "1"]
    env = {**os.environ, "PYTHONPATH": str(Path(clean.__file__).parents[1]), "TERM": "xterm"}
    main_end, other_end = pty.openpty()
    seen = subprocess.run(command, stderr=other_end, stdout=subprocess.PIPE, env=env, check=False)
    os.close(other_end)
    assert b"cleaning" in os.read(main_end, 4096)
    os.close(main_end)
    plain = subprocess.run(command, capture_output=True, env=env, check=False)
    assert plain.stdout == seen.stdout
    assert (plain.returncode, plain.stderr) == (1, b"")


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["run", "--help"]])
def test_help_imports_no_stage(args: list[str]) -> None:
    code = (
        "import sys; from clean.cli import main; main(standalone_mode=False, args=sys.argv[1:]);"
        "print([name for name in sys.modules if name.startswith('clean.stages')])"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(clean.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, env=env, check=True
    )
    assert done.stdout.endswith(b"[]\n")


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (5, (3, 1)), (7, (4, 2))]
)
def test_places(offset: int, place: tuple[int, int]) -> None:
    lines = report.Lines("一\r\n二\r三\n四")
    assert lines.place(offset if offset < 7 else 8) == place
    assert lines.offset(*place) == (offset if offset < 7 else 8)


def test_long_passages_are_cut_and_odd_signs_spelt() -> None:
    assert report.quoted("一" * 100) == '"' + "一" * 20 + "…" + "一" * 10 + '"'
    assert report.quoted("a\u200b\x07\t") == r'"a\u200b\x07\t"'


def test_a_moved_passage_and_a_twin_are_told() -> None:
    seed = next(Path(__file__).parents[1].glob("seeds/002*.txt"))
    told = call("check", seed).stdout.splitlines()
    assert any("stands in another place" in line for line in told)
    twin = next(line for line in told if "would go: said at" in line)
    place = twin.removeprefix(f"{seed}:").partition(": ")[0]
    fate = call("explain", f"{seed}:{place}").stdout
    assert "now       gone" in fate
    assert "twin      " in fate
    assert "likeness  " in fate
    moved = next(line for line in told if "stands in another place" in line)
    place = moved.removeprefix(f"{seed}:").partition(": ")[0]
    assert "moved     by " in call("explain", f"{seed}:{place}").stdout
