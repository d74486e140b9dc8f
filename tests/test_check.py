"""What is kept between runs, what is safe, own patterns, and the published schema."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
import test_cases
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator

import clean
from clean import patterns
from clean.cli import main
from clean.commands import kept, look
from clean.commands.each import Outcome
from clean.config.schema import KEYS, SCHEMA, breaches
from clean.rule import key
from clean.stages import own

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def call(*args: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def put(**files: str) -> None:
    for name, words in files.items():
        path = Path(name.replace("_", ".").replace("in.", "in/"))
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")


def some(n: int) -> None:
    put(
        **{
            f"in_{i:03}_txt": f"第{i}号,加快发展 ;提高质量。\n\n　　第二段(试行)。"
            for i in range(n)
        }
    )


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that were looked at anew."""
    seen: list[str] = []
    real = look.looked

    def watched(job: Any, how: None = None) -> Outcome:
        seen.append(job.name)
        return real(job, how)

    monkeypatch.setattr(look, "looked", watched)
    return seen


def test_what_is_kept_is_told_again_and_only_what_changed_is_looked_at(looks: list[str]) -> None:
    some(5)
    put(clean_toml="")
    plain = call("check", "--no-cache", "in").stdout
    assert not Path(kept.NAME).exists()
    looks.clear()
    assert call("check", "in").stdout == plain
    assert len(looks) == 5
    assert call("check", "in").stdout == plain
    assert len(looks) == 5
    put(in_002_txt="改了,这里。\n")
    assert "in/002.txt:1:3: half-width-comma" in call("check", "in").stdout
    assert looks[5:] == ["002.txt"]


