"""Chinese and English: every sentence exists in both, nothing is left over, the log is the same."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from test_cli import CASES, put, raw

import clean
from clean import book, language, report
from clean.cli import main
from clean.commands.explain import fate
from clean.rule import Rule
from clean.usage import asked, paragraphs
from clean.writers import FOR_PEOPLE, FORMATS

ROOT = Path(clean.__file__).parent
TABLE = tomllib.loads(language.TABLE.read_text("utf-8"))
SENTENCES = language.sentences()
# Two English words in a row make a string something that is said to a person.
ENGLISH = re.compile(r"[A-Za-z]{2,},? [A-Za-z]{2,}")
# Strings of two English words that are read, compared or kept, never said.
UNSAID = {
    "by its twin", "likely by ", "{} as told", "byte order mark",
    "module 'clean' has no attribute {}", "OUT | TEXT LOG [SOURCE]", "标签 Tags TAG", "clean index", "tuple[Any, str]",
    "pip install 'docclean[html]'",
    # formats for programs, the schema of the configuration, the mark of the cache
    "   <error message={}/>",
    "   <failure message=\"{} found\">",
    "  <testcase name={} classname=\"clean\" file={}>",
    " <testsuite name=\"clean\" {}>",
    "::{} file={},{},{}::{}",
    "::error file={}::{}",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<testsuites name=\"clean\" {}>",
    "A fault that stays, with the reason. `text` is quoted from the document.",
    "A file that `clean check --baseline FILE` wrote: old faults that stay.",
    "A larger file, in bytes, is refused.",
    "Files to pass over, as in .gitignore.",
    "Lines to take out: shell patterns (* ? [abc]) that fit a whole line.",
    "Rules to leave out by file; the names are patterns as in .gitignore.",
    "Rules to leave out.",
    "The encoding of the files, undetected.",
    "The index that documents are compared with; else the nearest .clean-index.",
    "From here on two documents are told as near copies or of one template.",
    "The only rules to run; none named: all.",
    "Whether a folder is searched without what .gitignore names.",
    "Whether files that are named outright can be excluded too.",
    "Which files, as in .gitignore.",
    "Without one, it is a finding itself.",
    "Words that hold the place.",
    "clean.toml, and the table tool.clean of pyproject.toml",
    "stood there when the baseline was written",
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of `clean check`; see https://bford.info/cachedir/\n",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Here `clean corpus` works; see https://bford.info/cachedir/\n",
    # names of elements
    ("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol p pre section summary table tbody td tfoot th thead title tr ul"),
    ("script style noscript template head iframe object embed applet svg math select input button "
    "textarea datalist canvas audio video map"),
}  # fmt: skip
# What libraries and the system say, and what is put together from parts.
BORROWED = {
    "usage",
    "files",
    "refusals",
    "reasons",
    "runs",
    "findings",
    "explain",
    "proofs",
    "parts",
    "corpus",
}
# Stripped from what is printed before English is looked for: names, quotations, commands.
QUOTED = re.compile(
    r"`[^`]*`|\"[^\"]*\"|'[^']*'|“[^”]*”|^\S+?:\d+:\d+: [a-z-]+|\[[^\]]*\]"
    r"|--\S+ \S+|clean run -|（[^）]*）", re.M)  # fmt: skip

# What goes to a program is said in one language.
FOR_PROGRAMS = {"-", "--version", *FORMATS} - {*FOR_PEOPLE}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    language.speak("en")


def strings(path: Path) -> Iterator[str]:
    """The strings of a module but its docstrings; holes of f-strings as {}."""
    tree = ast.parse(path.read_text("utf-8"))
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
    for node in ast.walk(tree):
        said = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if said and id(node) not in passed:
            yield node.value


SAID = {text for path in sorted(ROOT.rglob("*.py")) for text in strings(path)}


def helps() -> Iterator[str]:
    """The paragraphs of every command's help, and what each option is for."""
    for command in [main, *main.commands.values()]:
        yield from paragraphs(command.help or "")
        yield from (p.help for p in command.params if isinstance(p, click.Option) and p.help)


def is_looked_for(text: str) -> bool:
    """Whether a string is a pattern or words of web pages."""
    return "(?" in text or len(re.findall("[一-龥]", text)) > 5


def test_every_sentence_of_the_code_has_its_chinese() -> None:
    said = {text for text in SAID if ENGLISH.search(text) and not is_looked_for(text)}
    assert sorted((said | set(helps())) - set(SENTENCES) - UNSAID) == []


def test_every_reason_of_a_refusal_has_its_chinese() -> None:
    code = "".join(path.read_text("utf-8") for path in ROOT.rglob("*.py"))
    reasons = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', code))
    assert len(reasons) > 8
    assert reasons <= set(TABLE["refusals"])


