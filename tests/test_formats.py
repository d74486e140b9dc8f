"""Markdown and JSON: nothing of the text is lost, and nothing in it is taken for a sign."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import clean

SEEDS = sorted(Path("seeds").glob("*.txt"))
NOTICE = """甲省财政厅关于预算公开的通知
各市财政局：
第一章 总则
第一节 目的
一、总体要求
1.加快公开。
坚持公开。（责任单位：省财政厅）
"""
FRONT = re.compile(r"---\n(.*?\n)---\n\n", re.S)
UNESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What a line of Markdown begins with when it is no paragraph (CommonMark 0.31, 4 and 5).
NO_PARAGRAPH = re.compile(
    r"#{1,6}(\s|$)|>|[-+*](\s|$)|\d{1,9}[.)](\s|$)|=+\s*$|(-\s*){3,}$|(\*\s*){3,}$|(_\s*){3,}$|```|~~~|<|\s"
)


def split(markdown: str) -> tuple[dict[str, str], list[str]]:
    """The front matter and the paragraphs."""
    found = FRONT.match(markdown)
    body = markdown[found.end() :] if found else markdown
    return (yaml.safe_load(found[1]) if found else {}), body.removesuffix("\n").split("\n\n")


def shown(paragraph: str) -> str:
    return UNESCAPED.sub(r"\1", re.sub(r"^#{1,6} ", "", paragraph))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_markdown_of_a_seed_says_what_the_text_says(seed: Path) -> None:
    document = clean.file(seed)
    front, paragraphs = split(document.to_markdown())
    assert front == document.metadata
    assert "".join(map(shown, paragraphs)) == document.text.replace("\n", "")
    heads = [line for line in paragraphs if line.startswith("#")]
    kinds = [block.kind for block in document.blocks]
    assert sum(line.startswith("##") for line in heads) == kinds.count("heading")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_json_of_a_seed_holds_text_parts_and_spans(seed: Path) -> None:
    document = clean.file(seed)
    said = json.loads(document.to_json())
    assert document.to_json().count("\n") == 1
    assert said["format"] == "clean-document/1"
    assert {name: fact["value"] for name, fact in said["metadata"].items()} == document.metadata
    assert len(said["findings"]) == len(document.findings)
    for part in said["blocks"]:
        assert document.text[slice(*part["span"])] == part["text"]
        assert ("level" in part) == (part["kind"] == "heading")
        came = clean.rule.key(document.source.text[slice(*part["src"])])
        assert clean.rule.key(part["text"][:4]) in came
    words = "".join(part["text"] for part in said["blocks"])
    assert "".join(words.split()) == "".join(document.text.split())


def test_the_levels_of_a_text_come_without_a_gap() -> None:
    _, paragraphs = split(clean.text(NOTICE).to_markdown())
    assert paragraphs == [
        "# 甲省财政厅关于预算公开的通知",
        "各市财政局：",
        "## 第一章 总则",
        "### 第一节 目的",
        "#### 一、总体要求",
        "##### 1.加快公开。",
        "坚持公开。（责任单位：省财政厅）",
    ]


def test_a_title_over_two_lines_is_one() -> None:
    words = "甲省人民政府关于加强\n安全生产工作的意见\n现提出以下意见。\n"
    assert "# 甲省人民政府关于加强安全生产工作的意见\n" in clean.text(words).to_markdown()


def test_metadata_are_strings_whatever_they_hold() -> None:
    words = '有效性：否\n索引号：000014349/2019-00101\n发布日期：2019-06-03\n关于\\“甲#乙"的通知\n现通知如下。\n'
    document = clean.text(words)
    front, _ = split(document.to_markdown())
    assert front == document.metadata
    assert (front["validity"], front["published"]) == ("否", "2019-06-03")
    assert '"' in front["title"] and "\\" in front["title"]


def test_a_text_without_metadata_has_no_front_matter() -> None:
    assert clean.text("加快发展。\n").to_markdown() == "加快发展。\n"
    assert clean.text("").to_markdown() == ""


@given(st.lists(st.text("甲#*_-+>=`~[]<&;1.)\\ 　。、", min_size=1, max_size=9), max_size=5))
def test_no_sign_of_a_text_is_taken_for_markdown(rows: list[str]) -> None:
    document = clean.text("\n".join(rows))
    _, paragraphs = split(document.to_markdown())
    assert "".join(map(shown, paragraphs)) == document.text.replace("\n", "")
    kinds = [block.kind for block in document.blocks]
    for paragraph in paragraphs:
        if "heading" not in kinds and "title" not in kinds:
            assert not NO_PARAGRAPH.match(paragraph), paragraph
        assert not re.search(r"(?<!\\)(?:\\\\)*[*_`~<\[]", paragraph), paragraph