def test_what_is_kept_does_not_outlive_what_it_rests_on(
    looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    some(1)
    put(clean_toml="")
    call("check", "in")
    call("check", "--ignore", "half-width-comma", "in")
    put(clean_toml="boilerplate = ['第二段*']")
    call("check", "in")
    put(clean_toml="[[suppress]]\npath='*'\nrule='half-width-comma'\ntext='号,'\nreason='x'")
    call("check", "in")
    monkeypatch.setattr(kept, "_tool", lambda: "0" * 16)
    call("check", "in")
    assert len(looks) == 5
    assert [one.name for one in Path(kept.NAME).iterdir() if one.is_dir()] == ["0" * 16]


def test_the_folder_of_the_cache_says_what_it_is() -> None:
    some(1)
    put(clean_toml="")
    call("check", "in")
    words = Path(kept.NAME, "CACHEDIR.TAG").read_text()
    assert words.startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert Path(kept.NAME, ".gitignore").read_text() == "*\n"


NOTICE = (
    "甲省人民政府办公厅关于做好2017年农村饮水安全工作的通知\n各市、县人民政府：\n各地要落实主体责任，"
    "逐村排查水源、管网和水质情况并建立台账，新建管网要与道路、燃气工程同步设计、同步施工，避免{}开挖。\n"
)


def test_what_is_kept_of_a_copy_rests_on_the_other_too(looks: list[str]) -> None:
    put(in_a_txt=NOTICE.format("重复"), b_txt=NOTICE.format("反复"), clean_toml="")
    assert call("index", "in").exit_code == 0
    plain = call("check", "b.txt").stdout
    assert "near-copy near copy of in/a.txt: 9" in plain
    assert call("check", "b.txt").stdout == plain
    assert call("check", "--no-cache", "b.txt").stdout == plain
    assert looks == ["b.txt", "b.txt"]
    put(in_a_txt=NOTICE.format("盲目"))
    again = call("check", "b.txt").stdout
    assert "stale-index" in again
    Path("in/a.txt").unlink()
    assert "about" in call("check", "b.txt").stdout
    assert call("check", "--no-index", "b.txt").exit_code == 0


def test_a_copy_that_is_told_again_needs_no_rules() -> None:
    put(in_a_txt=NOTICE.format("重复"), b_txt=NOTICE.format("反复"), clean_toml="")
    call("index", "in")
    assert "clean.pipeline" in loaded("check", "b.txt")
    assert not loaded("check", "b.txt") & {"clean.pipeline", "numpy", "ftfy"}


def test_a_baseline_from_a_folder_below_is_that_of_the_configuration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(clean_toml="", in_a_txt="一,二。\n")
    monkeypatch.chdir("in")
    done = call("check", "--baseline", "old.json", "a.txt")
    assert done.stdout.endswith('baseline = "in/old.json"\n')
    assert json.loads(Path("old.json").read_text())["faults"][0][0] == "in/a.txt"
    Path("../clean.toml").write_text('baseline = "in/old.json"\n')
    assert call("check", "a.txt").exit_code == 0
    monkeypatch.chdir("..")
    assert call("check", "in").exit_code == 0


def test_a_baseline_holds_copies_and_leaves_new_ones() -> None:
    put(in_a_txt=NOTICE.format("重复"), in_b_txt=NOTICE.format("反复"))
    call("index", "in")
    assert call("check", "--baseline", "old.json", "in").exit_code == 0
    assert "near-copy" in Path("old.json").read_text("utf-8")
    put(clean_toml="baseline = 'old.json'")
    assert call("check", "in").exit_code == 0
    put(in_c_txt=NOTICE.format("盲目"))
    assert "in/c.txt:1:1: near-copy" in call("check", "in").stdout


def test_copies_are_told_the_same_for_any_jobs_and_order() -> None:
    words = ["重复", "反复", "盲目", "无序"]
    put(**{f"in_{i}_txt": NOTICE.format(word) for i, word in enumerate(words)}, clean_toml="")
    call("index", "in/0.txt", "in/1.txt")
    plain = call("check", "--no-cache", "--jobs", "1", "in").stdout
    assert plain.count("near-copy") == 4
    for more in (["--no-cache", "--jobs", "2"], ["--jobs", "2"], []):
        for paths in (["in"], sorted(Path("in").iterdir(), reverse=True)):
            assert call("check", *more, *paths).stdout == plain


def test_a_damaged_or_shut_cache_changes_nothing() -> None:
    some(2)
    put(clean_toml="")
    plain = call("check", "in").stdout
    for file in Path(kept.NAME).rglob("*.json"):
        file.write_bytes(b"\xff{")
    assert call("check", "in").stdout == plain
    for file in Path(kept.NAME).rglob("*.json"):
        file.write_text('{"faults": [1, ["x"]], "used": []}')
    assert call("check", "in").stdout == plain
    shutil.rmtree(kept.NAME)
    Path(kept.NAME).write_text("a file")
    assert call("check", "in").stdout == plain
    assert Path(kept.NAME).read_text() == "a file"


def test_a_folder_that_holds_other_things_is_no_cache() -> None:
    some(1)
    put(clean_toml="")
    shelf = Path("mine/0123456789abcdef/precious")
    shelf.mkdir(parents=True)
    done = call("check", "--cache-dir", "mine", "in")
    assert done.exit_code == 2
    assert "mine holds other things" in done.stderr
    shelf.parent.rename("0123456789abcdef")
    Path("mine").rename(kept.NAME)
    Path("0123456789abcdef").rename(Path(kept.NAME, "0123456789abcdef"))
    assert call("check", "in").exit_code == 1
    assert Path(kept.NAME, "0123456789abcdef/precious").is_dir()
    assert not Path(kept.NAME, ".gitignore").exists()


def test_a_tidy_of_other_versions_takes_only_theirs() -> None:
    some(1)
    put(clean_toml="")
    call("check", "in")
    (shelf,) = (one for one in Path(kept.NAME).iterdir() if one.is_dir())
    shelf.rename(shelf.with_name("0123456789abcdef"))
    Path(kept.NAME, "notes").mkdir()
    call("check", "in")
    assert shelf.is_dir()
    assert not shelf.with_name("0123456789abcdef").exists()
    assert Path(kept.NAME, "notes").is_dir()


@pytest.mark.parametrize(
    "command", [["check", "--output-file"], ["check", "--baseline"], ["fix", "--output-file"]]
)
def test_no_output_is_written_over_an_input(command: list[str]) -> None:
    put(a_txt="一,二。\n")
    Path("b.txt").symlink_to("a.txt")
    for name in ("a.txt", "b.txt"):
        done = call(*command, name, "a.txt")
        assert done.exit_code == 2
        assert f"{name}: is an input too and would be overwritten" in done.stderr
        assert Path("a.txt").read_text("utf-8") == "一,二。\n"


LOADED = """
import sys
from clean.__main__ import _code
code = _code(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def loaded(*args: str) -> set[str]:
    """The modules that a command of its own process has loaded at its end."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", LOADED, *args], env=env, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 1, done.stderr
    return set(done.stderr.split())


def test_what_is_told_again_needs_no_rules() -> None:
    """So it is told in a tenth of a second; the rules alone take two."""
    put(a_txt="一,二。\n", clean_toml="")
    assert "clean.pipeline" in loaded("check", "a.txt")
    assert not loaded("check", "a.txt") & {"clean.pipeline", "numpy", "ftfy"}


def test_one_small_file_loads_nothing_heavy() -> None:
    put(a_txt="一,二。\n")
    heavy = {"numpy", "scipy", "datasketch", "ftfy", "chardet", "pathspec", "wcwidth", "multiprocessing"}  # fmt: skip
    assert not loaded("check", "a.txt") & heavy