def test_no_sentence_is_left_over() -> None:
    known = SAID | set(helps())
    left = {text for part in TABLE for text in TABLE[part] if text not in known}
    fixed = {text for text in left if not any(text in TABLE[part] for part in BORROWED)}
    assert sorted(fixed) == []
    assert sorted(UNSAID - SAID) == []


@pytest.mark.parametrize("english", SENTENCES)
def test_a_sentence_keeps_what_fills_its_holes(english: str) -> None:
    forms = dict(re.findall(r"\{(\d):(\w+)\}", SENTENCES[english]))
    fill = {"q": '"⟨{}⟩"', "d": "7{}.7", "w": "⟨{}⟩"}
    holes = [fill.get(forms.get(str(i), ""), "⟨{}⟩").format(i) for i in range(english.count("{}"))]
    language.speak("zh")
    said = language.spoken(english.replace("{}", "%s") % tuple(holes) if holes else english)
    assert all(said.count(hole) == 1 for hole in holes), said
    assert not re.search(r"[{}]", said)
    assert said != english


def pages(rule: Rule) -> tuple[str, str]:
    english = book.page(rule)
    language.speak("zh")
    chinese = book.page(rule)
    language.speak("en")
    return english, chinese


def test_every_rule_has_a_chinese_page_and_no_page_is_left_over() -> None:
    assert set(book.chinese()) == {rule.name for rule in clean.CHAIN}
    for rule in clean.CHAIN:
        english, chinese = pages(rule)
        # As much is said in both: a page of several paragraphs has as many.
        assert chinese.count("\n\n") == english.count("\n\n"), rule.name
        assert re.search("[一-龥]", chinese.partition("\n")[0])
    assert set(book.clauses()) <= set(book.chinese())


def test_what_is_told_beside_the_rules_has_a_page_in_both_languages() -> None:
    code = "".join(path.read_text("utf-8") for path in ROOT.rglob("*.py"))
    told = re.findall(
        r'Finding\(\s*0, 0, "([a-z-]+)"|Answer\(\s*"([a-z-]+)"|patch\.n, "([a-z]+-[a-z]+)"'
        r'|placeless\(\s*"([a-z-]+)"|NO_MAIN_TEXT = "([a-z-]+)"|NAME = "([a-z]+-[a-z]+)"', code
    )  # fmt: skip
    assert {"".join(names) for names in told} == set(book.others())
    for name in book.others():
        pages = [run(["explain", name, "--lang", tongue]).output for tongue in ("en", "zh")]
        assert all(page.startswith(f"{name}\n\n") for page in pages)
        assert re.search("[一-龥]", pages[1])
        assert pages[0].count("\n\n") == pages[1].count("\n\n")


def test_every_code_in_a_page_stands_in_both() -> None:
    """What is set as code is the matter itself, and says the same in both languages."""
    for rule in clean.CHAIN:
        english, chinese = [set(re.findall("`([^`]+)`", page)) for page in pages(rule)]
        assert english == chinese, rule.name


