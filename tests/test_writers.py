"""The formats of `check`: each well formed, each with the same faults, none with another code."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft4Validator

import clean
from clean.cli import main
from clean.faults import Checked, Fault, Safety, packed, unpacked
from clean.writers import FOR_PEOPLE, FORMATS, writer
from clean.writers.colour import PLAIN
from clean.writers.lines import columns

DATA = Path(__file__).parent / "data"
SEEDS = sorted(Path("seeds").resolve().glob("*.txt"))
ODD = "公文 一%20:,\x1b[2K<&\"'>\u2028.txt"
WORDS = (
    "𠀀一,二<&>\"' ;三。\r第二行,(试行)。\r\n各市、县人民政府:\n\u200b提高%0A质量,发展::error::。\n"
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def call(*args: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def told(form: str, *paths: str | Path) -> str:
    return call("check", "--output-format", form, *paths).stdout


def odd() -> str:
    Path(ODD).write_text(WORDS, "utf-8", newline="")
    return ODD


def records(*paths: str | Path) -> list[dict[str, Any]]:
    return json.loads(told("json", *paths))


def test_json_and_json_lines_hold_the_same() -> None:
    name = odd()
    lines = [json.loads(line) for line in told("json-lines", name).splitlines()]
    assert lines == records(name)
    assert len(lines) > 6
    assert {line["path"] for line in lines} == {name}
    assert {line["safety"] for line in lines} == {"safe"}


def test_places_count_code_points_from_one() -> None:
    first = records(odd())[0]
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (1, 3, 1, 4)
    assert (first["src"], first["rule"], first["fix"]) == ([2, 3], "half-width-comma", "，")


def still(seed: Path) -> bool:
    """Whether nothing moves: no edit at one place mends what does."""
    return not any(piece.move for piece in clean.file(seed).pieces)


@pytest.mark.parametrize("seed", [*filter(still, SEEDS)], ids=lambda path: path.name[:3])
def test_the_fixes_alone_mend_what_was_only_respelt(seed: Path) -> None:
    """Applied to the source, the edits of the findings give the canonical text."""
    document = clean.file(seed)
    text = document.source.text
    edits = [(*one["src"], one["fix"]) for one in records(seed) if one["fix"] is not None]
    for start, end, fix in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        text = text[:start] + fix + text[end:]
    assert text == document.text


@pytest.mark.parametrize("path", [*SEEDS, ODD], ids=lambda path: Path(path).name[:3])
def test_sarif_is_valid_by_its_schema(path: Path | str) -> None:
    odd()
    log = json.loads(told("sarif", path))
    schema = json.loads((DATA / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    errors = [error.message for error in Draft4Validator(schema).iter_errors(log)]
    assert not errors
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert len(run["results"]) == len(records(path))
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]).removeprefix("file://") == str(path)
    assert any("fixes" in result for result in run["results"])


def region(text: str, place: dict[str, int]) -> tuple[int, int]:
    """The span of a region, by the line ends the log names."""
    starts = [0, *(end.end() for end in re.finditer("\r\n|\n|\r", text))]
    return (
        starts[place["startLine"] - 1] + place["startColumn"] - 1,
        starts[place["endLine"] - 1] + place["endColumn"] - 1,
    )


def test_the_fixes_of_sarif_give_the_canonical_text() -> None:
    text = WORDS
    log = json.loads(told("sarif", odd()))
    edits = [
        (*region(text, change["deletedRegion"]), change.get("insertedContent", {}).get("text", ""))
        for result in log["runs"][0]["results"]
        for fix in result.get("fixes", ())
        for change in fix["artifactChanges"][0]["replacements"]
    ]
    for start, end, fix in sorted(edits, reverse=True):
        text = text[:start] + fix + text[end:]
    assert text == clean.text(WORDS).text


def test_sarif_tells_what_could_not_be_read() -> None:
    log = json.loads(told("sarif", "gone.txt", odd()))
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "no such file" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_junit_is_well_formed_and_escaped() -> None:
    Path("good.txt").write_text("加快发展。\n", "utf-8")
    suites = ElementTree.fromstring(told("junit", odd(), "good.txt", "gone.txt"))
    assert suites.attrib == {"name": "clean", "tests": "3", "failures": "1", "errors": "1"}
    cases = {case.attrib["name"]: case for case in suites.iter("testcase")}
    bad, gone = cases[ODD.replace("\x1b", "\\u001b")], cases["gone.txt"]
    assert not list(cases["good.txt"])
    assert "no such file" in gone.find("error").attrib["message"]  # type: ignore[union-attr]
    words = bad.find("failure").text or ""  # type: ignore[union-attr]
    assert "half-width-comma" in words
    assert "<&>" in words


def test_gitlab_has_what_gitlab_asks_for() -> None:
    issues = json.loads(told("gitlab", odd(), "gone.txt"))
    assert len(issues) == len(records(ODD)) + 1
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_fingerprint_of_gitlab_outlives_its_line() -> None:
    Path("a.txt").write_text("加快发展,提高质量。\n", "utf-8")
    before = json.loads(told("gitlab", "a.txt"))
    Path("a.txt").write_text("新的一段说明。\n加快发展,提高质量。\n", "utf-8")
    after = json.loads(told("gitlab", "a.txt"))
    assert before[0]["location"] != after[0]["location"]
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]


def test_github_lines_cannot_be_forged() -> None:
    lines = told("github", odd()).removesuffix("\n").split("\n")
    assert len(lines) == len(records(ODD))
    for line in lines:
        found = re.fullmatch(r"::error ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]*)", line)
        assert found, line
        fields = dict(pair.split("=", 1) for pair in found.group(1).split(","))
        assert fields["file"].replace("%3A", ":").replace("%2C", ",").replace("%25", "%") == ODD


def test_carets_stand_under_the_place() -> None:
    Path("a.txt").write_text("ab加快é发展,提高。\n", "utf-8")
    lines = told("full", "a.txt").splitlines()
    assert lines[2] == "1 | ab加快é发展,提高。"
    assert lines[3].index("^") - lines[2].index("a") == columns("ab加快é发展") == 11
    assert lines[3].count("^") == 1
    assert lines[4] == '  = safe fix "，": clean fix mends it'
    assert lines[-1].startswith("1 found; 1 safe to fix")


@pytest.mark.parametrize(
    ("words", "n"), [("a", 1), ("加", 2), ("e\u0301", 1), ("𠀀", 2), ("\u200b", 0)]
)
def test_columns_are_those_of_a_terminal(words: str, n: int) -> None:
    assert columns(words) == n


def test_statistics_count_by_rule() -> None:
    Path("a.txt").write_text("一,二,三(试行)。\n", "utf-8")
    Path("b.txt").write_text("一,二。\n", "utf-8")
    done = call("check", "--statistics", "a.txt", "b.txt")
    assert done.exit_code == 1
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0] == ["found", "documents", "rule", "fix"]
    assert rows[1:] == [
        ["3", "2", "half-width-comma", "safe", "fix"],
        ["2", "1", "half-width-bracket", "safe", "fix"],
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_statistics_keep_the_form_of_a_format_for_programs(form: str) -> None:
    Path("a.txt").write_text("一,二,三(试行)。\n", "utf-8")
    counts = [("half-width-comma", 2), ("half-width-bracket", 2)]
    done = call("check", "--statistics", "--output-format", form, "a.txt")
    if form in ("json", "json-lines"):
        words = done.stdout if form == "json" else f"[{done.stdout.strip().replace(chr(10), ',')}]"
        found = json.loads(words)
        assert sorted((one["rule"], one["found"]) for one in found) == sorted(counts)
        assert found[0].keys() == {"rule", "safety", "found", "documents"}
        assert done.stderr == ""
    elif form in FOR_PEOPLE:
        assert done.stdout.startswith("found") and done.stderr == ""
    else:
        assert (done.stdout, done.exit_code) == (told(form, "a.txt"), 1)
        assert done.stderr.startswith("found") and "half-width-comma" in done.stderr


def test_a_file_takes_the_output_and_quiet_takes_it_all() -> None:
    name = odd()
    plain = told("json", name)
    done = call("check", "--output-format", "json", "--output-file", "out/report.json", name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert Path("out/report.json").read_text("utf-8") == plain
    done = call("check", "--quiet", name, "gone.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "gone.txt" in done.stderr
    done = call("check", "--output-file", "out", name)
    assert done.exit_code == 2
    assert "out: is a directory" in done.stderr


def test_the_diff_marks_what_changes_by_sentence() -> None:
    Path("a.txt").write_text("第一句。第二,句(试行)。\n　　第三句。\n", "utf-8")
    done = call("check", "--diff", "a.txt")
    assert done.exit_code == 1
    assert done.stdout == (
        "a.txt:1:5: 第二[-,-]{+，+}句[-(-]{+（+}试行[-)-]{+）+}。\n"
        "a.txt:2:1: [-\\u3000\\u3000-]第三句。\n"
    )
    Path("b.txt").write_text(
        "扫描二维码 关注我们\n省政府关于加快发展的意见\n加快发展,提高质量。\n", "utf-8"
    )
    assert "[-扫描二维码" in call("check", "--diff", "b.txt").stdout
    safe = call("fix", "--diff", "b.txt")
    assert "[-扫描二维码" not in safe.stdout
    assert "发展[-,-]{+，+}提高" in safe.stdout
    assert "[-扫描二维码" in call("fix", "--diff", "--unsafe-fixes", "b.txt").stdout
    Path("c.txt").write_text("加快发展。\n", "utf-8")
    done = call("check", "--diff", "c.txt")
    assert (done.exit_code, done.stdout) == (0, "")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_a_diff_without_what_comes_is_the_source(seed: Path) -> None:
    document = clean.file(seed)
    lines = call("check", "--diff", seed).stdout.splitlines()
    told = [line.split(": ", 1)[1] for line in lines if ": moved: " not in line]
    for words in told[:50]:
        came = re.sub(r"\{\+.*?\+\}", "", words).replace("[-", "").replace("-]", "")
        assert came.removesuffix("\\n") in clean.report.visible(document.source.text.replace("\n", "")) or "\\" in came  # fmt: skip


COLOURS = [
    ({}, False, False),
    ({}, True, True),
    ({"NO_COLOR": "1"}, True, False),
    ({"FORCE_COLOR": "1"}, False, True),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
    ({"TERM": "dumb"}, True, False),
]


@pytest.mark.parametrize(("more", "on_terminal", "coloured"), COLOURS)
@pytest.mark.parametrize("form", ["concise", "full"])
def test_colour(more: dict[str, str], on_terminal: bool, coloured: bool, form: str) -> None:
    Path("a.txt").write_text("一,二。\n", "utf-8")
    command = [sys.executable, "-m", "clean", "check", "--output-format", form, "a.txt"]
    env = {
        key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")
    }
    env |= {"PYTHONPATH": str(Path(clean.__file__).parents[1]), "TERM": "xterm", **more}
    near, far = pty.openpty() if on_terminal else os.pipe()
    done = subprocess.run(command, stdout=far, env=env, check=False)
    os.close(far)
    said = os.read(near, 65536).decode()
    os.close(near)
    assert done.returncode == 1
    assert ("\x1b[" in said) == coloured
    assert "a.txt:1:2: half-width-comma" in re.sub(r"\x1b\[[\d;]*m", "", said)


def test_colour_never_enters_a_format_for_programs() -> None:
    Path("a.txt").write_text("一,二。\n", "utf-8")
    for form in set(FORMATS) - {"concise", "full"}:
        done = CliRunner().invoke(
            main, ["check", "--output-format", form, "a.txt"], env={"FORCE_COLOR": "1"}
        )
        assert "\x1b" not in done.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_well_formed_too(form: str) -> None:
    words = "\n".join(writer(form)([Checked("a.txt")], PLAIN))
    assert words or form in ("concise", "full", "json-lines", "github")
    if form in ("json", "gitlab", "sarif"):
        json.loads(words)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", ["\udcff", "\0", "]]>", "\x85", "\ufffe", "\u202e", "%0A"])
def test_no_name_or_message_breaks_a_format(form: str, words: str) -> None:
    fault = Fault("a-rule", words, words, Safety.SAFE, words, 0, 1, 1, 1, 1, 2, words, 0)
    said = "\n".join(writer(form)([Checked(f"x{words}", (fault,), words)], PLAIN))
    if form in ("json", "gitlab", "sarif"):
        json.loads(said)
        said.encode()
    elif form == "json-lines":
        assert len(said.splitlines()) == 1
        json.loads(said)
    elif form == "junit":
        ElementTree.fromstring(said)
    elif form == "concise":
        assert len(said.splitlines()) == 1


def test_a_fault_survives_packing() -> None:
    fault = Fault("a", "b", "c", Safety.UNSAFE, None, 0, 1, 1, 1, 1, 2, "x", 0)
    assert unpacked(json.loads(json.dumps(packed(fault)))) == fault
    with pytest.raises((TypeError, ValueError, KeyError)):
        unpacked(["a"])