def test_the_same_bytes_as_a_page_and_as_a_text_are_two_results() -> None:
    pytest.importorskip("trafilatura")
    words = "<html><body><p>加快发展,提高质量,培育企业。</p></body></html>\n"
    put(a_txt=words, a_html=words, clean_toml="")
    both = call("check", "--no-cache", "a.txt", "a.html").stdout
    assert call("check", "a.html").stdout + call("check", "a.txt").stdout == both
    assert call("check", "a.txt", "a.html").stdout == both
    assert "leaked-tag" in both or "script-residue" in both
    done = call("fix", "a.html")
    assert done.exit_code == 2
    assert "a.html: byte 0: web-page: not mended in place" in done.stderr
    assert Path("a.html").read_text("utf-8") == words


def test_outside_of_a_project_nothing_is_kept() -> None:
    some(1)
    call("check", "in")
    assert [path.name for path in Path().iterdir()] == ["in"]


def test_jobs_order_and_cache_change_nothing() -> None:
    some(6)
    put(clean_toml="")
    Path("in/bad.txt").write_bytes(bytes.fromhex("e4b880008081"))
    names = sorted(Path("in").iterdir())
    plain = call("check", "--no-cache", "--jobs", "1", *names)
    assert plain.exit_code == 2
    for more in (["--no-cache", "--jobs", "2"], ["--jobs", "2"], [], ["--jobs", "1"]):
        for paths in (names, names[::-1], ["in"]):
            done = call("check", *more, *paths)
            assert (done.stdout, done.exit_code) == (plain.stdout, 2)


@pytest.mark.parametrize(
    ("name", "case"),
    test_cases.ALL,
    ids=[f"{name}: {case['name']}" for name, case in test_cases.ALL],
)
def test_a_safe_rule_loses_no_sign_that_is_seen(name: str, case: dict[str, Any]) -> None:
    rule = test_cases.RULES[name]
    if not rule.safe:
        return
    done = rule.apply(test_cases.document_of(case["text"])).text

    def seen(words: str) -> str:
        # Variation selectors (Mn) choose among shapes of one sign.
        words = re.sub("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d]", "", words)
        return key("".join(sign for sign in words if category(sign) not in ("Cc", "Cf")))

    assert seen(done) == seen(case["text"])


def test_which_promises_are_safe() -> None:
    kinds = {(rule.promise, rule.stage == "unseen"): set[bool]() for rule in clean.CHAIN}
    for rule in clean.CHAIN:
        kinds[rule.promise, rule.stage == "unseen"].add(rule.safe)
    safe = {kind for kind, found in kinds.items() if found == {True}}
    assert safe == {("respells", False), ("respells", True), ("erases", True)}
    assert all(len(found) == 1 for found in kinds.values())


def test_fix_leaves_mode_time_and_place_of_a_file_it_need_not_change() -> None:
    put(a_txt="加快，发展。\n")
    before = Path("a.txt").stat()
    assert call("fix", "--unsafe-fixes", "a.txt").exit_code == 0
    assert (Path("a.txt").stat().st_mtime_ns, Path("a.txt").stat().st_ino) == (before.st_mtime_ns, before.st_ino)  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="for root alone")
def test_fix_keeps_the_owner_where_it_may() -> None:
    put(a_txt="一,二。\n")
    os.chown("a.txt", 1234, 4321)
    Path("a.txt").chmod(0o640)
    assert call("fix", "a.txt").exit_code == 0
    now = Path("a.txt").stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (1234, 4321, 0o640)


def test_fix_keeps_the_mode() -> None:
    put(a_txt="加快,发展。\n")
    Path("a.txt").chmod(0o604)
    call("fix", "a.txt")
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o604


@pytest.mark.parametrize("command", [["fix"], ["fix", "--unsafe-fixes"]])
def test_what_nobody_may_write_is_not_written(command: list[str]) -> None:
    """As the owner of the folder, and as root, one could put another file in its place."""
    put(a_txt="加快,发展。\n", b_txt="加快,发展。\n")
    Path("a.txt").chmod(0o444)
    done = call(*command, "a.txt", "b.txt")
    assert done.exit_code == 2
    assert "a.txt: permission denied; check its permissions" in done.stderr
    assert Path("a.txt").read_text("utf-8") == "加快,发展。\n"
    assert Path("b.txt").read_text("utf-8") == "加快，发展。\n"
    Path("b.txt").chmod(0o444)
    assert call(*command, "b.txt").exit_code == 0