def run(args: list[str], stdin: bytes = b"", **env: str) -> Any:
    result = CliRunner(env=env).invoke(main, args, input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.mark.parametrize("case", [c for _, c in CASES], ids=[f"{f}: {c['name']}" for f, c in CASES])
def test_nothing_is_said_in_english_when_chinese_is_spoken(case: dict[str, Any]) -> None:
    put(case.get("files", {}))
    for name, target in case.get("links", {}).items():
        Path(name).symlink_to(target)
    if "before" in case:
        run(case["before"])
    put(case.get("change", {}))
    for name in case.get("remove", []):
        Path(name).unlink()
    result = run(case["args"], raw(case.get("stdin", "")), CLEAN_LANG="zh")
    assert result.exit_code == case["exit"]
    told = result.stderr if FOR_PROGRAMS & {*case["args"]} else result.output
    lines = [line for line in told.split("\n") if not line.startswith(("用法:", "::error"))]
    assert [line for line in lines if ENGLISH.search(QUOTED.sub("", line))] == []


def texts() -> Iterator[str]:
    """The texts of all cases of the rules, and the seeds."""
    root = Path(__file__).parent
    for path in sorted((root / "cases").glob("*.toml")):
        yield from (case["text"] for case in tomllib.loads(path.read_text("utf-8"))["case"])
    yield from (path.read_text("utf-8") for path in sorted(root.parent.glob("seeds/*.txt")))


def test_every_fault_and_every_fate_is_told_in_chinese() -> None:
    faults, fates = set(), set()
    for document in map(clean.text, texts()):
        changed = report.changes(document)
        found = report.faults(document, report.Lines(document.source.text), changed)
        faults |= {fault.message for fault in found}
        for fault in found[:20]:
            if fault.start < len(document.source.text):
                fates |= {*fate(document, "a.txt", [fault.start])}
    language.speak("zh")
    told = {language.spoken(line) for line in faults | fates}
    assert len(told) > 2000
    assert not told & faults
    left = sorted(line for line in told if ENGLISH.search(QUOTED.sub("", line)))
    assert left == [], "\n".join(left)


def test_logs_and_manifests_do_not_depend_on_the_language() -> None:
    seeds = str(ROOT.parent / "seeds")
    for tongue in ("zh", "en"):
        assert run(["run", seeds, "-o", tongue, "--lang", tongue, "--jobs", "1"]).exit_code == 0
    names = sorted(path.name for path in Path("en").iterdir())
    assert len(names) == 11
    for name in names:
        assert Path("zh", name).read_bytes() == Path("en", name).read_bytes()


@pytest.mark.parametrize(
    ("environment", "tongue"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "en_US", "LC_ALL": "", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LC_ALL": "en_US", "CLEAN_LANG": "zh"}, "zh"),
        ({"LC_ALL": "zh_CN", "CLEAN_LANG": "en"}, "en"),
    ],
)
def test_the_language_of_the_environment(environment: dict[str, str], tongue: str) -> None:
    assert language.usual(environment) == tongue


@pytest.mark.parametrize(
    ("args", "tongue"),
    [
        (["check", "--lang", "zh"], "zh"),
        (["--lang=en", "check"], "en"),
        (["check", "a", "--lang"], ""),
        (["check", "--lang", "fr"], ""),
    ],
)
def test_the_language_asked_for(args: list[str], tongue: str) -> None:
    assert asked(args) == tongue


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--lang", "zh"], "缺少命令"),
        (["--help", "--lang", "zh"], "清洗网上抓取的中文公文"),
        (["check", "--help", "--lang", "zh"], "路径:行:列: 规则 说明"),
        (["check", "--lang", "zh", "--nonsense", "a"], "错误：没有选项 '--nonsense'。"),
        (["check", "--lang", "zh", "--jobs", "x", "a"], "'--jobs' 的值无效：'x' 不是整数"),
        (["check", "--lang", "zh", "--select", "blank-lines", "a"], "没有规则 'blank-lines'；是否指 'blank-line'"),
        (["chek", "--lang", "zh"], "没有命令 'chek'"),
        (["check", "a.txt", "--lang", "fr"], "'fr' is not one of"),
        (["explain", "outline-gap", "--lang", "zh"], "GB/T 9704-2012 7.3.3"),
        (["explain", "outline-gap"], "before"),
        (["rules", "--lang", "zh"], "主送机关之前没有标题。"),
    ],
)  # fmt: skip
def test_help_and_usage(args: list[str], told: str) -> None:
    assert told in run(args).output


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("a.txt: no such file or directory; check the name", "a.txt: 没有这个文件或文件夹；请核对名称"),
        ("公文: 一.txt: is an input too and would be overwritten; choose another folder", "公文: 一.txt: 同时是输入文件，会被覆盖；请另选文件夹"),
        ("b.txt: byte 0: empty: the file holds no bytes; fetch the document again", "b.txt: 第 0 字节：空文件：文件没有内容；请重新下载"),
        ('"二,三" would be "二，三" (in "一二,三")', '"二,三"应为"二，三"（见"一二,三"）'),
        ('"abc" would go: the title again', '"abc"应删去：标题重出'),
        ("outline gap: 三、 missing", "层次序数不连续：缺 三、"),
        ("stands in another place: B, likely by kind of line", "应移至他处：抄本 B，据行的类别推定"),
        ("what no table knows", "what no table knows"),
        ("", ""),
    ],
)  # fmt: skip
def test_sentences_are_put_together(english: str, chinese: str) -> None:
    assert language.spoken(english) == english
    language.speak("zh")
    assert language.spoken(english) == chinese


def test_workers_speak_it_too() -> None:
    put({f"in/{i}.txt": "加快,发展。\n" for i in range(4)})
    env = {**os.environ, "PYTHONPATH": str(ROOT.parent), "CLEAN_LANG": "en"}
    command = [sys.executable, "-m", "clean", "check", "in", "--jobs", "2", "--lang", "zh"]
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    assert done.stdout.decode().count('","应为"，"') == 4


def test_a_table_is_read_only_when_it_is_needed() -> None:
    program = (
        "import sys, clean.cli; print('tomllib' in sys.modules, 'clean.stages' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT.parent)},
    )  # fmt: skip
    assert done.stdout.split() == ["False", "False"]
