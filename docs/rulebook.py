"""Writes the pages of the rules from their docstrings and their cases: `make docs`.

In English, in Chinese, and the examples that `clean explain` shows.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from itertools import groupby
from os.path import commonprefix
from pathlib import Path
from typing import Any

from clean import book
from clean.language import speak, spoken
from clean.pipeline import CHAIN
from clean.report import visible
from clean.rule import Rule

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
PAGES = {"en": ROOT / "docs" / "rules.md", "zh": ROOT / "docs" / "rules.zh-CN.md"}
HEADS = {
    "en": """\
# Rules

Written by `make docs` from the rules and their cases; do not edit.

The chain in its order. What a promise allows is in [words.md](words.md#promises); `clean explain
RULE` prints a rule's page, `--select` and `--ignore` choose rules. In the examples `\\n` is a line
end and `\\u3000` an ideographic space. [中文](rules.zh-CN.md)

A **safe fix** is done by `clean fix` unasked: it respells, or erases only signs without a shape, so
that no word goes and none changes its place. An **unsafe fix** erases words, takes out repeats, orders,
or rewrites; it is done by `clean fix --unsafe-fixes`, and by `clean run`, which keeps a log of all.
[Why](decisions/0003-safe-fixes.md). `own-boilerplate`, which the [configuration](configuration.md) makes,
is an unsafe fix too.
""",
    "zh": """\
# 规则

由 `make docs` 根据规则及其用例写成，请勿手改。

按运行顺序排列。各种承诺允许做什么，见 [words.md](words.md#promises)；`clean explain 规则` 显示一条规则的
说明，`--select`、`--ignore` 选择规则。示例中 `\\n` 是行末，`\\u3000` 是全角空格。[English](rules.md)

**安全修改**由 `clean fix` 直接执行：只换字符的形式，或只去掉看不见的字符，不删一个字，
不改变顺序。**不安全修改**会删除文字、去掉重复、调整顺序或修复乱码，由 `clean fix --unsafe-fixes` 执行；
`clean run` 也执行，并全部记入日志。[理由](decisions/0003-safe-fixes.md)。
[配置](configuration.md)中的 `own-boilerplate` 也属不安全修改。
""",
}
WORDS = {
    "en": {
        "table": "| stage | rules |",
        "kind": "Stage `{}`, promise `{}`, {}.",
        "safe": "safe fix",
        "unsafe": "unsafe fix",
        "none": "no fix",
        "clause": "Clause: {}.",
        "nothing": "nothing",
        "becomes": "- {}: {} becomes {}",
        "found": "- {}: {}: {}",
        "alone": "- left alone ({}): {}",
    },
    "zh": {
        "table": "| 阶段 | 规则 |",
        "kind": "阶段 `{}`，承诺 `{}`，{}。",
        "safe": "安全修改",
        "unsafe": "不安全修改",
        "none": "不修改",
        "clause": "依据：{}。",
        "nothing": "（无）",
        "becomes": "- {1} 改为 {2}",
        "found": "- {1}：报告 {2}",
        "alone": "- 不动：{1}",
    },
}
SHORT = 90
# What an example on a screen may hold, before and after.
SHORTER = 60


def page(tongue: str) -> str:
    """A whole page, as Markdown; `tongue` is en or zh."""
    speak(tongue)
    sections = (line for rule in CHAIN for line in _section(rule, tongue))
    whole = "\n".join([HEADS[tongue], *_table(tongue), *sections])
    speak("en")
    return whole


def examples() -> str:
    """The example of each rule as JSON, one a line: the shortest case that shows it."""
    lines = [f"{_json(rule.name)}:{_json(found)}" for rule in CHAIN if (found := _shortest(rule))]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write() -> None:
    """Write all that is made from the rules."""
    for tongue, path in PAGES.items():
        path.write_text(page(tongue), "utf-8")
    book.EXAMPLES.write_text(examples(), "utf-8")


def _shortest(rule: Rule) -> list[str]:
    cases = [case for case in _cases(rule.name) if case.get("out") or "found" in case]
    cases = cases or [case for case in _cases(rule.name) if "out" in case]
    if not cases:
        return []
    case = min(cases, key=lambda case: len(case["text"]))
    if "out" in case:
        return list(_beside(visible(case["text"]), visible(case["out"]), SHORTER))
    return [_shortened(visible(case["text"]), SHORTER), _found(rule, case)]


def _found(rule: Rule, case: dict[str, Any]) -> str:
    """What the rule says first of a case."""
    return next(message for *_, message in rule.plan(case["text"]))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(tongue: str) -> Iterator[str]:
    yield WORDS[tongue]["table"] + "\n| --- | --- |"
    for stage, rules in groupby(CHAIN, key=lambda rule: rule.stage):
        yield f"| {stage} | {', '.join(f'[{rule.name}](#{rule.name})' for rule in rules)} |"
    yield ""


def _section(rule: Rule, tongue: str) -> Iterator[str]:
    words = WORDS[tongue]
    yield f"## {rule.name}\n"
    yield book.page(rule) + "\n"
    clause = book.clause(rule)
    more = " " * (tongue == "en") + words["clause"].format(clause) if clause else ""
    safety = "none" if rule.promise == "finds" else "safe" if rule.safe else "unsafe"
    yield words["kind"].format(rule.stage, rule.promise, words[safety]) + more + "\n"
    cases = _cases(rule.name)
    for case in [case for case in cases if "out" in case or "found" in case][:2]:
        yield _example(rule, case, words)
    for case in [case for case in cases if "out" not in case and "found" not in case][:1]:
        yield words["alone"].format(
            case["name"].partition(":")[0], _code(_shortened(visible(case["text"]), SHORT))
        )
    yield ""


def _example(rule: Rule, case: dict[str, Any], words: dict[str, str]) -> str:
    if "out" in case:
        before, after = _beside(visible(case["text"]), visible(case["out"]), SHORT)
        said = _code(after) if after else words["nothing"]
        return words["becomes"].format(case["name"], _code(before), said)
    text = _code(_shortened(visible(case["text"]), SHORT))
    return words["found"].format(case["name"], text, spoken(_found(rule, case)))


def _beside(before: str, after: str, size: int) -> tuple[str, str]:
    """Two texts, long ones cut to where they begin to differ."""
    if max(len(before), len(after)) <= size:
        return before, after
    alike = len(commonprefix([before, after]))
    start = max(0, alike - size // 2)
    return _window(before, start, size), _window(after, start, size)


def _window(words: str, start: int, size: int) -> str:
    shown = ("…" if start else "") + words[start:]
    return shown if len(shown) <= size else shown[: size - 1] + "…"


def _shortened(words: str, size: int) -> str:
    return words if len(words) <= size else words[: size - 20] + "…" + words[-19:]


def _code(shown: str) -> str:
    fence = "``" if "`" in shown else "`"
    return f"{fence}{shown}{fence}" if shown.strip("`") == shown else f"{fence} {shown} {fence}"


def _cases(name: str) -> list[dict[str, Any]]:
    path = CASES / f"{name}.toml"
    found = tomllib.loads(path.read_text("utf-8")) if path.exists() else {"case": []}
    return list(found["case"])


if __name__ == "__main__":
    write()