def test_what_was_fixed_goes_to_standard_error_beside_a_format_for_programs() -> None:
    put(a_txt="一,二。\n")
    done = call("fix", "--output-format", "json", "a.txt")
    assert (done.stdout, done.stderr) == ("[]\n", "a.txt: 5 -> 5 characters, 1 change\n")


@pytest.mark.parametrize("seed", sorted(ROOT.glob("seeds/*.txt")), ids=lambda path: path.name[:3])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_fixed_seed_reads_the_same_in_its_encoding(seed: Path, encoding: str) -> None:
    text = seed.read_text("utf-8")
    Path("a.txt").write_bytes(text.encode(encoding))
    call("fix", "a.txt")
    done = Path("a.txt").read_bytes().decode(encoding)
    assert key(done) == key(text)
    assert "\ufffd" not in done
    assert done != text


def test_own_patterns_do_not_backtrack_through_one_another() -> None:
    """Of twelve stars each could try every place anew: this would never come to an end."""
    rule = own.rule(("*" + "a*" * 12 + "b", "*[ab]*[ab]*[ab]*c"))
    assert not list(rule.plan("a" * 200_000 + "\n"))


@pytest.mark.parametrize("pattern", ["*", "**", "?", "[abc]*", " * ", "*。*"])
def test_a_pattern_that_fits_too_much_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="fits too much"):
        clean.Options(patterns=(pattern,))


def test_own_boilerplate_keeps_the_laws() -> None:
    options = clean.Options(patterns=("*文献平台*",))
    document = clean.text("欢迎使用本馆文献平台\n加快发展。\n本馆文献平台没有的\n", options)
    assert document.text == "加快发展。\n"
    assert clean.text(document.text, options).text == document.text
    assert clean.replay.rebuild(document.text, clean.replay.read(document.log().split("\n")[:-1])) == document.source.data  # fmt: skip


def test_the_published_schema_is_up_to_date_and_valid() -> None:
    page = runpy.run_path(str(ROOT / "docs/configuration.py"))
    assert (ROOT / "docs/clean.schema.json").read_text("utf-8") == page["schema"](), (
        "run `make docs`"
    )
    for tongue, path in page["PAGES"].items():
        assert path.read_text("utf-8") == page["page"](tongue), "run `make docs`"
    assert set(page["SAID"]) == set(KEYS) - {"output-format"}
    Draft7Validator.check_schema(SCHEMA)


CONFIGURATIONS: list[dict[str, Any]] = [
    {},
    {"select": ["indent"], "max-file-size": 5, "force-exclude": True, "encoding": "gb18030"},
    {"per-file-ignores": {"a/": ["indent"]}, "suppress": [{"path": "a", "rule": "b", "text": "c"}]},
    {"select": "indent"}, {"select": [1]}, {"max-file-size": 0}, {"max-file-size": True}, {"nonsense": 1},
    {"force-exclude": 1}, {"output-format": "yaml"}, {"suppress": [{"path": "a"}]}, {"suppress": {}},
    {"suppress": [{"path": "a", "rule": "b", "text": ""}]}, {"likeness": 0.5}, {"likeness": 1.5}, {"likeness": 1}, {"likeness": 0.9}, {"likeness": True}, {"likeness": "1"}, {"index": "x"},
    {"per-file-ignores": {"a": "b"}},
]  # fmt: skip


@pytest.mark.parametrize("table", CONFIGURATIONS, ids=json.dumps)
def test_our_reading_of_the_schema_is_that_of_the_library(table: dict[str, Any]) -> None:
    ours, theirs = list(breaches(table)), list(Draft7Validator(SCHEMA).iter_errors(table))
    assert bool(ours) == bool(theirs)


def test_every_key_is_described() -> None:
    assert all(schema.get("description") or name in ("output-format", "suppress") for name, schema in KEYS.items())  # fmt: skip


def test_every_pattern_that_is_compiled_late_can_be() -> None:
    late = {
        (name, each)
        for name, module in list(sys.modules.items())
        if name.startswith("clean.")
        for each, value in vars(module).items()
        if isinstance(value, patterns.pattern)
    }
    assert len(late) > 50
    for name, each in late:
        assert vars(sys.modules[name])[each].groups >= 0, each


def test_a_pattern_asked_late_is_that_of_the_library() -> None:
    ours, theirs = patterns.pattern("(一)|[二三]", re.IGNORECASE), re.compile("(一)|[二三]")
    assert ours.pattern == theirs.pattern
    for words in ("一二三", "", "四"):
        assert ours.findall(words) == theirs.findall(words)
        assert ours.sub("x", words) == theirs.sub("x", words)
        assert ours.groups == theirs.groups
